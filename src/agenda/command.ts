import { dayIn, dayOf, hourOf } from '../language/dates.ts';
import { nextWeekly, type WhenFault, whenIn } from '../language/when.ts';
import type { Structure } from '../structure/structure.ts';
import { bodyIn } from './find-body.ts';
import { longestCommand, longestPlace } from './limits.ts';
import { leavesDay, tellsDay, withMonthDay } from './month-days.ts';
import { checkPlace, type TextGuard } from './read-text.ts';
import { clockIn } from './times.ts';

/** What the words after "ny dagsorden" fill in; the form asks for the rest. */
export interface AgendaCommand {
  /** Id of the contact point. */
  body?: string;
  /** yyyy-mm-dd. */
  date?: string;
  /** HH:MM. */
  start?: string;
  end?: string;
  place?: string;
  online?: true;
  /** A time that was told and cannot be: it has to be said, not passed over. */
  fault?: Exclude<WhenFault, 'no-hour'>;
}

type Times = Pick<AgendaCommand, 'date' | 'start' | 'end' | 'fault'>;

/** Reads "lokalrådet 12/3 kl. 9", "styregruppen torsdag kl. 13.30 på rådhuset", "koordinationsgruppen next friday at 10". */
export function readAgendaCommand(structure: Structure, text: string, now: Date, guard: TextGuard): AgendaCommand {
  const said = text.slice(0, longestCommand);
  const named = bodyIn(structure, said);
  const { text: dated, fault } = withMonthDay(named?.rest ?? said, dayOf(now));
  const { times: read, rest } = timesIn(dated, now);
  // A word about the day that nobody understood: the day that was read may be another one than was meant.
  const times: Times =
    fault || leavesDay(rest) ? { ...(read.start && { start: read.start }), fault: 'no-such-time' } : read;
  const online = /(?<!\p{L})(?:teams|online|video)(?!\p{L})/iu.test(rest);
  const place = placeIn(rest, guard);
  return {
    ...(named && { body: named.body }),
    ...times,
    ...(place && { place }),
    ...(online && { online }),
  };
}

function timesIn(text: string, now: Date): { times: Times; rest: string } {
  const { when, fault, rest } = whenIn(text, now);
  if (fault && fault !== 'no-hour') return { times: { fault }, rest };
  switch (when?.kind) {
    case 'at':
      return { times: { ...dayAndClock(when.start), ...(when.end && { end: clockAt(when.end) }) }, rest };
    case 'weekly': {
      const { weekday, at, until } = when;
      return { times: { date: nextWeekly(weekday, at, now), start: at, ...(until && { end: until }) }, rest };
    }
    case 'now':
      return { times: { date: dayOf(now) }, rest };
    case undefined:
      return fault ? dayWithoutHour(text, now) : dayOnly(text, dayOf(now));
    default:
      return when satisfies never;
  }
}

const endOfDay = 'kl. 23.59';

/** The day that is said, read as it is with an hour. */
function dayWithoutHour(text: string, now: Date): { times: Times; rest: string } {
  const { when, fault, rest } = whenIn(`${text} ${endOfDay}`, now);
  if (when?.kind === 'at') return { times: { date: dayOf(when.start) }, rest };
  if (when?.kind === 'weekly') return { times: { date: nextWeekly(when.weekday, when.at, now) }, rest };
  return fault && fault !== 'no-hour' ? { times: { fault }, rest } : dayOnly(text, dayOf(now));
}

function dayAndClock(time: Date): Times {
  return { date: dayOf(time), start: clockAt(time) };
}

function clockAt(time: Date): string {
  return hourOf(time).replace('.', ':');
}

const clockWords = /(?<!\p{L})(?:klokken|kl\.?|at)\s*(\d{1,2}(?:[.:]?\d\d)?(?: ?[ap]m)?)(?!\d)/iu;
const mostDayWords = 4;

/** A day without an hour, which for an agenda is worth keeping: the form asks for the hour. */
function dayOnly(text: string, today: string): { times: Times; rest: string } {
  const [clock, hour] = clockWords.exec(text) ?? [];
  const start = hour && clockIn(hour);
  const words = (clock ? text.replace(clock, ' ') : text).split(/\s+/).filter(Boolean);
  for (let length = mostDayWords; length > 0; length--) {
    for (let at = 0; at + length <= words.length; at++) {
      const date = dayIn(words.slice(at, at + length).join(' '), today);
      if (date) return { times: { date, ...(start && { start }) }, rest: words.toSpliced(at, length).join(' ') };
    }
  }
  return { times: start ? { start } : {}, rest: words.join(' ') };
}

/** What stands after "på", "i", "hos", "at" … at the end. A place that tells who lives there is left out. */
function placeIn(text: string, guard: TextGuard): string | undefined {
  const place = /(?:^|\s)(?:på|i|hos|ved|at|in|sted:?|place:?)\s+(?:the\s+)?(.+)$/iu
    .exec(text)?.[1]
    ?.replace(/[\s.,!]+$/, '');
  if (
    !place ||
    tellsDay(place) ||
    /^(?:teams|online|video)/i.test(place) ||
    'fault' in checkPlace(place, longestPlace, guard)
  )
    return undefined;
  return place[0]!.toUpperCase() + place.slice(1);
}
