import { dayIn } from '../language/dates.ts';
import { type Agenda, itemTypes, type Proposal } from './agenda.ts';
import { longestWhy, longestWord } from './limits.ts';
import { minutesIn, readTitle } from './read-item.ts';
import { checkText, type Inputs, lineIn, linesIn, orFault, type TextGuard } from './read-text.ts';
import { clockIn, instantOf, spokenClock } from './times.ts';

export type ProposalFields = Pick<Proposal, 'title' | 'type' | 'minutes' | 'why'>;

export type ProposalFault =
  | 'titleMissing'
  | 'titleLong'
  | 'titlePersonal'
  | 'type'
  | 'minutes'
  | 'whyLong'
  | 'whyPersonal';

export type ChosenProposal = Partial<Record<'title' | 'type' | 'minutes' | 'why', string>>;

export type ReadProposal = { proposal: ProposalFields } | { faults: ProposalFault[]; chosen: ChosenProposal };

/** Reads the form of a proposal: `title`, `type`, `minutes`, `why`. Only what the person wrote counts, never a message. */
export function readProposal(inputs: Inputs, guard: TextGuard): ReadProposal {
  const faults: ProposalFault[] = [];
  const title = readTitle(inputs, guard, faults);
  const type = itemTypes.find((t) => t === inputs.type);
  if (!type) faults.push('type');
  const minutes = minutesIn(lineIn(inputs, 'minutes'));
  if (minutes === undefined) faults.push('minutes');
  const why = orFault(checkText(linesIn(inputs, 'why'), longestWhy, guard), faults, 'why');
  if (faults.length === 0 && type && minutes !== undefined)
    return { proposal: { title, type, minutes, ...(why && { why }) } };
  const chosen: ChosenProposal = {
    ...(title && { title }),
    ...(type && { type }),
    ...(minutes !== undefined && { minutes: String(minutes) }),
    ...(why && { why }),
  };
  return { faults, chosen };
}

/** What the author says to a proposer: `word`, which may be left out. */
export function readWord(
  inputs: Inputs,
  guard: TextGuard,
): { word: string } | { faults: ('wordLong' | 'wordPersonal')[] } {
  const faults: ('wordLong' | 'wordPersonal')[] = [];
  const word = orFault(checkText(linesIn(inputs, 'word'), longestWord, guard), faults, 'word');
  return faults.length > 0 ? { faults } : { word };
}

export type DeadlineFault = 'deadline' | 'deadlinePast' | 'deadlineLate';

/** What could be read of a deadline, as the form shows it: whatever could not may hold a name, and is not shown again. */
export interface ChosenDeadline {
  day?: string;
  time?: string;
}

/** Until when items can be proposed: `deadlineDay` and `deadlineTime`. Answers the ISO time. */
export function readDeadline(
  inputs: Inputs,
  { date, start }: Pick<Agenda, 'date' | 'start'>,
  today: string,
  now: Date,
): ({ deadline: string } | { faults: DeadlineFault[] }) & { chosen: ChosenDeadline } {
  const day = dayIn(lineIn(inputs, 'deadlineDay'), today);
  const clock = clockIn(lineIn(inputs, 'deadlineTime'));
  const chosen: ChosenDeadline = { ...(day && { day }), ...(clock && { time: spokenClock(clock) }) };
  if (!day || !clock) return { faults: ['deadline'], chosen };
  const deadline = instantOf(day, clock);
  if (deadline <= now) return { faults: ['deadlinePast'], chosen };
  if (deadline > instantOf(date, start)) return { faults: ['deadlineLate'], chosen };
  return { deadline: deadline.toISOString(), chosen };
}
