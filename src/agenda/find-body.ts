import { vocabularyOf } from '../contacts/vocabulary.ts';
import { fold } from '../language/fold.ts';
import { distance, slipsAllowed } from '../language/spelling.ts';
import { type Token, tokenise } from '../language/tokens.ts';
import type { ContactPoint, Structure } from '../structure/structure.ts';

export interface FoundBody {
  /** Id of the contact point. */
  body: string;
  /** The text without the words that named it. */
  rest: string;
}

/** The bodies of a municipality: who can have an agenda. */
export function bodiesOf({ contacts }: Structure): ContactPoint[] {
  return contacts.filter((contact) => contact.body);
}

/** The body that a text names, with typos and compounds as everywhere; undefined when none is named. */
export function bodyIn(structure: Structure, text: string): FoundBody | undefined {
  const said = text.normalize('NFC');
  const tokens = tokenise(said);
  const bodies = bodiesOf(structure);
  // What takes in more words counts first ("lokalråd plus" is more than "lokalråd"), then a title before a name.
  const [named] = [...byTitle(bodies, tokens), ...byNames(structure, bodies, tokens)].sort(
    (a, b) => b.words - a.words || b.weight - a.weight || a.from - b.from,
  );
  return named && { body: named.id, rest: without(said, tokens, named.from, named.to) };
}

interface Named {
  id: string;
  /** Token indexes, both included. */
  from: number;
  to: number;
  /** How many words it took. */
  words: number;
  weight: number;
}

const titleWeight = 100;

/** The title as it stands, with a slip or two. */
function byTitle(bodies: ContactPoint[], tokens: Token[]): Named[] {
  return bodies.flatMap(({ id, title }) => {
    const words = tokenise(title).map((t) => t.word);
    const from = tokens.findIndex((_, i) => words.every((word, j) => isWord(tokens[i + j]?.word, word)));
    const named = { id, from, to: from + words.length - 1, words: words.length, weight: titleWeight };
    return from < 0 ? [] : [named];
  });
}

function isWord(said: string | undefined, word: string): boolean {
  if (said === undefined) return false;
  if (said === word) return true;
  // "+" tells two bodies apart, so it is no slip.
  const sameEnd = said.endsWith('+') === word.endsWith('+');
  return sameEnd && distance(fold(said), word, slipsAllowed(word.length)) <= slipsAllowed(word.length);
}

/** The names that people use for it. */
function byNames(structure: Structure, bodies: ContactPoint[], tokens: Token[]): Named[] {
  const ids = new Set(bodies.map((b) => b.id));
  // The English words hold the Danish ones too.
  return vocabularyOf(structure, 'en')
    .match(tokens)
    .flatMap(({ entry, from, to, slips }) => {
      const { meaning, pattern, weight } = entry;
      if (meaning.kind !== 'contact' || !ids.has(meaning.id)) return [];
      return [{ id: meaning.id, from, to, words: pattern.split(/\s+/).length, weight: weight - slips }];
    });
}

function without(text: string, tokens: Token[], from: number, to: number): string {
  let at = 0;
  const places = tokens.map(({ raw }) => {
    const start = text.indexOf(raw, at);
    at = start + raw.length;
    return { start, end: at };
  });
  return `${text.slice(0, places[from]!.start)} ${text.slice(places[to]!.end)}`.replace(/\s+/g, ' ').trim();
}
