import { dayOf, daysLater, hourOf } from '../language/dates.ts';
import { instantOf } from '../language/when.ts';

// At night nobody is reminded of what begins the day after.
const quiet = { from: 20, until: 7 };
const urgentMilliseconds = 12 * 3_600_000;

/** ISO time of the next step so long from now; one that falls into the night waits, when there is time, until seven. */
export function dueAfter({ start }: { start: string }, now: Date, milliseconds: number): string {
  const due = new Date(now.getTime() + milliseconds);
  const hour = Number(hourOf(due).slice(0, 2));
  const isNight = hour >= quiet.from || hour < quiet.until;
  if (!isNight || new Date(start).getTime() - due.getTime() <= urgentMilliseconds) return due.toISOString();
  const morning = hour < quiet.until ? dayOf(due) : daysLater(dayOf(due), 1);
  return instantOf(morning, '07:00')!.toISOString();
}
