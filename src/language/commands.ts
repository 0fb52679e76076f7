import { agendaCommand } from './agenda-commands.ts';
import { fold } from './fold.ts';
import { distance, isSwap } from './spelling.ts';

export type CommandName =
  | 'greeting'
  | 'help'
  | 'thanks'
  | 'structure'
  | 'plan'
  | 'roster'
  | 'sparring'
  | 'my-sparring'
  | 'convene'
  | 'my-beredskaber'
  | 'new-agenda'
  | 'my-agendas'
  | 'agendas'
  | 'agenda-year'
  | 'agenda-minutes'
  | 'agenda-propose'
  | 'statistics'
  | 'own-data'
  | 'erase';

export interface Command {
  name: CommandName;
  language: 'da' | 'en';
  /** What follows the words, for the commands that take more. */
  rest: string;
}

/** Those about agendas are read in agenda-commands.ts, but for what is said of one's own. */
type Listed = Exclude<CommandName, 'new-agenda' | 'agendas' | 'agenda-year' | 'agenda-minutes' | 'agenda-propose'>;

const words: Record<Listed, { da: string[]; en: string[] }> = {
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
  roster: { da: ['kontaktliste', 'kontaktlisten', 'vis kontaktlisten', 'kontaktlister'], en: ['contact list'] },
  sparring: { da: ['bed om sparring', 'sparring', 'få sparring'], en: ['ask for advice', 'get advice'] },
  'my-sparring': {
    da: ['min sparring', 'vis min sparring', 'mine sparringer', 'mine forespørgsler', 'hvem har taget min sparring'],
    en: ['my advice', 'my requests'],
  },
  convene: {
    da: ['indkald beredskab', 'indkald øvelse', 'sammenkald beredskab', 'indkald'],
    en: ['convene', 'convene beredskab', 'convene exercise'],
  },
  'my-beredskaber': {
    da: ['mine beredskaber', 'mine beredskab', 'mit beredskab', 'vis mine beredskaber', 'beredskaber i gang'],
    en: ['my beredskaber', 'my beredskab', 'my convenings'],
  },
  'my-agendas': { da: ['mine dagsordener', 'min dagsorden', 'vis mine dagsordener'], en: ['my agendas'] },
  statistics: { da: ['statistik', 'statistikken', 'vis statistik'], en: ['statistics', 'stats'] },
  'own-data': {
    da: ['vis mine data', 'mine data', 'vis mine oplysninger', 'hvad har du gemt om mig'],
    en: ['show my data', 'my data'],
  },
  erase: {
    da: ['slet mine data', 'slet mine oplysninger', 'slet data om mig'],
    en: ['delete my data', 'erase my data'],
  },
};

/** Commands that may be followed by more words. */
const open: Listed[] = ['sparring'];

// "hjælp" four letters or more with one slip; shorter words only as they stand.
const shortestMisspelt = 4;
const longestAgendaCommand = 400;

const spellings = Object.entries(words).flatMap(([name, { da, en }]) => [
  ...da.map((text) => ({ name: name as CommandName, language: 'da' as const, text: fold(text), rest: '' })),
  ...en.map((text) => ({ name: name as CommandName, language: 'en' as const, text: fold(text), rest: '' })),
]);

// Every feature asks in turn about the same message.
let last: { text: string; command: Command | undefined } = { text: '', command: undefined };

/** The command that a message is, in any case and with a slip or two; a longer message is a question. */
export function commandOf(text: string): Command | undefined {
  if (last.text !== text) last = { text, command: readCommand(text) };
  return last.command;
}

function readCommand(text: string): Command | undefined {
  const ungreeted = text.trim().replace(greeting, '');
  const asked = ungreeted.replace(courtesy, '');
  const agenda = () => (asked.length > longestAgendaCommand ? undefined : agendaCommand(asked, asked !== ungreeted));
  return conveningCommand(ungreeted, asked) ?? wholeCommand(text) ?? openCommand(text) ?? agenda();
}

const openings = open.flatMap((name) =>
  (['da', 'en'] as const).flatMap((language) =>
    words[name][language].filter((w) => w.includes(' ')).map((w) => ({ name, language, words: w })),
  ),
);

/** "bed om sparring om hash": only in these very words, so that a question stays a question. */
function openCommand(text: string): Command | undefined {
  const said = text.trim();
  const found = openings.find((o) => said.slice(0, o.words.length).toLowerCase() === o.words);
  if (!found || !/^[\s:,]/.test(said.slice(found.words.length))) return undefined;
  return { name: found.name, language: found.language, rest: said.slice(found.words.length).replace(/^[\s:,]+/, '') };
}

const convening = { da: ['indkald', 'sammenkald'], en: ['convene'] };
const convened = ['beredskab', 'beredskabet', 'øvelse', 'øvelsesberedskab', 'exercise'].map(fold);
const mostWordsBetween = 4;

const greeting = /^(?:hej(?:sa)?|hi|hello|goddag|godmorgen|kære \p{L}+|ok(?:ay)?)[\s,.!:]+/iu;
const courtesy =
  /^(?:(?:kan|vil|gider) du|(?:jeg|vi) (?:vil(?: gerne)?|skal(?: have)?|bliver nødt til at|har brug for at)|please|venligst|(?:can|could|would) you|(?:i|we) (?:want|need|would like) to)(?: (?:lige|venligst|gerne|please|hurtigt|straks))*\s+/iu;
const infinitive = { indkalde: 'indkald', indkaldt: 'indkald', sammenkalde: 'sammenkald', sammenkaldt: 'sammenkald' };
// Everyday words, which convene only right before what is convened.
const beginning = /^(?:starte?|opret(?:te)?|lave?|nyt|ny|begin|new)\s+(?:(?:et|en|a|an|nyt|ny|new)\s+)*([\p{L}-]+)/iu;

/**
 * "indkald infohus-beredskab i Præstø kl. 14", also with a slip in either word, and behind a greeting or "kan du". `rest` is
 * all that follows the word: it names the kind. A bare "indkalde" is a question: how it is done.
 */
function conveningCommand(ungreeted: string, asked: string): Command | undefined {
  const [first = '', ...words] = asked.split(/\s+/);
  const bare = fold(first).replace(/[^\p{L}]/gu, '');
  const polite = asked !== ungreeted && Object.hasOwn(infinitive, bare);
  const said = polite ? infinitive[bare as keyof typeof infinitive] : bare;
  const like = (word: string) => said !== 'indkalde' && distance(said, fold(word), 1) <= 1;
  const language = (['da', 'en'] as const).find((l) => convening[l].some(like));
  if (!language) return begun(asked);
  if (words.length === 0) return undefined;
  const names = words.slice(0, mostWordsBetween).some(isConvened);
  return names || language === 'en' ? { name: 'convene', language, rest: words.join(' ') } : undefined;
}

/** "start beredskab", "opret et nyt infohus-beredskab". */
function begun(text: string): Command | undefined {
  const what = beginning.exec(text)?.[1];
  if (!what || !isConvened(what)) return undefined;
  const language = /^(?:begin|new)\s/i.test(text) ? 'en' : 'da';
  return { name: 'convene', language, rest: text.slice(text.indexOf(what)) };
}

function isConvened(word: string): boolean {
  const near = [fold(word), ...fold(word).split('-')].map((part) => part.replace(/[^\p{L}]/gu, ''));
  return near.some((part) => convened.some((c) => part.endsWith(c) || distance(part, c, 2) <= (c.length > 7 ? 2 : 1)));
}

function wholeCommand(text: string): Command | undefined {
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
