import type { Records } from '../ports.ts';
import type { Calendar } from './pace-calendar.ts';

/** What is to become of the calendar. It is computed anew when somebody else was faster; not written, nothing changed. */
export type Compute<Result> = (before: Calendar | undefined) => { calendar: Calendar; result: Result; write: boolean };

export interface CalendarRecord {
  records: Records;
  kommune: string;
  key: string[];
  now: () => number;
  sleep: (milliseconds: number) => Promise<void>;
}

export interface Changed<Result> {
  calendar: Calendar;
  result: Result;
  /** From the computing to the end of the writing, if there was something to write. */
  writeMilliseconds: number | undefined;
}

// Within what a call waits for its turn anyway. It may be an alarm: after that it goes on without the others.
const longestTryingMilliseconds = 6_000;
// Who was too late waits up to twice as long each time, at first as long as the try took: a store that is slow has more
// who come between.
const longestWaitMilliseconds = 500;

/** Reads, computes and writes until nobody came between. When somebody always did, only what was read last. */
export async function changeCalendar<Result>(
  { records, kommune, key, now, sleep }: CalendarRecord,
  compute: Compute<Result>,
): Promise<Changed<Result> | { calendar: Calendar | undefined; result: undefined }> {
  const first = now();
  for (let i = 0; ; i++) {
    const began = now();
    const stored = await records.get<Calendar>(kommune, key);
    const computed = now();
    const { write, ...changed } = compute(stored?.value);
    if (!write) return { ...changed, writeMilliseconds: undefined };
    const value = changed.calendar;
    const written = await records.write(kommune, [
      stored ? { do: 'update', key, value, revision: stored.revision } : { do: 'create', key, value },
    ]);
    if (written) return { ...changed, writeMilliseconds: now() - computed };
    if (now() - first > longestTryingMilliseconds) return { calendar: stored?.value, result: undefined };
    await sleep(Math.random() * Math.min(2 ** i * (now() - began + 1), longestWaitMilliseconds));
  }
}
