import { type Beredskab, type Called, isOpen, personOfNumber } from './beredskab.ts';

/**
 * Where somebody stands, for the co-ordinator. `passed`: did not answer, and their deputy is called; `silent`: and there is
 * none; `spared`: is called for somebody who comes after all.
 */
export type Standing = 'coming' | 'not-coming' | 'deputy' | 'waiting' | 'to-ring' | 'passed' | 'silent' | 'spared';

export function standingOf(beredskab: Beredskab, person: Called): Standing {
  if (person.answer === 'coming') return 'coming';
  if (person.answer === 'not-coming' || person.erased) return 'not-coming';
  if (person.answer === 'deputy') return 'deputy';
  if (sparedBy(beredskab, person)) return 'spared';
  if (person.way === 'phone') return 'to-ring';
  if (isOpen(person)) return 'waiting';
  return deputiesOf(beredskab, person).length > 0 ? 'passed' : 'silent';
}

/** Those who were called in somebody's place. */
export function deputiesOf({ people }: Pick<Beredskab, 'people'>, { number }: Called): Called[] {
  return people.filter((p) => p.insteadOf === number);
}

/** Who comes after all, of those in whose place somebody was called that has not answered. */
export function sparedBy(beredskab: Beredskab, person: Called): Called | undefined {
  return person.answer ? undefined : originalsOf(beredskab, person).find((p) => p.answer === 'coming');
}

/** In whose place somebody was called, and in whose place that one was. */
export function originalsOf(beredskab: Beredskab, { insteadOf }: Called): Called[] {
  const original = insteadOf === undefined ? undefined : personOfNumber(beredskab, insteadOf);
  return original ? [original, ...originalsOf(beredskab, original)] : [];
}

/** Whether an answer of theirs is still waited for, and would change something. */
export function isAwaited(beredskab: Beredskab, person: Called): boolean {
  return isOpen(person) && !sparedBy(beredskab, person);
}

/** Everybody who has not said anything, also after their deputy was called. */
export function unanswered(beredskab: Beredskab): Called[] {
  return beredskab.people.filter((p) => !p.answer && !p.erased && p.way !== 'self' && !sparedBy(beredskab, p));
}

/** What somebody's own word means for their place, whoever else may fill it. */
export function seatOf(beredskab: Beredskab, person: Called): 'filled' | 'open' | 'empty' {
  switch (standingOf(beredskab, person)) {
    case 'coming':
      return 'filled';
    case 'waiting':
    case 'to-ring':
      return 'open';
    case 'deputy':
      return sendsUnknown(beredskab, person) ? 'open' : 'empty';
    default:
      return 'empty';
  }
}

/** They send a deputy whom the roster does not know: somebody may come. */
export function sendsUnknown(beredskab: Beredskab, person: Called): boolean {
  const known = person.coveredBy !== undefined || deputiesOf(beredskab, person).length > 0;
  return person.answer === 'deputy' && !known;
}

/** A place that nobody fills: neither they nor a deputy who comes or may yet come. */
export function isHole(beredskab: Beredskab, person: Called): boolean {
  return seatOf(beredskab, person) === 'empty' && deputiesOf(beredskab, person).every((d) => isHole(beredskab, d));
}

/** The deputy, or the deputy's, who comes or may yet come. */
export function activeDeputy(beredskab: Beredskab, person: Called): Called | undefined {
  const deputies = deputiesOf(beredskab, person).filter((d) => !isHole(beredskab, d));
  const [first] = deputies;
  if (!first) return undefined;
  return deputies.find((d) => seatOf(beredskab, d) !== 'empty') ?? activeDeputy(beredskab, first);
}

/** The places, each filled once whoever comes, and how many are filled. */
export function countOf(beredskab: Beredskab): { coming: number; places: number } {
  const places = beredskab.people.filter((p) => p.insteadOf === undefined);
  return { coming: places.filter((p) => isFilled(beredskab, p)).length, places: places.length };
}

function isFilled(beredskab: Beredskab, person: Called): boolean {
  const filled = seatOf(beredskab, person) === 'filled';
  return filled || deputiesOf(beredskab, person).some((d) => isFilled(beredskab, d));
}
