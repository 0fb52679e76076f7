import type { Fields } from './fields.ts';

/** A piece of work that is traced; how long it took is measured under the same name. */
export type SpanName = 'turn' | 'connector' | 'job';
export type CounterName = 'events' | 'deliveries';
export type DurationName = 'queue-lag' | 'ping';

/** What the inside tells of its work. Codes and figures only: fields.ts says which, and nothing else is passed on. */
export interface Telemetry {
  /** Does the work and passes on what it answers or throws. `mark` adds fields that are known only during the work. */
  span<T>(name: SpanName, fields: Fields, work: (mark: (more: Fields) => void) => Promise<T>): Promise<T>;
  /** Adds fields to the span that is going on here; nothing outside of one. */
  mark(fields: Fields): void;
  count(name: CounterName, n?: number, fields?: Fields): void;
  record(name: DurationName, milliseconds: number, fields?: Fields): void;
  /** Sends what is left, for at most four seconds. */
  stop(): Promise<void>;
}

/** Used when no exporter is set. */
export const noTelemetry: Telemetry = {
  span: (_name, _fields, work) => work(() => {}),
  mark() {},
  count() {},
  record() {},
  async stop() {},
};
