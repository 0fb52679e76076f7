// All times that people see are Danish; a day is written yyyy-mm-dd.
const zone = 'Europe/Copenhagen';
const isoDay = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
const clock = new Intl.DateTimeFormat('da-DK', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
const spoken = {
  da: new Intl.DateTimeFormat('da-DK', { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' }),
};
const dayMilliseconds = 24 * 3600 * 1000;

/** The day in Denmark, as yyyy-mm-dd. */
export function dayOf(time: Date): string {
  return isoDay.format(time);
}

/** The hour in Denmark, as 14.05. */
export function hourOf(time: Date): string {
  return clock.format(time).replace(':', '.');
}

/** "fredag 27. november" for 2026-11-27. */
export function spokenDay(day: string, language: 'da' | 'en'): string {
  return spoken[language].format(new Date(`${day}T00:00:00Z`)).replace(/^(\p{L}+) den /u, '$1 ');
}

/** "24. november kl. 14.05", in Denmark. */
export function spokenTime(iso: string, language: 'da' | 'en'): string {
  const time = new Date(iso);
  return `${spokenDay(dayOf(time), language)} ${language === 'da' ? 'kl.' : 'at'} ${hourOf(time)}`;
}

/** The day so many days later. */
export function daysLater(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMilliseconds).toISOString().slice(0, 10);
}

/** "12/3 2027" for 2027-03-12: short, and read again as it stands. */
export function shortDay(day: string): string {
  const [year, month, inMonth] = day.split('-').map(Number);
  return `${inMonth}/${month} ${year}`;
}

const months = ['jan', 'feb', 'mar', 'apr', 'ma[jy]', 'jun', 'jul', 'aug', 'sep', 'o[kc]t', 'nov', 'de[ck]'];
const weekdays: Record<'da' | 'en', string[]> = {
  da: ['søndag', 'mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag', 'lørdag'],
  en: ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'],
};

/**
 * The day that a text means, from today on: "fredag", "i morgen", "3/8", "d. 3. august 2027", "om 2 uger", 2027-08-03,
 * and the same in English. A day without a year is the next such day. Undefined when the whole text is no day.
 */
export function dayIn(text: string, today: string): string | undefined {
  const said = text
    .toLowerCase()
    .replace(/[.!]+$/, '')
    .replace(/^(og )?(til og )?(med )?(på |d\. ?|den |the |on )*/, '')
    .trim();
  return relativeDay(said, today) ?? namedWeekday(said, today) ?? calendarDay(said, today);
}

function relativeDay(said: string, today: string): string | undefined {
  const fixed: Record<string, number> = {
    ...{ 'i dag': 0, dag: 0, today: 0 },
    ...{ 'i morgen': 1, morgen: 1, tomorrow: 1, 'i overmorgen': 2 },
  };
  if (Object.hasOwn(fixed, said)) return daysLater(today, fixed[said]!);
  const [, count, unit] = /^(?:om |in )?(\d{1,3}|en|a|to|two|tre|three) (dage?|days?|uger?|weeks?)$/.exec(said) ?? [];
  if (!count) return undefined;
  const words: Record<string, number> = { en: 1, a: 1, to: 2, two: 2, tre: 3, three: 3 };
  return daysLater(today, (words[count] ?? Number(count)) * (/^[uw]/.test(unit!) ? 7 : 1));
}

/** Today's own weekday is the one in a week; "næste fredag" is the one of next week. */
function namedWeekday(said: string, today: string): string | undefined {
  const [, next, name] = /^(næste |next )?(\p{L}+)$/u.exec(said) ?? [];
  const named = [weekdays.da, weekdays.en].map((days) => days.indexOf(name ?? '')).find((i) => i >= 0);
  if (named === undefined) return undefined;
  const current = new Date(`${today}T00:00:00Z`).getUTCDay();
  if (!next) return daysLater(today, ((named - current + 6) % 7) + 1);
  const monday = daysLater(today, 7 - ((current + 6) % 7));
  return daysLater(monday, (named + 6) % 7);
}

function calendarDay(said: string, today: string): string | undefined {
  const [, y, m, d] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(said) ?? [];
  if (y) return existing(Number(y), Number(m), Number(d));
  const numbers = /^(\d{1,2})[./-] ?(\d{1,2})(?:(?:[./-] ?| )(\d{4})|[./-] ?(\d\d))?$/.exec(said);
  if (numbers) return nextSuch(today, Number(numbers[1]), Number(numbers[2]), numbers[3] ?? numbers[4]);
  const danish = /^(\d{1,2})(?:\.|st|nd|rd|th)? (?:of )?(\p{L}+)\.?(?: (\d{4}))?$/u.exec(said);
  const english = /^(\p{L}+) (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?$/u.exec(said);
  const [day, name, year] = danish ? danish.slice(1) : english ? [english[2], english[1], english[3]] : [];
  if (!day || !name) return undefined;
  const month = months.findIndex((pattern) => new RegExp(`^${pattern}`).test(name)) + 1;
  return month > 0 ? nextSuch(today, Number(day), month, year) : undefined;
}

function nextSuch(today: string, day: number, month: number, year: string | undefined): string | undefined {
  if (year) return existing(Number(year.length === 2 ? `20${year}` : year), month, day);
  const current = Number(today.slice(0, 4));
  const inThisYear = existing(current, month, day);
  return inThisYear && inThisYear >= today ? inThisYear : existing(current + 1, month, day);
}

function existing(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.toISOString().slice(0, 10) : undefined;
}
