import { personOf, type Roster } from '../roster/roster.ts';
import type { Beredskab, Called, Person } from './beredskab.ts';
import type { ToCall } from './changes.ts';
import { deputyFor } from './deputies.ts';
import { isHole } from './standing.ts';

/**
 * These people, each in the place of a hole that they can fill: their deputies first, then who is in the same function or
 * of the same agency. A hole closes when whoever was called for it comes.
 */
export function inPlaceOf(beredskab: Beredskab, people: Person[], roster: Roster): ToCall[] {
  const holes = new Set(beredskab.people.filter((p) => p.insteadOf === undefined && isHole(beredskab, p)));
  const deputies = new Map([...holes].map((hole) => [hole, deputyFor(beredskab, hole, roster)]));
  const placed = new Map<Person, ToCall>();
  const place = (fits: (person: Person, hole: Called) => boolean, more: Pick<Called, 'fills'>) => {
    for (const person of people) {
      const hole = placed.has(person) ? undefined : [...holes].find((h) => fits(person, h));
      if (!hole) continue;
      holes.delete(hole);
      placed.set(person, { ...person, insteadOf: hole.number, ...more });
    }
  };
  place((person, hole) => deputies.get(hole) !== undefined && personOf(deputies.get(hole)!) === person.key, {});
  place((person, hole) => person.contact === hole.contact && person.agency === hole.agency, { fills: true });
  place((person, hole) => person.agency !== 'andet' && person.agency === hole.agency, { fills: true });
  return people.map((person) => placed.get(person) ?? person);
}
