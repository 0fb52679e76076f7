import { fold } from '../language/fold.ts';
import { distance, isSwap } from '../language/spelling.ts';

export type Command = 'greeting' | 'help' | 'thanks' | 'structure' | 'plan';

const words: Record<Command, { da: string[]; en: string[] }> = {
  greeting: {
    da: [
      'hej',
      'hejsa',
      'halløj',
      'hey',
      'goddag',
      'god dag',
      'godmorgen',
      'god morgen',
      'godaften',
      'hej med dig',
      'hej ssp',
      'dav',
      'davs',
      'mojn',
      'heej',
    ],
    en: ['hi', 'hello', 'hi there', 'hello there', 'good morning', 'good afternoon', 'helo', 'hallo'],
  },
  help: {
    da: [
      'hjælp',
      'hjælp mig',
      'hvad kan du',
      'hvad kan jeg spørge om',
      'kommandoer',
      'menu',
      'vejledning',
      'hælp',
      'hjlp',
    ],
    en: ['help', 'help me', 'what can you do', 'commands', 'hlp'],
  },
  thanks: {
    da: ['tak', 'mange tak', 'tusind tak', 'tak for hjælpen', '1000 tak', 'tak skal du have', 'super tak', 'takker'],
    en: ['thanks', 'thank you', 'many thanks', 'thank you very much', 'thx', 'thnks'],
  },
  structure: { da: ['struktur', 'strukturen'], en: ['structure'] },
  plan: { da: ['handleplan', 'handleplanen', 'handlingsplan'], en: ['action plan'] },
};

// "hjælp" four letters or more with one slip; shorter words only as they stand.
const shortestMisspelt = 4;

const spellings = Object.entries(words).flatMap(([command, { da, en }]) => [
  ...da.map((text) => ({ command: command as Command, language: 'da' as const, text: fold(text) })),
  ...en.map((text) => ({ command: command as Command, language: 'en' as const, text: fold(text) })),
]);

/** The command that a whole message is, in any case and with a slip or two; a longer message is a question. */
export function commandOf(text: string): { command: Command; language: 'da' | 'en' } | undefined {
  const said = fold(text)
    .replace(/[^\p{L}\p{N} ]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (said.length === 0 || said.length > 30) return undefined;
  const exact = spellings.find((s) => s.text === said);
  if (exact) return exact;
  if (said.length < shortestMisspelt) return undefined;
  return spellings.find(
    (s) => s.text.length >= shortestMisspelt && (isSwap(said, s.text) || distance(said, s.text, 1) <= 1),
  );
}
