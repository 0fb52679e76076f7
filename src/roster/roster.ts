import type { Agency } from '../structure/structure.ts';

/** Roles in the bot, each with all that the ones before it may. `laerer` is everybody of the tenant. */
export const roles = ['laerer', 'konsulent', 'koordinator', 'administrator'] as const;
export type Role = (typeof roles)[number];

/** True when a role may do what another may. */
export function mayActAs(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

/** One line of the roster: a person in a function. A person with two functions has two lines. */
export interface Entry {
  name: string;
  /** Id of the contact point: the function. */
  contact: string;
  agency: Agency;
  /** Areas and schools; none: everywhere. */
  areas: string[];
  /** With country code: +4579792516. */
  phone?: string;
  /** In lower case. */
  email?: string;
  /** Entra object id, in lower case. Without it the person is outside the tenant. */
  teamsId?: string;
  /** E-mail of the deputy, who has a line too. */
  deputy?: string;
  role: Role;
}

/** Who a person is across their lines: the Entra object id, else the e-mail, else name and phone. */
export function personOf({ teamsId, email, name, phone }: Entry): string {
  return teamsId ?? email ?? `${name} ${phone ?? ''}`;
}

/** What a line is known by across rosters: the person and the function. */
export function lineOf(entry: Entry): string {
  return JSON.stringify([personOf(entry), entry.contact]);
}

/** What a person said about themselves. */
export interface Presence {
  /** Last day away, yyyy-mm-dd. */
  awayUntil?: string;
  /** ISO times, by id of the contact point. */
  confirmed?: Record<string, string>;
  asked?: Record<string, string>;
  /** ISO time at which they said that they are not in this function any more. */
  left?: Record<string, string>;
}

/** A municipality's roster in force, with what its people said since. */
export interface Roster {
  kommune: string;
  /** Changes whenever anything in it does. */
  revision: string;
  /** The day that it was looked at, yyyy-mm-dd in Denmark: who is away today. */
  today: string;
  /** ISO time at which it came into force. */
  since?: string;
  entries: Entry[];
  /** By person. */
  presences: ReadonlyMap<string, Presence>;
}

interface Index {
  contact: Map<string, Entry[]>;
  email: Map<string, Entry[]>;
  teamsId: Map<string, Entry[]>;
}

const indexes = new WeakMap<Entry[], Index>();

/** The lines by what they are looked up by; made once for a roster. */
function indexOf({ entries }: Roster): Index {
  let index = indexes.get(entries);
  if (!index) {
    index = {
      contact: Map.groupBy(entries, (e) => e.contact),
      email: Map.groupBy(entries, (e) => e.email ?? ''),
      teamsId: Map.groupBy(entries, (e) => e.teamsId ?? ''),
    };
    indexes.set(entries, index);
  }
  return index;
}

/** The lines of a function, as they stand in the roster. */
export function entriesIn(roster: Roster, contact: string): Entry[] {
  return indexOf(roster).contact.get(contact) ?? [];
}

export function emptyRoster(kommune: string): Roster {
  return { kommune, revision: 'none', today: '', entries: [], presences: new Map() };
}

/** True on the days that a person is away, the last one included. */
export function isAway(roster: Roster, entry: Entry): boolean {
  const until = roster.presences.get(personOf(entry))?.awayUntil;
  return until !== undefined && until >= roster.today;
}

/** True when the person said, since this roster came into force, that they are not in this function any more. */
export function hasLeft(roster: Roster, entry: Entry): boolean {
  return (roster.presences.get(personOf(entry))?.left?.[entry.contact] ?? '') > (roster.since ?? '');
}

/** The line of an entry's deputy, in the same function if they have one there. */
export function deputyOf(roster: Roster, entry: Entry): Entry | undefined {
  if (!entry.deputy) return undefined;
  const lines = indexOf(roster).email.get(entry.deputy) ?? [];
  return lines.find((e) => e.contact === entry.contact) ?? lines[0];
}

/**
 * Lines that nobody confirmed since this ISO time: neither by putting the roster in force nor by their person. A line
 * that its person has left is not among them.
 */
export function unconfirmedSince(roster: Roster, limit: string): Entry[] {
  return roster.entries.filter((entry) => {
    const { confirmed = {} } = roster.presences.get(personOf(entry)) ?? {};
    if (hasLeft(roster, entry)) return false;
    return (roster.since ?? '') < limit && (confirmed[entry.contact] ?? '') < limit;
  });
}

/** The lines of whoever has this Entra object id. */
export function entriesOf(roster: Roster, objectId: string): Entry[] {
  // Whoever is outside the tenant has no id, and is nobody who could write or press.
  return objectId === '' ? [] : (indexOf(roster).teamsId.get(objectId.toLowerCase()) ?? []);
}
