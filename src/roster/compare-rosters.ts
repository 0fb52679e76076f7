import { type Entry, lineOf } from './roster.ts';

export interface Difference {
  added: Entry[];
  /** As they will be, with the names of the columns that change. */
  changed: { entry: Entry; columns: string[] }[];
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
    const columns = old ? changedColumns(old, entry) : [];
    if (!old) difference.added.push(entry);
    else if (columns.length > 0) difference.changed.push({ entry, columns });
    else difference.same++;
  }
  difference.removed = before.filter((e) => !later.has(lineOf(e)));
  return difference;
}

// The function is missing: with another one it is another line.
const columnsOf: [string, (entry: Entry) => unknown][] = [
  ['navn', (e) => e.name],
  ['instans', (e) => e.agency],
  ['områder', (e) => [...e.areas].sort()],
  ['telefon', (e) => e.phone],
  ['e-mail', (e) => e.email],
  ['teams-id', (e) => e.teamsId],
  ['stedfortræder', (e) => e.deputy],
  ['rolle', (e) => e.role],
];

function changedColumns(before: Entry, after: Entry): string[] {
  const same = (read: (entry: Entry) => unknown) => JSON.stringify(read(before)) === JSON.stringify(read(after));
  return columnsOf.filter(([, read]) => !same(read)).map(([column]) => column);
}
