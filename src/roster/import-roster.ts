import type { Clock } from '../ports.ts';
import type { Structure } from '../structure/structure.ts';
import { checkRoster } from './check-roster.ts';
import { compareRosters, type Difference } from './compare-rosters.ts';
import { readRosterFile } from './read-roster-file.ts';
import type { Entry } from './roster.ts';
import type { RosterBook } from './roster-book.ts';
import type { Fault } from './roster-file.ts';
import type { RosterStore, Version } from './roster-store.ts';

export interface ImportDeps {
  store: RosterStore;
  book: RosterBook;
  clock: Clock;
}

/** What a yes would do, and on top of what it may: another roster put in force in between makes it void. */
export interface DryRun {
  version: Version;
  difference: Difference;
  /** Id of the version in force when this was worked out. */
  seen?: string;
}

/** Reads and checks a file and lays it beside the roster in force. Nothing of a file with a fault is kept. */
export async function draftRoster(
  deps: ImportDeps,
  structure: Structure,
  bytes: Uint8Array,
  by: string,
): Promise<DryRun | { faults: Fault[] }> {
  const read = await readRosterFile(bytes);
  if ('fault' in read) return { faults: [read.fault] };
  const { entries, faults } = checkRoster(structure, read.rows);
  if (faults.length > 0) return { faults };
  const version = await deps.store.draft(structure.id, by, deps.clock(), entries);
  return (await compareVersion(deps, structure.id, version.id))!;
}

/** What putting this version in force would change now; undefined when it is gone. */
export async function compareVersion({ store }: ImportDeps, kommune: string, id: string): Promise<DryRun | undefined> {
  const version = await store.version(kommune, id);
  if (!version) return undefined;
  const { version: seen } = await store.head(kommune);
  const current = seen && (await store.version(kommune, seen));
  const [before, after] = await Promise.all([
    current ? store.entries(kommune, current) : [],
    store.entries(kommune, version),
  ]);
  return { version, difference: compareRosters(before, after), ...(seen && { seen }) };
}

export type Confirmed = 'in-force' | 'outdated' | 'gone' | 'unknown-functions';

/** Ids of functions in a roster that the structure does not have. */
export function functionsUnknown({ contacts }: Structure, entries: Entry[]): string[] {
  const known = new Set(contacts.map((c) => c.id));
  return [...new Set(entries.map((e) => e.contact))].filter((id) => !known.has(id));
}

/** Puts a version in force, if the roster in force is still the one that was seen. Doing it twice does it once. */
export async function confirmRoster(
  { store, book, clock }: ImportDeps,
  structure: Structure,
  id: string,
  seen: string | undefined,
  by: string,
): Promise<Confirmed> {
  const kommune = structure.id;
  const head = await store.head(kommune);
  if (head.version === id) return 'in-force';
  if (head.version !== seen) return 'outdated';
  const version = await store.version(kommune, id);
  const entries = version ? await store.entries(kommune, version) : [];
  if (!version || entries.length === 0) return 'gone';
  // An earlier roster may name functions that the structure has lost since.
  if (functionsUnknown(structure, entries).length > 0) return 'unknown-functions';
  if (!(await store.putInForce(kommune, id, head, clock(), by))) return 'outdated';
  await book.refresh(kommune);
  return 'in-force';
}

/** Reads the roster file of the settings, when the store has no roster yet. Answers its faults, or how many lines it has. */
export async function importAtStart(
  deps: ImportDeps,
  structure: Structure,
  bytes: Uint8Array,
): Promise<{ faults: Fault[]; imported?: number }> {
  if ((await deps.store.head(structure.id)).version) {
    // Another process may have put it there since this one read its book.
    await deps.book.refresh(structure.id);
    return { faults: [] };
  }
  const draft = await draftRoster(deps, structure, bytes, 'file');
  if ('faults' in draft) return draft;
  const outcome = await confirmRoster(deps, structure, draft.version.id, draft.seen, 'file');
  if (outcome === 'in-force') return { faults: [], imported: draft.version.lines };
  await deps.book.refresh(structure.id);
  return { faults: [] };
}
