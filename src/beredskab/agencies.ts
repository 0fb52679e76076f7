import { type Beredskab, type Missing, standingOf, threeAgencies } from './beredskab.ts';

/** `in`: somebody of it comes; `waiting`: somebody may yet; `missing`: nobody does, or nobody was called. */
export type AgencyState = 'in' | 'waiting' | 'missing';

export function agencyState(beredskab: Beredskab, agency: Missing): AgencyState {
  const standings = beredskab.people.filter((p) => p.agency === agency).map((p) => standingOf(beredskab, p));
  if (standings.includes('coming')) return 'in';
  const open = beredskab.people.some((p) => p.agency === agency && sendsUnknown(beredskab, p.number));
  return open || standings.includes('waiting') || standings.includes('to-ring') ? 'waiting' : 'missing';
}

/** They send a deputy whom the roster does not know: somebody may come. */
function sendsUnknown({ people }: Beredskab, number: number): boolean {
  const person = people.find((p) => p.number === number)!;
  return person.answer === 'deputy' && !people.some((p) => p.insteadOf === number);
}

/** The agencies of which nobody comes or may come, and with `certain` also those who have not said yes yet. */
export function missingAgencies(beredskab: Beredskab, certain = false): Missing[] {
  return threeAgencies.filter((agency) => {
    const state = agencyState(beredskab, agency);
    return state === 'missing' || (certain && state === 'waiting');
  });
}
