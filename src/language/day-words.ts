import { dayMark, masked, noLabel, noUnit, type Span, spanOf, words } from './clock-words.ts';
import { dayIn, daysLater } from './dates.ts';

export type DayPart = 'morning' | 'afternoon' | 'evening' | 'night' | 'small-hours';

/** What one word or date tells of the day; a phrase is several that stand together. */
export interface DayWord extends Span {
  day?: string;
  weekday?: number;
  next?: boolean;
  /** The Monday of the week that was named with the weekday. */
  week?: string;
  weekly?: boolean;
  part?: DayPart;
  /** What is said is no day that exists, or one that nothing here can keep, like every other week. */
  unreal?: boolean;
}

const weekdays = [
  'mandag|monday',
  'tirsdag|tuesday',
  'onsdag|wednesday',
  'torsdag|tordag|thursday',
  'fredag|friday',
  'lørdag|loerdag|lordag|saturday',
  'søndag|soendag|sondag|sunday',
];
// "man" and "ons" are words and names of their own: they are days only in front of an hour or a date.
const shortWeekdays = ['man|mon', 'tirs?d?|tues?', 'onsd?|weds?', 'tors?d?|thu(?:rs?)?', 'fred?', 'lørd?', 'sønd?'];
const weekday = weekdays.join('|');
const short = shortWeekdays.join('|');
const beforeTime = String.raw`(?=[\s,]*(?:${dayMark}|kl\.?\s*\d|klokken|d\.\s*\d|den\s\d|at\s\d|\d{1,2}[./:]\d|\d{1,2}\s*[-–]\s*\d{1,2}(?!\d)${noUnit}|\d{1,2}\s*$))`;
const aWeekday = `(?<weekday>${weekday})|(?<short>${short})`;
const everyOther = String.raw`(?:hver ?anden|hver (?:2|3|4|14)\.|hver (?:tredje|fjerde)|every (?:other|second|third)|(?:bi|fort)\p{L}*ly)`;
const on = String.raw`(?:på|paa|om|on)\s+`;
const dayPre = String.raw`(?:(?:(?:nu|now)\s+(?=på|paa|on))?(?:på|paa|on|til|den|denne|this|(?:først|næst)?kommende|coming)\s+){0,3}`;
const datePre = String.raw`(?:(?:på|til|on|the|den|d\.|d(?=\s?\d))\s*){0,3}`;
const months = 'januar|february?|februar|january|marts?|march|april|maj|may|juni|june|juli|july|august|september';
const month = String.raw`(?:${months}|o[kc]tober|november|de[ck]ember|(?:jan|feb|mar|apr|jun|jul|aug|sept?|okt|oct|nov|de[ck])\.?)`;
const year = String.raw`(?:19|20)\d\d`;
const thisWeek = String.raw`(?:i |in )?(?:uge ?(?<week>\d{1,2})|week (?<weekEn>\d{1,2})|(?<nextWeek>(?:den )?næste uge|next week)|denne uge|this week)`;
const laterHour = String.raw`(?=\.?[\s,].*?(?:kl\.?\s*\d|klokken)|\.?[\s,]+(?:at\s+)?(?:\d{1,2}[.:]\d\d|\d{1,2}\s*[-–]\s*\d{1,2}(?!\d)))`;

type Reader = (
  groups: Record<string, string | undefined>,
  said: string,
  today: string,
) => Omit<DayWord, 'index' | 'end'>;

const dated =
  (text: (groups: Record<string, string | undefined>) => string): Reader =>
  (groups, _said, today) =>
    known(dayIn(text(groups), today));
const partOnly: Reader = (_groups, said) => ({ part: partIn(said) });
const byNumbers = dated(({ d, m, y }) => [d, m, y].filter(Boolean).join('/'));
const byMonth = dated(({ d, m, y }) => `${d}. ${m!.replace('.', '')}${y ? ` ${y}` : ''}`);
const byWeekday: Reader = (groups, said, today) => ({
  weekday: weekdayIn(groups),
  ...(groups.next && { next: true }),
  ...weekNamed(groups, said, today),
});

const dayPatterns: [RegExp, Reader][] = (
  [
    [`${datePre}(?<d>\\d{4}-\\d\\d-\\d\\d)`, dated(({ d }) => d!)],
    [
      `${datePre}(?<d>\\d{1,2})(?:\\.|st|nd|rd|th)?\\s?(?:of\\s)?(?<m>${month})(?:,?\\s(?<y>${year}))?${noUnit}`,
      byMonth,
    ],
    [`(?:on\\s)?(?<m>${month})\\s(?<d>\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s(?<y>${year}))?${noUnit}`, byMonth],
    [
      `${noLabel}${datePre}(?!24/7(?!\\s*(?:kl|at|\\d)))(?<d>[0-3]?\\d)/(?<m>[01]?\\d)(?:(?:[-/.]|\\s)(?<y>${year})|[-/.](?<y>\\d\\d))?\\.?(?!\\s(?:af|of)\\s)${noUnit}`,
      byNumbers,
    ],
    [`${datePre}(?<d>[0-3]?\\d)(?<s>[.-])(?<m>[01]?\\d)(?:[.-](?<y>${year})|\\k<s>(?<y>\\d\\d))`, byNumbers],
    [`(?:på\\s|til\\s)?(?:d\\.?|den|the)\\s*(?<d>[0-3]?\\d)\\.(?<m>0?[1-9]|1[0-2])\\.?${noUnit}`, byNumbers],
    [`${noLabel}(?<d>2[5-9]|3[01])\\.(?<m>0?[1-9]|1[0-2])\\.?${noUnit}`, byNumbers],
    [`${noLabel}(?<!kl\\.?\\s*)(?<d>[0-3]?\\d)\\.(?<m>0?[1-9]|1[0-2])${laterHour}\\.?`, byNumbers],
    [
      `(?:på\\s|til\\s)?(?:d\\.?|den|the)\\s*(?<d>\\d{1,2})(?:\\.|st|nd|rd|th)?(?=\\s*,?\\s*(?:kl\\.?\\s*\\d|klokken|at\\s\\d))`,
      ({ d }, _said, today) => known(dayOfMonth(Number(d), today)),
    ],
    [
      `(?<=(?:dag|day),?\\s+)(?:d\\.?|den|the)\\s*(?<d>\\d{1,2})(?:\\.|st|nd|rd|th)?${noUnit}`,
      ({ d }, _said, today) => known(dayOfMonth(Number(d), today)),
    ],
    [
      '(?:til |senere |allerede |later )?(?<d>i ?dag|i ?overmorgen|i ?morge?n|i ?mrg|today|tomorrow)|the day after tomorrow|i ?går|yesterday',
      ({ d }, said, today) =>
        known(
          d
            ? dayIn(d.replace(/^i ?(?=\p{L})/iu, 'i ').replace(/m(?:orgn|rg)$/i, 'morgen'), today)
            : daysLater(today, /^the/i.test(said) ? 2 : -1),
        ),
    ],
    [String.raw`(?<d>(?:om|in) (?:\d{1,3}|en|a|to|two|tre|three) (?:dage?|days?|uger?|weeks?))`, dated(({ d }) => d!)],
    [`${everyOther}\\s+(?:uge\\s+)?(?:${on})?(?:${aWeekday}\\.?)(?:en|e)?`, () => ({ unreal: true })],
    [`(?:${on})?(?:${aWeekday})(?:en|e|s)?,?\\s+${everyOther}(?:\\s+(?:uge|dag|week))?`, () => ({ unreal: true })],
    [
      `(?:(?:hver(?: uge| eneste)?|alle|ugentligt?|each|every(?: week)?|weekly),?\\s+(?:${on})?(?:(?:${aWeekday})(?:e|en|s)?\\.?))`,
      (groups) => ({ weekday: weekdayIn(groups), weekly: true }),
    ],
    [
      `(?:${on})?(?<weekday>${weekday})(?:e|en|s)?,?\\s+(?:i\\s+)?(?:hver uge|ugentligt?|every week|weekly)`,
      (groups) => ({ weekday: weekdayIn(groups), weekly: true }),
    ],
    [
      `(?:om )(?<weekday>${weekday})en|(?:on )?(?<weekday>${weekday})(?<=dag)e|(?:on )?(?<weekday>${weekday})(?<=day)s`,
      (groups) => ({ weekday: weekdayIn(groups), weekly: true }),
    ],
    [
      // Not with one weekday: nothing here can keep it, but the hour beside it is not just today's.
      '(?:hver|alle|every) ?(?:uge|dag|hverdage?|måned|week|day|weekday|month)|ugentligt?|dagligt?|weekly|daily|monthly',
      () => ({ weekly: true }),
    ],
    [`natten til (?<weekday>${weekday})`, (groups) => ({ weekday: weekdayIn(groups), part: 'small-hours' })],
    [`${thisWeek},?\\s+(?:${on})?(?<weekday>${weekday})`, byWeekday],
    [
      `${dayPre}(?<next>næste\\s+|next\\s+)?(?:(?<weekday>${weekday})|(?<short>${short})\\.?${beforeTime})(?:,?\\s+${thisWeek})?`,
      byWeekday,
    ],
    [
      'i ?(?:formiddag|eftermiddag|aften|nat)|this (?:morning|afternoon|evening)|tonight',
      (_groups, said, today) => ({ day: today, part: partIn(said) }),
    ],
    [
      'om (?:morgenen|formiddagen|eftermiddagen|aftenen|natten)|in the (?:morning|afternoon|evening)|at night',
      partOnly,
    ],
    [
      `(?<=${dayMark}[\\s,]*|kl\\.?\\s?\\d{1,2}(?:[.:]\\d\\d)?\\s)(?:tidligt? )?(?:morgen|formiddag|eftermiddag|aften|nat|tidligt?|morning|afternoon|evening|night)`,
      partOnly,
    ],
  ] as [string, Reader][]
).map(([source, reader]) => [words(source), reader]);

/** The words about days, in the order of the text. */
export function dayWordsIn(text: string, today: string): DayWord[] {
  const found: DayWord[] = [];
  for (const [pattern, reader] of dayPatterns) {
    for (const match of masked(text, found, dayMark).matchAll(pattern)) {
      found.push({ ...reader(match.groups ?? {}, match[0], today), ...spanOf(match) });
    }
  }
  return found.sort((a, b) => a.index - b.index);
}

function known(day: string | undefined): Omit<DayWord, 'index' | 'end'> {
  return day ? { day } : { unreal: true };
}

/** The next day with this number in its month. */
function dayOfMonth(number: number, today: string): string | undefined {
  const coming = Array.from({ length: 62 }, (_, days) => daysLater(today, days));
  return coming.find((day) => Number(day.slice(8)) === number);
}

function weekdayIn({ weekday, short }: Record<string, string | undefined>): number {
  const list = weekday ? weekdays : shortWeekdays;
  return list.findIndex((names) => new RegExp(`^(?:${names})$`, 'iu').test(weekday ?? short!)) + 1;
}

function weekNamed(
  { week, weekEn, nextWeek }: Record<string, string | undefined>,
  said: string,
  today: string,
): Pick<DayWord, 'week' | 'unreal'> {
  const monday = daysLater(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7));
  if (nextWeek) return { week: daysLater(monday, 7) };
  if (/denne uge|this week/i.test(said)) return { week: monday };
  const number = Number(week ?? weekEn ?? 0);
  if (number === 0) return {};
  const coming = Array.from({ length: 54 }, (_, weeks) => daysLater(monday, 7 * weeks));
  const named = coming.find((day) => weekNumber(day) === number);
  return named ? { week: named } : { unreal: true };
}

/** The number of the week that this Monday begins: week 1 is the one with 4 January. */
function weekNumber(monday: string): number {
  const thursday = daysLater(monday, 3);
  return Math.ceil((Date.parse(thursday) - Date.parse(`${thursday.slice(0, 4)}-01-01`) + 1) / (7 * 24 * 3600_000));
}

function partIn(said: string): DayPart {
  if (/natten|at night/i.test(said)) return 'small-hours';
  if (/eftermiddag|afternoon/i.test(said)) return 'afternoon';
  if (/aften|evening/i.test(said)) return 'evening';
  return /nat|night/i.test(said) ? 'night' : 'morning';
}
