import { AggregationTemporality, InMemoryMetricExporter } from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { sdkTelemetry } from '../../src/telemetry/sdk-telemetry.ts';
import type { Telemetry } from '../../src/telemetry/telemetry.ts';

export interface Figure {
  name: string;
  attributes: Record<string, unknown>;
  /** How many times it was recorded, or how much was counted. */
  n: number;
}

export interface InMemory {
  telemetry: Telemetry;
  /** Ends it, and answers what was exported. */
  exported(): Promise<{ spans: ReadableSpan[]; figures: Figure[]; text: string }>;
}

/** The real telemetry with exporters that keep everything. */
export function inMemory(): InMemory {
  const spans: ReadableSpan[] = [];
  const spanExporter = new InMemorySpanExporter();
  const metricExporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
  // Its own end forgets what it has.
  spanExporter.shutdown = async () => void spans.push(...spanExporter.getFinishedSpans());
  const telemetry = sdkTelemetry({ spans: spanExporter, metrics: metricExporter }, ['vejen', 'kolding']);
  return {
    telemetry,
    async exported() {
      await telemetry.stop();
      const metrics = metricExporter.getMetrics().flatMap((m) => m.scopeMetrics.flatMap((s) => s.metrics));
      const figures = metrics.flatMap(({ descriptor, dataPoints }) =>
        dataPoints.map(({ attributes, value }) => {
          const n = typeof value === 'number' ? value : (value as { count: number }).count;
          return { name: descriptor.name, attributes, n };
        }),
      );
      return { spans, figures, text: JSON.stringify([spans.map(told), metricExporter.getMetrics()]) };
    },
  };
}

function told({ name, attributes, events, links, status, resource }: ReadableSpan) {
  return { name, attributes, events, links, status, resource: resource.attributes };
}
