import { dayIn } from '../language/dates.ts';
import type { MeetingSettings } from './body-settings.ts';
import { longestPlace, mostItemMinutes, mostOwnDates } from './limits.ts';
import { minutesIn } from './read-item.ts';
import { checkPlace, type Inputs, lineIn, orFault, type TextGuard } from './read-text.ts';
import { meetingsInYear, monthlyKinds, type Rhythm, usualMonths } from './rhythm.ts';
import { clockIn } from './times.ts';

export type RhythmFault =
  | 'kind'
  | 'weekday'
  | 'week'
  | 'months'
  | 'dates'
  | 'datesMany'
  | 'start'
  | 'minutes'
  | 'placeLong'
  | 'placePersonal';

/** No meetings: the body has no fixed rhythm. */
export type ReadMeetings = { meetings: MeetingSettings | undefined } | { faults: RhythmFault[] };

const shortestMeetingMinutes = 15;

/**
 * Reads how a body meets: `rhythm` (none, weekly, monthly, quarterly, four-times, yearly or dates), `weekday` (1-5), `week` (1-5),
 * `months` ("2, 5, 9"; the usual ones when empty), `dates` ("12/3, 4/6"), `start`, `minutes`, `place`.
 */
export function readMeetings(inputs: Inputs, guard: TextGuard, today: string): ReadMeetings {
  if (inputs.rhythm === 'none') return { meetings: undefined };
  const faults: RhythmFault[] = [];
  const rhythm = readRhythm(inputs, today, faults);
  const start = clockIn(lineIn(inputs, 'start'));
  if (!start) faults.push('start');
  const minutes = minutesIn(lineIn(inputs, 'minutes'));
  if (minutes === undefined || minutes < shortestMeetingMinutes || minutes > mostItemMinutes) faults.push('minutes');
  const place = orFault(checkPlace(lineIn(inputs, 'place'), longestPlace, guard), faults, 'place');
  if (faults.length > 0 || !rhythm || !start || minutes === undefined) return { faults };
  return { meetings: { rhythm, start, minutes, ...(place && { place }) } };
}

function readRhythm(inputs: Inputs, today: string, faults: RhythmFault[]): Rhythm | undefined {
  const kind = inputs.rhythm;
  if (kind === 'dates') return readDates(lineIn(inputs, 'dates'), today, faults);
  const monthly = monthlyKinds.find((k) => k === kind);
  if (kind !== 'weekly' && !monthly) {
    faults.push('kind');
    return undefined;
  }
  const weekday = Number(inputs.weekday);
  if (![1, 2, 3, 4, 5].includes(weekday)) faults.push('weekday');
  if (!monthly) return { kind: 'weekly', weekday };
  const week = Number(inputs.week);
  if (![1, 2, 3, 4, 5].includes(week)) faults.push('week');
  const months = monthsIn(lineIn(inputs, 'months')) ?? usualMonths[monthly];
  const wanted = meetingsInYear[monthly];
  const right = months.every((m) => Number.isInteger(m) && m >= 1 && m <= 12) && months.length > 0;
  // A monthly body may leave months out; the others meet as often as they say.
  if (!right || (monthly === 'monthly' ? months.length > wanted : months.length !== wanted)) faults.push('months');
  return { kind: monthly, weekday, week, months };
}

function monthsIn(text: string): number[] | undefined {
  if (text === '') return undefined;
  return [...new Set(text.split(/[\s,;]+/).map(Number))].sort((a, b) => a - b);
}

function readDates(text: string, today: string, faults: RhythmFault[]): Rhythm | undefined {
  const days = text
    .split(/[,;]+/)
    .filter((part) => part.trim() !== '')
    .map((part) => dayIn(part, today));
  const known = days.filter((day) => day !== undefined);
  if (known.length < days.length || days.length === 0) faults.push('dates');
  if (known.length > mostOwnDates) faults.push('datesMany');
  return { kind: 'dates', dates: [...new Set(known)].sort() };
}
