import { dayIn, daysLater } from '../language/dates.ts';
import type { MeetingFacts } from './agenda.ts';
import { longestName, longestPlace, longestTitle, mostDaysAhead } from './limits.ts';
import {
  checkLink,
  checkName,
  checkPlace,
  checkText,
  httpsUrl,
  type Inputs,
  isOn,
  lineIn,
  orFault,
  type TextGuard,
} from './read-text.ts';
import { clockIn, minutesOf } from './times.ts';

/** What is wrong with what was filled in about the meeting. */
export type FactsFault =
  | 'titleLong'
  | 'titlePersonal'
  | 'date'
  | 'datePast'
  | 'dateFar'
  | 'start'
  | 'end'
  | 'endBefore'
  | 'endLong'
  | 'placeLong'
  | 'placePersonal'
  | 'joinUrl'
  | 'chairLong'
  | 'chairPersonal';

/** What stands in the form: as it was typed, but for what tells who somebody is. `long`: a long meeting was asked about. */
export type ChosenFacts = Partial<
  Record<'title' | 'date' | 'start' | 'end' | 'place' | 'online' | 'joinUrl' | 'chair' | 'long', string>
>;

export type ReadFacts = { facts: MeetingFacts } | { faults: FactsFault[]; chosen: ChosenFacts };

export interface FactsRules {
  guard: TextGuard;
  /** yyyy-mm-dd in Denmark. */
  today: string;
  /** The title when none was written: the body's. */
  title: string;
  /** A meeting that was may be corrected, a new one is not made for a day that is over. */
  mayBePast?: boolean;
}

/** A meeting beyond this is asked about: it is more often a slip than a day's meeting. */
const usualLongestMinutes = 8 * 60;

/** Reads the form of a meeting: `title`, `date`, `start`, `end`, `place`, `online`, `joinUrl`, `chair`; `long`: it may be. */
export function readFacts(inputs: Inputs, rules: FactsRules): ReadFacts {
  const { guard, today } = rules;
  const faults: FactsFault[] = [];
  const title = orFault(checkText(lineIn(inputs, 'title'), longestTitle, guard), faults, 'title');
  const date = dayIn(lineIn(inputs, 'date'), today);
  if (!date) faults.push('date');
  else if (date < today && !rules.mayBePast) faults.push('datePast');
  else if (date > daysLater(today, mostDaysAhead)) faults.push('dateFar');
  const start = clockIn(lineIn(inputs, 'start'));
  if (!start) faults.push('start');
  const end = lineIn(inputs, 'end') === '' ? '' : clockIn(lineIn(inputs, 'end'));
  if (end === undefined) faults.push('end');
  else if (end && start) faults.push(...lengthFaults(start, end, isOn(inputs, 'long')));
  const place = orFault(checkPlace(lineIn(inputs, 'place'), longestPlace, guard), faults, 'place');
  const joinUrl = readJoinUrl(lineIn(inputs, 'joinUrl'), guard, faults);
  const chair = orFault(checkName(lineIn(inputs, 'chair'), longestName, guard), faults, 'chair');
  const online = isOn(inputs, 'online') || joinUrl !== '';
  const optional = {
    ...(end && { end }),
    ...(place && { place }),
    ...(joinUrl && { joinUrl }),
    ...(chair && { chair }),
  };
  if (faults.length === 0 && date && start)
    return { facts: { title: title || rules.title, date, start, online, ...optional } };
  const typed = (name: keyof ChosenFacts) => typedIn(inputs, name, guard);
  const shown = { ...optional, ...typed('joinUrl'), ...typed('date'), ...typed('start'), ...typed('end') };
  const long = faults.includes('endLong') && { long: 'false' };
  return { faults, chosen: { ...(title && { title }), ...shown, online: String(online), ...long } };
}

function lengthFaults(start: string, end: string, mayBeLong: boolean): ('endBefore' | 'endLong')[] {
  const minutes = minutesOf(end) - minutesOf(start);
  if (minutes <= 0) return ['endBefore'];
  return minutes > usualLongestMinutes && !mayBeLong ? ['endLong'] : [];
}

const longestTyped = 1_000;

/** What was typed and could not be read, to be put right where it stands. */
function typedIn(inputs: Inputs, name: keyof ChosenFacts, guard: TextGuard): ChosenFacts {
  const said = lineIn(inputs, name);
  const safe = name === 'joinUrl' ? checkLink(said.replace(/^http:/i, 'https:'), guard) : undefined;
  const isPersonal =
    (safe && 'fault' in safe && safe.fault === 'personal') || 'fault' in checkText(said, longestTyped, guard);
  return said === '' || (isPersonal && !teamsHosts.test(httpsUrl(said)?.hostname ?? '')) ? {} : { [name]: said };
}

const teamsHosts = /^(teams\.microsoft\.com|teams\.cloud\.microsoft|teams\.live\.com)$/;

/** What Teams makes is letters of chance, which may look like a number or a name; any other address is read as a link is. */
function readJoinUrl(text: string, guard: TextGuard, faults: FactsFault[]): string {
  if (text === '') return '';
  const url = httpsUrl(text);
  if (url && (teamsHosts.test(url.hostname) || 'link' in checkLink(text, guard))) return url.href;
  faults.push('joinUrl');
  return '';
}
