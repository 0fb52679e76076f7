import { env } from 'node:process';
import { AzureMonitorMetricExporter, AzureMonitorTraceExporter } from '@azure/monitor-opentelemetry-exporter';
import type { Exporters } from '../telemetry/sdk-telemetry.ts';

type Options = NonNullable<ConstructorParameters<typeof AzureMonitorTraceExporter>[0]>;
type Policy = NonNullable<Options['additionalPolicies']>[number]['policy'];

const requestMilliseconds = 10_000;

/**
 * Exporters to Application Insights. `told`: whether a request was taken, with the status of one that was not. What cannot
 * be sent is dropped: nothing is kept on the disk, and one hour without figures does no harm.
 */
export function azureExporters(connectionString: string, told: (sent: boolean, status?: number) => void): Exporters {
  // The exporter would report on itself to an account of Microsoft's; only the environment can say no.
  env.APPLICATION_INSIGHTS_NO_STATSBEAT = 'true';
  const options: Options = {
    connectionString,
    disableOfflineStorage: true,
    allowInsecureConnection: /IngestionEndpoint=http:\/\/127\.0\.0\.1[:/]/i.test(connectionString),
    retryOptions: { maxRetries: 1, retryDelayInMs: 1_000, maxRetryDelayInMs: 5_000 },
    additionalPolicies: [{ position: 'perRetry', policy: watchful(told) }],
  };
  return { spans: new AzureMonitorTraceExporter(options), metrics: new AzureMonitorMetricExporter(options) };
}

/** The exporter itself swallows failures that it calls temporary, and waits for an answer without end. */
function watchful(told: (sent: boolean, status?: number) => void): Policy {
  return {
    name: 'watchful',
    async sendRequest(request, next) {
      request.timeout = requestMilliseconds;
      try {
        const response = await next(request);
        told(response.status < 400, response.status);
        return response;
      } catch (error) {
        told(false);
        throw error;
      }
    },
  };
}
