import { createHash } from 'node:crypto';
import { peopleBehind } from '../roster/people-behind.ts';
import { deputyOf, type Entry, entriesOf, hasLeft, isAway, type Roster } from '../roster/roster.ts';
import type { Colleague, SparringRequest } from './sparring.ts';

// Everybody else of a large function would get a card at once, and a tenant takes only so many (facts A6).
export const mostOthers = 10;
const mostColleagues = 20;

/** Somebody to be asked. `standIn`: for somebody else. */
export interface Asked {
  to: Colleague;
  standIn: boolean;
}

/**
 * Who can be asked for a function in Teams, the first one first. Nobody is asked for advice to themselves, and nobody
 * who has had the request before.
 */
export function candidates(
  roster: Roster,
  contact: string,
  area: string | undefined,
  not: ReadonlySet<string> = new Set(),
): Asked[] {
  return peopleBehind(roster, contact, area).flatMap(({ entry, insteadOf }) =>
    entry.teamsId && !not.has(entry.teamsId) ? [{ to: colleague(entry), standIn: insteadOf !== undefined }] : [],
  );
}

function colleague(entry: Entry): Colleague {
  return { objectId: entry.teamsId!, name: entry.name };
}

/** Who has had the request, the asker, and those who wanted to be forgotten. */
export function everAsked(request: SparringRequest, roster: Roster): Set<string> {
  return new Set([request.asker.objectId, ...request.offers.map((o) => o.to.objectId), ...forgotten(request, roster)]);
}

/** Those of the roster who were asked and wanted to be forgotten. */
function forgotten({ erased = [] }: SparringRequest, { entries }: Roster): string[] {
  if (erased.length === 0) return [];
  return entries.flatMap(({ teamsId }) => (teamsId && erased.includes(markOf(teamsId)) ? [teamsId] : []));
}

/** Tells whether somebody is the one who was erased, and nothing else. */
export function markOf(objectId: string): string {
  return createHash('sha256').update(`erased ${objectId}`).digest('base64url').slice(0, 16);
}

export function deputiesOf(roster: Roster, request: SparringRequest, had: ReadonlySet<string>): Asked[] {
  const found = request.offers.flatMap(({ to }) => {
    const lines = entriesOf(roster, to.objectId);
    const line = lines.find((e) => e.contact === request.contact) ?? lines[0];
    const deputy = line && deputyOf(roster, line);
    const there = deputy?.teamsId && !isAway(roster, deputy) && !hasLeft(roster, deputy) && !had.has(deputy.teamsId);
    return there ? [{ to: colleague(deputy), standIn: true }] : [];
  });
  return found.filter((a, i) => found.findIndex((b) => b.to.objectId === a.to.objectId) === i);
}

/** Colleagues whom an offer can be passed on to: the function's people and their deputies, and the default door's. */
export function colleaguesFor(request: SparringRequest, roster: Roster, door: string, by: string): Colleague[] {
  const not = new Set([request.asker.objectId, by, ...forgotten(request, roster)]);
  const all = [
    ...candidates(roster, request.contact, request.area, not),
    ...deputiesOf(roster, request, not),
    ...candidates(roster, door, request.area, not),
  ].map((a) => a.to);
  return all.filter((c, i) => all.findIndex((o) => o.objectId === c.objectId) === i).slice(0, mostColleagues);
}
