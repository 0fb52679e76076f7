import { deliveryKey } from '../delivery/deliver-slots.ts';
import { createItemStore, type ItemStore } from '../delivery/item-store.ts';
import { itemKey } from '../delivery/work-item.ts';
import type { Change, MessagePlace, Records, Stored } from '../ports.ts';
import type { Agenda, Refusal } from './agenda.ts';
import { authorSlot } from './agenda-slots.ts';

export interface AgendaStore extends Omit<ItemStore<Agenda>, 'create' | 'change'> {
  /** Those that were thrown away are only still there for the worker: see `discard` in posting.ts. */
  get(kommune: string, id: string): Promise<Agenda | undefined>;
  /**
   * False when there is one with this id already: a form sent twice. `place`: the form, which becomes the author's card;
   * `also`: written in the same transaction.
   */
  create(agenda: Agenda, place?: MessagePlace, also?: Change[]): Promise<boolean>;
  /** Applies a rule to the agenda as it is now; anew when somebody else wrote in between. Undefined: there is none. */
  change(
    kommune: string,
    id: string,
    rule: (agenda: Agenda) => Agenda | Refusal,
  ): Promise<{ agenda: Agenda } | Refusal | undefined>;
}

/** Agendas; what belongs to one (proposals, who has read it) is deleted with it. */
export function createAgendaStore(records: Records): AgendaStore {
  const items = createItemStore<Agenda>(records, ['proposal', 'read']);
  return {
    ...items,
    async get(kommune, id) {
      const agenda = await items.get(kommune, id);
      return agenda?.state === 'deleted' ? undefined : agenda;
    },
    async list(kommune) {
      return (await items.list(kommune)).filter((a) => a.state !== 'deleted');
    },
    async create(agenda, place, also = []) {
      const value = { shown: 0, attempts: 0, place };
      const shown = { do: 'create', key: deliveryKey(agenda.id, authorSlot), value } as const;
      return items.create(agenda.kommune, agenda, [...(place ? [shown] : []), ...also]);
    },
    async change(kommune, id, rule) {
      const changed = await items.change<Refusal>(kommune, id, rule);
      return changed && 'item' in changed ? { agenda: changed.item } : changed;
    },
  };
}

/** The agenda as it was read; undefined when there is none, or it is being deleted. */
export async function readAgenda(records: Records, kommune: string, id: string): Promise<Stored<Agenda> | undefined> {
  const stored = await records.get<Agenda>(kommune, itemKey(id));
  return stored && !stored.value.deleted ? stored : undefined;
}
