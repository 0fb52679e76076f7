import type { FormInput } from '../form-card.ts';
import { fold } from '../language/fold.ts';
import type { Texts } from '../language/texts.ts';
import { type Structure, titleOf } from '../structure/structure.ts';
import { choiceOf, type Proposed } from './propose-people.ts';

// More is no list to choose from, and no card that Teams takes.
export const mostChoices = 60;
const longestSearch = 60;

export interface PeopleToChoose {
  /** Everybody who could be called, those to think of first before the others. */
  people: Proposed[];
  /** What they were searched for. */
  search?: string;
}

/** Several to choose from those who could be called; with a search when they are too many to show. `chosen`: choices. */
export function peopleInputs(
  structure: Structure,
  { people, search = '' }: PeopleToChoose,
  chosen: string[],
  label: string,
  texts: Texts,
): FormInput[] {
  const choices = shown(structure, people, chosen, search).map((p) => ({
    title: [p.name, texts.agencies[p.agency], titleOf(structure, p.contact), texts.ways[p.way]].join(', '),
    value: choiceOf(p),
  }));
  const list: FormInput = { kind: 'choice', id: 'people', label, value: chosen.join(','), choices, many: true };
  if (people.length <= mostChoices) return [list];
  const hint = texts.moreSearchHint;
  return [list, { kind: 'text', id: 'search', label: texts.moreSearch, hint, value: '', most: longestSearch }];
}

/** Those who are chosen stay in sight, whatever is searched for. */
function shown(structure: Structure, people: Proposed[], chosen: string[], search: string): Proposed[] {
  const isChosen = (p: Proposed) => chosen.includes(choiceOf(p));
  const others = people.filter((p) => !isChosen(p) && fits(structure, p, search));
  return [...people.filter(isChosen), ...others].slice(0, mostChoices);
}

export function fits(structure: Structure, { name, contact }: Proposed, search: string): boolean {
  return fold(`${name} ${titleOf(structure, contact)}`).includes(fold(search));
}

/** What somebody wrote to search for, if they did. */
export function searchIn(inputs: Record<string, unknown>): string {
  return typeof inputs.search === 'string' ? inputs.search.trim().slice(0, longestSearch) : '';
}

/** Choices of people as they come back. */
export function choicesIn(value: unknown): string[] {
  return typeof value === 'string' ? value.split(',').filter(Boolean) : [];
}
