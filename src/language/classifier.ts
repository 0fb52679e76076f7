import type { Token } from './tokens.ts';

/** How strongly a text speaks for a label: its features' log-odds against all other labels, added up. */
export interface Guess {
  label: string;
  score: number;
}

/** Several questions answered in one reading: every head has its own labels and examples. */
export interface Classifier<Head extends string> {
  /** For each head its labels with their scores, in the order of the examples; deterministic. */
  classify(tokens: Token[]): Record<Head, Guess[]>;
}

/** Example texts by label. */
export type Examples = Map<string, Token[][]>;

const smoothing = 0.15;
const gramLength = 4;
const gramShare = 0.2;
const pairShare = 0.7;

/**
 * A naive Bayes classifier over stems, neighbouring stems and pieces of words (which see through compounds and slips),
 * learned from example texts by label.
 */
export function learnClassifier<Head extends string>(heads: Record<Head, Examples>): Classifier<Head> {
  const names = Object.keys(heads) as Head[];
  const labels = names.map((name) => [...heads[name].keys()]);
  const columns = labels.flat().length;
  const weights = joinWeights(
    names.map((name) => learnWeights(heads[name])),
    labels.map((l) => l.length),
  );
  const known = new Set(names.flatMap((name) => [...heads[name].values()].flat(2)).map((token) => token.word));
  // A word's stem and pieces always weigh the same: added up once. Only words of the examples are kept, never a writer's.
  const kept = new Map<string, Float32Array>();

  function scoreOfWord(token: Token): Float32Array {
    const before = kept.get(token.word);
    if (before) return before;
    const sum = new Float32Array(columns);
    for (const [feature, share] of featuresOfWord(token)) addTo(sum, weights.get(feature), share);
    if (known.has(token.word)) kept.set(token.word, sum);
    return sum;
  }

  function scoresOf(tokens: Token[]): Float64Array {
    const scores = new Float64Array(columns);
    const counted = new Set<string>();
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i]!;
      if (!counted.has(token.word)) addTo(scores, scoreOfWord(token), 1);
      counted.add(token.word);
      const pair = pairAt(tokens, i);
      if (pair === undefined || counted.has(pair)) continue;
      addTo(scores, weights.get(pair), pairShare);
      counted.add(pair);
    }
    return scores;
  }

  return {
    classify(tokens) {
      const scores = scoresOf(tokens);
      const guesses = {} as Record<Head, Guess[]>;
      let column = 0;
      for (const [head, name] of names.entries()) {
        guesses[name] = labels[head]!.map((label) => ({ label, score: scores[column++]! }));
      }
      return guesses;
    },
  };
}

/** The heads' weights side by side, one row a feature. */
function joinWeights(heads: Map<string, Float32Array>[], widths: number[]): Map<string, Float32Array> {
  const columns = widths.reduce((sum, w) => sum + w, 0);
  const joined = new Map<string, Float32Array>();
  let offset = 0;
  for (const [head, weights] of heads.entries()) {
    for (const [feature, odds] of weights) {
      const row = joined.get(feature) ?? new Float32Array(columns);
      joined.set(feature, row);
      row.set(odds, offset);
    }
    offset += widths[head]!;
  }
  return joined;
}

function addTo(sum: Float32Array | Float64Array, row: Float32Array | undefined, share: number): void {
  if (!row) return;
  for (let i = 0; i < row.length; i++) sum[i]! += share * row[i]!;
}

/** For every feature its log-odds for each label against all others. A feature counts once in a text. */
function learnWeights(examples: Examples): Map<string, Float32Array> {
  const counts = new Map<string, Float64Array>();
  const totals = new Float64Array(examples.size);
  for (const [label, texts] of [...examples.values()].entries()) {
    for (const tokens of texts) {
      for (const feature of featuresOf(tokens)) {
        const row = counts.get(feature) ?? new Float64Array(examples.size);
        counts.set(feature, row);
        row[label]!++;
        totals[label]!++;
      }
    }
  }
  const all = totals.reduce((sum, n) => sum + n, 0);
  const spread = smoothing * counts.size;
  const oddsOf = (row: Float64Array) => {
    const sum = row.reduce((s, n) => s + n, 0);
    return Float32Array.from(row, (n, label) => {
      const own = (n + smoothing) / (totals[label]! + spread);
      const other = (sum - n + smoothing) / (all - totals[label]! + spread);
      return Math.log(own / other);
    });
  };
  return new Map([...counts].map(([feature, row]) => [feature, oddsOf(row)]));
}

function featuresOf(tokens: Token[]): Set<string> {
  const features = new Set<string>();
  for (const [i, token] of tokens.entries()) {
    for (const [feature] of featuresOfWord(token)) features.add(feature);
    const pair = pairAt(tokens, i);
    if (pair !== undefined) features.add(pair);
  }
  return features;
}

/** A word's stem and, of a longer word, its pieces of four letters; each with the share that it counts for. */
function featuresOfWord({ word, stem }: Token): [string, number][] {
  const features: [string, number][] = [[stem, 1]];
  if (word.length <= gramLength) return features;
  const framed = `<${word}>`;
  for (let at = 0; at + gramLength <= framed.length; at++)
    features.push([`~${framed.slice(at, at + gramLength)}`, gramShare]);
  return features;
}

/** A word and its neighbour in the same sentence. */
function pairAt(tokens: Token[], i: number): string | undefined {
  const [first, second] = [tokens[i]!, tokens[i + 1]];
  return second?.sentence === first.sentence ? `${first.stem} ${second.stem}` : undefined;
}
