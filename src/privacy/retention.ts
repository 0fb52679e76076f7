import type { Agenda } from '../agenda/agenda.ts';
import type { AgendaStore } from '../agenda/agenda-store.ts';
import type { ProposalStore } from '../agenda/proposal-store.ts';
import type { BeredskabStore } from '../beredskab/beredskab-store.ts';
import type { Drafts } from '../beredskab/drafts.ts';
import type { SeriesStore } from '../beredskab/series-store.ts';
import type { Clock } from '../ports.ts';
import { personOf, type Roster } from '../roster/roster.ts';
import type { RosterStore } from '../roster/roster-store.ts';
import type { SparringStore } from '../sparring/sparring-store.ts';

export interface RetentionDeps {
  rosterStore: RosterStore;
  sparring: SparringStore;
  beredskaber: BeredskabStore;
  drafts: Drafts;
  series: SeriesStore;
  agendas: AgendaStore;
  proposals: ProposalStore;
  clock: Clock;
  retentionDays: number;
}

/** How many of each kind were removed. */
export type Removed = Record<
  | 'sparring'
  | 'beredskaber'
  | 'beredskab-drafts'
  | 'series'
  | 'agendas'
  | 'agenda-proposals'
  | 'roster-drafts'
  | 'rosters'
  | 'presences',
  number
>;

/** Removes what has been kept long enough. */
export async function removeOld(deps: RetentionDeps, roster: Roster): Promise<Removed> {
  return {
    sparring: await removeRequests(deps, roster.kommune),
    ...(await removeBeredskaber(deps, roster.kommune)),
    ...(await removeAgendas(deps, roster.kommune)),
    ...(await removeRosters(deps, roster.kommune)),
    presences: await removePresences(deps, roster),
  };
}

/** Requests that nobody touched for the retention time, closed or not: what nobody took by then is of no use. */
async function removeRequests({ sparring, clock, retentionDays }: RetentionDeps, kommune: string): Promise<number> {
  const limit = before(clock(), retentionDays);
  const old = (await sparring.list(kommune)).filter((r) => r.changedAt < limit);
  const begun = await sparring.halfDeleted(kommune);
  for (const id of [...begun, ...old.map((r) => r.id)]) await sparring.delete(kommune, id);
  return begun.length + old.length;
}

/** Beredskaber so long after somebody did something, or after they should have been over; forms after a day. */
async function removeBeredskaber(
  { beredskaber, drafts, series, clock, retentionDays }: RetentionDeps,
  kommune: string,
): Promise<Pick<Removed, 'beredskaber' | 'beredskab-drafts' | 'series'>> {
  const limit = before(clock(), retentionDays);
  const old = (await beredskaber.list(kommune)).filter((b) => b.changedAt < limit && b.end < limit);
  const ended = (await series.list(kommune)).filter((s) => s.ended && s.changedAt < limit);
  const unsent = (await drafts.list(kommune)).filter((d) => d.at < before(clock(), 1));
  const begun = await beredskaber.halfDeleted(kommune);
  for (const id of [...begun, ...old.map((b) => b.id)]) await beredskaber.delete(kommune, id);
  for (const { id } of ended) await series.delete(kommune, id);
  for (const { id } of unsent) await drafts.delete(kommune, id);
  return { beredskaber: begun.length + old.length, 'beredskab-drafts': unsent.length, series: ended.length };
}

/**
 * Proposals so long after they were decided or their meeting was; drafts and withdrawn agendas of meetings long past. What was
 * held is the municipality's own paper, and stays until somebody deletes it.
 */
async function removeAgendas(
  { agendas, proposals, clock, retentionDays }: RetentionDeps,
  kommune: string,
): Promise<Pick<Removed, 'agendas' | 'agenda-proposals'>> {
  const limit = before(clock(), retentionDays);
  const all = await agendas.list(kommune);
  const isPast = (agenda: Agenda | undefined) => !agenda || agenda.date < limit.slice(0, 10);
  const old = all.filter((a) => (a.state === 'draft' || a.state === 'withdrawn') && isPast(a) && a.changedAt < limit);
  const begun = await agendas.halfDeleted(kommune);
  const decided = (await proposals.list(kommune)).filter(
    (p) => p.changedAt < limit && (p.state !== 'proposed' || isPast(all.find((a) => a.id === p.agenda))),
  );
  for (const proposal of decided) await proposals.delete(proposal);
  for (const id of [...begun, ...old.map((a) => a.id)]) await agendas.delete(kommune, id);
  return { agendas: begun.length + old.length, 'agenda-proposals': decided.length };
}

/** Files that nobody said yes to, after a day; rosters that were replaced, but never the one before the present. */
async function removeRosters(
  { rosterStore, clock, retentionDays }: RetentionDeps,
  kommune: string,
): Promise<Pick<Removed, 'roster-drafts' | 'rosters'>> {
  const { version: inForce } = await rosterStore.head(kommune);
  const versions = (await rosterStore.versions(kommune)).filter((v) => v.id !== inForce);
  const drafts = versions.filter((v) => v.removing || (!v.inForceAt && v.at < before(clock(), 1)));
  const replaced = versions
    .filter((v) => v.replacedAt && !v.removing)
    .sort((a, b) => (a.replacedAt! < b.replacedAt! ? 1 : -1))
    .slice(1)
    .filter((v) => v.replacedAt! < before(clock(), retentionDays));
  for (const version of [...drafts, ...replaced]) await rosterStore.remove(kommune, version);
  return { 'roster-drafts': drafts.length, rosters: replaced.length };
}

/** What people said about themselves who are in the roster no more. */
async function removePresences({ rosterStore }: RetentionDeps, roster: Roster): Promise<number> {
  const people = new Set(roster.entries.map(personOf));
  const gone = [...(await rosterStore.presences(roster.kommune)).keys()].filter((person) => !people.has(person));
  for (const person of gone) await rosterStore.forgetPresence(roster.kommune, person);
  return gone.length;
}

/** ISO time so many days ago. Parts of a day count: a retention of half a day is twelve hours. */
function before(now: Date, days: number): string {
  return new Date(now.getTime() - days * 24 * 3600 * 1000).toISOString();
}
