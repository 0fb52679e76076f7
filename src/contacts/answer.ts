import type {
  AgeSpan,
  Basis,
  Body,
  ContactPoint,
  Initiative,
  Language,
  Note,
  PreventionLevel,
  Source,
  Structure,
  Text,
  Word,
} from '../structure/structure.ts';

export type AnswerKind = 'contact' | 'acute' | 'body' | 'initiative' | 'word' | 'clarify' | 'none';

/** The numbers that stand outside every municipality's structure (facts: politi.dk, 112). */
export const emergency = {
  alarm: { id: '112', title: 'Ring 112', phone: '112' },
  police: { id: '114', title: 'Politiet 114', phone: '114' },
} as const;

/** One press on a clarifying question: the age span or place it stands for. */
export interface Choice {
  id: string;
  label: string;
  ages?: AgeSpan;
  place?: string;
}

/** The answer to a question, before it becomes a card or a line. Holds nothing that the writer wrote. */
export interface Answer {
  kind: AnswerKind;
  language: Language;
  kommune: string;
  /** The one door: a contact of the structure, or one of the emergency numbers. */
  first?: ContactPoint | (typeof emergency)[keyof typeof emergency];
  others: ContactPoint[];
  /** Ids of the contacts that come nearest when the first does not fit. */
  near?: string[];
  /** Ids of the concerns that the answer is about, the heaviest first. */
  concerns: string[];
  concernTitle?: Text;
  level?: PreventionLevel;
  age?: AgeSpan;
  area?: string;
  /** `reading`: to be confirmed by the municipality. */
  basis: Basis;
  sources: Source[];
  remember: Note[];
  /** The message held a CPR number or a child's name. */
  privacyWarning: boolean;
  body?: Body;
  initiative?: Initiative;
  word?: Word;
  clarify?: { about: 'age' | 'place'; choices: Choice[] };
  /** Why, step by step, for --explain: our own patterns and rules, never the writer's words. Worked out when asked for. */
  why(): string[];
}

/** True for a contact of the structure, false for an emergency number. */
export function isContactPoint(first: NonNullable<Answer['first']>): first is ContactPoint {
  return 'agency' in first;
}

/** An answer that says nothing yet. */
export function emptyAnswer(structure: Pick<Structure, 'id'>, language: Language): Answer {
  return {
    kind: 'none',
    language,
    kommune: structure.id,
    others: [],
    concerns: [],
    basis: 'source',
    sources: [],
    remember: [],
    privacyWarning: false,
    why: () => [],
  };
}
