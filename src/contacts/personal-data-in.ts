import { tokenise } from '../language/tokens.ts';
import { isEverydayWord, languageOf } from '../language/which-language.ts';
import { findPersonalData, type PersonalData } from '../privacy/personal-data.ts';
import type { Structure } from '../structure/structure.ts';
import { vocabularyOf } from './vocabulary.ts';

/** Personal data about a child in a text; a capital on an everyday word or one of the field is no name. */
export function findPersonalDataIn(structure: Structure, text: string): PersonalData[] {
  const tokens = tokenise(text);
  const { knows } = vocabularyOf(structure, languageOf(tokens));
  return findPersonalData(structure, text, tokens, (word) => isEverydayWord(word) || knows(word));
}
