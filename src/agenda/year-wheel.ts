import type { Language } from '../structure/structure.ts';
import { type AgendaTexts, agendaTextsIn } from './agenda-texts.ts';
import { escaped, text } from './svg.ts';
import type { UnagreedBody, YearMeeting } from './year-plan.ts';

export interface YearWheel {
  year: number;
  kommune: string;
  language: Language;
  /** Bodies of which no day is agreed: hollow marks, one in each part of the year. */
  unagreed?: readonly UnagreedBody[];
}

/** Width and height of the picture; a card takes one of at most 1024 by 1024. */
export const wheelSize = 1000;

// A card on a phone shows the picture about 330 points wide: a text of 30 is 10 there, and not much less can be read. So the
// picture has few words (the card's own heading says what it is), and the bodies have full lines rather than large margins.
const centre = { x: 500, y: 352 };
const outer = 345;
const inner = 86;
const labelRadius = 321;
const firstRing = 282;
const lastRing = 108;
const widestRing = 46;
const largestMark = 22;
/** Weekly meetings stand too close for letters. */
const mostWithLetters = 26;
const plainMark = 10;
const longestWord = 18;
const legendTop = 734;
const legendHeight = 262;
const legendLine = 42;
/** Bodies stand below each other with room for their titles; only very many in two columns. */
const mostInOneColumn = 8;
// Dark enough for white letters, and told apart by letter and ring where colours are not.
const colours = [
  '#1f4e79',
  '#a4262c',
  '#0b6a0b',
  '#8a4b00',
  '#5c2e91',
  '#00666d',
  '#8f1f66',
  '#4d4d4d',
  '#6b5b00',
  '#2b3f8c',
  '#7a3b2e',
  '#35523c',
];

interface Ring {
  title: string;
  letter: string;
  colour: string;
  radius: number;
  /** Radius of its marks. */
  mark: number;
  dates: string[];
  /** Meetings without a day: where they are drawn, and how often they are to be. */
  hollow: number[];
  often: string;
}

/** Årshjul: the months in a circle, a ring for each body, and a mark for each of its meetings: a hollow one where no day is agreed. */
export function yearWheel(meetings: readonly YearMeeting[], wheel: YearWheel): string {
  const texts = agendaTextsIn(wheel.language);
  const rings = ringsOf(meetings, wheel.unagreed ?? [], texts);
  const title = texts.agendaYear(wheel.year, wheel.kommune);
  const words = texts.agendaYearText(meetings.length, rings.filter((r) => r.dates.length > 0).length);
  const bodies = rings.map((ring) => {
    const known = ring.dates.length > 0 ? texts.agendaYearCount(ring.dates.length) : '';
    const often = ring.often && texts.agendaYearUnagreed(ring.often);
    return `${ring.letter}: ${[ring.title, known, often].filter(Boolean).join(', ')}.`;
  });
  const described = [words, ...bodies, texts.agendaYearSummer];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wheelSize} ${wheelSize}" width="${wheelSize}" height="${wheelSize}" role="img" aria-labelledby="t d" lang="${wheel.language}">`,
    `<title id="t">${escaped(title)}</title>`,
    `<desc id="d">${escaped(rings.length > 0 ? described.join(' ') : texts.agendaYearNone)}</desc>`,
    `<rect width="${wheelSize}" height="${wheelSize}" fill="#ffffff"/>`,
    ...texts.agendaMonths.map((month, i) => sector(i, month)),
    ...rings.map((ring) => drawnRing(ring, wheel.year)),
    ...centreWords(wheel),
    ...legend(rings, texts),
    '</svg>',
  ].join('\n');
}

/** The bodies, those that meet most often on the outer rings, where there is most room. */
function ringsOf(meetings: readonly YearMeeting[], unagreed: readonly UnagreedBody[], texts: AgendaTexts): Ring[] {
  const known = Map.groupBy(meetings, (m) => m.body);
  const ids = [...new Set([...known.keys(), ...unagreed.map((u) => u.body)])];
  const bodies = ids
    .map((id) => ({ held: known.get(id) ?? [], open: unagreed.find((u) => u.body === id) }))
    .map(({ held, open }) => ({ held, open, count: held.length + (open?.parts.length ?? 0) }))
    .sort((a, b) => b.count - a.count);
  const step = Math.min(widestRing, (firstRing - lastRing) / Math.max(1, bodies.length - 1));
  return bodies.map(({ held, open, count }, i) => ({
    title: open?.title ?? held[0]!.title,
    letter: String.fromCharCode(65 + (i % 26)),
    colour: colours[i % colours.length]!,
    radius: firstRing - i * step,
    mark: count > mostWithLetters ? Math.min(plainMark, step * 0.5) : Math.min(largestMark, step * 0.65),
    dates: held.map((m) => m.date),
    hollow: open?.parts.map((part) => ((part + 0.5) / open.of) * 2 * Math.PI) ?? [],
    often: open ? texts.agendaRhythms[open.kind].toLowerCase() : '',
  }));
}

/** A twelfth of the circle with its month; January begins at the top. */
function sector(month: number, name: string): string {
  const [from, to, middle] = [month, month + 1, month + 0.5].map((m) => (m / 12) * 2 * Math.PI) as [
    number,
    number,
    number,
  ];
  const points = [at(from, outer), at(to, outer), at(to, inner), at(from, inner)].map(({ x, y }) => `${x} ${y}`);
  const [a, b, c, d] = points as [string, string, string, string];
  const fill = month % 2 === 0 ? '#eef3f8' : '#f8fafc';
  const path = `M ${a} A ${outer} ${outer} 0 0 1 ${b} L ${c} A ${inner} ${inner} 0 0 0 ${d} Z`;
  const place = at(middle, labelRadius);
  // Words on the lower half stand on their feet too.
  const turn = (middle * 180) / Math.PI;
  const upright = turn > 90 && turn < 270 ? turn + 180 : turn;
  const label = `font-size="30" text-anchor="middle" dominant-baseline="central" transform="rotate(${upright.toFixed(1)} ${place.x} ${place.y})"`;
  return `<path d="${path}" fill="${fill}" stroke="#c5d0dc"/>${text(place.x, place.y, name, label)}`;
}

/** The year, and below it the municipality: a word a line, as large as the round has room for. */
function centreWords({ year, kommune }: YearWheel): string[] {
  const words = kommune
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => shortened(word, longestWord));
  const size = Math.min(25, Math.round(250 / Math.max(...words.map((w) => w.length))));
  const style = 'text-anchor="middle"';
  return [
    text(centre.x, centre.y + 4, String(year), `font-size="60" font-weight="bold" ${style}`),
    ...words.map((word, i) => text(centre.x, centre.y + 33 + i * (size + 3), word, `font-size="${size}" ${style}`)),
  ];
}

function drawnRing({ radius, colour, letter, dates, hollow, mark }: Ring, year: number): string {
  const around = `<circle cx="${centre.x}" cy="${centre.y}" r="${radius}" fill="none" stroke="${colour}" stroke-opacity="0.25"/>`;
  const said = dates.length + hollow.length > mostWithLetters ? '' : letter;
  const draw = (angle: number, look: 'full' | 'hollow') => {
    const { x, y } = at(angle, radius);
    return drawnMark(x, y, mark, { colour, letter: said, look });
  };
  const marks = [...hollow.map((angle) => draw(angle, 'hollow')), ...dates.map((d) => draw(angleOf(d, year), 'full'))];
  return [around, ...marks].join('');
}

interface MarkLook {
  colour: string;
  letter: string;
  look: 'full' | 'hollow';
}

function drawnMark(x: number, y: number, radius: number, { colour, letter, look }: MarkLook): string {
  const full = look === 'full';
  const line = full
    ? `fill="${colour}" stroke="#ffffff" stroke-width="1.5"`
    : `fill="#ffffff" stroke="${colour}" stroke-width="2.5" stroke-dasharray="5 3"`;
  const dot = `<circle cx="${x}" cy="${y}" r="${round(radius - (full ? 0 : 2))}" ${line}/>`;
  const size = round(radius * 1.3);
  const style = `font-size="${size}" font-weight="bold" text-anchor="middle" dominant-baseline="central"`;
  return letter ? dot + text(x, y, letter, `${style} fill="${full ? '#ffffff' : colour}"`) : dot;
}

function legend(rings: Ring[], texts: AgendaTexts): string[] {
  if (rings.length === 0)
    return [text(500, legendTop + legendLine, texts.agendaYearNone, 'font-size="34" text-anchor="middle"')];
  const lines = rings.map(({ title, letter, colour, dates, often }) => {
    const look: MarkLook['look'] = dates.length > 0 ? 'full' : 'hollow';
    return { title, letter, colour, look, behind: `(${[dates.length || '', often].filter(Boolean).join(', ')})` };
  });
  const key = { title: texts.agendaYearKey, letter: '', colour: '#4d4d4d', look: 'hollow' as const, behind: '' };
  const all = rings.some((ring) => ring.often) ? [...lines, key] : lines;
  const [rows, columns, longest, largest] =
    all.length <= mostInOneColumn ? [all.length, [60], 50, 32] : [Math.ceil(all.length / 2), [30, 515], 30, 24];
  const step = Math.min(legendLine, legendHeight / rows);
  const size = Math.min(largest, Math.round(step * 0.84));
  return all.map(({ title, letter, colour, look, behind }, i) => {
    const x = columns[Math.floor(i / rows)]!;
    const y = round(legendTop + (i % rows) * step);
    const said = `${shortened(title, longest - behind.length)} ${behind}`.trimEnd();
    return (
      drawnMark(x, y, step * 0.48, { colour, letter, look }) +
      text(x + 32, round(y + size * 0.36), said, `font-size="${size}"`)
    );
  });
}

function shortened(title: string, longest: number): string {
  return title.length > longest ? `${title.slice(0, longest - 1).trimEnd()}…` : title;
}

/** Clockwise from the top, by the day of the year. */
function angleOf(date: string, year: number): number {
  const [begin, end] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
  return ((Date.parse(`${date}T12:00:00Z`) - begin) / (end - begin)) * 2 * Math.PI;
}

function at(angle: number, radius: number): { x: number; y: number } {
  return { x: round(centre.x + radius * Math.sin(angle)), y: round(centre.y - radius * Math.cos(angle)) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
