import type { Change, Records, Stored } from '../ports.ts';

/** How a message goes out: a chat with the person (the usual way), a mail, a new post in a channel, or a reply below one. */
export type SlotWay = 'mail' | 'channel' | 'thread';

/** A message that a piece of business wants somebody to have: sent once, and changed in place from then on. */
export interface Slot {
  /** Unique within its item. */
  name: string;
  /** Entra object id of the person; with `by` the address of a mail, the id of a channel, or the name of the post's slot. */
  to: string;
  /** Goes up by one whenever the message has to say something else. A mail is then sent anew. */
  wanted: number;
  by?: SlotWay;
  /**
   * Sent at most once: where nobody knows whether the first try was taken, it is not tried again but told as such. Changes
   * of what stands there are safe to repeat, and are.
   */
  once?: true;
}

/** A piece of business that somebody is told about. Its row holds all that is wanted, so that one write decides it. */
export interface WorkItem {
  id: string;
  slots: Slot[];
  /** ISO time at which the business itself goes on when nobody does anything. */
  timer?: string;
  /** ISO time at which the item has to be looked at: at once after a change, later for a timer or another try. */
  dueAt?: string;
  /** It is being deleted: nothing is done for it any more. */
  deleted?: true;
}

export type DueIndex = { id: string };

export const itemKey = (id: string) => ['item', id];
const dueKey = (dueAt: string, id: string) => ['due', dueAt, id];

/**
 * The changes that write an item and, in the same transaction, its line in the index of what is due. The index can
 * therefore never miss an item: what a crash leaves behind is found there.
 */
export function itemChanges<T extends WorkItem>(before: Stored<T> | undefined, next: T): Change[] {
  const key = itemKey(next.id);
  const changes: Change[] = before
    ? [{ do: 'update', key, value: next, revision: before.revision }]
    : [{ do: 'create', key, value: next }];
  const earlier = before?.value.dueAt;
  if (earlier === next.dueAt) return changes;
  if (earlier) changes.push({ do: 'delete', key: dueKey(earlier, next.id) });
  if (next.dueAt) changes.push({ do: 'create', key: dueKey(next.dueAt, next.id), value: { id: next.id } });
  return changes;
}

/** Ids of the items that had to be looked at by this time. */
export async function overdueItems(records: Records, kommune: string, now: Date): Promise<string[]> {
  const due = await records.list<DueIndex>(kommune, ['due'], now.toISOString());
  return [...new Set(due.map((d) => d.value.id))];
}

/** The item with these messages wanted anew. Slots that are not there yet are added. */
export function wantMessages(slots: Slot[], wanted: Omit<Slot, 'wanted'>[]): Slot[] {
  const kept = slots.map((slot) =>
    wanted.some((w) => w.name === slot.name) ? { ...slot, wanted: slot.wanted + 1 } : slot,
  );
  const added = wanted.filter((w) => !slots.some((slot) => slot.name === w.name));
  return [...kept, ...added.map((slot) => ({ ...slot, wanted: 1 }))];
}
