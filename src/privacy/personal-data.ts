import { fold } from '../language/fold.ts';
import { type Token, tokenise } from '../language/tokens.ts';
import type { Structure } from '../structure/structure.ts';

export type PersonalData = 'cpr' | 'name';

/** Between the groups of a number people write nothing, a blank of any kind, a point, a stroke or a dash. */
const between = String.raw`[\s./–-]{0,3}`;
// Day and month are checked, the control digit is not: numbers issued since 2007 need not have a right one.
const cprSource = String.raw`(?<!\d)(?:0[1-9]|[12]\d|3[01])${between}(?:0[1-9]|1[0-2])${between}(?:19|20)?\d{2}${between}\d{4}(?!\d)`;
const cprPattern = new RegExp(cprSource);
const everyCpr = new RegExp(cprSource, 'g');

/** The text without CPR numbers: the last net before a log. */
export function maskCpr(text: string): string {
  return text.replace(everyCpr, '[number]');
}

/**
 * Personal data about a child in a text: a CPR number, or a name. Answers which kinds, never the data. `isWord` knows
 * everyday words, so that a capital at the start of a sentence is not taken for a name.
 */
export function findPersonalData(
  structure: Pick<Structure, 'shared' | 'contacts' | 'places'>,
  text: string,
  tokens: Token[] = tokenise(text),
  isWord: (word: string) => boolean = () => false,
): PersonalData[] {
  const found: PersonalData[] = [];
  if (cprPattern.test(text)) found.push('cpr');
  if (namesChild(structure, tokens, isWord)) found.push('name');
  return found;
}

/** A birthday, a number, a mail address, a street with its number, initials: who it is without a name. */
const tellsWho = [
  /\b\d{1,2}\. ?\p{L}+ (?:19|20)\d\d\b/u,
  /\b\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)\b/,
  /(?<!\d)(?:\+45 ?)?\d{2} ?\d{2} ?\d{2} ?\d{2}(?!\d)/,
  /\S@\S/,
  /\p{L}(?:gade|vej|vænget|stræde|allé|alle|torv|parken)(?:en|et)? \d/iu,
  /(?<!\p{L})\p{Lu}\. ?\p{Lu}\./u,
];
const introducingFamily = new Set(
  'familien tvillingerne brødrene søstrene moren faren mor far bror søster eleven'.split(' '),
);

/**
 * Whether a short note names anybody at all. Stricter than a question's reading, because a note is kept and sent on:
 * a listed name counts in any place and in capitals; one that is also a word only where no sentence begins.
 */
export function namesAnybody(
  structure: Pick<Structure, 'shared' | 'contacts' | 'places'>,
  text: string,
  isWord: (word: string) => boolean,
): boolean {
  if (tellsWho.some((pattern) => pattern.test(text))) return true;
  const tokens = tokenise(text);
  const { sure, wordlike } = namesOf(structure.shared);
  const own = ownWords(structure);
  return tokens.some(({ raw, word, sentence }, i) => {
    if (own.has(word)) return false;
    if (/^(hedder|hedde|kaldes|named|called)$/.test(tokens[i - 1]?.word ?? '')) return true;
    if (introducingFamily.has(tokens[i - 1]?.word ?? '') && isName(tokens[i]!) && !isWord(word)) return true;
    if (sure.has(word) || sure.has(word.replace(/s$/, ''))) return true;
    const next = tokens[i + 1];
    const begins = tokens[i - 1]?.sentence !== sentence;
    const shouted = /^\p{Lu}{3,}$/u.test(raw);
    const surname =
      next !== undefined && next.sentence === sentence && /^\p{Lu}/u.test(next.raw) && !own.has(next.word);
    if (wordlike.has(word) && /^\p{Lu}/u.test(raw)) return !begins || shouted || surname;
    // Two words in capitals that nobody knows.
    const unknown = (t: Token) => /^\p{Lu}{3,}$/u.test(t.raw) && !isWord(t.word) && !own.has(t.word);
    return shouted && next !== undefined && unknown(tokens[i]!) && unknown(next);
  });
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

type IsWord = (word: string) => boolean;

function namesChild(
  structure: Pick<Structure, 'shared' | 'contacts' | 'places'>,
  tokens: Token[],
  isWord: IsWord,
): boolean {
  const names = namesOf(structure.shared);
  const own = ownWords(structure);
  const unknown = (token: Token | undefined) =>
    token !== undefined && isName(token) && !own.has(token.word) && !notPersons.test(token.word) && !isWord(token.word);
  return tokens.some((token, i) => {
    const sameSentence = (other: Token | undefined) => (other?.sentence === token.sentence ? other : undefined);
    const next = sameSentence(tokens[i + 1]);
    const before = sameSentence(tokens[i - 1]);
    if (own.has(token.word) || (next && isName(next) && notPersons.test(next.word))) return false;
    if (isListedName(names, token, before, next, tokens, own)) return true;
    // A name that no list holds: two in a row, one that is introduced, or one with a class beside it.
    if (!unknown(token)) return false;
    return unknown(next) || introduces(before) || isAgeOrForm(next, tokens[i + 2]);
  });
}

function isListedName(
  { sure, wordlike }: { sure: Set<string>; wordlike: Set<string> },
  token: Token,
  before: Token | undefined,
  next: Token | undefined,
  tokens: Token[],
  own: Set<string>,
): boolean {
  // "Anne-Sofie" is listed by its parts.
  const parts = token.raw.split('-').map(fold);
  const listed = (list: Set<string>) =>
    [token.word, ...parts].some((word) => list.has(word) || list.has(word.replace(/s$/, '')));
  if (listed(sure)) return isName(token) || writtenSmall(tokens) || tellsPerson(before, next);
  if (!listed(wordlike) || !isName(token)) return false;
  const familyName = next !== undefined && isName(next) && !own.has(next.word) && next.raw.length > 2;
  return (
    familyName ||
    (before !== undefined && tellsPerson(before, next)) ||
    isAgeOrForm(next, tokens[tokens.indexOf(token) + 2])
  );
}

/** Written as a name is: a capital and small letters. */
function isName({ raw }: Token): boolean {
  return /^\p{Lu}\p{Ll}[\p{L}-]*$/u.test(raw);
}

const introducing = new Set('eleven drengen pigen barnet hedder hedde kaldes navnet familien named called'.split(' '));

function introduces(before: Token | undefined): boolean {
  return before !== undefined && introducing.has(before.word);
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
