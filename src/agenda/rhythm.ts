import { daysLater } from '../language/dates.ts';
import type { Basis, Body, ContactPoint } from '../structure/structure.ts';
import { dateOf, isSummerHoliday, weekdayOf, workingDayFrom } from './holidays.ts';

/** Meetings in a year. */
export const meetingsInYear = { monthly: 12, quarterly: 4, 'four-times': 4, yearly: 1 } as const;
export type MonthlyKind = keyof typeof meetingsInYear;
export const monthlyKinds = Object.keys(meetingsInYear) as MonthlyKind[];

/** How often a body meets. `weekday`: 1 is Monday. `week`: which one of the month; 5 is the last. */
export type Rhythm =
  | { kind: 'weekly'; weekday: number }
  | { kind: MonthlyKind; weekday: number; week: number; months: number[] }
  /** yyyy-mm-dd each. Chosen one by one, so they are never moved. */
  | { kind: 'dates'; dates: string[] };

/** A meeting of the rhythm. `planned`: the day that the rhythm says; `date` is later when that is a holiday. */
export interface PlannedMeeting {
  planned: string;
  date: string;
}

/** A weekday and a week that nobody has said yet: our reading, until the municipality says its own. */
const readingWeekday = 3;
const readingWeek = 2;
/** Months that keep clear of the summer; `quarterly` has one in each quarter. */
export const usualMonths: Record<MonthlyKind, number[]> = {
  monthly: [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12],
  quarterly: [2, 5, 8, 11],
  'four-times': [1, 4, 9, 11],
  yearly: [11],
};

const kindOf: Record<NonNullable<Body['rhythm']>['every'], 'weekly' | MonthlyKind> = {
  week: 'weekly',
  month: 'monthly',
  quarter: 'quarterly',
  year: 'yearly',
};
/** Bodies whose rhythm only a document says, not the structure (ramme, Tema 2: "Netværket mødes fire gange om året"). */
const kindByBody: Record<string, MonthlyKind> = { 'ssp-plus-netvaerk': 'four-times' };

/** What the sources say of how often a body meets; the day is our reading. Undefined where they say nothing. */
export function standardRhythm({ id, body }: ContactPoint): { rhythm: Rhythm; basis: Basis } | undefined {
  const kind = body?.rhythm ? kindOf[body.rhythm.every] : kindByBody[id];
  if (!kind) return undefined;
  return { rhythm: usualRhythm(kind), basis: 'reading' };
}

export function usualRhythm(kind: 'weekly' | MonthlyKind): Rhythm {
  if (kind === 'weekly') return { kind, weekday: readingWeekday };
  return { kind, weekday: readingWeekday, week: readingWeek, months: usualMonths[kind] };
}

/**
 * The meetings of a year. A meeting on a holiday is held on the next working day; in the school summer holiday (weeks 28 to
 * 31) there is none.
 */
export function meetingsOf(rhythm: Rhythm, year: number): PlannedMeeting[] {
  if (rhythm.kind === 'dates')
    return inYear(
      rhythm.dates.toSorted().map((date) => ({ planned: date, date })),
      year,
    );
  // What December moves into January belongs to the new year.
  const planned = [year - 1, year].flatMap((y) => plannedDays(rhythm, y));
  const held = planned
    .filter((day) => !isSummerHoliday(day))
    .map((day) => ({ planned: day, date: workingDayFrom(day) }));
  // One that a row of holidays moves onto the next is held as that one.
  return inYear(held, year).filter((m, i, all) => m.date !== all[i + 1]?.date);
}

function inYear(meetings: PlannedMeeting[], year: number): PlannedMeeting[] {
  return meetings.filter(({ date }) => date.startsWith(`${year}-`));
}

function plannedDays(rhythm: Exclude<Rhythm, { kind: 'dates' }>, year: number): string[] {
  if (rhythm.kind !== 'weekly')
    return rhythm.months.map((month) => dayInMonth(year, month, rhythm.weekday, rhythm.week)).sort();
  const first = dateOf(year, 1, 1);
  const begin = daysLater(first, (rhythm.weekday - weekdayOf(first) + 7) % 7);
  return Array.from({ length: 53 }, (_, i) => daysLater(begin, 7 * i)).filter((day) => day.startsWith(`${year}-`));
}

/** "The second Wednesday of March". Week 5 is the last one. */
export function dayInMonth(year: number, month: number, weekday: number, week: number): string {
  const first = dateOf(year, month, 1);
  const nth = daysLater(first, ((weekday - weekdayOf(first) + 7) % 7) + 7 * (week - 1));
  return Number(nth.slice(5, 7)) === month ? nth : daysLater(nth, -7);
}

/** The first meeting after a day, this year or next. */
export function nextMeeting(rhythm: Rhythm, after: string): PlannedMeeting | undefined {
  const year = Number(after.slice(0, 4));
  return [year, year + 1].flatMap((y) => meetingsOf(rhythm, y)).find(({ date }) => date > after);
}
