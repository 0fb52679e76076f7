import type { Records } from '../ports.ts';

/** Somebody who has seen something of an agenda: its call for items, or the posted agenda itself. */
export interface Read {
  objectId: string;
  name: string;
  /** ISO times. */
  lookedAt?: string;
  readAt?: string;
  /** Version of the agenda that they read last. */
  readVersion?: number;
}

/** Who has looked and read: a record for each person, so that many can say it in the same second. */
export interface ReadsStore {
  /** `version`: of the agenda that was read; a later one counts anew. */
  mark(
    kommune: string,
    agenda: string,
    person: Pick<Read, 'objectId' | 'name'>,
    what: 'lookedAt' | 'readAt',
    at: Date,
    version?: number,
  ): Promise<void>;
  list(kommune: string, agenda: string): Promise<Read[]>;
  /** All of one person, with the agendas that they are of. */
  ofPerson(kommune: string, objectId: string): Promise<{ agenda: string; read: Read }[]>;
  forget(kommune: string, agenda: string, objectId: string): Promise<void>;
}

const keyOf = (agenda: string, objectId: string) => ['read', agenda, objectId];

export function createReadsStore(records: Records): ReadsStore {
  return {
    async mark(kommune, agenda, { objectId, name }, what, at, version) {
      const key = keyOf(agenda, objectId);
      const before = (await records.get<Read>(kommune, key))?.value;
      const later = version !== undefined && version > (before?.readVersion ?? 0);
      if (before?.[what] && !later) return;
      const value: Read = {
        ...before,
        objectId,
        name,
        [what]: at.toISOString(),
        ...(later && { readVersion: version }),
      };
      await records.write(kommune, [{ do: 'upsert', key, value }]);
    },
    async list(kommune, agenda) {
      return (await records.list<Read>(kommune, ['read', agenda])).map((r) => r.value);
    },
    async ofPerson(kommune, objectId) {
      const all = await records.list<Read>(kommune, ['read']);
      return all.filter((r) => r.value.objectId === objectId).map((r) => ({ agenda: r.key[1]!, read: r.value }));
    },
    async forget(kommune, agenda, objectId) {
      await records.write(kommune, [{ do: 'delete', key: keyOf(agenda, objectId) }]);
    },
  };
}
