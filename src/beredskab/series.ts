import type { WorkItem } from '../delivery/work-item.ts';
import { dayOf, daysLater } from '../language/dates.ts';
import { instantOf, nextWeekly } from '../language/when.ts';
import type { Language } from '../structure/structure.ts';
import type { Beredskab, Wish } from './beredskab.ts';
import { occurrence } from './read-form.ts';

/** A meeting that comes every week: each occurrence is convened as a beredskab of its own, one at a time. */
export interface Series extends WorkItem {
  kommune: string;
  language: Language;
  coordinator: Beredskab['coordinator'];
  /** What each occurrence is about; its times are those of the first. */
  wish: Wish & { weekly: NonNullable<Wish['weekly']> };
  /** Keys of people whom the co-ordinator took out of what was proposed, and put in beside it. */
  without: string[];
  besides: string[];
  /** Day (yyyy-mm-dd) of the occurrence that was convened last; none before the first. */
  last?: string;
  /** Day of the occurrence that is convened next. */
  next: string;
  ended?: true;
  changedAt: string;
}

/** Id of an occurrence: the same for every process that convenes it. */
export const occurrenceId = (series: Pick<Series, 'id'>, day: string) => `${series.id}-${day}`;

/** When the next occurrence is convened: as soon as the one before has ended, the first at once. */
export function convenesAt({ last, wish, changedAt }: Pick<Series, 'last' | 'wish' | 'changedAt'>): string {
  return last ? occurrence(wish.weekly, last).end : changedAt;
}

/** The series as it goes on after the occurrence of `next` was convened. */
export function afterConvening(series: Series): Series {
  const { weekly } = series.wish;
  const convened = { ...series, last: series.next, next: followingDay(series.next, weekly) };
  return { ...convened, timer: convenesAt(convened) };
}

/** The occurrence of this day falls out. It may have been convened already; then that is cancelled by itself. */
export function skip(series: Series, day: string, now: Date): Series {
  if (series.ended || series.next !== day) return series;
  const next = followingDay(day, series.wish.weekly);
  const at = now.toISOString();
  return { ...series, next, changedAt: at, dueAt: at };
}

export function endSeries(series: Series, now: Date): Series {
  if (series.ended) return series;
  const { timer: _, ...rest } = series;
  const at = now.toISOString();
  return { ...rest, ended: true, changedAt: at, dueAt: at };
}

/** The same weekday a week later. */
function followingDay(day: string, { weekday, at }: NonNullable<Wish['weekly']>): string {
  return nextWeekly(weekday, at, instantOf(daysLater(day, 1), '00:00')!);
}

/** The wish of one occurrence. */
export function wishOf({ wish }: Series, day: string): Wish {
  const { weekly, ...once } = wish;
  return { ...once, ...occurrence(weekly, day) };
}

/** The first day of a series that begins with this wish. */
export function firstDay({ start }: Pick<Wish, 'start'>): string {
  return dayOf(new Date(start));
}
