import {
  type Clock,
  dayMark,
  delayIn,
  hoursIn,
  lengthAt,
  masked,
  type SaidHours,
  type Span,
  urgentIn,
} from './clock-words.ts';
import { dayIn, dayOf, daysLater, hourOf, spokenDay } from './dates.ts';
import { type DayPart, type DayWord, dayWordsIn } from './day-words.ts';

export type When =
  | { kind: 'now' }
  | { kind: 'at'; start: Date; end?: Date }
  /** weekday: 1 Monday to 7 Sunday; at and until: HH:MM. */
  | { kind: 'weekly'; weekday: number; at: string; until?: string };
export type WhenFault = 'past' | 'no-such-time' | 'no-hour' | 'end-before-start';

type Outcome = { when: When } | { fault: WhenFault };

/** What the words of one phrase say together: "fredag d. 27. november", "i morgen tidlig". */
interface DayMeant {
  day?: string;
  weekday?: number;
  weekly?: boolean;
  part?: DayPart;
  unreal?: boolean;
}

interface DayPhrase extends Span, DayMeant {
  words: DayWord[];
}

/** Everything that was found about one time. */
interface Meant {
  day: DayMeant;
  hours: SaidHours;
  /** The end on a day of its own. */
  last?: LastDay;
  /** How many minutes it is to last. */
  lasts?: number;
}

interface LastDay extends Span {
  day: string;
  part?: DayPart;
  phrase: DayPhrase;
  until: Clock;
}

/** A clock time in minutes of the day that was said; beyond 1440 it is on the day after. */
interface Minutes {
  minutes: number;
  late: boolean;
}

const minuteMilliseconds = 60_000;
const dayMinutes = 24 * 60;
// A meeting may last over midnight, but what lasts longer than this is a slip.
const longestOverMidnight = 12 * 60;
const weekdayNames = ['mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag', 'lørdag', 'søndag'];
const nothingBetween = /^[\s,]*$/;

/** Takes the words about time out of a text. rest: the text without them, blanks tidied. */
export function whenIn(text: string, now: Date): { when?: When; fault?: WhenFault; rest: string } {
  const plain = tidy(text);
  const { read, outcome } = reading(plain, now);
  return { ...outcome, rest: without(plain, read) };
}

function reading(text: string, now: Date): { read: Span[]; outcome?: Outcome } {
  const today = dayOf(now);
  const dayWords = dayWordsIn(text, today);
  const phrases = phrasesOf(text, dayWords, today);
  const withoutDays = masked(text, dayWords, dayMark);
  const urgent = urgentIn(withoutDays);
  const delay = delayIn(withoutDays);
  if (delay) {
    const around = phrases.filter((phrase) => phrase.day === today && touches(text, phrase, delay));
    return { read: [delay, ...around], outcome: { when: { kind: 'at', start: later(minuteOf(now), delay.minutes) } } };
  }
  const [hours] = hoursIn(withoutDays);
  if (!hours) return withoutHours(text, phrases, urgent, today);
  // "nu og til kl. 15" begins now.
  const endOnly = urgent.length > 0 && /^(?:til|until|to)\s/i.test(text.slice(hours.index));
  if (endOnly) return { read: [...urgent, hours], outcome: { when: { kind: 'now' } } };
  const { read, meant } = meaning(text, withoutDays, hours, phrases, today);
  const outcome = outcomeOf(meant, now);
  // "nu, slagsmål i går kl. 22" tells the hour of something else.
  const other = urgent.length > 0 && 'fault' in outcome && outcome.fault === 'past';
  return other ? { read: urgent, outcome: { when: { kind: 'now' } } } : { read: [...read, ...urgent], outcome };
}

function withoutHours(text: string, phrases: DayPhrase[], urgent: Span[], today: string) {
  const beside = phrases.find((phrase) => urgent.some((span) => touches(text, phrase, span)));
  if (urgent.length > 0 && (!beside || (beside.day === today && !beside.part))) {
    const when: When = { kind: 'now' };
    return { read: [...urgent, ...(beside ? [beside] : [])], outcome: { when } };
  }
  const phrase = beside ?? phrases.find((p) => tells(p) && !isYesterday(p, today));
  if (!phrase) return { read: [] };
  const fault: WhenFault = phrase.unreal ? 'no-such-time' : phrase.day && phrase.day < today ? 'past' : 'no-hour';
  return { read: [...urgent, phrase], outcome: { fault } };
}

/** Words that stand together tell of one day. */
function phrasesOf(text: string, words: DayWord[], today: string): DayPhrase[] {
  const groups: DayWord[][] = [];
  for (const word of words) {
    const last = groups.at(-1)?.at(-1);
    const joined = last && /^[\s,]*(?:(?:og|eller|and|or|&|\/)\s*)?$/i.test(text.slice(last.end, word.index));
    if (joined) groups.at(-1)!.push(word);
    else groups.push([word]);
  }
  return groups.map((group) => {
    return { ...dayMeant(group, today), words: group, index: group[0]!.index, end: group.at(-1)!.end };
  });
}

/** The one day that all these words mean; of days that differ, none: a guess would call people on the wrong one. */
function dayMeant(words: DayWord[], today: string): DayMeant {
  const days = distinct(words.map(({ day }) => day));
  const weekdays = distinct(words.map(({ weekday }) => weekday));
  const [part] = distinct(words.map((word) => word.part));
  const weekly = words.some((word) => word.weekly);
  const clash = days.length > 1 || weekdays.length > 1 || (weekly && days.length > 0);
  if (clash || words.some((word) => word.unreal)) return { unreal: true };
  const [weekday] = weekdays;
  const shared = { ...(part && { part }), ...(weekday && { weekday }) };
  if (weekly) return { ...shared, weekly };
  const day = days[0] ?? dayOfWeekday(words, weekday, today);
  if (day && weekday && weekdayOf(day) !== weekday) return { unreal: true };
  return { ...shared, ...(day && { day }) };
}

function dayOfWeekday(words: DayWord[], weekday: number | undefined, today: string): string | undefined {
  if (!weekday) return undefined;
  const [week] = distinct(words.map((word) => word.week));
  if (week) return daysLater(week, weekday - 1);
  const next = words.some((word) => word.next) ? 'næste ' : '';
  return dayIn(next + weekdayNames[weekday - 1]!, today);
}

function distinct<T>(values: (T | undefined)[]): T[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}

function tells({ day, weekday, unreal }: DayMeant): boolean {
  return day !== undefined || weekday !== undefined || unreal === true;
}

/** Puts the hours together with the days that stand beside them, else with the day that is nearest. */
function meaning(text: string, withoutDays: string, hours: SaidHours, phrases: DayPhrase[], today: string) {
  const last = hours.to ? undefined : lastDay(text, withoutDays, hours, phrases);
  const free = phrases.filter((phrase) => phrase !== last?.phrase);
  const beside = free.filter((phrase) => touches(text, phrase, hours));
  const [nearest] = free
    .filter((phrase) => tells(phrase) && !isYesterday(phrase, today))
    .sort((a, b) => distance(a, hours) - distance(b, hours));
  const used = nearest && !beside.some(tells) ? [...beside, nearest] : beside;
  const lasts = hours.to || last ? undefined : lengthAt(withoutDays, hours.end);
  const day = dayMeant(
    used.flatMap(({ words }) => words),
    today,
  );
  const read: Span[] = [hours, ...used, ...(last ? [last] : []), ...(lasts ? [lasts] : [])];
  return { read, meant: { day, hours, ...(last && { last }), ...(lasts && { lasts: lasts.minutes }) } };
}

/** The end on a day of its own: "kl. 22.00 - lørdag 28. november kl. 02.00", "fredag kl. 22 til lørdag kl. 02". */
function lastDay(text: string, withoutDays: string, hours: SaidHours, phrases: DayPhrase[]): LastDay | undefined {
  const phrase = phrases.find(({ index }) => index >= hours.end);
  if (!phrase?.day) return undefined;
  const between = text.slice(hours.end, phrase.index).trim();
  const joined =
    /^(?:[-–—]|til|to)$/i.test(between) || (between === '' && /^(?:til|to)\s/i.test(text.slice(phrase.index)));
  const until = hoursIn(withoutDays).find((found) => found.index >= phrase.end && touches(text, phrase, found));
  if (!joined || !until) return undefined;
  const { day, part } = phrase;
  return { day, ...(part && { part }), phrase, until: until.from, index: hours.end, end: until.end };
}

function outcomeOf({ day, hours, last, lasts }: Meant, now: Date): Outcome {
  const { from, to } = hours;
  if (day.unreal || ![from, to, last?.until].every(exists)) return { fault: 'no-such-time' };
  const begins = startOf(from, day.part);
  const ends = to ? endOf(to, begins, from) : lasts && { ...begins, minutes: begins.minutes + lasts };
  if (to && !ends) return { fault: 'end-before-start' };
  if (day.weekly) return weekly(day.weekday, begins, ends || undefined);
  const begun = beginning(day, begins, now);
  if ('fault' in begun) return begun;
  const { start } = begun;
  if (last) return spanned(start, momentOf(last.day, startOf(last.until, last.part)));
  if (lasts) return spanned(start, later(start, lasts));
  return ends ? spanned(start, momentOf(begun.day, ends)) : { when: { kind: 'at', start } };
}

/** The first day that fits: with no day said, today or tomorrow. */
function beginning(
  { day, part }: DayMeant,
  begins: Minutes,
  now: Date,
): { day: string; start: Date } | { fault: WhenFault } {
  const today = dayOf(now);
  // At one o'clock at night, "i nat kl. 2" is still the night that began yesterday.
  const tonight = part === 'night' && day === today ? [daysLater(today, -1)] : [];
  for (const fitting of day ? [...tonight, day] : [today, daysLater(today, 1)]) {
    const start = momentOf(fitting, begins);
    if (!start) return { fault: fitting < today ? 'past' : 'no-such-time' };
    if (start >= minuteOf(now)) return { day: fitting, start };
  }
  return { fault: 'past' };
}

function spanned(start: Date, end: Date | undefined): Outcome {
  if (!end) return { fault: 'no-such-time' };
  return end > start ? { when: { kind: 'at', start, end } } : { fault: 'end-before-start' };
}

function weekly(weekday: number | undefined, begins: Minutes, ends: Minutes | undefined): Outcome {
  if (!weekday || begins.minutes >= dayMinutes) return { fault: 'no-such-time' };
  const until = ends && { until: clockText(ends.minutes) };
  return { when: { kind: 'weekly', weekday, at: clockText(begins.minutes), ...until } };
}

function exists(clock: Clock | undefined): boolean {
  if (!clock) return true;
  const { hour, minute } = clock;
  return minute < 60 && (hour < 24 || (hour === 24 && minute === 0));
}

/** The hour that is meant: people meet in the afternoon at 3, and in the evening at 7 when they say so. */
function startOf({ hour, minute, fixed, late }: Clock, part: DayPart | undefined): Minutes {
  return { minutes: (hour + hoursAdded(hour, fixed, part)) * 60 + minute, late };
}

function hoursAdded(hour: number, fixed: boolean, part: DayPart | undefined): number {
  switch (part) {
    case 'morning':
    case 'small-hours':
      return 0;
    case 'afternoon':
      return hour >= 1 && hour < 12 ? 12 : 0;
    case 'evening':
      return hour < 5 ? 24 : hour <= 12 ? 12 : 0;
    case 'night':
      return hour < 6 ? 24 : hour <= 12 ? 12 : 0;
    case undefined:
      return !fixed && hour >= 1 && hour <= 6 ? 12 : 0;
    default:
      return part satisfies never;
  }
}

/** The end that comes first after the beginning: 11-1 ends at 13, 22-2 at night. */
function endOf({ hour, minute, fixed, late }: Clock, begins: Minutes, from: Clock): Minutes | undefined {
  const shifted = Math.floor(begins.minutes / 60) !== from.hour;
  const afternoon = !fixed && hour >= 1 && hour < 12 && (hour <= 6 || shifted);
  const said = hour * 60 + minute;
  const sameDay = [said, ...(afternoon ? [said + 12 * 60] : [])];
  // The second 2.15 comes after the first 2.30.
  const start = begins.minutes - (late && !begins.late ? 60 : 0);
  const dayOfStart = Math.floor(begins.minutes / dayMinutes) * dayMinutes;
  const [first] = [
    ...sameDay.map((minutes) => minutes + dayOfStart),
    ...sameDay.map((minutes) => minutes + dayOfStart + dayMinutes).filter((m) => m - start <= longestOverMidnight),
  ]
    .filter((minutes) => minutes > start)
    .sort((a, b) => a - b);
  return first === undefined ? undefined : { minutes: first, late };
}

function clockText(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}

function momentOf(day: string, { minutes, late }: Minutes): Date | undefined {
  const first = instantOf(daysLater(day, Math.floor(minutes / dayMinutes)), clockText(minutes));
  return first && late && isTwice(first) ? later(first, 60) : first;
}

function later(time: Date, minutes: number): Date {
  return new Date(time.getTime() + minutes * minuteMilliseconds);
}

/** Whether the same clock time comes again an hour later. */
function isTwice(time: Date): boolean {
  return hourOf(time) === hourOf(later(time, 60));
}

function minuteOf(time: Date): Date {
  return new Date(Math.floor(time.getTime() / minuteMilliseconds) * minuteMilliseconds);
}

function weekdayOf(day: string): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

function isYesterday({ day }: DayMeant, today: string): boolean {
  return day === daysLater(today, -1);
}

function distance(a: Span, b: Span): number {
  return Math.max(a.index - b.end, b.index - a.end);
}

function touches(text: string, a: Span, b: Span): boolean {
  const [first, second] = a.index < b.index ? [a, b] : [b, a];
  return nothingBetween.test(text.slice(first.end, second.index));
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function without(text: string, read: Span[]): string {
  if (read.length === 0) return text;
  const left = tidy(masked(text, read, ' ')).replace(/ (?=[,.;:!?](?: |$))/g, '');
  return tidy(left.replace(/^(?:[,.;:!?/–-]+(?: |$))+| ?[,;:–-]+$/g, ''));
}

/** The instant of a day (yyyy-mm-dd) and clock time (HH:MM) in Denmark; undefined for one that the clock change leaves out; the first of the two in autumn. */
export function instantOf(day: string, time: string): Date | undefined {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(asUtc)) return undefined;
  return [2, 1]
    .map((hours) => new Date(asUtc - hours * 3600_000))
    .find((instant) => dayOf(instant) === day && hourOf(instant) === time.replace(':', '.'));
}

/** 2026-11-28T10:00:00+01:00 in Denmark, for Teams' links. */
export function isoWithOffset(time: Date): string {
  const minute = Math.floor(time.getTime() / 60_000) * 60_000;
  const hours = (Date.parse(`${dayOf(time)}T${hourOf(time).replace('.', ':')}:00Z`) - minute) / 3600_000;
  return `${new Date(time.getTime() + hours * 3600_000).toISOString().slice(0, 19)}+0${hours}:00`;
}

/** "fredag 27. november kl. 10.00-11.00"; over midnight with the second day too. */
export function spokenSpan(start: Date, end: Date | undefined, language: 'da' | 'en'): string {
  const spoken = (time: Date) => {
    return `${spokenDay(dayOf(time), language)} ${language === 'da' ? 'kl.' : 'at'} ${plainHour(time, language)}`;
  };
  if (!end) return spoken(start);
  const sameDay = dayOf(start) === dayOf(end);
  return sameDay ? `${spoken(start)}-${plainHour(end, language)}` : `${spoken(start)} - ${spoken(end)}`;
}

// The night the clock is set back has two such hours; the second is told apart, so that it is read back as itself.
function plainHour(time: Date, language: 'da' | 'en'): string {
  const again = hourOf(time) === hourOf(later(time, -60));
  return hourOf(time) + (again ? { da: ' (vintertid)', en: ' (winter time)' }[language] : '');
}

/** The next day (yyyy-mm-dd) that is this weekday (1..7) and whose clock time `at` is not before `after`. */
export function nextWeekly(weekday: number, at: string, after: Date): string {
  const today = dayOf(after);
  const first = daysLater(today, (weekday - weekdayOf(today) + 7) % 7);
  // An hour that the clock change leaves out counts as the one after it.
  const instant = instantOf(first, at) ?? instantOf(first, '03:00')!;
  return instant < after ? daysLater(first, 7) : first;
}
