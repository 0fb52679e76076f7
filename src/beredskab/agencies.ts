import { type Beredskab, type Missing, threeAgencies } from './beredskab.ts';
import { seatOf } from './standing.ts';

/** `in`: somebody of it comes; `waiting`: somebody may yet; `missing`: nobody does, or nobody was called. */
export type AgencyState = 'in' | 'waiting' | 'missing';

export function agencyState(beredskab: Beredskab, agency: Missing): AgencyState {
  const seats = beredskab.people.filter((p) => p.agency === agency).map((p) => seatOf(beredskab, p));
  if (seats.includes('filled')) return 'in';
  return seats.includes('open') ? 'waiting' : 'missing';
}

/** The agencies of which nobody comes or may come, and with `certain` also those who have not said yes yet. */
export function missingAgencies(beredskab: Beredskab, certain = false): Missing[] {
  return threeAgencies.filter((agency) => {
    const state = agencyState(beredskab, agency);
    return state === 'missing' || (certain && state === 'waiting');
  });
}
