import { fold } from '../language/fold.ts';
import { deputyOf, type Entry, entriesIn, hasLeft, isAway, personOf, type Roster } from './roster.ts';

/** Somebody who can be turned to for a function. */
export interface Helper {
  entry: Entry;
  /** Set when they stand in for somebody who is away. */
  insteadOf?: { name: string; until: string };
}

/**
 * The people behind a function, the one to turn to first: who is responsible for the area, then who is for all areas,
 * then the others. Whoever is away is replaced by their deputy, and left out if there is none that is there.
 */
export function peopleBehind(roster: Roster, contact: string, area?: string): Helper[] {
  const lines = entriesIn(roster, contact).filter((e) => !hasLeft(roster, e));
  const ordered = lines
    .map((entry, at) => ({ entry, rank: nearness(entry, area), at }))
    .sort((a, b) => a.rank - b.rank || a.at - b.at);
  // A deputy of several people, and somebody with two lines in the function, are one helper.
  const helpers = new Map<string, Helper>();
  for (const { entry } of ordered) {
    const helper = helperFor(roster, entry);
    if (helper && !helpers.has(personOf(helper.entry))) helpers.set(personOf(helper.entry), helper);
  }
  return [...helpers.values()];
}

/** 0 for the area itself, 1 for all areas, 2 for other areas. */
function nearness({ areas }: Entry, area: string | undefined): number {
  if (areas.length === 0) return area === undefined ? 0 : 1;
  if (area === undefined) return 0;
  return areas.some((a) => fold(a) === fold(area)) ? 0 : 2;
}

function helperFor(roster: Roster, entry: Entry): Helper | undefined {
  const away: Entry[] = [];
  let current: Entry | undefined = entry;
  // A deputy who is away has a deputy of their own; the check of the roster has seen to it that this ends.
  while (current && isAway(roster, current)) {
    away.push(current);
    current = deputyOf(roster, current);
  }
  if (!current || hasLeft(roster, current)) return undefined;
  if (away.length === 0) return { entry: current };
  const until = roster.presences.get(personOf(entry))!.awayUntil!;
  return { entry: current, insteadOf: { name: entry.name, until } };
}

/** Who is shown instead of somebody who is away; undefined when nobody is. */
export function standInFor(roster: Roster, entry: Entry): Entry | undefined {
  const helper = helperFor(roster, entry);
  return helper?.insteadOf && helper.entry;
}

/** True when the answer depends on an area that was not told: several people, each with areas of their own. */
export function dependsOnArea(helpers: Helper[]): boolean {
  return helpers.length > 1 && helpers.every((h) => h.entry.areas.length > 0);
}

const areas = new WeakMap<Entry[], string[]>();

/** Every area and school that somebody is responsible for; gathered once for a roster. */
export function areasOf({ entries }: Roster): string[] {
  let found = areas.get(entries);
  if (!found) {
    found = [...new Set(entries.flatMap((e) => e.areas))];
    areas.set(entries, found);
  }
  return found;
}

/** Ids of the functions, of those given, behind which nobody stands. */
export function functionsWithoutPeople(roster: Roster, contacts: { id: string }[]): string[] {
  const filled = new Set(roster.entries.filter((e) => !hasLeft(roster, e)).map((e) => e.contact));
  return contacts.map((c) => c.id).filter((id) => !filled.has(id));
}
