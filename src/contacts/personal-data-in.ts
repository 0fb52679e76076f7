import { tokenise } from '../language/tokens.ts';
import { isEverydayWord, languageOf } from '../language/which-language.ts';
import { findPersonalData, namesAnybody, type PersonalData } from '../privacy/personal-data.ts';
import { isPersonalPlace } from '../privacy/place.ts';
import type { Structure } from '../structure/structure.ts';
import { vocabularyOf } from './vocabulary.ts';

/** Personal data about a child in a text; a capital on an everyday word or one of the field is no name. */
export function findPersonalDataIn(structure: Structure, text: string): PersonalData[] {
  const tokens = tokenise(text);
  const { knows } = vocabularyOf(structure, languageOf(tokens));
  return findPersonalData(structure, text, tokens, (word) => isEverydayWord(word) || knows(word));
}

/** The same for what is kept and sent on to a colleague: anybody's name is one too many. */
export function hasPersonalData(structure: Structure, text: string): boolean {
  const { knows } = vocabularyOf(structure, languageOf(tokenise(text)));
  const isWord = (word: string) => isEverydayWord(word) || knows(word);
  return findPersonalDataIn(structure, text).length > 0 || namesAnybody(structure, text, isWord);
}

/** The same for the place of a meeting, which may have a street with its number and a room or a school with a name. */
export function isPersonalPlaceIn(structure: Structure, place: string): boolean {
  return isPersonalPlace(place, (text) => hasPersonalData(structure, text));
}
