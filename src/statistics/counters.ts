import { dayOf } from '../language/dates.ts';
import type { Clock, Records } from '../ports.ts';

/** `question`: somebody asked; `miss`: somebody pressed "Passer ikke"; `convening`: a beredskab that is no exercise. */
export type Counted = 'question' | 'miss' | 'convening';

const everything: Counted[] = ['question', 'miss', 'convening'];

/** How often, in one month, a concern was asked about in an area. Nothing else of a question is kept. */
export interface Cell {
  /** yyyy-mm, in Denmark. */
  month: string;
  /** Id of the concern; empty for none. */
  concern: string;
  /** Name of the area or school; empty when it was not told. */
  area: string;
  count: number;
}

export interface Counters {
  /** Counts in memory: an answer makes no storage call. */
  count(what: Counted, kommune: string, concern: string, area: string): void;
  /** Writes what was counted since the last time. What could not be written is kept for the next. */
  flush(): Promise<void>;
  /** What is in the store, by month and then by cell. */
  read(kommune: string, what: Counted): Promise<Cell[]>;
}

type Counts = Record<string, number>;
// Months that are there already lack what was not counted then.
type Month = Partial<Record<Counted, Counts>>;

const mostTries = 10;

/** Counters in one record a month: counts of several processes are added up, none is written over. */
export function createCounters(records: Records, clock: Clock): Counters {
  let pending = new Map<string, { kommune: string; month: string; counts: Month }>();
  const add = (kommune: string, month: string, what: Counted, cell: string, count: number) => {
    const key = JSON.stringify([kommune, month]);
    const entry = pending.get(key) ?? { kommune, month, counts: {} };
    const counts = entry.counts[what] ?? {};
    entry.counts[what] = { ...counts, [cell]: (counts[cell] ?? 0) + count };
    pending.set(key, entry);
  };
  const write = async (kommune: string, month: string, counts: Month) => {
    for (let i = 0; i < mostTries; i++) {
      const before = await records.get<Month>(kommune, ['month', month]);
      const value = sum(before?.value, counts);
      const key = ['month', month];
      const written = await records.write(kommune, [
        before ? { do: 'update', key, value, revision: before.revision } : { do: 'create', key, value },
      ]);
      if (written) return;
    }
    throw new Error('the counters were changed by others all the time');
  };
  return {
    count(what, kommune, concern, area) {
      add(kommune, dayOf(clock()).slice(0, 7), what, JSON.stringify([concern, area]), 1);
    },
    async flush() {
      const writing = pending;
      pending = new Map();
      for (const [key, { kommune, month, counts }] of writing) {
        try {
          await write(kommune, month, counts);
          writing.delete(key);
        } catch (error) {
          for (const entry of writing.values()) putBack(entry, add);
          throw error;
        }
      }
    },
    async read(kommune, what) {
      const months = await records.list<Month>(kommune, ['month']);
      return months.flatMap(({ key, value }) =>
        Object.entries(value[what] ?? {}).map(([cell, count]) => {
          const [concern, area] = JSON.parse(cell) as [string, string];
          return { month: key[1]!, concern, area, count };
        }),
      );
    },
  };
}

type Add = (kommune: string, month: string, what: Counted, cell: string, count: number) => void;

function putBack({ kommune, month, counts }: { kommune: string; month: string; counts: Month }, add: Add): void {
  for (const what of everything) {
    for (const [cell, count] of Object.entries(counts[what] ?? {})) add(kommune, month, what, cell, count);
  }
}

function sum(a: Month | undefined, b: Month): Month {
  const added = (x: Counts = {}, y: Counts = {}): Counts => {
    const total = { ...x };
    for (const [cell, count] of Object.entries(y)) total[cell] = (total[cell] ?? 0) + count;
    return total;
  };
  return Object.fromEntries(everything.map((what) => [what, added(a?.[what], b[what])]));
}
