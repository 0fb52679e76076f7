import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Job, JobQueue, ReceivedJob } from '../ports.ts';

/** What the worker does for a feature's jobs. */
export interface Workshop {
  handle(kommune: string, id: string): Promise<void>;
  /** Ids that had to be looked at by now, in case their nudge was lost. */
  overdue(kommune: string): Promise<string[]>;
  /** How many jobs of the same item one process has in hand; four when it is not told. */
  mostOfOneItem?: number;
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
// One process must not take all nudges of an item: they would be gone with it. Some go beside the first, as that may be
// waiting for a chat that hangs, or for Graph.
const mostOfOneItem = 4;

/** Works off the queue, and every half minute what was left without a nudge. One in each process; they share the work. */
export function startWorker(deps: WorkerDeps): Worker {
  const { pollMilliseconds = 1_000, sweepMilliseconds = 30_000 } = deps;
  const wait = createWait();
  const inHand = new Set<Promise<void>>();
  const items = countItems(deps.workshops);
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
    loop('queue', pollMilliseconds, () => workOffQueue(deps, inHand, items, () => stopping)),
    loop('sweep', sweepMilliseconds, () => sweep(deps, items, () => stopping)),
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

/** How many times each item is in hand here. */
function countItems(workshops: WorkerDeps['workshops']) {
  const counts = new Map<string, number>();
  const keyOf = ({ feature, kommune, id }: Job) => JSON.stringify([feature, kommune, id]);
  return {
    isFull: (job: Job) => (counts.get(keyOf(job)) ?? 0) >= (workshops[job.feature]?.mostOfOneItem ?? mostOfOneItem),
    async during(job: Job, work: () => Promise<void>): Promise<void> {
      const key = keyOf(job);
      counts.set(key, (counts.get(key) ?? 0) + 1);
      try {
        await work();
      } finally {
        const left = counts.get(key)! - 1;
        if (left > 0) counts.set(key, left);
        else counts.delete(key);
      }
    },
  };
}

type Items = ReturnType<typeof countItems>;

/** Takes what is there without waiting for what is in hand: one chat that hangs must not hold up the others. */
async function workOffQueue(
  { queue, workshops, log }: WorkerDeps,
  inHand: Set<Promise<void>>,
  items: Items,
  isStopping: () => boolean,
): Promise<boolean> {
  while (inHand.size >= mostInHand) await Promise.race(inHand);
  if (isStopping()) return false;
  const received = await queue.receive(hiddenSeconds);
  for (const one of received) {
    const taken = items.isFull(one.job)
      ? sendOn(queue, log, one)
      : items.during(one.job, () => workOne(queue, workshops, log, one));
    const work = taken.finally(() => inHand.delete(work));
    inHand.add(work);
  }
  return received.length > 0;
}

/** Leaves it to the others, or to ourselves when we have done. One that cannot be sent on comes back by itself. */
async function sendOn(queue: JobQueue, log: Log, received: ReceivedJob): Promise<void> {
  try {
    await queue.send(received.job, 1);
    await queue.done(received);
  } catch (error) {
    log.warn('nudge-lost', { reason: messageOf(error) });
  }
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

async function sweep(
  { workshops, kommuner, log }: WorkerDeps,
  items: Items,
  isStopping: () => boolean,
): Promise<boolean> {
  for (const [feature, { overdue, handle }] of Object.entries(workshops)) {
    for (const kommune of kommuner) {
      for (const id of await overdue(kommune)) {
        const job = { feature, kommune, id };
        if (isStopping()) return false;
        if (items.isFull(job)) continue;
        // One that fails must not keep the others waiting.
        await items
          .during(job, () => handle(kommune, id))
          .catch((error: unknown) => log.warn('job-failed', { part: feature, reason: messageOf(error) }));
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
