import MiniSearch from 'minisearch';
import { fold } from '../language/fold.ts';
import { stemOf } from '../language/tokens.ts';
import type { ContactPoint, Initiative, Structure } from './structure.ts';

export type Found = { kind: 'contact'; contact: ContactPoint } | { kind: 'initiative'; initiative: Initiative };

const mostResults = 8;
const indexes = new WeakMap<Structure, MiniSearch>();

/** Contacts, bodies and initiatives whose texts match, the best first; all contacts for an empty search. */
export function searchStructure(structure: Structure, text: string): Found[] {
  if (text.trim() === '')
    return structure.contacts.slice(0, mostResults).map((contact) => ({ kind: 'contact', contact }));
  return indexOf(structure)
    .search(text)
    .slice(0, mostResults)
    .flatMap(({ id }): Found[] => {
      const contact = structure.contacts.find((c) => `contact ${c.id}` === id);
      const initiative = structure.initiatives.find((i) => `initiative ${i.id}` === id);
      if (contact) return [{ kind: 'contact', contact }];
      return initiative ? [{ kind: 'initiative', initiative }] : [];
    });
}

const plainScore = 9;
const plainTerms = 2;
const shortestTerm = 4;

/** The contact that a text describes in at least two words of its own description, if one plainly fits best. */
export function describedContact(structure: Structure, text: string): ContactPoint | undefined {
  const [best] = indexOf(structure).search(text, {
    prefix: false,
    fuzzy: false,
    filter: ({ id }) => String(id).startsWith('contact '),
    processTerm: (term) => (stemOf(fold(term)).length >= shortestTerm ? stemOf(fold(term)) : null),
  });
  if (!best || best.score < plainScore || best.queryTerms.length < plainTerms) return undefined;
  return structure.contacts.find((c) => `contact ${c.id}` === best.id);
}

function indexOf(structure: Structure): MiniSearch {
  let index = indexes.get(structure);
  if (!index) {
    index = new MiniSearch({
      fields: ['title', 'text', 'words'],
      processTerm: (term) => stemOf(fold(term)),
      searchOptions: { prefix: true, fuzzy: 0.2, boost: { title: 4 } },
    });
    index.addAll(documentsOf(structure));
    indexes.set(structure, index);
  }
  return index;
}

/** What is searched: titles, descriptions, members and tasks, and the concerns that lead to a contact. */
export function documentsOf(structure: Structure): { id: string; title: string; text: string; words: string }[] {
  const concernsOf = (id: string) =>
    structure.routes
      .filter((r) => r.first === id && r.for !== '*')
      .flatMap((r) => structure.shared.concerns.filter((c) => r.for.includes(c.id)))
      .map((c) => `${c.title.da} ${c.title.en}`);
  return [
    ...structure.contacts.map((c) => ({
      id: `contact ${c.id}`,
      title: c.title,
      text: [c.does.da, c.does.en, c.person ?? '', ...(c.body?.members ?? []), ...(c.body?.tasks ?? [])].join(' '),
      words: concernsOf(c.id).join(' '),
    })),
    ...structure.initiatives.map((i) => ({
      id: `initiative ${i.id}`,
      title: i.title,
      text: `${i.does.da} ${i.does.en}`,
      words: '',
    })),
  ];
}
