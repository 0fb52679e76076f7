import { type Entry, personOf, type Roster } from '../roster/roster.ts';
import type { Beredskab, Called, Surroundings } from './beredskab.ts';
import { callPeople, changePerson } from './changes.ts';
import { personFrom, thereDeputy } from './propose-people.ts';
import { isHole } from './standing.ts';

/** Calls the deputy of somebody. Undefined when the roster names none who is there and was not called yet. */
export function callDeputy(beredskab: Beredskab, person: Called, around: Surroundings): Beredskab | undefined {
  const deputy = deputyFor(beredskab, person, around.roster);
  if (!deputy) return undefined;
  const called = { ...personFrom(deputy, around.mails), agency: deputy.agency, insteadOf: person.number };
  return callPeople(beredskab, [called], 'deputy-called', around);
}

/** The same; where the deputy has a place of their own already, or convenes, that is noted. */
export function callOrNoteDeputy(beredskab: Beredskab, person: Called, around: Surroundings): Beredskab {
  const called = callDeputy(beredskab, person, around);
  if (called) return called;
  const covering = nextDeputy(beredskab, person, around.roster).called;
  if (covering?.number === person.coveredBy) return beredskab;
  return covering ? changePerson(beredskab, person.number, { coveredBy: covering.number }) : beredskab;
}

/** The deputy of somebody who could be called now. */
export function deputyFor(beredskab: Beredskab, person: Called, roster: Roster): Entry | undefined {
  return nextDeputy(beredskab, person, roster).entry;
}

/** The first in the line of deputies who has not declined: to be called, or called already in another place. */
function nextDeputy(
  beredskab: Beredskab,
  { key, contact }: Called,
  roster: Roster,
): { entry?: Entry; called?: Called } {
  const lines = roster.entries.filter((e) => personOf(e) === key);
  const seen = new Set([key]);
  let line = lines.find((e) => e.contact === contact) ?? lines[0];
  while (line) {
    const deputy = thereDeputy(roster, line);
    if (!deputy || seen.has(personOf(deputy))) return {};
    seen.add(personOf(deputy));
    const called = beredskab.people.find((p) => p.key === personOf(deputy));
    if (!called) return { entry: deputy };
    if (!isHole(beredskab, called)) return { called };
    line = deputy;
  }
  return {};
}
