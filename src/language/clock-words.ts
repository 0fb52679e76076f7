/** A part of a text, from index to end. */
export interface Span {
  index: number;
  end: number;
}

/** A clock time as it was said. */
export interface Clock {
  hour: number;
  minute: number;
  /** Said so that it can mean one hour of the day only: 14, 02, 2 am. */
  fixed: boolean;
  /** The second of the two such times, when the clock is set back. */
  late: boolean;
}

export interface SaidHours extends Span {
  from: Clock;
  to?: Clock;
}

// Stands for words that are read already; a day is told from the rest, since a bare number after a day is an hour.
export const dayMark = '\uE000';
const readMark = '\uE001';

const numbers = [
  ['nul', 'zero'],
  ['en', 'et', 'én', 'ét', 'one', 'a', 'an'],
  ['to', 'two'],
  ['tre', 'three'],
  ['fire', 'four'],
  ['fem', 'five'],
  ['seks', 'six'],
  ['syv', 'seven'],
  ['otte', 'eight'],
  ['ni', 'nine'],
  ['ti', 'ten'],
  ['elleve', 'eleven'],
  ['tolv', 'twelve'],
];
const tens: Record<string, number> = { femten: 15, tyve: 20, tredive: 30, fyrre: 40, femogfyrre: 45, fifteen: 15 };
Object.assign(tens, { twenty: 20, thirty: 30, forty: 40, 'forty-five': 45 });
const fractions: Record<string, number> = { kvart: 15, quarter: 15, half: 30 };
const hourWord = numbers
  .slice(1)
  .flat()
  .filter((w) => w !== 'a' && w !== 'an')
  .join('|');
const numberWord = [...numbers.slice(1).flat(), ...Object.keys(tens)].join('|');

function numberOf(said: string): number {
  const word = said.toLowerCase();
  return tens[word] ?? (/^\d/.test(word) ? Number(word.replace(',', '.')) : numbers.findIndex((n) => n.includes(word)));
}

/** A pattern that matches whole words only, and no part of a number, a date or a word with a hyphen. */
export function words(source: string): RegExp {
  const before = String.raw`(?<![\p{L}\p{N}§]|\p{N}[-./:,]|\p{L}-)`;
  const after = String.raw`(?![\p{L}\p{N}]|[-–][\p{L}\p{N}]|[.:,/]\p{N}|\.\p{L})`;
  return new RegExp(`${before}(?:${source})${after}`, 'giu');
}

/** The text with these parts of it read: as long as before, so that every place stays the same. */
export function masked(text: string, spans: Span[], mark = readMark): string {
  return spans.reduce((t, { index, end }) => t.slice(0, index) + mark.repeat(end - index) + t.slice(end), text);
}

// What makes a number a count, an age, a class or a paragraph.
const units = [
  'års?|årige?|klasser?|klassen|klassetrin|kl|trin|unge|unges|elev|elever|elevers|børn|børns|barn|drenge?|piger?',
  'personer?|pers|stk|medarbejdere?|grupper?|mand|forældre|familier?|km|kr|min|minutter|minutters|timers?|time|dages?|dag',
  'uger?|ugers|gange?|sager|skoler?|møder|deltagere|voksne|teenagere?|students?|pupils?|kids|child|children|people',
  'years?|grades?|boys|girls|hours?|days?|weeks?|groups?|cases|schools?',
].join('|');
export const noUnit = String.raw`(?!\.?\s*-?(?:%|(?:${units})(?!\p{L}|[.:]?\s*\d)))`;
export const noLabel = String.raw`(?<!(?:§|lokale|lok\.|rum|room|afsnit|kap\.|kapitel|stk\.|side|version|v\.|nr\.|kr\.|bilag|tlf\.?|punkt)\s*)`;
// What may follow a bare number that is an hour.
const follows = String.raw`(?=\s*(?:$|[,;!?)\uE000\uE001]|\.\s*$)|\s+(?:på|paa|om|hos|ved|med|on|in|about|with)(?!\p{L})|\s+i\s+(?!\d))`;

const winter = String.raw`(?:\s\((?:vintertid|winter time)\))?`;
const half = String.raw`(?:\s?[ap]\.?m(?:\.(?!\p{L})|(?![\p{L}.])|(?=\.)))`;
const digits = String.raw`\d{1,2}(?:[.:]\d\d)?${half}?${winter}`;
const bare = '(?:[01]?\\d|2[0-4])';
const pair = String.raw`\d{1,2}[.:]\d\d${winter}`;
const afterKl = String.raw`(?:\d{1,2}[.:,]\d\d|\d{3,4}|\d{1,2})${half}?${winter}`;
const spokenHour = String.raw`(?:${hourWord}|\d{1,2})`;
const spoken = `(?:halv|half past|kvart (?:over|i)|(?:a )?quarter (?:past|to)) ${spokenHour}`;
const minutesTo = String.raw`(?:${numberWord}|\d{1,2})(?: min(?:\.|utter)?)? (?:over|i|past|to) (?:halv )?${spokenHour}`;
const pre = String.raw`(?:(?:fra|til|ved|ca\.?|cirka|omkring|from|at|around|about|mellem|between)\s+){0,2}`;
const kl = String.raw`(?:klokken\s*|kl[.:]?\s*)`;
const until = String.raw`\s*(?:-|–|—|til|to|until|till)\s*${kl}?`;
const and = String.raw`\s*(?:og|and)\s*${kl}?`;

// From the surest to the boldest.
const hourPatterns = [
  String.raw`(?<!(?:over|før|efter|after|before)\s+)${pre}${kl}?(?:12\s+)?(?:til\s+|ved\s+)?(?<from>middag|noon|middagstid|midday|midnat|midnight)`,
  `${pre}${kl}(?<from>${minutesTo}|${spoken})(?:${until}(?<to>${spoken}|${afterKl}))?${noUnit}`,
  `${pre}${kl}(?<from>${hourWord})${until}(?<to>${hourWord})${noUnit}`,
  `(?:mellem|between)\\s+${kl}(?<from>${afterKl})${and}(?<to>${afterKl})${noUnit}`,
  `${pre}${kl}(?<from>${afterKl})(?:${until}(?<to>${afterKl}|${spoken})${noUnit})?`,
  `${pre}${kl}(?<from>${hourWord})${noUnit}`,
  `(?:mellem|between)\\s+(?<from>${digits})${and}(?<to>${digits})${noUnit}`,
  `(?:fra|from)\\s+(?<from>${digits})${until}(?<to>${digits})${noUnit}`,
  `${pre}(?<from>\\d{1,2}(?:[.:]\\d\\d)?)${until}(?<to>\\d{1,2}(?:[.:]\\d\\d)?${half})`,
  `${pre}(?<from>\\d{1,2}(?:[.:]\\d\\d)?${half})(?:${until}(?<to>${digits}))?`,
  `${pre}(?<from>${spoken})(?:${until}(?<to>${spoken}|${digits}))?${noUnit}`,
  String.raw`${pre}(?<from>${spokenHour})(?:\s?o['’]?clock|-tiden)`,
  `(?<=${dayMark}[\\s,]*)${pre}(?<weak>(?<from>${digits})${until}(?<to>${digits}))${noUnit}`,
  `^${pre}(?<from>${digits})${until}(?<to>${digits})${noUnit}(?=[\\s,]*${dayMark})`,
  `${noLabel}${pre}(?<weak>(?<from>${pair})(?:${until}(?<to>${digits}))?)${noUnit}`,
  `${noLabel}${pre}(?<weak>(?<from>\\d{1,2})[-–](?<to>${pair}))${noUnit}`,
  `(?<=${dayMark}[\\s,]*)${pre}(?<from>${bare})${follows}`,
  `^${pre}(?<from>${bare})(?=[\\s,]*${dayMark})`,
  `at\\s+(?<from>${bare})${follows}`,
].map(words);

/** The clock times in a text whose days are masked, the surest first. */
export function hoursIn(text: string): SaidHours[] {
  const found: SaidHours[] = [];
  for (const pattern of hourPatterns) {
    for (const match of masked(text, found).matchAll(pattern)) {
      const { from = '', to, weak } = match.groups!;
      const hours = { from: clockOf(from, to), ...(to && { to: clockOf(to) }), ...spanOf(match) };
      // 45.50 is an amount, and 25.00 a slip.
      if (!weak || [hours.from, hours.to].every((c) => !c || (c.hour < 30 && c.minute < 60))) found.push(hours);
    }
  }
  return found;
}

export function spanOf(match: RegExpExecArray): Span {
  return { index: match.index, end: match.index + match[0].length };
}

/** The clock time that the words mean; `until`: the words of the end, whose "pm" counts for the beginning too. */
function clockOf(said: string, until?: string): Clock {
  const late = /\(/.test(said);
  const plain = said.toLowerCase();
  if (/^(?:middag|noon|midday)/.test(plain)) return { hour: 12, minute: 0, fixed: true, late };
  if (/^mid/.test(plain)) return { hour: 24, minute: 0, fixed: true, late };
  const compact = /^(\d{1,2})(\d\d)\b/.exec(plain);
  const [, hour, minute = '0'] =
    compact ?? /^(\d{1,2})(?:[.:,](\d\d))?(?! ?min| over| i | past| to )/.exec(plain) ?? [];
  if (!hour) return spokenClock(plain);
  const own = /([ap])\.?m/.exec(plain)?.[1];
  const lent = own ? undefined : /([ap])\.?m/i.exec(until ?? '')?.[1]?.toLowerCase();
  const clock = { hour: Number(hour), minute: Number(minute), fixed: /^0|^1[3-9]|^2\d/.test(hour), late };
  if (own) return inHalf(clock, own);
  if (!lent || clock.fixed) return clock;
  const together = inHalf(clock, lent);
  const { hour: last, minute: lastMinute } = clockOf(until!);
  return together.hour * 60 + together.minute < last * 60 + lastMinute ? together : { ...clock, fixed: true };
}

function inHalf(clock: Clock, half: string): Clock {
  if (clock.hour > 12) return clock;
  return { ...clock, hour: (clock.hour % 12) + (half === 'p' ? 12 : 0), fixed: true };
}

/** "halv tre", "kvart i 9", "quarter past two", "ti minutter over halv otte", "tre". */
function spokenClock(said: string): Clock {
  const pattern = /^(?:(.+?)(?: min\S*)? (over|i|past|to) )?(halv )?(\S+)$/;
  const [, minutes = 'nul', side, halfBefore, hour = ''] = pattern.exec(said.replace(/^a /, '')) ?? [];
  const counted = fractions[minutes] ?? numberOf(minutes);
  const offset = (side === 'i' || side === 'to' ? -counted : counted) - (halfBefore ? 30 : 0);
  const total = numberOf(hour) * 60 + offset;
  // Half past twelve is "halv et".
  const shifted = total < 60 ? total + 720 : total;
  return { hour: Math.floor(shifted / 60), minute: shifted % 60, fixed: shifted !== total, late: false };
}

const urgent = words(
  [
    '(?:lige |her og )?nu(?: og her| her)?|med det samme|straks|(?:så )?hurtigt som muligt|hurtigst muligt|omgående|øjeblikkeligt',
    'snarest(?: muligt)?|(?:right )?now|asap|as soon as possible|right away|immediately|at once',
  ].join('|'),
);

/** The words that say "now". */
export function urgentIn(text: string): Span[] {
  return [...text.matchAll(urgent)].map(spanOf);
}

const count = String.raw`(?:\d{1,3}(?:[.,]\d)?|${numberWord})`;
const piece = [
  String.raw`(?:halvanden|${count})\s?times tid`,
  '(?:(?:en|1|et|an?|one) )?(?:halv(?:[ -]?time)|half(?: an)?[ -]hour)',
  'halvanden timer?|(?:an|one) hour and a half|one and a half hours?',
  String.raw`${count}(?:\s?½| 1\/2| (?:og )?en halv| and a half)\s?(?:timer?|hours?|t)`,
  String.raw`${count}?\s?(?:kvarter|quarters?(?: of an hour)?)`,
  String.raw`${count}\s?(?:timer?|hours?|hrs?|t|minut(?:ter)?|minutes?|mins?|min\.|m)`,
].join('|');
const duration = `(?<length>(?:${piece})(?:(?: og| and|,)? (?:${piece}))*)`;
const fromNow = words(String.raw`(?:om|in)\s+(?:ca\.?\s+|cirka\s+|about\s+)?${duration}`);
const lasting = words(String.raw`(?:i|for|varer|varighed)\s+(?:ca\.?\s+|cirka\s+|about\s+)?${duration}`);

/** "om halvanden time", and how many minutes that is. */
export function delayIn(text: string): (Span & { minutes: number }) | undefined {
  return lengthsIn(text, fromNow)[0];
}

/** "kl. 10 i to timer": how long, right behind the place `from`. */
export function lengthAt(text: string, from: number): (Span & { minutes: number }) | undefined {
  return lengthsIn(text, lasting).find(({ index }) => index >= from && /^[\s,]*$/.test(text.slice(from, index)));
}

function lengthsIn(text: string, pattern: RegExp): (Span & { minutes: number })[] {
  const pieces = new RegExp(piece, 'giu');
  return [...text.matchAll(pattern)].map((match) => ({
    ...spanOf(match),
    minutes: [...match.groups!.length!.matchAll(pieces)].reduce(
      (sum, [said]) => sum + minutesOf(said.toLowerCase()),
      0,
    ),
  }));
}

function minutesOf(said: string): number {
  if (/^(?:\S+ )?hal(?:v[ -]?time|f(?: an)?[ -]hour)/.test(said)) return 30;
  if (/^halvanden|^(?:an|one) hour and a half|^one and a half/.test(said)) return 90;
  const amount = /^(?:kvarter|quarter)/.test(said) ? 1 : numberOf(new RegExp(`^${count}`, 'u').exec(said)![0]);
  const whole = amount + (/½|1\/2|halv|half/.test(said) ? 0.5 : 0);
  const isMinutes = /min/.test(said);
  const each = /kvarter|quarter/.test(said)
    ? 15
    : !isMinutes && /t(?:imer?|imes tid)?$|h(?:ou)?rs?$/.test(said)
      ? 60
      : 1;
  return Math.round(whole * each);
}
