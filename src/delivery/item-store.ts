import { setTimeout as delay } from 'node:timers/promises';
import { CodedError } from '../errors.ts';
import type { Change, Records, Stored } from '../ports.ts';
import { itemChanges, itemKey, type WorkItem } from './work-item.ts';

/** Pieces of business of one kind, each with what is known of its messages. */
export interface ItemStore<T extends WorkItem> {
  /** False when there is one with this id already: pressed twice. `more` is written in the same transaction. */
  create(kommune: string, item: T, more?: Change[]): Promise<boolean>;
  get(kommune: string, id: string): Promise<T | undefined>;
  list(kommune: string): Promise<T[]>;
  /** Applies a rule to the item as it is now; anew when somebody else wrote in between. Undefined: there is none. */
  change<Refusal extends { refused: string }>(
    kommune: string,
    id: string,
    rule: (item: T) => T | Refusal,
  ): Promise<{ item: T } | Refusal | undefined>;
  /** The item and all that was known of its messages. Begun and not finished by a crash, it is finished next time. */
  delete(kommune: string, id: string): Promise<void>;
  /** Ids of items whose deletion was begun. */
  halfDeleted(kommune: string): Promise<string[]>;
  /** Takes what is known of these messages out of an item. */
  forgetMessages(kommune: string, id: string, slots: string[]): Promise<void>;
}

/** What stands in the place of an item while it is being deleted: nobody works on it any more. */
interface Tombstone {
  id: string;
  slots: [];
  deleted: true;
}

// Thirty people may answer in the same second: each try costs two short calls, and one of them gets through each time.
const mostTries = 40;
const longestPauseMilliseconds = 25;

/** `parts`: first words of the keys of further records that belong to an item, and are deleted with it. */
export function createItemStore<T extends WorkItem>(records: Records, parts: string[] = []): ItemStore<T> {
  const read = async (kommune: string, id: string) => {
    const stored = await records.get<T | Tombstone>(kommune, itemKey(id));
    return stored && !stored.value.deleted ? (stored as Stored<T>) : undefined;
  };
  const listAll = (kommune: string) => records.list<T | Tombstone>(kommune, ['item']);
  return {
    create: (kommune, item, more = []) => records.write(kommune, [...itemChanges(undefined, item), ...more]),
    async get(kommune, id) {
      return (await read(kommune, id))?.value;
    },
    async list(kommune) {
      return (await listAll(kommune)).flatMap(({ value }) => (value.deleted ? [] : [value as T]));
    },
    async change(kommune, id, rule) {
      for (let i = 0; i < mostTries; i++) {
        const stored = await read(kommune, id);
        if (!stored) return undefined;
        const next = rule(stored.value);
        if ('refused' in next) return next;
        if (next === stored.value || (await records.write(kommune, itemChanges(stored, next)))) return { item: next };
        await delay(Math.random() * longestPauseMilliseconds);
      }
      throw new CodedError('storage', 'an item was changed by others all the time');
    },
    async halfDeleted(kommune) {
      return (await listAll(kommune)).flatMap(({ value }) => (value.deleted ? [value.id] : []));
    },
    async delete(kommune, id) {
      await bury(records, kommune, id);
      for (const part of ['delivery', ...parts])
        await deleteAll(records, kommune, await keysBelow(records, kommune, [part, id]));
      await deleteAll(records, kommune, [itemKey(id)]);
    },
    async forgetMessages(kommune, id, slots) {
      const keys = (await keysBelow(records, kommune, ['delivery', id])).filter((key) => slots.includes(key.at(-1)!));
      await deleteAll(records, kommune, keys);
    },
  };
}

/** Puts the tombstone in the place of the item, whatever is written to it meanwhile. */
async function bury(records: Records, kommune: string, id: string): Promise<void> {
  for (let i = 0; i < mostTries; i++) {
    const stored = await records.get<WorkItem>(kommune, itemKey(id));
    if (!stored || stored.value.deleted) return;
    const tombstone: Tombstone = { id, slots: [], deleted: true };
    if (await records.write(kommune, itemChanges<WorkItem>(stored, tombstone))) return;
  }
  throw new CodedError('storage', 'an item was changed by others all the time');
}

async function keysBelow(records: Records, kommune: string, below: string[]): Promise<string[][]> {
  return (await records.list(kommune, below)).map((d) => d.key);
}

/** One by one: what somebody else has deleted meanwhile must not keep the rest. */
async function deleteAll(records: Records, kommune: string, keys: string[][]): Promise<void> {
  await Promise.all(keys.map((key) => records.write(kommune, [{ do: 'delete', key }])));
}
