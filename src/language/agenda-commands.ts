import type { Command, CommandName } from './commands.ts';
import { fold } from './fold.ts';
import { distance } from './spelling.ts';

type Language = Command['language'];

const agendaWords = ['dagsorden', 'dagsordenen', 'agenda'].map(fold);
const making: Record<Language, string[]> = {
  da: ['lav', 'opret', 'skriv', 'start', 'begynd'],
  en: ['create', 'make', 'write', 'begin'],
};
/** Behind "kan du" or "vi skal" only: alone they ask how it is done. */
const infinitives: Record<Language, string[]> = {
  da: ['lave', 'lavet', 'oprette', 'oprettet', 'skrive', 'skrevet', 'starte', 'have lavet'],
  en: ['have'],
};
const newWords: Record<Language, string[]> = { da: ['ny', 'nyt'], en: ['new'] };
const articles = new Set(['en', 'et', 'den', 'det', 'a', 'an', 'the', 'mig', 'os', 'me', 'us']);
const isEnglish = new Set(['a', 'an', 'the', 'new']);
const asking = /\?|(?<!\p{L})(?:hvem|hvad|hvordan|hvornår|hvorfor|hvilken|who|what|how|when|which|why)(?!\p{L})/iu;
const time =
  /\d{1,2}[./-] ?\d{1,2}(?!\d)|\d{1,2}\. \p{L}|(?<!\p{L})(?:kl\.?|klokken|at) ?\d|(?:man|tirs|ons|tors|fre)dag|(?:mon|tues|wednes|thurs|fri)day|i morgen|tomorrow|(?:om|in) (?:\d+|en|to|a|two) /iu;
const before = /^(?:(?:til|for|om|to|of|for)\s+)?(?:(?:the|vores|our)\s+)?/i;

/** What is said of agendas, behind a greeting or "kan du" (`polite`) that is off already. A question stays one. */
export function agendaCommand(text: string, polite: boolean): Command | undefined {
  return newAgendaCommand(text, polite) ?? listCommand(text);
}

/** "lav en dagsorden til lokalrådet på torsdag", "en ny dagsorden", "nydagsorden …", "dagsorden lokalrådet 12/3 kl. 9". */
function newAgendaCommand(text: string, polite: boolean): Command | undefined {
  let left = text.trim();
  let language: Language | undefined;
  for (let words = 0; words < mostWordsBefore; words++) {
    const [, raw = '', after = ''] = /^(\S+)(.*)$/s.exec(left) ?? [];
    const word = fold(raw).replace(/[^\p{L}]/gu, '');
    const joined = word.startsWith('ny') && isAgenda(word.slice(2));
    if (isAgenda(word) || joined) {
      const said = language ?? (joined ? 'da' : undefined);
      return newWith(after, said, polite);
    }
    const means = makes(word, words === 0, polite);
    if (!means && !articles.has(word)) return undefined;
    // "start" is of both languages: what stands behind it tells.
    language = language && isEnglish.has(word) ? 'en' : (language ?? means);
    left = after.trimStart();
  }
  return undefined;
}

const mostWordsBefore = 5;

function newWith(after: string, language: Language | undefined, polite: boolean): Command | undefined {
  const rest = after.replace(/^[\s:,.!]+/, '').replace(before, '');
  if (language && !asking.test(polite ? rest.replace(/\?$/, '') : rest)) return { name: 'new-agenda', language, rest };
  return !language && time.test(rest) && !asking.test(rest) ? { name: 'new-agenda', language: 'da', rest } : undefined;
}

function makes(word: string, first: boolean, polite: boolean): Language | undefined {
  return (['da', 'en'] as const).find(
    (l) =>
      newWords[l].includes(word) ||
      (first && making[l].includes(word)) ||
      (first && polite && infinitives[l].includes(word)),
  );
}

function isAgenda(word: string): boolean {
  return agendaWords.some((known) => distance(word, known, slips(known)) <= slips(known));
}

function slips(word: string): number {
  return word.length > 7 ? 2 : 1;
}

const lists: Partial<Record<CommandName, Record<Language, string[]>>> = {
  agendas: { da: ['dagsorden', 'dagsordenen', 'dagsordener', 'dagsordnerne'], en: ['agenda', 'agendas'] },
  'agenda-year': {
    da: ['årshjul', 'årshjulet', 'årets møder', 'årsplan for møder', 'mødeplan', 'mødeplanen', 'mødekalender'],
    en: ['meeting plan', 'meetings of the year', 'years meetings', 'year of meetings', 'meeting calendar'],
  },
  'agenda-minutes': { da: ['referat', 'referatet', 'referater'], en: ['minutes', 'minutes of the meeting'] },
  'agenda-propose': {
    da: ['foreslå punkt', 'foreslå et punkt', 'foreslå punkter', 'punkt til dagsordenen', 'tilføj punkt'],
    en: ['propose item', 'propose an item', 'suggest an item', 'suggest item', 'add item', 'add an item'],
  },
};
const known = Object.entries(lists).flatMap(([name, words]) =>
  (['da', 'en'] as const).flatMap((language) =>
    words[language].map((text) => ({ name: name as CommandName, language, text: fold(text) })),
  ),
);
const showing =
  /^(?:(?:vise?|se|åbne?|hente?|finde?|skrive?|lave?|show|see|open|get|write|make)\s+(?:(?:mig|os|me|us)\s+)?)?(?:(?:en|et|de|den|det|nyt|alle|kommende|næste|a|an|the|all|upcoming|coming|next|vores|our)\s+)*/iu;
/** An agenda that is to be made is none to be looked at. */
const beingMade = /^(?:skriv|lav|write|make)/i;
/** "årshjul 2027" and "foreslå punkt til lokalrådet" are no questions; "dagsorden til lokalrådet" may be one. */
const behind = /\s+(?:(?:til|for|to)\s.+|20\d\d)$/iu;
const shortestMisspelt = 6;

/** "vis årshjul", "kommende dagsordener", "skriv referat", "foreslå punkt til lokalrådet". */
function listCommand(text: string): Command | undefined {
  const said = plain(text.replace(showing, ''));
  const short = plain(text.replace(showing, '').replace(behind, ''));
  const isMade = beingMade.test(text);
  const found = known.find((k) =>
    k.name === 'agendas' ? !isMade && isLike(said, k.text) : isLike(said, k.text) || isLike(short, k.text),
  );
  return found && { name: found.name, language: found.language, rest: '' };
}

function isLike(said: string, known: string): boolean {
  return said === known || (said.length >= shortestMisspelt && distance(said, known, 1) <= 1);
}

function plain(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N} ]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
