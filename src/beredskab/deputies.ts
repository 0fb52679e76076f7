import { type Entry, personOf, type Roster } from '../roster/roster.ts';
import type { Beredskab, Called, Surroundings } from './beredskab.ts';
import { callPeople } from './changes.ts';
import { personFrom, thereDeputy } from './propose-people.ts';

/** Calls the deputy of somebody. Undefined when the roster names none who is there and was not called yet. */
export function callDeputy(beredskab: Beredskab, person: Called, around: Surroundings): Beredskab | undefined {
  const deputy = deputyFor(beredskab, person, around.roster);
  if (!deputy) return undefined;
  const called = { ...personFrom(deputy, around.mails), agency: deputy.agency };
  return callPeople(beredskab, [called], 'deputy-called', around, person.number);
}

/** The deputy of somebody who could be called now. */
export function deputyFor({ people }: Beredskab, { key, contact }: Called, roster: Roster): Entry | undefined {
  const lines = roster.entries.filter((e) => personOf(e) === key);
  const line = lines.find((e) => e.contact === contact) ?? lines[0];
  const deputy = line && thereDeputy(roster, line);
  return deputy && !people.some((p) => p.key === personOf(deputy)) ? deputy : undefined;
}
