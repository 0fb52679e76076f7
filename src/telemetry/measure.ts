import { Undelivered } from '../delivery/undelivered.ts';
import type { Workshop } from '../delivery/worker.ts';
import type { Log } from '../log.ts';
import type { JobQueue, ReceivedJob } from '../ports.ts';
import { fieldsOf } from './fields.ts';
import { noTelemetry, type Telemetry } from './telemetry.ts';

// Each stands before a port and does as it does. Without telemetry the port itself is given back: a turn pays nothing.

/** Counts what is warned of; an error makes a failure of the turn or job that it happened in. */
export function measureLog(log: Log, telemetry: Telemetry): Log {
  if (telemetry === noTelemetry) return log;
  const counted =
    (level: 'warn' | 'error'): Log['warn'] =>
    (event, fields = {}) => {
      log[level](event, fields);
      const { code, status, part, kommune } = fields;
      telemetry.count('events', 1, { event, level, code, status, part, kommune });
      if (level === 'error') telemetry.mark({ event, outcome: 'failed' });
    };
  return { info: (event, fields) => log.info(event, fields), warn: counted('warn'), error: counted('error') };
}

/** Traces each job of each feature, from the queue and from the sweep. */
export function measureWorkshops(workshops: Record<string, Workshop>, telemetry: Telemetry): Record<string, Workshop> {
  if (telemetry === noTelemetry) return workshops;
  const measured = ([part, workshop]: [string, Workshop]): [string, Workshop] => {
    const handle = (kommune: string, id: string) =>
      telemetry.span('job', { part, kommune }, () => workshop.handle(kommune, id));
    return [part, { ...workshop, handle }];
  };
  return Object.fromEntries(Object.entries(workshops).map(measured));
}

/** Counts what these calls of a way out (chat, mail, meeting) led to. */
export function measureDeliveries<Way extends object>(
  way: Way,
  calls: (keyof Way)[],
  part: string,
  telemetry: Telemetry,
): Way {
  if (telemetry === noTelemetry) return way;
  type Call = (...given: unknown[]) => Promise<unknown>;
  const counted =
    (call: Call): Call =>
    async (...given) => {
      try {
        const result = await call.apply(way, given);
        telemetry.count('deliveries', 1, { part, outcome: 'ok' });
        return result;
      } catch (error) {
        const outcome = error instanceof Undelivered ? error.kind : 'failed';
        telemetry.count('deliveries', 1, { part, ...fieldsOf(error), outcome });
        throw error;
      }
    };
  return { ...way, ...Object.fromEntries(calls.map((name) => [name, counted(way[name] as Call)])) };
}

/** Measures how long after its time a job is received. Later tries say nothing: they wait on purpose. */
export function measureQueue(queue: JobQueue, telemetry: Telemetry): JobQueue {
  if (telemetry === noTelemetry) return queue;
  return {
    send: (job, delaySeconds) => queue.send(job, delaySeconds),
    async receive(hiddenSeconds) {
      const received: (ReceivedJob & { dueAt?: Date })[] = await queue.receive(hiddenSeconds);
      for (const { dueAt, attempt, job } of received) {
        if (!dueAt || attempt > 1) continue;
        telemetry.record('queue-lag', Math.max(0, Date.now() - dueAt.getTime()), { part: job.feature });
      }
      return received;
    },
    done: (received) => queue.done(received),
    bury: (received) => queue.bury(received),
    ping: () => queue.ping(),
  };
}

interface Pingable {
  ping(): Promise<void>;
}

/** Measures how long a part of the storage takes to say that it is there. */
export function measurePing(part: Pingable, telemetry: Telemetry): Pingable {
  if (telemetry === noTelemetry) return part;
  return {
    async ping() {
      const startedAt = performance.now();
      const told = (outcome: string) => telemetry.record('ping', performance.now() - startedAt, { outcome });
      try {
        await part.ping();
        told('ok');
      } catch (error) {
        told('failed');
        throw error;
      }
    },
  };
}
