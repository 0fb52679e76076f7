import { type Entry, entriesIn, hasLeft, type Roster } from '../roster/roster.ts';
import type { Structure } from '../structure/structure.ts';
import type { Agenda, Asked, CollectPlan, Person } from './agenda.ts';
import { bodiesOf } from './find-body.ts';

/** All SSP-konsulenter of the municipality: beside the bodies, who can be asked for items. */
export const consultants = 'konsulenter';

/** Who is in a group, and the names of those of them who have no account in Teams and cannot be written to. */
export interface Group {
  people: Person[];
  others: string[];
}

/** `group`: id of a body, or all SSP-konsulenter. */
export function groupIn(roster: Roster, group: string): Group {
  const entries = entriesOf(roster, group).filter((e) => !hasLeft(roster, e));
  const known = entries.filter((e) => e.teamsId).map((e) => ({ objectId: e.teamsId!, name: e.name }));
  const people = [...new Map(known.map((p) => [p.objectId, p])).values()];
  return { people, others: [...new Set(entries.filter((e) => !e.teamsId).map((e) => e.name))] };
}

function entriesOf(roster: Roster, group: string): Entry[] {
  if (group !== consultants) return entriesIn(roster, group);
  return roster.entries.filter((e) => e.contact === 'ssp-konsulent' || e.role === 'konsulent');
}

// Koordinationsgruppen sets items on Lokalrådet's agenda (kolding, "Strategisk fokus i Lokalrådet"); the SSP-konsulenter
// see Kredsrådet's agendas beforehand and can add to them (vordingborg, "2.1 SSP Kredsrådet").
const usual: Record<string, string[]> = { lokalraad: ['koordinationsgruppen'], kredsraad: [consultants] };

/** Who else the sources say is asked for this body's items. */
export function usualGroups(body: string): string[] {
  return usual[body] ?? [];
}

/** The groups beside a body's own members in which there is somebody to write to. */
export function groupsBeside(structure: Structure, roster: Roster, { body, author }: Agenda): string[] {
  const ids = [consultants, ...bodiesOf(structure).map(({ id }) => id)].filter((id) => id !== body);
  return ids.filter((id) => groupIn(roster, id).people.some((p) => p.objectId !== author.objectId));
}

/** Everybody whom a call asks in their own chat, once each: members first. Whoever asks is not asked. */
export function askedBy(
  roster: Roster,
  { body, author }: Pick<Agenda, 'body' | 'author'>,
  { members, also = [] }: Pick<CollectPlan, 'members' | 'also'>,
): Asked[] {
  const own: Asked[] = members ? groupIn(roster, body).people : [];
  const others = also.flatMap((as) => groupIn(roster, as).people.map((p): Asked => ({ ...p, as })));
  const all = [...own, ...others].filter((p) => p.objectId !== author.objectId);
  return all.filter((p, i) => all.findIndex((q) => q.objectId === p.objectId) === i);
}

/** Names of those whom the call means and who have no account in Teams. */
export function unreachedBy(
  roster: Roster,
  { body }: Pick<Agenda, 'body'>,
  { members, also = [] }: Pick<CollectPlan, 'members' | 'also'>,
): string[] {
  return [...new Set([...(members ? [body] : []), ...also].flatMap((group) => groupIn(roster, group).others))];
}
