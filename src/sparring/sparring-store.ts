import { deliveryKey } from '../delivery/deliver-slots.ts';
import { itemChanges, itemKey } from '../delivery/work-item.ts';
import { CodedError } from '../errors.ts';
import type { MessagePlace, Records, Stored } from '../ports.ts';
import type { Pressed, Refusal } from './press-rules.ts';
import { askerSlot, type SparringRequest } from './sparring.ts';

export interface SparringStore {
  /** False when there is one with this id already: pressed twice. `place`: a message that becomes the asker's card. */
  create(request: SparringRequest, place?: MessagePlace): Promise<boolean>;
  get(kommune: string, id: string): Promise<SparringRequest | undefined>;
  list(kommune: string): Promise<SparringRequest[]>;
  /** Applies a rule to the request as it is now; anew when somebody else wrote in between. */
  change(
    kommune: string,
    id: string,
    rule: (request: SparringRequest) => Pressed,
  ): Promise<{ request: SparringRequest } | Refusal | undefined>;
  /** The request and all that was known of its messages. Begun and not finished by a crash, it is finished next time. */
  delete(kommune: string, id: string): Promise<void>;
  /** Ids of requests whose deletion was begun. */
  halfDeleted(kommune: string): Promise<string[]>;
  /** Takes what is known of these messages out of a request. */
  forgetMessages(kommune: string, id: string, slots: string[]): Promise<void>;
}

/** What stands in the place of a request while it is being deleted: nobody works on it any more. */
interface Tombstone {
  id: string;
  slots: [];
  deleted: true;
}

const mostTries = 10;

export function createSparringStore(records: Records): SparringStore {
  const read = async (kommune: string, id: string) => {
    const stored = await records.get<SparringRequest | Tombstone>(kommune, itemKey(id));
    return stored && !('deleted' in stored.value) ? (stored as Stored<SparringRequest>) : undefined;
  };
  const listAll = (kommune: string) => records.list<SparringRequest | Tombstone>(kommune, ['item']);
  return {
    async create(request, place) {
      const shown = {
        do: 'create',
        key: deliveryKey(request.id, askerSlot),
        value: { shown: 0, attempts: 0, place },
      } as const;
      return records.write(request.kommune, [...itemChanges(undefined, request), ...(place ? [shown] : [])]);
    },
    async get(kommune, id) {
      return (await read(kommune, id))?.value;
    },
    async list(kommune) {
      return (await listAll(kommune)).flatMap(({ value }) => ('deleted' in value ? [] : [value]));
    },
    async change(kommune, id, rule) {
      for (let i = 0; i < mostTries; i++) {
        const stored = await read(kommune, id);
        if (!stored) return undefined;
        const next = rule(stored.value);
        if ('refused' in next) return next;
        if (next === stored.value || (await records.write(kommune, itemChanges(stored, next))))
          return { request: next };
      }
      throw new CodedError('storage', 'a request was changed by others all the time');
    },
    async halfDeleted(kommune) {
      return (await listAll(kommune)).flatMap(({ value }) => ('deleted' in value ? [value.id] : []));
    },
    async delete(kommune, id) {
      await bury(records, kommune, id);
      await deleteAll(records, kommune, await messagesOf(records, kommune, id));
      await deleteAll(records, kommune, [itemKey(id)]);
    },
    async forgetMessages(kommune, id, slots) {
      const keys = (await messagesOf(records, kommune, id)).filter((key) => slots.includes(key.at(-1)!));
      await deleteAll(records, kommune, keys);
    },
  };
}

/** Puts the tombstone in the place of the request, whatever is written to it meanwhile. */
async function bury(records: Records, kommune: string, id: string): Promise<void> {
  for (let i = 0; i < mostTries; i++) {
    const stored = await records.get<SparringRequest>(kommune, itemKey(id));
    if (!stored || 'deleted' in stored.value) return;
    const tombstone: Tombstone = { id, slots: [], deleted: true };
    if (await records.write(kommune, itemChanges(stored, tombstone as never))) return;
  }
  throw new CodedError('storage', 'a request was changed by others all the time');
}

async function messagesOf(records: Records, kommune: string, id: string): Promise<string[][]> {
  return (await records.list(kommune, ['delivery', id])).map((d) => d.key);
}

/** One by one: what somebody else has deleted meanwhile must not keep the rest. */
async function deleteAll(records: Records, kommune: string, keys: string[][]): Promise<void> {
  await Promise.all(keys.map((key) => records.write(kommune, [{ do: 'delete', key }])));
}
