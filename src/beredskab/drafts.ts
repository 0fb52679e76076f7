import type { Records } from '../ports.ts';
import type { Language } from '../structure/structure.ts';
import type { Wish } from './beredskab.ts';
import type { Proposed } from './propose-people.ts';
import type { FormValues } from './read-convening.ts';

/** What a co-ordinator has filled in and seen, and not confirmed yet. */
export interface Draft {
  id: string;
  kommune: string;
  language: Language;
  /** Entra object id of the co-ordinator. */
  by: string;
  /** Goes up with every change: a yes to an older one convenes nothing. */
  edition: number;
  /** The channel in which it was asked for. */
  origin?: string;
  values: FormValues;
  wish: Wish;
  people: Proposed[];
  /** Keys of those who were proposed when it was shown. */
  proposed: string[];
  /** ISO time. */
  at: string;
}

export interface Drafts {
  get(kommune: string, id: string): Promise<Draft | undefined>;
  /** Keeps it, in the place of an earlier edition. */
  upsert(draft: Draft): Promise<void>;
  delete(kommune: string, id: string): Promise<void>;
  list(kommune: string): Promise<Draft[]>;
}

const keyOf = (id: string) => ['draft', id];

export function createDrafts(records: Records): Drafts {
  return {
    async get(kommune, id) {
      return (await records.get<Draft>(kommune, keyOf(id)))?.value;
    },
    async upsert(draft) {
      await records.write(draft.kommune, [{ do: 'upsert', key: keyOf(draft.id), value: draft }]);
    },
    async delete(kommune, id) {
      await records.write(kommune, [{ do: 'delete', key: keyOf(id) }]);
    },
    async list(kommune) {
      return (await records.list<Draft>(kommune, ['draft'])).map((d) => d.value);
    },
  };
}
