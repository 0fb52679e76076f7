import { messageOf } from '../errors.ts';
import { dayOf } from '../language/dates.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../ports.ts';
import { emptyRoster, type Roster } from './roster.ts';
import type { RosterStore } from './roster-store.ts';

/** The rosters in force, held in memory: an answer about contacts asks no store. */
export interface RosterBook {
  of(kommune: string): Roster;
  /** Reads what is in force now; after a change of our own, and now and then for those of other instances. */
  refresh(kommune: string): Promise<void>;
  stop(): void;
}

const refreshMilliseconds = 10_000;

/** Reads all rosters and keeps them fresh. Rejects when the store does not answer. */
export async function openRosterBook(
  store: RosterStore,
  kommuner: Iterable<string>,
  clock: Clock,
  log: Log,
): Promise<RosterBook> {
  const held = new Map<string, { roster: Roster; version?: string; content: string }>();
  let revisions = 0;
  const read = async (kommune: string) => {
    const before = held.get(kommune);
    const [head, presences] = await Promise.all([store.head(kommune), store.presences(kommune)]);
    const version =
      head.version === undefined || head.version === before?.version
        ? undefined
        : await store.version(kommune, head.version);
    const entries = version ? await store.entries(kommune, version) : (before?.roster.entries ?? []);
    const since = version ? version.inForceAt : before?.roster.since;
    const today = dayOf(clock());
    const content = JSON.stringify([head.version, today, [...presences]]);
    if (before?.content === content) return;
    revisions++;
    const revision = String(revisions);
    const roster = { ...emptyRoster(kommune), revision, today, entries, presences, ...(since && { since }) };
    held.set(kommune, { roster, content, ...(head.version && { version: head.version }) });
  };
  // One after the other: a slow reading must not put back what a later one has found.
  const reading = new Map<string, Promise<void>>();
  const refresh = (kommune: string) => {
    const next = (reading.get(kommune) ?? Promise.resolve()).catch(() => undefined).then(() => read(kommune));
    reading.set(kommune, next);
    return next;
  };
  const all = [...kommuner];
  await Promise.all(all.map(refresh));
  const timer = setInterval(() => {
    for (const kommune of all) {
      refresh(kommune).catch((error: unknown) => log.warn('roster-stale', { reason: messageOf(error) }));
    }
  }, refreshMilliseconds);
  timer.unref();
  return {
    of: (kommune) => held.get(kommune)?.roster ?? emptyRoster(kommune),
    refresh,
    stop: () => clearInterval(timer),
  };
}
