import type { Hit } from '../language/lexicon.ts';
import type { Token } from '../language/tokens.ts';
import type { AcuteSignal } from '../structure/structure.ts';
import type { Meaning } from './vocabulary.ts';

/** `acute`: call 112 before anything else. `police`: the police are asked for and it does not burn: 114. */
export interface Danger {
  level: 'acute' | 'police' | 'none';
  /** The signal that decided. */
  because?: AcuteSignal | 'examples';
}

interface Signal {
  signal: AcuteSignal;
  from: number;
  to: number;
  sentence: number;
  /** Number of the clause: sentences, parted again at "men". */
  clause: number;
}

// Without one of these the rest need not be looked at.
const tellsDanger = new Set<AcuteSignal>(['always', 'suicide', 'weapon', 'missing', 'violence', 'crime', 'police']);
// With one of these the examples are not asked: what they know is the danger, not when it was.
const calms = new Set<AcuteSignal>(['over', 'past', 'longAgo', 'imagined', 'figurative', 'police']);
const surely = 12;
// Beside a word of danger the examples need not be as sure.
const likely = 7;
const surelyNot = -16;
const near = 3;
const figurativeReach = 2;

/**
 * Decides whether a message tells of danger to life or a crime in progress, and not of one that is over or imagined.
 * `odds` are the log-odds of the examples: they add what no signal names, and overrule a signal only when they are sure.
 */
export function dangerOf(tokens: Token[], hits: Hit<Meaning>[], odds: number): Danger {
  const signals = readSignals(tokens, hits);
  const told = signals.some((s) => tellsDanger.has(s.signal)) ? toldDanger(signals) : ({ level: 'none' } as const);
  if (told.level === 'acute') return odds > surelyNot ? told : { level: 'none' };
  const calmed = signals.some((s) => calms.has(s.signal));
  const enough = signals.some((s) => tellsDanger.has(s.signal)) ? likely : surely;
  return odds > enough && !calmed ? { level: 'acute', because: 'examples' } : told;
}

function toldDanger(signals: Signal[]): Danger {
  const of = (...kinds: AcuteSignal[]) => signals.filter((s) => kinds.includes(s.signal));
  const denied = of('overDenied');
  const over = of('over').filter((o) => !denied.some((d) => touches(d, o)));
  const figurative = of('figurative');
  // "hvis" with a plain "lige nu" in the sentence is no mere thought.
  const imagined = (s: Signal) =>
    of('imagined').some((i) => i.sentence === s.sentence && !denied.some((d) => touches(d, i))) &&
    !of('now').some((n) => n.sentence === s.sentence);
  const ago = (...kinds: AcuteSignal[]) => of(...kinds).filter((p) => !figurative.some((f) => touches(f, p)));
  const now = [...of('now').filter((n) => !over.some((o) => touches(o, n))), ...denied];
  const inSentence = (list: Signal[], s: Signal) => list.some((l) => l.sentence === s.sentence);
  const goesOn = (s: Signal) => now.some((n) => Math.abs(n.sentence - s.sentence) <= 1);
  const nowNear = of('nowNear').filter((n) => !of('nowTold').some((told) => touches(told, n)));
  const goesOnNear = (s: Signal) => nowNear.some((n) => n.sentence === s.sentence && gap(n, s) <= near);
  const past = ago('past', 'longAgo');
  const longAgo = ago('longAgo');

  // "Det var overstået. Men nu sidder han på broen": what comes after, in a clause of its own, counts again.
  const lastOver = Math.max(-1, ...over.map((o) => o.clause));
  const afterOver = (kind: AcuteSignal, s: Signal) =>
    s.clause > lastOver &&
    (now.some((n) => n.clause === s.clause) ||
      nowNear.some((n) => n.clause === s.clause) ||
      (kind === 'always' && !past.some((p) => p.clause === s.clause)));

  const isPresent = (s: Signal) => [...now, ...nowNear].some((n) => n.clause === s.clause);
  // A past time in the sentence, or before it with a verb in the past here: "I går var der slagsmål. En blev stukket."
  const isPast = (s: Signal) =>
    inSentence(past, s) || (past.some((p) => p.sentence < s.sentence) && inSentence(of('was'), s));

  const dangers: [AcuteSignal, (s: Signal) => boolean][] = [
    ['always', (s) => isPresent(s) || !isPast(s)],
    ['suicide', (s) => now.some((n) => n.clause === s.clause) || longAgo.length === 0],
    ['missing', (s) => !inSentence(longAgo, s)],
    [
      'weapon',
      (s) =>
        !inSentence(longAgo, s) &&
        (goesOn(s) ||
          (!inSentence(of('hearsay'), s) && (goesOnNear(s) || (inSentence(of('here'), s) && past.length === 0)))),
    ],
    ['violence', (s) => (goesOn(s) || goesOnNear(s)) && !past.some((p) => p.clause === s.clause)],
    ['crime', (s) => now.some((n) => n.sentence === s.sentence) && !past.some((p) => p.clause === s.clause)],
  ];
  for (const [kind, isReal] of dangers) {
    const candidates = of(kind).filter((s) => !figurative.some((f) => gap(f, s) <= figurativeReach) && !imagined(s));
    const real = candidates.some((s) => isReal(s) && (over.length === 0 || afterOver(kind, s)));
    if (real) return { level: 'acute', because: kind };
  }
  return of('police').length > 0 ? { level: 'police', because: 'police' } : { level: 'none' };
}

function readSignals(tokens: Token[], hits: Hit<Meaning>[]): Signal[] {
  let breaks = 0;
  const clauses = tokens.map(({ word, sentence }) => sentence + (word === 'men' || word === 'but' ? ++breaks : breaks));
  return hits.flatMap(({ entry: { meaning }, from, to }) =>
    meaning.kind === 'acute'
      ? [{ signal: meaning.signal, from, to, sentence: tokens[from]!.sentence, clause: clauses[from]! }]
      : [],
  );
}

function touches(a: { from: number; to: number }, b: { from: number; to: number }): boolean {
  return a.from <= b.to && b.from <= a.to;
}

/** Words between two places; 0 when they touch. */
function gap(a: Signal, b: Signal): number {
  if (touches(a, b)) return 0;
  return a.from > b.to ? a.from - b.to : b.from - a.to;
}
