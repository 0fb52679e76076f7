import { setImmediate } from 'node:timers/promises';

export interface VirtualTime {
  /** Milliseconds since the start. */
  elapsed(): number;
  clock(): Date;
  sleep(milliseconds: number): Promise<void>;
  /** Lets the time go on, from one sleeper to the next, until the work is done. */
  run<Result>(work: Promise<Result>): Promise<Result>;
}

/** A clock that moves only when everybody sleeps. */
export function virtualTime(start = '2026-11-24T10:00:00Z'): VirtualTime {
  const startMilliseconds = Date.parse(start);
  let now = startMilliseconds;
  const sleepers: { at: number; wake: () => void }[] = [];
  return {
    elapsed: () => now - startMilliseconds,
    clock: () => new Date(now),
    sleep: (milliseconds) =>
      new Promise((wake) => {
        const at = now + Math.max(0, milliseconds);
        const next = sleepers.findIndex((sleeper) => sleeper.at > at);
        sleepers.splice(next < 0 ? sleepers.length : next, 0, { at, wake });
      }),
    async run(work) {
      let done = false;
      const settled = () => {
        done = true;
      };
      work.then(settled, settled);
      for (;;) {
        await setImmediate();
        if (done) return work;
        const sleeper = sleepers.shift();
        if (!sleeper) throw new Error('nobody sleeps, and the work is not done');
        now = Math.max(now, sleeper.at);
        sleeper.wake();
      }
    },
  };
}
