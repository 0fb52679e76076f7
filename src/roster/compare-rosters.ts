import { type Entry, lineOf } from './roster.ts';

export interface Difference {
  added: Entry[];
  /** As they will be. */
  changed: Entry[];
  removed: Entry[];
  same: number;
}

/** What the second roster changes in the first, line by line: a line is a person in a function. */
export function compareRosters(before: Entry[], after: Entry[]): Difference {
  const earlier = new Map(before.map((e) => [lineOf(e), e]));
  const later = new Set(after.map(lineOf));
  const difference: Difference = { added: [], changed: [], removed: [], same: 0 };
  for (const entry of after) {
    const old = earlier.get(lineOf(entry));
    if (!old) difference.added.push(entry);
    else if (contentOf(old) !== contentOf(entry)) difference.changed.push(entry);
    else difference.same++;
  }
  difference.removed = before.filter((e) => !later.has(lineOf(e)));
  return difference;
}

function contentOf({ name, contact, agency, areas, phone, email, teamsId, deputy, role }: Entry): string {
  return JSON.stringify([name, contact, agency, [...areas].sort(), phone, email, teamsId, deputy, role]);
}
