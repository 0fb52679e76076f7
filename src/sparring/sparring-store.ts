import { deliveryKey } from '../delivery/deliver-slots.ts';
import { createItemStore, type ItemStore } from '../delivery/item-store.ts';
import type { MessagePlace, Records } from '../ports.ts';
import type { Pressed, Refusal } from './press-rules.ts';
import { askerSlot, type SparringRequest } from './sparring.ts';

export interface SparringStore extends Omit<ItemStore<SparringRequest>, 'create' | 'change'> {
  /** False when there is one with this id already: pressed twice. `place`: a message that becomes the asker's card. */
  create(request: SparringRequest, place?: MessagePlace): Promise<boolean>;
  /** Applies a rule to the request as it is now; anew when somebody else wrote in between. */
  change(
    kommune: string,
    id: string,
    rule: (request: SparringRequest) => Pressed,
  ): Promise<{ request: SparringRequest } | Refusal | undefined>;
}

export function createSparringStore(records: Records): SparringStore {
  const items = createItemStore<SparringRequest>(records);
  return {
    ...items,
    async create(request, place) {
      const value = { shown: 0, attempts: 0, place };
      const shown = { do: 'create', key: deliveryKey(request.id, askerSlot), value } as const;
      return items.create(request.kommune, request, place ? [shown] : []);
    },
    async change(kommune, id, rule) {
      const changed = await items.change<Refusal>(kommune, id, rule);
      return changed && 'item' in changed ? { request: changed.item } : changed;
    },
  };
}
