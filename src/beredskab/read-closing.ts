import { hasPersonalData } from '../contacts/personal-data-in.ts';
import { dayOf, daysLater } from '../language/dates.ts';
import type { Structure } from '../structure/structure.ts';
import { type Beredskab, type FollowUp, personOfNumber } from './beredskab.ts';

export const longestDecisions = 600;
export const longestFollowUp = 120;
export const mostFollowUps = 3;
const latestDays = 366;

export type CloseFault =
  | 'decisionsLong'
  | 'decisionsPersonal'
  | 'whatLong'
  | 'whatPersonal'
  | 'whoMissing'
  | 'dueMissing';

/** The form as it was filled in, as far as it may be shown again. */
export interface CloseValues {
  decisions: string;
  followUps: { what: string; person: string; due: string }[];
}

export type ReadClosing = { decisions: string; followUps: FollowUp[] } | { faults: CloseFault[]; values: CloseValues };

/** Checks what was decided and who follows up by when. What points at somebody is not given back. */
export function readClosing(
  structure: Structure,
  beredskab: Beredskab,
  inputs: Record<string, unknown>,
  now: Date,
): ReadClosing {
  const text = (name: string) => (typeof inputs[name] === 'string' ? (inputs[name] as string).trim() : '');
  const faults = new Set<CloseFault>();
  const decisions = checked(structure, text('decisions'), longestDecisions, (f) => faults.add(`decisions${f}`));
  const values: CloseValues = { decisions, followUps: [] };
  const followUps: FollowUp[] = [];
  for (let i = 1; i <= mostFollowUps; i++) {
    const [given, person, due] = [text(`what${i}`), text(`who${i}`), text(`due${i}`)];
    const what = checked(structure, given, longestFollowUp, (f) => faults.add(`what${f}`));
    values.followUps.push({ what, person, due });
    if (given === '') continue;
    const owner = /^\d+$/.test(person) ? personOfNumber(beredskab, Number(person)) : undefined;
    if (!owner || owner.erased) faults.add('whoMissing');
    if (!isDayAhead(due, dayOf(now))) faults.add('dueMissing');
    followUps.push({ what, person: Number(person), due });
  }
  return faults.size > 0 ? { faults: [...faults], values } : { decisions, followUps };
}

/** The text, or nothing of it when it is too long or points at somebody. */
function checked(
  structure: Structure,
  text: string,
  longest: number,
  fault: (fault: 'Long' | 'Personal') => void,
): string {
  if (text.length > longest) {
    fault('Long');
    return '';
  }
  if (text === '' || !hasPersonalData(structure, text)) return text;
  fault('Personal');
  return '';
}

function isDayAhead(due: string, today: string): boolean {
  const real = /^\d{4}-\d\d-\d\d$/.test(due) && !Number.isNaN(Date.parse(due));
  return real && due >= today && due <= daysLater(today, latestDays);
}
