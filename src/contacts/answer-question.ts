import { type Token, tokenise } from '../language/tokens.ts';
import { isEverydayWord, languageOf } from '../language/which-language.ts';
import { findPersonalData } from '../privacy/personal-data.ts';
import type { Language, Structure } from '../structure/structure.ts';
import { type Answer, type Choice, emptyAnswer } from './answer.ts';
import { concernAnswer, rules } from './answer-rules.ts';
import { routeConcern } from './route.ts';
import { type Understanding, understand } from './understand.ts';
import { vocabularyOf } from './vocabulary.ts';

const mostWordsOfNoLanguage = 4;

/**
 * Answers a question out of a municipality's structure. Pure: no storage, no clock, the same answer each time.
 * `preferred` is the language for a text whose words do not tell.
 */
export function answerQuestion(structure: Structure, text: string, preferred: Language = 'da'): Answer {
  const tokens = tokenise(text);
  const language = languageOf(tokens, preferred);
  const answer = decide(structure, tokens, text, language);
  const { knows } = vocabularyOf(structure, language);
  const isWord = (word: string) => isEverydayWord(word) || knows(word);
  return {
    ...answer,
    privacyWarning: findPersonalData(structure, text, tokens, isWord).length > 0,
  };
}

/** What a press on a clarifying question carries: the reading of the question, not its text. */
export interface Clarified {
  concern: string;
  choice: Choice;
  language: Language;
  /** The question held personal data: the warning stays when the card is replaced. */
  privacyWarning: boolean;
}

/** Answers the question again, now that the age or place is told. */
export function answerChoice(structure: Structure, clarified: Clarified): Answer {
  const { concern, choice, language, privacyWarning } = clarified;
  const found = structure.shared.concerns.find((c) => c.id === concern);
  const base = { ...emptyAnswer(structure, language), privacyWarning };
  if (!found) return base;
  const routed = routeConcern(structure, concern, { age: choice.ages, place: choice.place, ageless: false });
  const answer = concernAnswer(structure, base, [found], routed, []);
  return {
    ...answer,
    near: answer.others.map((o) => o.id).slice(0, mostNearby),
    ...(choice.ages && { age: choice.ages }),
    ...(choice.place && { area: choice.place }),
  };
}

/** Decides in the language of the text; a few words do not tell it, so "bullying" from a Danish client is read as both. */
function decide(structure: Structure, tokens: Token[], text: string, language: Language): Answer {
  const answer = applyRules(structure, understand(structure, tokens, language), text);
  if (answer.kind !== 'none' || tokens.length > mostWordsOfNoLanguage) return answer;
  const other = language === 'da' ? 'en' : 'da';
  const second = applyRules(structure, understand(structure, tokens, other), text);
  return second.kind === 'none' ? answer : second;
}

function applyRules(structure: Structure, u: Understanding, text: string): Answer {
  const base: Answer = {
    ...emptyAnswer(structure, u.language),
    ...(u.age && { age: u.age }),
    ...(u.place && { area: u.place }),
  };
  for (const rule of rules) {
    const answer = rule(structure, u, base, text);
    if (answer)
      return { ...answer, near: nearby(structure, u, answer), why: () => [...explain(u), `rule: ${rule.name}`] };
  }
  return { ...base, why: () => [...explain(u), 'rule: none'] };
}

const mostNearby = 4;

/** The other contacts of a contact answer, then those of the concerns that were nearly it, then the default door. */
function nearby(structure: Structure, u: Understanding, { kind, first, others }: Answer): string[] {
  if (kind !== 'contact') return [];
  const routed = u.concerns.slice(0, 4).map((c) => routeConcern(structure, c.id, { ...u, ageless: false }).first.id);
  const ids = new Set([...others.map((o) => o.id), ...routed, structure.door]);
  return [...ids].filter((id) => id !== first?.id).slice(0, mostNearby);
}

function explain(u: Understanding): string[] {
  return [
    `language: ${u.language}`,
    `danger: ${u.danger.level}${u.danger.because ? ` (${u.danger.because})` : ''}`,
    ...u.concerns.slice(0, 4).map((c) => `concern: ${c.id} ${c.score.toFixed(1)} [${c.because.join(' | ')}]`),
    ...u.contacts.map((c) => `named: ${c.id}${c.strong ? '' : ' (weak)'}`),
    ...u.initiatives.map((id) => `initiative: ${id}`),
    ...u.words.map((id) => `word: ${id}`),
    `intents: ${[...u.intents].join(', ') || 'none'}`,
    `age: ${u.age?.join('-') ?? (u.ageless ? 'only "ung"' : 'untold')}, place: ${u.place ?? 'untold'}`,
    `seeking: ${u.seeking}, young: ${u.young}, off topic: ${u.offTopic}, unknown: ${u.unknown} of ${u.length}`,
  ];
}
