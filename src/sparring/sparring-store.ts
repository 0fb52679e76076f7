import { deliveryKey } from '../delivery/deliver-slots.ts';
import { itemChanges, itemKey } from '../delivery/work-item.ts';
import { CodedError } from '../errors.ts';
import { type Change, type MessagePlace, mostChanges, type Records, type Stored } from '../ports.ts';
import { askerSlot, type Pressed, type Refusal, type SparringRequest } from './sparring.ts';

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
  /** The request and all that was known of its messages. */
  delete(kommune: string, id: string): Promise<void>;
  /** Takes the messages of one person out of what is known of a request. */
  forgetMessages(kommune: string, id: string, objectId: string): Promise<void>;
}

const mostTries = 10;

export function createSparringStore(records: Records): SparringStore {
  const read = (kommune: string, id: string) => records.get<SparringRequest>(kommune, itemKey(id));
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
      return (await records.list<SparringRequest>(kommune, ['item'])).map((r) => r.value);
    },
    async change(kommune, id, rule) {
      for (let i = 0; i < mostTries; i++) {
        const stored = await read(kommune, id);
        if (!stored) return undefined;
        const next = rule(stored.value);
        if ('refused' in next) return next;
        if (next === stored.value || (await write(records, kommune, stored, next))) return { request: next };
      }
      throw new CodedError('storage', 'a request was changed by others all the time');
    },
    async delete(kommune, id) {
      for (let i = 0; i < mostTries; i++) {
        const stored = await read(kommune, id);
        const deliveries = await records.list(kommune, ['delivery', id]);
        const keys = deliveries.map((d) => d.key);
        const { dueAt, ...rest } = stored?.value ?? { id };
        // The update guards the deletes, which look at no revision (facts C2).
        const guard: Change[] = stored ? [...itemChanges(stored, rest as SparringRequest)] : [];
        if (stored && !(await records.write(kommune, guard))) continue;
        const all: Change[] = [...keys, ...(stored ? [itemKey(id)] : [])].map((key) => ({ do: 'delete', key }));
        if (await records.write(kommune, all.slice(0, mostChanges))) return;
      }
    },
    async forgetMessages(kommune, id, objectId) {
      const deliveries = await records.list(kommune, ['delivery', id]);
      const theirs = deliveries.filter((d) => d.key.at(-1)!.endsWith(` ${objectId}`));
      await records.write(
        kommune,
        theirs.map(({ key }) => ({ do: 'delete', key })),
      );
    },
  };
}

function write(
  records: Records,
  kommune: string,
  stored: Stored<SparringRequest>,
  next: SparringRequest,
): Promise<boolean> {
  return records.write(kommune, itemChanges(stored, next));
}
