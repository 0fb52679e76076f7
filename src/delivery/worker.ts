import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { JobQueue, ReceivedJob } from '../ports.ts';

/** What the worker does for a feature's jobs. */
export interface Workshop {
  handle(kommune: string, id: string): Promise<void>;
  /** Ids that had to be looked at by now, in case their nudge was lost. */
  overdue(kommune: string): Promise<string[]>;
}

export interface Worker {
  /** Looks at the queue at once: something was put there. */
  kick(): void;
  /** Takes nothing new, and resolves when what is in hand is done. */
  stop(): Promise<void>;
}

export interface WorkerDeps {
  queue: JobQueue;
  workshops: Record<string, Workshop>;
  kommuner: Iterable<string>;
  log: Log;
  pollMilliseconds?: number;
  sweepMilliseconds?: number;
}

// As long as one job may take; after that another instance tries it.
const hiddenSeconds = 90;
const mostAttempts = 5;
// More would only wait for their turn under the platform's limits, until their messages come back to others.
const mostInHand = 24;

/** Works off the queue, and every half minute what was left without a nudge. One in each process; they share the work. */
export function startWorker(deps: WorkerDeps): Worker {
  const { pollMilliseconds = 1_000, sweepMilliseconds = 30_000 } = deps;
  const wait = createWait();
  const inHand = new Set<Promise<void>>();
  let stopping = false;
  const loop = async (name: string, pause: number, work: () => Promise<boolean>) => {
    while (!stopping) {
      let more = false;
      try {
        more = await work();
      } catch (error) {
        deps.log.warn('work-failed', { part: name, reason: messageOf(error) });
      }
      if (!more && !stopping) await wait.for(pause, name === 'queue');
    }
  };
  const loops = [
    loop('queue', pollMilliseconds, () => workOffQueue(deps, inHand)),
    loop('sweep', sweepMilliseconds, () => sweep(deps)),
  ];
  return {
    kick: () => wait.end(false),
    async stop() {
      stopping = true;
      wait.end(true);
      await Promise.all(loops);
      await Promise.all(inHand);
    },
  };
}

/** Takes what is there without waiting for what is in hand: one chat that hangs must not hold up the others. */
async function workOffQueue({ queue, workshops, log }: WorkerDeps, inHand: Set<Promise<void>>): Promise<boolean> {
  if (inHand.size >= mostInHand) await Promise.race(inHand);
  const received = await queue.receive(hiddenSeconds);
  for (const one of received) {
    const work = workOne(queue, workshops, log, one).finally(() => inHand.delete(work));
    inHand.add(work);
  }
  return received.length > 0;
}

async function workOne(
  queue: JobQueue,
  workshops: Record<string, Workshop>,
  log: Log,
  received: ReceivedJob,
): Promise<void> {
  const { feature, kommune, id } = received.job;
  try {
    const workshop = Object.hasOwn(workshops, feature) ? workshops[feature] : undefined;
    if (!workshop) throw new Error('a job of no feature');
    await workshop.handle(kommune, id);
    await queue.done(received);
  } catch (error) {
    log.warn('job-failed', { part: feature, reason: messageOf(error) });
    if (received.attempt < mostAttempts) return;
    log.error('job-buried', { part: feature });
    await queue.bury(received);
  }
}

async function sweep({ workshops, kommuner, log }: WorkerDeps): Promise<boolean> {
  for (const [feature, { overdue, handle }] of Object.entries(workshops)) {
    for (const kommune of kommuner) {
      for (const id of await overdue(kommune)) {
        // One that fails must not keep the others waiting.
        await handle(kommune, id).catch((error: unknown) =>
          log.warn('job-failed', { part: feature, reason: messageOf(error) }),
        );
      }
    }
  }
  return false;
}

/** A pause that can be ended from outside. */
function createWait() {
  const waiting = new Set<{ kickable: boolean; end: () => void }>();
  return {
    for: (milliseconds: number, kickable: boolean) =>
      new Promise<void>((resolve) => {
        const one = {
          kickable,
          end: () => {
            clearTimeout(timer);
            waiting.delete(one);
            resolve();
          },
        };
        const timer = setTimeout(one.end, milliseconds);
        waiting.add(one);
      }),
    end: (all: boolean) => {
      for (const one of [...waiting]) if (all || one.kickable) one.end();
    },
  };
}
