import type { Log } from '../log.ts';
import { noTelemetry, type Telemetry } from './telemetry.ts';

/**
 * Telemetry to Application Insights by its connection string; without one nothing of it is loaded. `kommuner`: those that
 * the process serves, the only ones that are named.
 */
export async function startTelemetry(
  connection: string | undefined,
  kommuner: Iterable<string>,
  log: Log,
): Promise<Telemetry> {
  if (connection === undefined) return noTelemetry;
  const [{ azureExporters }, { sdkTelemetry }] = await Promise.all([
    import('../azure/telemetry-exporter.ts'),
    import('./sdk-telemetry.ts'),
  ]);
  return sdkTelemetry(azureExporters(connection, tellChanges(log)), kommuner);
}

/** Once when sending begins to fail, and once when it works again: it is tried every few seconds. */
function tellChanges(log: Log): (sent: boolean, status?: number) => void {
  let works = true;
  return (sent, status) => {
    if (sent === works) return;
    works = sent;
    if (sent) log.info('telemetry-back');
    else log.warn('telemetry-lost', status === undefined ? {} : { status });
  };
}
