import { deliveryKey } from '../delivery/deliver-slots.ts';
import { createItemStore, type ItemStore } from '../delivery/item-store.ts';
import type { MessagePlace, Records } from '../ports.ts';
import type { Beredskab } from './beredskab.ts';
import { statusSlot } from './slots.ts';

export interface BeredskabStore extends Omit<ItemStore<Beredskab>, 'create'> {
  /** False when it is convened already. `place`: the preview, which becomes the co-ordinator's card. */
  create(beredskab: Beredskab, place?: MessagePlace): Promise<boolean>;
}

export function createBeredskabStore(records: Records): BeredskabStore {
  const items = createItemStore<Beredskab>(records);
  return {
    ...items,
    async create(beredskab, place) {
      const value = { shown: 0, attempts: 0, place };
      const shown = { do: 'create', key: deliveryKey(beredskab.id, statusSlot), value } as const;
      return items.create(beredskab.kommune, beredskab, place ? [shown] : []);
    },
  };
}
