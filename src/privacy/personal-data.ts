import { fold } from '../language/fold.ts';
import { type Token, tokenise } from '../language/tokens.ts';
import type { Structure } from '../structure/structure.ts';

export type PersonalData = 'cpr' | 'name';

// Day and month are checked, the control digit is not: numbers issued since 2007 need not have a right one.
const cprPattern = /(?<!\d)(0[1-9]|[12]\d|3[01])[ ./]?(0[1-9]|1[0-2])[ ./]?\d{2}[ .–-]{0,3}\d{4}(?!\d)/;

/** Personal data about a child in a text: a CPR number, or a name. Answers which kinds, never the data. */
export function findPersonalData(
  structure: Pick<Structure, 'shared' | 'contacts' | 'places'>,
  text: string,
  tokens: Token[] = tokenise(text),
): PersonalData[] {
  const found: PersonalData[] = [];
  if (cprPattern.test(text)) found.push('cpr');
  if (namesChild(structure, tokens)) found.push('name');
  return found;
}

const given = new WeakMap<Structure['shared'], { sure: Set<string>; wordlike: Set<string> }>();

function namesOf(shared: Structure['shared']) {
  let names = given.get(shared);
  if (!names) {
    names = {
      sure: new Set(shared.givenNames.sure.map(fold)),
      wordlike: new Set(shared.givenNames.wordlike.map(fold)),
    };
    given.set(shared, names);
  }
  return names;
}

const own = new WeakMap<object, Set<string>>();

/** Words of the structure's own titles and places: "Kim Hansen", "Cool Kids", "Stege" are nobody's child. */
function ownWords({ contacts, places }: Pick<Structure, 'contacts' | 'places'>): Set<string> {
  let words = own.get(contacts);
  if (words) return words;
  const titles = [...contacts.map((c) => `${c.title} ${c.person ?? ''}`), ...places].join(' ');
  words = new Set(tokenise(titles).map((t) => t.word));
  own.set(contacts, words);
  return words;
}

// Words that make a pair of capitals an institution or place and not a person.
const notPersons =
  /skole|gymnasi|kommune|vej$|gade$|torv|center|centret|klub|politi|danmark|rådet|gruppen|hus$|by$|college|school|fgu|kids|park|station|kirke|sogn|øen$/;

/** "Zeinab Al-Khalil": two capitals in a row, neither a word that we or the structure know. */
function fullName(tokens: Token[], i: number, own: Set<string>, startsSentence: boolean): boolean {
  const [first, second] = [tokens[i]!, tokens[i + 1]];
  if (!second || second.sentence !== first.sentence) return false;
  const both = [first, second];
  if (!both.every((t) => /^\p{Lu}[\p{Ll}]+/u.test(t.raw) && !own.has(t.word) && !notPersons.test(t.word))) return false;
  return !startsSentence;
}

function namesChild(structure: Pick<Structure, 'shared' | 'contacts' | 'places'>, tokens: Token[]): boolean {
  const { sure, wordlike } = namesOf(structure.shared);
  const own = ownWords(structure);
  return tokens.some((token, i) => {
    const next = tokens[i + 1];
    const before = tokens[i - 1];
    const startsSentence = !before || before.sentence !== token.sentence;
    if (fullName(tokens, i, own, startsSentence)) return true;
    const name = withoutGenitive(token.word, sure, wordlike);
    if (!name || own.has(token.word)) return false;
    // "Svend Gønge-skolen" is a school.
    if (next && isCapital(next) && notPersons.test(next.word)) return false;
    if (sure.has(name)) return isCapital(token) || writtenSmall(tokens) || tellsPerson(before, next);
    const familyName =
      next !== undefined &&
      next.sentence === token.sentence &&
      isCapital(next) &&
      !own.has(next.word) &&
      next.raw.length > 2;
    return (
      isCapital(token) &&
      (familyName || (!startsSentence && tellsPerson(before, next)) || isAgeOrForm(next, tokens[i + 2]))
    );
  });
}

/** "Emmas" is Emma's. */
function withoutGenitive(word: string, ...lists: Set<string>[]): string | undefined {
  return [word, word.replace(/s$/, '')].find((w) => lists.some((list) => list.has(w)));
}

function isCapital({ raw }: Token): boolean {
  return /^\p{Lu}\p{L}/u.test(raw);
}

/** Nobody who writes without a single capital letter gives names one. */
function writtenSmall(tokens: Token[]): boolean {
  return tokens.every((t) => !/\p{Lu}/u.test(t.raw));
}

const personWords = new Set(
  'eleven drengen pigen barnet elev dreng pige hedder hedde navn kaldes søn datter min bror søster om med og fra student pupil boy girl named called about'.split(
    ' ',
  ),
);
const followedBy = new Set('i fra på er har som der går klasse hans hendes in from is has who'.split(' '));

function tellsPerson(before: Token | undefined, next: Token | undefined): boolean {
  return (before !== undefined && personWords.has(before.word)) || (next !== undefined && followedBy.has(next.word));
}

function isAgeOrForm(next: Token | undefined, second: Token | undefined): boolean {
  return (
    /^\d/.test(next?.word ?? '') || (/^(i|fra|på|in|from)$/.test(next?.word ?? '') && /^\d/.test(second?.word ?? ''))
  );
}
