import { type Classifier, type Guess, learnClassifier } from '../language/classifier.ts';
import { type Token, tokenise } from '../language/tokens.ts';
import type { Shared } from '../structure/structure.ts';

/** What the examples say of a message, beside the lists of words. */
export interface Learned {
  /** How likely a concern is, from 0.15 to 1; `other` is none of our business. */
  concerns: { id: string; likelihood: number }[];
  /** Log-odds of our business against everything else: above 0 it is more likely ours. */
  ours: number;
  /** Log-odds of danger to life against what only looks like it. */
  danger: number;
}

export const otherLabel = 'other';
// Naive Bayes is too sure of itself: its features are not independent. This brings the likelihoods back to earth.
const temperature = 4;
const leastLikelihood = 0.15;

type Head = 'concern' | 'ours' | 'danger';
const learned = new WeakMap<Shared, Classifier<Head>>();

/** Reads a message by the examples; the classifier is learned at the first message and kept. */
export function readByExamples(shared: Shared, tokens: Token[]): Learned {
  let classifier = learned.get(shared);
  if (!classifier) {
    classifier = learn(shared);
    learned.set(shared, classifier);
  }
  const { concern, ours, danger } = classifier.classify(tokens);
  return { concerns: likelihoods(concern), ours: scoreOf(ours, 'ours'), danger: scoreOf(danger, 'acute') };
}

function learn({ examples }: Shared): Classifier<Head> {
  const read = (texts: string[]): Token[][] => texts.map(tokenise);
  const byConcern = new Map(Object.entries(examples.concerns).map(([id, texts]) => [id, read(texts)]));
  const other = read(examples.other);
  const all = [...byConcern.values()].flat();
  return learnClassifier<Head>({
    concern: new Map([...byConcern, [otherLabel, other]]),
    ours: new Map([
      ['ours', all],
      [otherLabel, other],
    ]),
    danger: new Map([
      ['acute', read(examples.acute)],
      ['near', [...read(examples.near), ...all, ...other]],
    ]),
  });
}

function scoreOf(guesses: Guess[], label: string): number {
  return guesses.find((g) => g.label === label)!.score;
}

/** Likelihoods out of scores; what is next to impossible is left out. */
function likelihoods(guesses: Guess[]): Learned['concerns'] {
  const top = Math.max(...guesses.map((g) => g.score));
  const weights = guesses.map(({ score }) => Math.exp((score - top) / temperature));
  const sum = weights.reduce((s, w) => s + w, 0);
  return guesses
    .map(({ label }, i) => ({ id: label, likelihood: weights[i]! / sum }))
    .filter((c) => c.likelihood >= leastLikelihood);
}
