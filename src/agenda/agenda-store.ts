import { itemChanges, itemKey, type WorkItem } from '../delivery/work-item.ts';
import type { Change, Records, Stored } from '../ports.ts';
import { type Agenda, isRefusal, type Refusal } from './agenda.ts';
import { again, untilWritten } from './until-written.ts';

export interface AgendaStore {
  /** False when there is one with this id already: a form sent twice. `also`: written in the same transaction. */
  create(agenda: Agenda, also?: Change[]): Promise<boolean>;
  get(kommune: string, id: string): Promise<Agenda | undefined>;
  list(kommune: string): Promise<Agenda[]>;
  /** Applies a rule to the agenda as it is now; anew when somebody else wrote in between. Undefined: there is none. */
  change(
    kommune: string,
    id: string,
    rule: (agenda: Agenda) => Agenda | Refusal,
  ): Promise<{ agenda: Agenda } | Refusal | undefined>;
  /** The agenda, its proposals, and all that was known of its messages. Begun and not finished by a crash, it is finished next time. */
  delete(kommune: string, id: string): Promise<void>;
  /** Ids of agendas whose deletion was begun. */
  halfDeleted(kommune: string): Promise<string[]>;
}

/** What stands in the place of an agenda while it is being deleted: nobody works on it any more. */
interface Tombstone extends WorkItem {
  deleted: true;
}

export function createAgendaStore(records: Records): AgendaStore {
  const listAll = (kommune: string) => records.list<Agenda | Tombstone>(kommune, ['item']);
  return {
    create: (agenda, also = []) => records.write(agenda.kommune, [...itemChanges(undefined, agenda), ...also]),
    async get(kommune, id) {
      return (await readAgenda(records, kommune, id))?.value;
    },
    async list(kommune) {
      return (await listAll(kommune)).flatMap(({ value }) => (isTombstone(value) ? [] : [value]));
    },
    change: (kommune, id, rule) =>
      untilWritten(`agenda ${id}`, async () => {
        const stored = await readAgenda(records, kommune, id);
        if (!stored) return undefined;
        const agenda = rule(stored.value);
        if (isRefusal(agenda)) return agenda;
        const same = agenda === stored.value;
        return same || (await records.write(kommune, itemChanges(stored, agenda))) ? { agenda } : again;
      }),
    async delete(kommune, id) {
      await bury(records, kommune, id);
      await Promise.all([
        deleteBelow(records, kommune, ['proposal', id]),
        deleteBelow(records, kommune, ['delivery', id]),
      ]);
      await records.write(kommune, [{ do: 'delete', key: itemKey(id) }]);
    },
    async halfDeleted(kommune) {
      return (await listAll(kommune)).flatMap(({ value }) => (isTombstone(value) ? [value.id] : []));
    },
  };
}

/** The agenda as it was read; undefined when there is none, or it is being deleted. */
export async function readAgenda(records: Records, kommune: string, id: string): Promise<Stored<Agenda> | undefined> {
  const stored = await records.get<Agenda | Tombstone>(kommune, itemKey(id));
  return stored && !isTombstone(stored.value) ? (stored as Stored<Agenda>) : undefined;
}

function isTombstone(value: WorkItem): value is Tombstone {
  return value.deleted === true;
}

/** Puts the tombstone in the place of the agenda, whatever is written to it meanwhile. */
async function bury(records: Records, kommune: string, id: string): Promise<void> {
  await untilWritten(`agenda ${id}`, async () => {
    const stored = await records.get<WorkItem>(kommune, itemKey(id));
    if (!stored || isTombstone(stored.value)) return;
    const tombstone: Tombstone = { id, slots: [], deleted: true };
    return (await records.write(kommune, itemChanges(stored, tombstone))) ? undefined : again;
  });
}

/** One by one: what somebody else has deleted meanwhile must not keep the rest. */
async function deleteBelow(records: Records, kommune: string, below: string[]): Promise<void> {
  const found = await records.list(kommune, below);
  await Promise.all(found.map(({ key }) => records.write(kommune, [{ do: 'delete', key }])));
}
