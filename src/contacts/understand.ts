import type { Hit } from '../language/lexicon.ts';
import type { Token } from '../language/tokens.ts';
import type { AgeSpan, Intent, Language, Structure } from '../structure/structure.ts';
import { statedAge } from './age.ts';
import { type Danger, dangerOf } from './danger.ts';
import { type Learned, otherLabel, readByExamples } from './learned.ts';
import { type Meaning, vocabularyOf } from './vocabulary.ts';

export interface ConcernFound {
  id: string;
  /** Points with the concern's bonus: what decides between concerns. */
  score: number;
  /** Points without the bonus: what decides whether it is meant at all. */
  evidence: number;
  /** Patterns that spoke for it; they are ours, not the writer's words. */
  because: string[];
}

/** What a question says, without its text: nothing here is the writer's own words. */
export interface Understanding {
  language: Language;
  danger: Danger;
  /** From 3 points up, the heaviest first. */
  concerns: ConcernFound[];
  /** Contacts called by their name: `strong` cannot be mistaken. */
  contacts: { id: string; strong: boolean }[];
  initiatives: string[];
  words: string[];
  intents: Set<Intent>;
  age?: AgeSpan;
  /** The writer says "ung" and nothing that tells how old. */
  ageless: boolean;
  place?: string;
  /** Asks for a person or help. */
  seeking: boolean;
  /** Speaks of a child or young person. */
  young: boolean;
  offTopic: number;
  /** Log-odds, by the examples, that this is our business. */
  ours: number;
  /** Number of words. */
  length: number;
  /** Words that no pattern took. */
  unknown: number;
}

const enough = 3;
const misspeltShare = 0.8;
const negatedReach = 3;
const longestQuestionOfSsp = 6;
/** What a certain reading by the examples is worth: two strong words. */
const learnedPoints = 10;
/** Log-odds of our business from which the examples may name a concern that no word names. */
const leastOurs = 3;
/** Log-odds below which it takes two plain words to be ours. */
const plainlyOther = -4;
const plainEvidence = 8;
/** Log-odds below which not even one plain word counts. */
const surelyOther = -10;
const oneWord = 5;
/** What every word about something else takes away from a concern. */
const offTopicPoints = 1.5;

/** Reads a question against a municipality's vocabulary. Pure and deterministic. */
export function understand(structure: Structure, tokens: Token[], language: Language): Understanding {
  const hits = vocabularyOf(structure, language).match(tokens);
  const kinds = groupByKind(hits);
  const places = kinds.place ?? [];
  const place = places[0]?.entry.meaning;
  const stated = statedAge(tokens, structure.shared.signals);
  const age = stated ?? ageInWords(kinds.ages ?? []);
  const learned = readByExamples(structure.shared, tokens);
  return {
    language,
    danger: dangerOf(tokens, hits, learned.danger),
    concerns: withLearned(concernsIn(structure, tokens, kinds), learned).filter(
      (c) =>
        learned.ours > plainlyOther ||
        c.evidence >= plainEvidence ||
        (c.evidence >= oneWord && learned.ours > surelyOther),
    ),
    ours: learned.ours,
    contacts: contactsIn(kinds.contact ?? []),
    initiatives: idsIn(kinds.initiative ?? []),
    words: wordsIn(kinds.word ?? [], tokens.length),
    intents: new Set(
      (kinds.intent ?? []).flatMap(({ entry: { meaning: m } }) => (m.kind === 'intent' ? [m.intent] : [])),
    ),
    ...(age && { age }),
    ageless: !age && (kinds.ageless ?? []).length > 0,
    ...(place?.kind === 'place' && { place: place.name }),
    seeking: (kinds.seeking ?? []).length > 0,
    young: (kinds.young ?? []).length > 0 || stated !== undefined,
    offTopic: new Set((kinds.offTopic ?? []).map((h) => h.from)).size,
    length: tokens.length,
    unknown: countUnknown(tokens, hits),
  };
}

function countUnknown(tokens: Token[], hits: Hit<Meaning>[]): number {
  const taken = new Uint8Array(tokens.length);
  for (const { from, to } of hits) taken.fill(1, from, to + 1);
  return tokens.filter((t, i) => taken[i] === 0 && t.word.length > 3).length;
}

type Grouped = Partial<Record<Meaning['kind'], Hit<Meaning>[]>>;

function groupByKind(hits: Hit<Meaning>[]): Grouped {
  return Object.groupBy(hits, (hit) => hit.entry.meaning.kind);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** Adds up each concern's points: every word of the question counts once for a concern, with its heaviest pattern. */
function concernsIn(structure: Structure, tokens: Token[], kinds: Grouped): ConcernFound[] {
  const dropped = new Set<number>();
  for (const { from, to } of kinds.cancels ?? []) for (const i of range(from, to)) dropped.add(i);
  for (const negation of kinds.negation ?? []) {
    const { sentence } = tokens[negation.to]!;
    for (const i of range(negation.to + 1, negation.to + negatedReach)) {
      if (tokens[i]?.sentence === sentence && !/^(men|but)$/.test(tokens[i].word)) dropped.add(i);
      else break;
    }
  }
  const byConcern = new Map<string, { points: Map<number, number>; because: Map<string, number> }>();
  for (const hit of kinds.concern ?? []) {
    const { meaning, weight, pattern } = hit.entry;
    if (meaning.kind !== 'concern' || isDropped(hit, dropped, kinds.negation ?? [])) continue;
    const found = byConcern.get(meaning.id) ?? { points: new Map(), because: new Map() };
    byConcern.set(meaning.id, found);
    const points = weight * misspeltShare ** hit.slips;
    if (points > (found.points.get(hit.from) ?? 0)) found.points.set(hit.from, points);
    found.because.set(pattern, points);
  }
  const offTopic = offTopicPoints * new Set((kinds.offTopic ?? []).map((h) => h.from)).size;
  return structure.shared.concerns
    .flatMap(({ id, bonus }) => {
      const found = byConcern.get(id);
      if (!found) return [];
      const score = [...found.points.values()].reduce((sum, p) => sum + p, 0);
      const counts = score - offTopic >= enough * misspeltShare ** 2;
      return counts ? [{ id, score: score + bonus, evidence: score, because: [...found.because.keys()] }] : [];
    })
    .sort((a, b) => b.score - a.score);
}

/** The words and the examples together: what the examples think likely adds to what the words say. */
function withLearned(byWords: ConcernFound[], learned: Learned): ConcernFound[] {
  const found = new Map(byWords.map((c) => [c.id, c]));
  for (const { id, likelihood } of learned.concerns) {
    if (id === otherLabel) continue;
    const points = learnedPoints * likelihood;
    const because = `examples ${likelihood.toFixed(2)}`;
    const words = found.get(id);
    if (words) {
      found.set(id, {
        ...words,
        score: words.score + points,
        evidence: words.evidence + points,
        because: [...words.because, because],
      });
    } else if (points >= enough && learned.ours > leastOurs) {
      found.set(id, { id, score: points, evidence: points, because: [because] });
    }
  }
  return [...found.values()].sort((a, b) => b.score - a.score);
}

/** A hit goes when all its words are cancelled or denied; one that itself holds the denial ("kommer ikke") stays. */
function isDropped(hit: Hit<Meaning>, dropped: Set<number>, negations: Hit<Meaning>[]): boolean {
  if (negations.some((n) => n.from >= hit.from && n.from <= hit.to)) return false;
  return range(hit.from, hit.to).every((i) => dropped.has(i));
}

/** Ages in words: a school or education outranks "elev" and "dreng", which say only compulsory school. */
function ageInWords(hits: Hit<Meaning>[]): AgeSpan | undefined {
  let best: { ages: AgeSpan; width: number } | undefined;
  for (const { entry } of hits) {
    if (entry.meaning.kind !== 'ages') continue;
    const { ages } = entry.meaning;
    const width = ages[1] - ages[0];
    if (!best || width < best.width) best = { ages, width };
  }
  return best?.ages;
}

function contactsIn(hits: Hit<Meaning>[]): Understanding['contacts'] {
  const found = new Map<string, boolean>();
  for (const { entry, from, to } of hits) {
    if (entry.meaning.kind !== 'contact') continue;
    const { id, strong } = entry.meaning;
    // "Lokalråd+" is not Lokalråd, "ungdomsskolens leder" not the team's: the longer or exact name takes the word.
    const taken = hits.some(
      (o) =>
        o.entry.meaning.kind === 'contact' &&
        o.entry.meaning.id !== id &&
        o.from <= from &&
        o.to >= to &&
        moreTelling(o, { from, to, entry }),
    );
    if (!taken) found.set(id, strong || (found.get(id) ?? false));
  }
  return [...found].map(([id, strong]) => ({ id, strong }));
}

function moreTelling(a: Pick<Hit<Meaning>, 'from' | 'to' | 'entry'>, b: typeof a): boolean {
  const width = (h: typeof a) => h.to - h.from;
  if (width(a) !== width(b)) return width(a) > width(b);
  const letters = (h: typeof a) => h.entry.pattern.replace(/[=*]/g, '').length;
  return letters(a) > letters(b);
}

/** "SSP" stands in most questions; it is asked about in a short one only. */
function wordsIn(hits: Hit<Meaning>[], length: number): string[] {
  const ids = idsIn(hits);
  return length > longestQuestionOfSsp ? ids.filter((id) => id !== 'ssp') : ids;
}

function idsIn(hits: Hit<Meaning>[]): string[] {
  return [...new Set(hits.flatMap(({ entry: { meaning } }) => ('id' in meaning ? [meaning.id] : [])))];
}
