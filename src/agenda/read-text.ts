import { fold } from '../language/fold.ts';
import { maskCpr } from '../privacy/personal-data.ts';
import { isPersonalPlace } from '../privacy/place.ts';
import { longestLink } from './limits.ts';

/** The privacy guard as a form's reader sees it. */
export interface TextGuard {
  /** Whether a text tells who somebody is. */
  isPersonal(text: string): boolean;
  /** Functions and names of colleagues: these may stand as presenter, chair or owner of an action. */
  known: readonly string[];
  /** This year: a date of it or later is a meeting or a deadline, and nobody's birthday. */
  year: number;
}

/** What a form sends: texts by the name of the input, and whatever else somebody made up. */
export type Inputs = Record<string, unknown>;

/** Why a text is refused: beyond its length, or personal. A text that is too long is not looked at further. */
export type TextFault = 'long' | 'personal';
export type ReadText = { text: string } | { fault: TextFault };

// Control characters break files, and marks that turn the line make a text look like another one.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const invisible = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/g;

/** An input's text with its lines, but without what nobody sees; empty when it is none. */
export function linesIn(inputs: Inputs, name: string): string {
  const value = inputs[name];
  if (typeof value !== 'string') return '';
  const lines = value.toWellFormed().normalize('NFC').replace(/\r\n?/g, '\n').replace(invisible, ' ').split('\n');
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** The same as one line. */
export function lineIn(inputs: Inputs, name: string): string {
  return linesIn(inputs, name).replace(/\s+/g, ' ');
}

export function isOn(inputs: Inputs, name: string): boolean {
  return inputs[name] === true || inputs[name] === 'true';
}

/** A text that is kept and sent on. */
export function checkText(text: string, longest: number, { isPersonal, year }: Omit<TextGuard, 'known'>): ReadText {
  if (text.length > longest) return { fault: 'long' };
  return isPersonal(withoutDates(withoutLabels(text), year)) ? { fault: 'personal' } : { text };
}

// "Bilag 2" and "Uge 12" look to the guard like a name with an age.
const labels =
  /(?<!\p{L})(?:bilag|punkt|pkt\.?|uge|kvartal|side|linje|fase|trin|afsnit|kapitel|(?:møde)?lokale|etape|spor|model|(?:del)?mål|tema|runde|version|item|appendix|page|week|room|phase|step|section)(?= \d)/giu;

function withoutLabels(text: string): string {
  return text.replace(labels, '');
}

// Neither beside further digits: these would make it a CPR number.
const dates = /(?<!\d[\s./–-]{0,3})\d{1,2}(?:\. ?\p{L}+ |[./-] ?\d{1,2}[./-] ?)(\d{4}|\d\d)(?![\s./–-]{0,3}\d)/gu;
// "3.-4. marts": a stretch of days is nobody's birthday.
const stretches =
  /(?<![\d./–-][\s./–-]{0,3})(?<!\d)\d{1,2}\.? ?[-–] ?\d{1,2}\. ?(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)(?!\p{L})(?![\s./–-]{0,3}\d)/giu;
const years = /(?<!\d[\s./–-]{0,3})(?<!\d)(20\d\d)(?![\s./–-]{0,3}\d)/g;

/** Without the days and years that are nobody's birthday: this year's, those of the year before, and later ones. */
function withoutDates(text: string, year: number): string {
  const recent = (found: string, written: string) =>
    Number(written.length === 2 ? `20${written}` : written) >= year - 1 ? '' : found;
  return text.replace(dates, recent).replace(stretches, '').replace(years, recent);
}

/** A function or a colleague. Anybody whom the guard does not know must not be told apart from others. */
export function checkName(text: string, longest: number, guard: TextGuard): ReadText {
  const known = guard.known.find((name) => fold(name) === fold(text));
  return known ? { text: known } : checkText(text, longest, guard);
}

/** Where a meeting is: a street with its number and an institution that bears a name tell of nobody. */
export function checkPlace(text: string, longest: number, { isPersonal, year }: TextGuard): ReadText {
  if (text.length > longest) return { fault: 'long' };
  const isAbout = (part: string) => isPersonal(withoutDates(withoutLabels(part), year));
  return isPersonalPlace(text, isAbout) ? { fault: 'personal' } : { text };
}

/** The text; or nothing, and its fault under the name of the input: `titleLong`, `titlePersonal`. */
export function orFault<Name extends string>(
  read: ReadText,
  faults: { push(fault: NoInfer<`${Name}Long` | `${Name}Personal`>): unknown },
  name: Name,
): string {
  if ('text' in read) return read.text;
  faults.push(read.fault === 'long' ? `${name}Long` : `${name}Personal`);
  return '';
}

/** An https address of a host in the net, as it can be opened. */
export function httpsUrl(text: string): URL | undefined {
  const url = text.length <= longestLink ? URL.parse(text) : null;
  // A name before the host (https://kommune.dk@evil.example) makes an address look like another one.
  if (url?.protocol !== 'https:' || url.username || url.password || !url.hostname.includes('.')) return undefined;
  return url;
}

/** An https address that tells nothing about anybody. */
export function checkLink(
  text: string,
  { isPersonal }: Pick<TextGuard, 'isPersonal'>,
): { link: string } | { fault: 'not-https' | 'personal' } {
  const url = httpsUrl(text);
  if (!url) return { fault: 'not-https' };
  const said = decoded(`${url.pathname}${url.search}${url.hash}`);
  return maskCpr(said) !== said || isPersonal(wordsOf(said)) ? { fault: 'personal' } : { link: url.href };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The words of an address. OneDrive writes whose file it is (/personal/anna_holm_kommune_dk/): that is the colleague's own. */
function wordsOf(path: string): string {
  return path
    .replace(/\/personal\/[^/]+/i, '')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
}
