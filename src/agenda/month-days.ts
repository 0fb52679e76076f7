import { dayInMonth } from './rhythm.ts';

const ordinals = ['første|1\\.|first|1st', 'anden|2\\.|second|2nd', 'tredje|3\\.|third|3rd', 'fjerde|4\\.|fourth|4th'];
const last = 'sidste|last';
const weekdays = ['mandag|monday', 'tirsdag|tuesday', 'onsdag|wednesday', 'torsdag|thursday', 'fredag|friday'];
const weekend = ['lørdag|saturday', 'søndag|sunday'];
const months = [
  ...['januar|january|jan', 'februar|february|feb', 'marts|march|mar', 'april|apr', 'maj|may', 'juni|june|jun'],
  ...['juli|july|jul', 'august|aug', 'september|sept?', 'oktober|october|okt|oct', 'november|nov', 'december|dec'],
];
const ordinal = [...ordinals, last].join('|');
const weekday = [...weekdays, ...weekend].join('|');
const month = months.join('|');
const word = (pattern: string) => String.raw`(?<!\p{L})(?:${pattern})(?!\p{L})`;

const nth = new RegExp(
  String.raw`(?:(?:den|the|på|on)\s+)*(?<nth>${ordinal})\s+(?<weekday>${weekday})(?:en)?` +
    String.raw`(?:\s+(?:i|in|of)\s+(?:(?<month>${month})(?!\p{L})\.?(?:\s+(?<year>20\d\d))?|(?<near>(?:den(?:ne)?|this|the|næste|next)\s+(?:måned|month)|måneden)))?`,
  'iu',
);
const stretch = String.raw`(?:næste|denne|next|this)\s+(?:uge|måned|week|month)|(?:uge|week)\s*\d{1,2}`;
const left = new RegExp(
  String.raw`${word(`${weekday}|${stretch}`)}|(?<!\p{L})(?:i|in|of)\s+(?:${month})(?!\p{L})`,
  'iu',
);
const named = new RegExp(word(`${weekday}|${month}|${stretch}`), 'iu');

/**
 * "første onsdag i marts", "the last friday of next month": written out as a date, which all else understands. A fault where no
 * month is told or there is no such day: any Wednesday would be a guess.
 */
export function withMonthDay(text: string, today: string): { text: string; fault?: true } {
  const found = nth.exec(text);
  if (!found || /\p{L}$/u.test(text.slice(0, found.index))) return { text };
  const day = dayMeant(found.groups!, today);
  const [before, after] = [text.slice(0, found.index), text.slice(found.index + found[0].length)];
  if (!day) return { text: `${before} ${after}`, fault: true };
  const [year, inYear, inMonth] = day.split('-').map(Number);
  return { text: `${before} ${inMonth}/${inYear}/${year} ${after}` };
}

function dayMeant(groups: Record<string, string | undefined>, today: string): string | undefined {
  const week = (placeIn([...ordinals, last], groups.nth!) ?? 0) + 1;
  const on = (placeIn([...weekdays, ...weekend], groups.weekday!) ?? 0) + 1;
  const [year, current] = today.split('-').map(Number) as [number, number];
  if (groups.near) {
    const next = /næste|next/i.test(groups.near);
    const [y, m] = next && current === 12 ? [year + 1, 1] : [year, current + (next ? 1 : 0)];
    const day = dayInMonth(y, m, on, week);
    return day >= today ? day : undefined;
  }
  const number = groups.month && placeIn(months, groups.month);
  if (number === undefined || number === '') return undefined;
  if (groups.year) return dayInMonth(Number(groups.year), number + 1, on, week);
  const thisYear = dayInMonth(year, number + 1, on, week);
  return thisYear >= today ? thisYear : dayInMonth(year + 1, number + 1, on, week);
}

function placeIn(patterns: string[], said: string): number | undefined {
  const at = patterns.findIndex((pattern) => new RegExp(`^(?:${pattern})$`, 'i').test(said));
  return at < 0 ? undefined : at;
}

/** Whether a word about the day was left over when the time was taken out. */
export function leavesDay(rest: string): boolean {
  return left.test(rest);
}

/** A month or a weekday is no place. */
export function tellsDay(text: string): boolean {
  return named.test(text);
}
