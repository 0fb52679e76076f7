import { stemmer } from '@orama/stemmers/danish';
import { fold } from './fold.ts';

export interface Token {
  /** As written, for telling names from words. */
  raw: string;
  /** Folded: lower case, one spelling of æ/ø/å, no hyphens. */
  word: string;
  stem: string;
  /** Number of the sentence, from 0. */
  sentence: number;
}

// A number with a point inside (535.000), a form or group (7.b, 1.g), a word with hyphens, an ending plus (SSP+).
const wordPattern = /\d+[.,]\d+|\d+\.\p{L}(?!\p{L})|[\p{L}\p{N}]+(?:[-'’´`][\p{L}\p{N}]+)*\+?(?:-\p{L}+)?|§|[.!?\n]/gu;
// What stands at the end of a long story counts as much as its beginning.
const longestHead = 8_000;
const longestTail = 4_000;

/** Danish stem of a folded word. */
export function stemOf(word: string): string {
  return word.length > 3 ? stemmer(word) : word;
}

/** Splits a text into words; of a text beyond 12,000 characters the first 8,000 and the last 4,000 count. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let sentence = 0;
  for (const [raw] of shortened(text).normalize('NFC').matchAll(wordPattern)) {
    if (/^[.!?\n]$/.test(raw)) {
      // "7. klasse", "9. kl.": the point after a number ends no sentence.
      if (!/^\d+$/.test(tokens.at(-1)?.raw ?? '')) sentence++;
      continue;
    }
    const word = fold(raw);
    tokens.push({ raw, word, stem: stemOf(word), sentence });
  }
  return tokens;
}

function shortened(text: string): string {
  if (text.length <= longestHead + longestTail) return text;
  return `${text.slice(0, longestHead)}\n${text.slice(-longestTail)}`;
}
