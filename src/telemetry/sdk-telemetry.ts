import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type Context,
  type Histogram,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader, type PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import { type Attributes, createFilter, type Fields, fieldsOf } from './fields.ts';
import type { CounterName, DurationName, SpanName, Telemetry } from './telemetry.ts';

export interface Exporters {
  spans: SpanExporter;
  metrics: PushMetricExporter;
}

interface Running {
  span: Span;
  fields: Fields;
  startedAt: number;
}

const product = 'ssp-bot';
// Application Insights shows server spans as requests, client spans as dependencies.
const kinds: Record<SpanName, SpanKind> = { turn: SpanKind.SERVER, job: SpanKind.SERVER, connector: SpanKind.CLIENT };
const exportMilliseconds = 60_000;
// An export that hangs is given up; the next one starts with what has come meanwhile.
const timeoutMilliseconds = 15_000;
const stopMilliseconds = 4_000;

/** Telemetry over OpenTelemetry's SDK. Registers nothing globally: no library's own traces come along. */
export function sdkTelemetry({ spans, metrics }: Exporters, kommuner: Iterable<string>): Telemetry {
  const attributesOf = createFilter(kommuner);
  const { tracers, meters } = startProviders({ spans, metrics });
  const tracer = tracers.getTracer(product);
  const instruments = createInstruments(meters);
  const current = new AsyncLocalStorage<Running>();

  const begin = (name: SpanName, fields: Fields): Running => {
    const parent = current.getStore();
    const context: Context = parent ? trace.setSpan(ROOT_CONTEXT, parent.span) : ROOT_CONTEXT;
    const span = tracer.startSpan(`ssp.${name}`, { kind: kinds[name] }, context);
    return { span, fields: { ...fields }, startedAt: performance.now() };
  };
  const end = (name: SpanName, { span, startedAt }: Running, attributes: Attributes) => {
    span.setAttributes(attributes);
    span.setStatus({ code: attributes.outcome === 'ok' ? SpanStatusCode.OK : SpanStatusCode.ERROR });
    span.end();
    instruments.duration(name).record(performance.now() - startedAt, attributes);
  };
  return {
    async span(name, fields, work) {
      const running = begin(name, fields);
      const mark = (more: Fields) => void Object.assign(running.fields, more);
      try {
        const result = await current.run(running, () => work(mark));
        end(name, running, attributesOf({ outcome: 'ok', ...running.fields }));
        return result;
      } catch (error) {
        end(name, running, attributesOf({ ...running.fields, ...fieldsOf(error), outcome: 'failed' }));
        throw error;
      }
    },
    mark: (fields) => void Object.assign(current.getStore()?.fields ?? {}, fields),
    count: (name, n = 1, fields = {}) => instruments.counter(name).add(n, attributesOf(fields)),
    record: (name, milliseconds, fields = {}) => instruments.duration(name).record(milliseconds, attributesOf(fields)),
    stop: () => within(stopMilliseconds, [tracers.shutdown(), meters.shutdown()]),
  };
}

function startProviders({ spans, metrics }: Exporters) {
  const resource = resourceFromAttributes({ 'service.name': product });
  const exportTimeoutMillis = timeoutMilliseconds;
  const processor = new BatchSpanProcessor({ exporter: spans, exportTimeoutMillis });
  const reader = new PeriodicExportingMetricReader({
    ...{ exporter: metrics, exportIntervalMillis: exportMilliseconds, exportTimeoutMillis },
  });
  return {
    tracers: new TracerProvider({ resource, spanProcessors: [processor] }),
    meters: new MeterProvider({ resource, readers: [reader] }),
  };
}

function createInstruments(meters: MeterProvider) {
  const meter = meters.getMeter(product);
  const histogram = (name: SpanName | DurationName) => meter.createHistogram(`ssp.${name}`, { unit: 'ms' });
  const durations: Record<SpanName | DurationName, Histogram> = {
    turn: histogram('turn'),
    connector: histogram('connector'),
    job: histogram('job'),
    'queue-lag': histogram('queue-lag'),
    ping: histogram('ping'),
  };
  const counters = {
    events: meter.createCounter('ssp.events'),
    deliveries: meter.createCounter('ssp.deliveries'),
  };
  return {
    duration: (name: SpanName | DurationName) => durations[name],
    counter: (name: CounterName) => counters[name],
  };
}

/** Waits for all of them, whether they fail or not, but no longer than this. */
async function within(milliseconds: number, ends: Promise<unknown>[]): Promise<void> {
  const timer = new AbortController();
  const late = delay(milliseconds, undefined, { signal: timer.signal }).catch(() => {});
  await Promise.race([Promise.allSettled(ends), late]);
  timer.abort();
}
