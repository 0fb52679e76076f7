import { fold } from './fold.ts';
import { distance, isSwap, slipsAllowed } from './spelling.ts';
import { stemOf, type Token } from './tokens.ts';

/** A pattern in the notation of structure/concerns.yaml, and what it means. */
export interface Entry<Meaning> {
  pattern: string;
  meaning: Meaning;
  weight: number;
}

/** A place in the text where a pattern stands; `from` and `to` are token indexes, both included. */
export interface Hit<Meaning> {
  entry: Entry<Meaning>;
  from: number;
  to: number;
  /** How many slips were forgiven in its words. */
  slips: number;
}

export interface Lexicon<Meaning> {
  match(tokens: Token[]): Hit<Meaning>[];
  /** True when the word, as it stands, occurs in some pattern. */
  knows(word: string): boolean;
}

type Kind = 'exact' | 'prefix' | 'suffix' | 'plain';
interface Alternative {
  kind: Kind;
  text: string;
}
interface Pattern<Meaning> {
  entry: Entry<Meaning>;
  /** Ids of its slots, in order. */
  slots: number[];
}
/** The slots that a word can fill, each with the slips it takes. */
type Fills = ReadonlyMap<number, number>;

const longestGap = 3;
const shortestCompoundPart = 5;
const shortestPrefix = 2;
// Shorter stems run into each other (tager and tagger, skal and skalle): such words stand in the data in every form.
const shortestStem = 4;
const shortestMisspelt = 4;
const shortestLong = 10;

function readAlternative(text: string): Alternative {
  const written = fold(text.replace(/^[=*]|\*$/g, '')).replace(/\.$/, '');
  if (text.startsWith('=')) return { kind: text.endsWith('*') ? 'prefix' : 'exact', text: written };
  if (text.startsWith('*')) return { kind: 'suffix', text: written };
  if (text.endsWith('*')) return { kind: 'prefix', text: written };
  return { kind: 'plain', text: written };
}

/** Compiles patterns into one index, so that a text is matched in one pass over its words. */
export function buildLexicon<Meaning>(entries: Entry<Meaning>[], commonWords: string[] = []): Lexicon<Meaning> {
  const alternatives: Alternative[] = [];
  const idOf = new Map<string, number>();
  const byWord = new Map<string, number[]>();
  const byStem = new Map<string, number[]>();
  const byPrefix = new Map<string, number[]>();
  const bySuffix = new Map<string, number[]>();
  const spelled = new Map<string, { text: string; id: number }[]>();
  const known = new Set(commonWords.map(fold));
  const byFirst = new Map<number, Pattern<Meaning>[]>();
  const slotOf = new Map<string, number>();
  const slotsOf = new Map<number, number[]>();

  const put = <Key>(map: Map<Key, number[]>, key: Key, id: number) => {
    const list = map.get(key);
    if (list) list.push(id);
    else map.set(key, [id]);
  };

  function index({ kind, text }: Alternative, id: number): void {
    if (kind !== 'suffix') known.add(text);
    if (kind === 'exact') {
      put(byWord, text, id);
      return;
    }
    if (kind === 'prefix') put(byPrefix, text, id);
    if (kind === 'suffix') put(bySuffix, text, id);
    if (kind === 'plain') {
      const stem = stemOf(text);
      put(byWord, text, id);
      if (stem.length >= shortestStem) put(byStem, stem, id);
      if (text.length >= shortestCompoundPart) put(byPrefix, text, id);
      if (stem.length >= shortestCompoundPart) put(bySuffix, stem, id);
    }
    if (text.length >= shortestMisspelt && !/\d/.test(text)) {
      const key = `${text[0]!}${text.length}`;
      const list = spelled.get(key) ?? [];
      list.push({ text, id });
      spelled.set(key, list);
    }
  }

  function idFor(alternative: Alternative): number {
    const key = `${alternative.kind} ${alternative.text}`;
    let id = idOf.get(key);
    if (id === undefined) {
      id = alternatives.push(alternative) - 1;
      idOf.set(key, id);
      index(alternative, id);
    }
    return id;
  }

  /** Slots with the same alternatives are one; a word then says at once which slots it fills. */
  function slotFor(slot: string): number {
    const ids = [...new Set(slot.split('/').map((text) => idFor(readAlternative(text))))].sort((a, b) => a - b);
    const key = ids.join(' ');
    let slotId = slotOf.get(key);
    if (slotId === undefined) {
      slotId = slotOf.size;
      slotOf.set(key, slotId);
      for (const id of ids) put(slotsOf, id, slotId);
    }
    return slotId;
  }

  for (const entry of entries) {
    const slots = entry.pattern.split(/\s+/).map(slotFor);
    const list = byFirst.get(slots[0]!) ?? [];
    list.push({ entry, slots });
    byFirst.set(slots[0]!, list);
  }

  // Only words of the data itself are kept, never one of a writer's own.
  const keptOfKnown = new Map<string, Fills>();

  function fillsOf(token: Token): Fills {
    const kept = keptOfKnown.get(token.word);
    if (kept) return kept;
    const fills = new Map<number, number>();
    for (const [id, slips] of findAlternatives(token)) {
      for (const slot of slotsOf.get(id)!) fills.set(slot, Math.min(slips, fills.get(slot) ?? slips));
    }
    if (known.has(token.word)) keptOfKnown.set(token.word, fills);
    return fills;
  }

  /** Alternatives that a word stands for, each with the slips it took. */
  function findAlternatives({ word, stem }: Token): Map<number, number> {
    const found = new Map<number, number>();
    const take = (ids: number[] | undefined) => {
      for (const id of ids ?? []) found.set(id, 0);
    };
    take(byWord.get(word));
    take(byStem.get(stem));
    for (let end = shortestPrefix; end <= word.length; end++) take(byPrefix.get(word.slice(0, end)));
    for (let start = 1; start <= word.length - 2; start++) take(bySuffix.get(word.slice(start)));
    if (stem !== word) for (let start = 0; start <= stem.length - 2; start++) take(bySuffix.get(stem.slice(start)));
    // A long word may begin like one of ours and still be another one with a slip (gruppekonfligt).
    const maybeMisspelt = found.size === 0 || word.length >= shortestLong;
    if (maybeMisspelt && !known.has(word) && !known.has(stem)) addMisspelt(word, found);
    return found;
  }

  function addMisspelt(word: string, found: Map<number, number>): void {
    if (word.length < shortestMisspelt || /\d/.test(word)) return;
    const most = slipsAllowed(word.length);
    for (let length = word.length - most; length <= word.length + most; length++) {
      const limit = Math.min(most, slipsAllowed(length));
      for (const { text, id } of spelled.get(`${word[0]!}${length}`) ?? []) {
        const slips = limit > 0 ? distance(word, text, limit) : Number(!isSwap(word, text)) + 1;
        if (slips <= Math.max(limit, 1) && !found.has(id)) found.set(id, slips);
      }
    }
  }

  return {
    knows: (word) => known.has(word),
    match(tokens) {
      const fills = tokens.map(fillsOf);
      const follow = (pattern: Pattern<Meaning>, from: number, first: number): Hit<Meaning> | undefined => {
        let at = from;
        let slips = first;
        for (let s = 1; s < pattern.slots.length; s++) {
          const next = nextFilled(tokens, fills, at, pattern.slots[s]!);
          if (next === -1) return undefined;
          slips += fills[next]!.get(pattern.slots[s]!)!;
          at = next;
        }
        return { entry: pattern.entry, from, to: at, slips };
      };
      const hits: Hit<Meaning>[] = [];
      for (let i = 0; i < tokens.length; i++) {
        for (const [slot, slips] of fills[i]!) {
          for (const pattern of byFirst.get(slot) ?? []) {
            const hit = follow(pattern, i, slips);
            if (hit) hits.push(hit);
          }
        }
      }
      return hits;
    },
  };
}

/** Index of the next word in the same sentence that fills the slot, over a gap of at most three; -1 for none. */
function nextFilled(tokens: Token[], fills: Fills[], at: number, slot: number): number {
  const { sentence } = tokens[at]!;
  for (let i = at + 1; i <= at + 1 + longestGap && tokens[i]?.sentence === sentence; i++) {
    if (fills[i]!.has(slot)) return i;
  }
  return -1;
}
