import { daysLater } from '../language/dates.ts';

/** Easter Sunday of a year, yyyy-mm-dd (computus, the anonymous Gregorian algorithm). */
export function easterOf(year: number): string {
  const a = year % 19;
  const century = Math.floor(year / 100);
  const c = year % 100;
  const h =
    (19 * a + century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15) %
    30;
  const l = (32 + 2 * (century % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return dateOf(year, Math.floor(sum / 31), (sum % 31) + 1);
}

/** yyyy-mm-dd of a month from 1. */
export function dateOf(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

const kept = new Map<number, Set<string>>();

/**
 * Days on which no Danish municipality meets: public holidays, Grundlovsdag, and 24 and 31 December. Store bededag is none:
 * it was abolished from 2024 on.
 */
export function holidaysOf(year: number): ReadonlySet<string> {
  let days = kept.get(year);
  if (!days) {
    const easter = easterOf(year);
    // Skærtorsdag, langfredag, påske, Kristi himmelfart, pinse.
    const movable = [-3, -2, 0, 1, 39, 49, 50].map((after) => daysLater(easter, after));
    const fixed = [
      [1, 1],
      [6, 5],
      [12, 24],
      [12, 25],
      [12, 26],
      [12, 31],
    ].map(([month, day]) => dateOf(year, month!, day!));
    days = new Set([...movable, ...fixed]);
    kept.set(year, days);
  }
  return days;
}

/** 1 is Monday, 7 Sunday. */
export function weekdayOf(day: string): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

/** Week of the year as Danish calendars count (ISO 8601): week 1 holds the first Thursday. */
export function weekOf(day: string): number {
  const thursday = daysLater(day, 4 - weekdayOf(day));
  const first = Date.parse(`${thursday.slice(0, 4)}-01-01T00:00:00Z`);
  return Math.floor((Date.parse(`${thursday}T00:00:00Z`) - first) / (7 * 24 * 3600 * 1000)) + 1;
}

export function isWorkingDay(day: string): boolean {
  return weekdayOf(day) <= 5 && !holidaysOf(Number(day.slice(0, 4))).has(day);
}

/** The day itself, or the next one on which people work. */
export function workingDayFrom(day: string): string {
  let found = day;
  while (!isWorkingDay(found)) found = daysLater(found, 1);
  return found;
}

/** School summer holiday: weeks 28 to 31, as most municipalities hold free of meetings. */
export function isSummerHoliday(day: string): boolean {
  const week = weekOf(day);
  return week >= 28 && week <= 31;
}
