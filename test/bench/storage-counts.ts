import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Counted {
  count: number;
  /** Milliseconds. */
  sum: number;
  longest: number;
}

/** What one process wrote down at its end (count-storage.ts). */
export interface ProcessCounts {
  /** By epoch second and kind of call. */
  seconds: Record<string, Record<string, Counted>>;
  cpuSeconds: number;
  longestLagMilliseconds: number;
}

const hook = join(import.meta.dirname, 'count-storage.ts');

/** Settings with which a bot counts its calls to the store into this folder. */
export const countingInto = (folder: string) => ({
  SSP_BENCH_COUNTS: folder,
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${hook}`.trim(),
});

export function readCounts(folder: string): ProcessCounts[] {
  return readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
}

/** The calls of all processes between two times (epoch milliseconds), by kind; those that there are most of first. */
export function countsBetween(all: ProcessCounts[], from: number, to: number): [string, Counted][] {
  const totals = new Map<string, Counted>();
  for (const { seconds } of all) {
    for (const [second, kinds] of Object.entries(seconds)) {
      if (Number(second) < Math.floor(from / 1000) || Number(second) > to / 1000) continue;
      for (const [kind, { count, sum, longest }] of Object.entries(kinds)) {
        const before = totals.get(kind) ?? { count: 0, sum: 0, longest: 0 };
        totals.set(kind, {
          count: before.count + count,
          sum: before.sum + sum,
          longest: Math.max(before.longest, longest),
        });
      }
    }
  }
  return [...totals].sort(([, a], [, b]) => b.count - a.count);
}
