import { type Classifier, type Features, featuresOf, learnClassifier } from '../language/classifier.ts';
import { type Token, tokenise } from '../language/tokens.ts';
import type { Shared } from '../structure/structure.ts';

/** What the examples say of a message, beside the lists of words. */
export interface Learned {
  /** How likely each concern is, from 0 to 1, the likeliest first; `other` is none of our business. */
  concerns: { id: string; likelihood: number }[];
  /** Log-odds of our business against everything else: above 0 it is more likely ours. */
  ours: number;
  /** Log-odds of danger to life against what only looks like it. */
  danger: number;
}

export const otherLabel = 'other';
// Naive Bayes is too sure of itself: its features are not independent. This brings the likelihoods back to earth.
const temperature = 4;

const learned = new WeakMap<Shared, { concern: Classifier; ours: Classifier; danger: Classifier }>();

/** Reads a message by the examples; the classifiers are learned at the first message and kept. */
export function readByExamples(shared: Shared, tokens: Token[]): Learned {
  let classifiers = learned.get(shared);
  if (!classifiers) {
    classifiers = learnAll(shared);
    learned.set(shared, classifiers);
  }
  const features = featuresOf(tokens);
  const scoreOf = (classifier: Classifier, label: string) =>
    classifier.classify(features).find((g) => g.label === label)!.score;
  return {
    concerns: likelihoods(classifiers.concern.classify(features)),
    ours: scoreOf(classifiers.ours, 'ours'),
    danger: scoreOf(classifiers.danger, 'acute'),
  };
}

function likelihoods(guesses: { label: string; score: number }[]): Learned['concerns'] {
  const top = guesses[0]!.score;
  const weights = guesses.map(({ score }) => Math.exp((score - top) / temperature));
  const sum = weights.reduce((s, w) => s + w, 0);
  return guesses.map(({ label }, i) => ({ id: label, likelihood: weights[i]! / sum }));
}

function learnAll({ examples }: Shared) {
  const read = (texts: string[]): Features[] => texts.map((text) => featuresOf(tokenise(text)));
  const byConcern = new Map(Object.entries(examples.concerns).map(([id, texts]) => [id, read(texts)]));
  const other = read(examples.other);
  const all = [...byConcern.values()].flat();
  return {
    concern: learnClassifier(new Map([...byConcern, [otherLabel, other]])),
    ours: learnClassifier(
      new Map([
        ['ours', all],
        [otherLabel, other],
      ]),
    ),
    danger: learnClassifier(
      new Map([
        ['acute', read(examples.acute)],
        ['near', [...read(examples.near), ...all, ...other]],
      ]),
    ),
  };
}
