import { buildLexicon, type Entry, type Lexicon } from '../language/lexicon.ts';
import type { AcuteSignal, AgeSpan, Intent, Language, Patterns, Structure } from '../structure/structure.ts';

/** What a pattern in a question means. */
export type Meaning =
  | { kind: 'concern'; id: string }
  | { kind: 'contact'; id: string; strong: boolean }
  | { kind: 'initiative'; id: string }
  | { kind: 'word'; id: string }
  | { kind: 'place'; name: string }
  | { kind: 'ages'; ages: AgeSpan }
  | { kind: 'intent'; intent: Intent }
  | { kind: 'acute'; signal: AcuteSignal }
  | { kind: 'negation' | 'seeking' | 'young' | 'ageless' | 'offTopic' | 'cancels' };

const points = { strong: 5, normal: 3, weak: 1.5 } as const;
const built = new WeakMap<Structure, Partial<Record<Language, Lexicon<Meaning>>>>();

/** The lexicon of a municipality; built at the first question in that language and kept. */
export function vocabularyOf(structure: Structure, language: Language): Lexicon<Meaning> {
  const kept = built.get(structure) ?? {};
  built.set(structure, kept);
  kept[language] ??= buildLexicon(entriesOf(structure, language), structure.shared.signals.common);
  return kept[language];
}

function entriesOf(structure: Structure, language: Language): Entry<Meaning>[] {
  const entries: Entry<Meaning>[] = [];
  const add = (patterns: string[], meaning: Meaning, weight: number = points.normal) => {
    for (const pattern of patterns) entries.push({ pattern, meaning, weight });
  };
  // English questions hold Danish words; Danish questions hold no English ones ("gang" is time, not a gang).
  const addBoth = (patterns: Patterns, meaning: Meaning) => {
    add(patterns.da, meaning);
    if (language === 'en') add(patterns.en, meaning);
  };
  for (const { id, words } of structure.shared.concerns) {
    for (const strength of ['strong', 'normal', 'weak'] as const) {
      add(words[strength], { kind: 'concern', id }, points[strength]);
      if (language === 'en') add(words.en[strength], { kind: 'concern', id }, points[strength]);
    }
  }
  for (const { id, names } of structure.contacts) {
    add(names.strong, { kind: 'contact', id, strong: true }, points.strong);
    add(names.weak, { kind: 'contact', id, strong: false }, points.weak);
  }
  for (const { id, names } of structure.initiatives) add(names, { kind: 'initiative', id });
  for (const { id, names } of structure.words) add(names, { kind: 'word', id });
  for (const name of structure.places) add([name.toLowerCase()], { kind: 'place', name });
  const { signals } = structure.shared;
  for (const { ages, ...patterns } of signals.ages) addBoth(patterns, { kind: 'ages', ages });
  for (const [intent, patterns] of Object.entries(signals.intents)) {
    addBoth(patterns, { kind: 'intent', intent: intent as Intent });
  }
  for (const [signal, patterns] of Object.entries(signals.acute)) {
    addBoth(patterns, { kind: 'acute', signal: signal as AcuteSignal });
  }
  addBoth(signals.negation, { kind: 'negation' });
  addBoth(signals.seeking, { kind: 'seeking' });
  addBoth(signals.young, { kind: 'young' });
  addBoth(signals.ageless, { kind: 'ageless' });
  addBoth(signals.offTopic, { kind: 'offTopic' });
  addBoth(signals.offTopic.cancels, { kind: 'cancels' });
  return entries;
}
