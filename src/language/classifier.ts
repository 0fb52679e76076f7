import type { Token } from './tokens.ts';

/** How strongly a text speaks for a label: the sum of its features' log-odds against all other labels. */
export interface Guess {
  label: string;
  score: number;
}

export interface Classifier {
  /** All labels, the likeliest first; deterministic. */
  classify(features: Features): Guess[];
}

/** The features of a text, each with the share that it counts for. */
export type Features = ReadonlyMap<string, number>;

const smoothing = 0.15;
const gramLength = 4;
const gramShare = 0.3;
const pairShare = 0.7;

/**
 * A naive Bayes classifier over stems, neighbouring stems and pieces of words (which see through compounds and slips),
 * learned from example texts by label. Each feature counts once in a text.
 */
export function learnClassifier(examples: Map<string, Features[]>): Classifier {
  const labels = [...examples.keys()];
  const counts = new Map<string, Float64Array>();
  const totals = new Float64Array(labels.length);
  for (const [label, texts] of [...examples.values()].entries()) {
    for (const features of texts) {
      for (const feature of features.keys()) {
        let row = counts.get(feature);
        if (!row) {
          row = new Float64Array(labels.length);
          counts.set(feature, row);
        }
        row[label]!++;
        totals[label]!++;
      }
    }
  }
  const weights = logOdds(counts, totals);
  return {
    classify(features) {
      const scores = new Float64Array(labels.length);
      for (const [feature, share] of features) {
        const row = weights.get(feature);
        if (!row) continue;
        for (let label = 0; label < labels.length; label++) scores[label]! += share * row[label]!;
      }
      return labels.map((label, i) => ({ label, score: scores[i]! })).sort((a, b) => b.score - a.score);
    },
  };
}

function logOdds(counts: Map<string, Float64Array>, totals: Float64Array): Map<string, Float32Array> {
  const vocabulary = counts.size;
  const all = totals.reduce((sum, n) => sum + n, 0);
  const weights = new Map<string, Float32Array>();
  for (const [feature, row] of counts) {
    const sum = row.reduce((s, n) => s + n, 0);
    const odds = row.map((n, label) => {
      const own = (n + smoothing) / (totals[label]! + smoothing * vocabulary);
      const other = (sum - n + smoothing) / (all - totals[label]! + smoothing * vocabulary);
      return Math.log(own / other);
    });
    weights.set(feature, Float32Array.from(odds));
  }
  return weights;
}

/** The features of a text: its stems, pairs of neighbours, and pieces of its longer words. */
export function featuresOf(tokens: Token[]): Features {
  const features = new Map<string, number>();
  tokens.forEach(({ word, stem, sentence }, i) => {
    features.set(stem, 1);
    const next = tokens[i + 1];
    if (next?.sentence === sentence) features.set(`${stem} ${next.stem}`, pairShare);
    if (word.length <= gramLength) return;
    const framed = `<${word}>`;
    for (let at = 0; at + gramLength <= framed.length; at++)
      features.set(`~${framed.slice(at, at + gramLength)}`, gramShare);
  });
  return features;
}
