import { type Helper, peopleBehind } from '../roster/people-behind.ts';
import { deputyOf, type Entry, hasLeft, isAway, personOf, type Roster } from '../roster/roster.ts';
import type { BeredskabKind, ContactPoint } from '../structure/structure.ts';
import { type Missing, type Person, threeAgencies, type Way } from './beredskab.ts';

/** Somebody proposed, with the deputy who stands in the roster for them. */
export interface Proposed extends Person {
  deputy?: string;
  /** Stands in for somebody who is away. */
  standsInFor?: string;
}

// More is no quick call any more; others are found with "Kald flere".
export const mostCalled = 40;

/**
 * Who is called: for each function of this kind the nearest person of each agency, and for an agency that none of them
 * is of the nearest one of the roster. A person in two functions is called once. `mails`: whether mails can be sent.
 */
export function proposePeople(
  roster: Roster,
  kind: BeredskabKind,
  contacts: ContactPoint[],
  area: string | undefined,
  mails: boolean,
): Proposed[] {
  const found = new Map<string, Proposed>();
  const add = (helper: Helper | undefined) => {
    if (!helper || found.has(personOf(helper.entry)) || found.size >= mostCalled) return;
    found.set(personOf(helper.entry), proposed(roster, helper, mails));
  };
  for (const contact of kind.calls) {
    const nearest = Map.groupBy(peopleBehind(roster, contact, area), (h) => h.entry.agency);
    for (const [first] of nearest.values()) add(first);
  }
  for (const agency of agenciesWithout([...found.values()])) add(nearestOf(roster, contacts, agency, area));
  return [...found.values()];
}

/** The three agencies of which nobody is among these. */
export function agenciesWithout(people: Pick<Person, 'agency'>[]): Missing[] {
  return threeAgencies.filter((agency) => !people.some((p) => p.agency === agency));
}

function nearestOf(roster: Roster, contacts: ContactPoint[], agency: Missing, area?: string): Helper | undefined {
  const helpers = contacts.flatMap((c) => peopleBehind(roster, c.id, area)).filter((h) => h.entry.agency === agency);
  const local = (h: Helper) => area !== undefined && h.entry.areas.includes(area);
  return helpers.find(local) ?? helpers.find((h) => h.entry.areas.length === 0) ?? helpers[0];
}

function proposed(roster: Roster, { entry, insteadOf }: Helper, mails: boolean): Proposed {
  const deputy = thereDeputy(roster, entry);
  return {
    ...personFrom(entry, mails),
    ...(deputy && { deputy: deputy.name }),
    ...(insteadOf && { standsInFor: insteadOf.name }),
  };
}

/** Everybody of the roster who could be called, each once, by name. */
export function everybody(roster: Roster, mails: boolean): Proposed[] {
  const there = roster.entries.filter((e) => !hasLeft(roster, e) && !isAway(roster, e));
  const each = new Map(there.map((e) => [personOf(e), e]));
  return [...each.values()]
    .map((entry) => proposed(roster, { entry }, mails))
    .sort((a, b) => a.name.localeCompare(b.name, 'da'));
}

/** What stands for somebody in a list to choose several from: those who are chosen come back separated by commas. */
export function choiceOf({ key }: Pick<Person, 'key'>): string {
  return encodeURIComponent(key);
}

/** The deputy of a line, or the deputy's own when that one is away too; undefined when nobody is there. */
export function thereDeputy(roster: Roster, entry: Entry): Entry | undefined {
  // A and B may be each other's deputies, and both away.
  const seen = new Set([entry]);
  let deputy = deputyOf(roster, entry);
  while (deputy && isAway(roster, deputy) && !seen.has(deputy)) {
    seen.add(deputy);
    deputy = deputyOf(roster, deputy);
  }
  if (deputy && (isAway(roster, deputy) || personOf(deputy) === personOf(entry))) return undefined;
  return deputy && !hasLeft(roster, deputy) ? deputy : undefined;
}

/** A line of the roster as somebody to call. */
export function personFrom(entry: Entry, mails: boolean): Person {
  const { name, agency, contact, teamsId, phone, email } = entry;
  return {
    key: personOf(entry),
    name,
    agency,
    contact,
    ...(teamsId && { objectId: teamsId }),
    ...(phone && { phone }),
    ...(email && { email }),
    way: wayTo(entry, mails),
  };
}

/** Teams, else mail, else by phone only: the co-ordinator rings. */
function wayTo({ teamsId, email }: Entry, mails: boolean): Way {
  if (teamsId) return 'teams';
  return email && mails ? 'mail' : 'phone';
}
