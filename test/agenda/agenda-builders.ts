import type { Agenda, AgendaItem, Refusal } from '../../src/agenda/agenda.ts';
import { newAgenda } from '../../src/agenda/new-agenda.ts';
import type { TextGuard } from '../../src/agenda/read-text.ts';
import { hasPersonalData } from '../../src/contacts/personal-data-in.ts';
import { loadStructures } from '../../src/structure/load-structures.ts';

export const structures = loadStructures();
export const vordingborg = structures.get('vordingborg')!;
export const kolding = structures.get('kolding')!;
export const author = { objectId: '00000000-0000-0000-0000-000000000001', name: 'Anna Holm' };
export const colleague = { objectId: '00000000-0000-0000-0000-000000000002', name: 'Bo Dam' };
export const now = new Date('2026-03-02T09:00:00Z');

/** The guard as it stands in the product, with the two colleagues known. */
export const guard: TextGuard = {
  isPersonal: (text) => hasPersonalData(vordingborg, text),
  known: [author.name, colleague.name, 'SSP-konsulent'],
  year: 2026,
};

export function item(id: string, fields: Partial<AgendaItem> = {}): AgendaItem {
  return {
    id,
    section: 'items',
    title: `Punkt ${id}`,
    type: 'droeftelse',
    minutes: 10,
    links: [],
    closed: false,
    ...fields,
  };
}

export function agenda(fields: Partial<Agenda> = {}): Agenda {
  const facts = { title: 'Lokalrådet', date: '2026-03-12', start: '09:00', online: false };
  const base = { id: 'a-1', kommune: 'vordingborg', language: 'da', body: 'lokalraad', author, ...facts } as const;
  return { ...newAgenda({ ...base, items: [] }, now), ...fields };
}

/** What a rule made of an agenda; the test fails when it refused. */
export function made<T extends object>(result: T | Refusal): T {
  if ('refused' in result) throw new Error(`refused: ${(result as Refusal).refused}`);
  return result;
}

/** Ids one after the other: n1, n2 … */
export function ids(): () => string {
  let last = 0;
  return () => `n${++last}`;
}
