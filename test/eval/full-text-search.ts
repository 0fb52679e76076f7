import MiniSearch from 'minisearch';
import { fold } from '../../src/language/fold.ts';
import { stemOf } from '../../src/language/tokens.ts';
import { documentsOf } from '../../src/structure/search-structure.ts';
import type { Structure } from '../../src/structure/structure.ts';
import type { Answerer } from './questions.ts';

const indexes = new Map<string, MiniSearch>();

/**
 * The thing to beat: a plain full-text search (stems, prefixes, typos) over the same data, every contact with the
 * words of the concerns that lead to it. Always names its best hit.
 */
export const fullTextSearch: Answerer = (structure, text) => {
  let index = indexes.get(structure.id);
  if (!index) {
    index = new MiniSearch({
      fields: ['title', 'text', 'words'],
      storeFields: ['title'],
      processTerm: (term) => stemOf(fold(term)),
      searchOptions: {
        prefix: (term) => term.length > 3,
        fuzzy: (term) => (term.length > 5 ? 0.2 : false),
        boost: { title: 2 },
      },
    });
    index.addAll(documentsOf(structure).map((d) => ({ ...d, words: `${d.words} ${wordsOf(structure, d.id)}` })));
    indexes.set(structure.id, index);
  }
  return index.search(text)[0]?.title as string | undefined;
};

function wordsOf(structure: Structure, id: string): string {
  const contact = id.replace('contact ', '');
  const concerns = structure.routes.filter((r) => r.first === contact && r.for !== '*').flatMap((r) => r.for);
  const isDoor = contact === structure.door;
  return structure.shared.concerns
    .filter(
      (c) =>
        concerns.includes(c.id) || (isDoor && !structure.routes.some((r) => r.for !== '*' && r.for.includes(c.id))),
    )
    .flatMap(({ words }) => [...words.strong, ...words.normal, ...words.weak, ...words.en.strong, ...words.en.normal])
    .join(' ')
    .replace(/[*=/]/g, ' ');
}
