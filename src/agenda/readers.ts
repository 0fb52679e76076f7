import type { Agenda, Person } from './agenda.ts';
import type { Read } from './reads-store.ts';
import type { Group } from './recipients.ts';

/** Who has read an agenda as it is now. */
export interface Readers {
  read: Read[];
  /** They read it before the last large change, and have not read it since. */
  earlier: Read[];
  /** Of the body, and have not read it as it is now; they can be reminded. */
  missing: Person[];
  /** Names of those of the body who have no account in Teams: nobody knows what they have read, and nothing can remind them. */
  unreached: string[];
}

/** A mark counts for the version that it was set on: a large change asks for another one. */
export function readersOf({ posted }: Pick<Agenda, 'posted'>, reads: Read[], body: Group): Readers {
  const marked = reads.filter((r) => r.readAt);
  const read = marked.filter((r) => (r.readVersion ?? 0) >= (posted?.since ?? 0));
  const ids = new Set(read.map((r) => r.objectId));
  return {
    read,
    earlier: marked.filter((r) => !ids.has(r.objectId)),
    missing: body.people.filter((p) => !ids.has(p.objectId)),
    unreached: body.others,
  };
}
