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
const longestText = 4000;

/** Danish stem of a folded word. */
export function stemOf(word: string): string {
  return word.length > 3 ? stemmer(word) : word;
}

/** Splits a text into words; of a text beyond 4,000 characters only the first 4,000 count. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let sentence = 0;
  for (const [raw] of text.slice(0, longestText).normalize('NFC').matchAll(wordPattern)) {
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
