import { spokenDay } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import { textsIn } from '../language/texts.ts';
import { type Group, noticeCard, type Press } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import { type Language, titleOf } from '../structure/structure.ts';
import type { Agenda } from './agenda.ts';
import { statusText } from './agenda-cards.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { type AgendaPress, agendaPurposes, agendaVerbs, type CallPress, type ChannelPress } from './agenda-verbs.ts';
import { headingOf } from './heading.ts';
import type { AgendaCardDeps } from './post-cards.ts';
import type { SettingsPress } from './settings-form.ts';
import { spokenClock } from './times.ts';
import type { UnagreedBody, YearMeeting } from './year-plan.ts';

export const mostListed = 15;
const mostButtons = 4;

/** What is to come first, the soonest at the top; then what was, the latest at the top. */
export function soonestFirst(agendas: readonly Agenda[], today: string): Agenda[] {
  const key = ({ date, start }: Agenda) => `${date} ${start}`;
  const coming = agendas.filter((a) => a.date >= today).sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const past = agendas.filter((a) => a.date < today).sort((a, b) => (key(a) < key(b) ? 1 : -1));
  return [...coming, ...past];
}

/** A list for whoever writes: each can be opened, and the year and the settings of bodies stand beside them. */
export function listCard(
  deps: AgendaCardDeps,
  agendas: Agenda[],
  { language, title, text }: { language: Language; title: string; text: string },
): CardMessage {
  const texts = textsIn(language);
  const line = (a: Agenda) => `**${headingOf(a)}**: ${statusText(a, texts)}`;
  const opens = agendas.slice(0, mostButtons).map((a) => ({
    title: texts.agendaOpenOne(headingOf(a)),
    verb: agendaVerbs.show,
    press: deps.signer.sign(agendaPurposes.manage, { kommune: a.kommune, id: a.id } satisfies AgendaPress),
  }));
  return noticeCard(
    {
      title,
      text,
      groups: [{ label: '', lines: agendas.slice(0, mostListed).map(line) }],
      presses: [...opens, ...overviewButtons(deps, language)],
    },
    language,
  );
}

function overviewButtons({ signer }: AgendaCardDeps, language: Language): Press[] {
  const texts = textsIn(language);
  const press = signer.sign(agendaPurposes.settings, { language } satisfies SettingsPress);
  return [
    { title: texts.agendaYearButton, verb: agendaVerbs.year, press },
    { title: texts.agendaRhythmButton, verb: agendaVerbs.settings, press },
  ];
}

/** What everybody may see of agendas: the channel's view of each to open, or to propose an item for. */
export function publicListCard(
  deps: AgendaCardDeps,
  agendas: Agenda[],
  {
    language,
    title,
    text,
    offers,
  }: { language: Language; title: string; text: string; offers: ('open' | 'propose')[] },
  isOpen: (agenda: Agenda) => boolean,
): CardMessage {
  const texts = textsIn(language);
  const press = ({ kommune, id }: Agenda, more: Partial<ChannelPress> = {}) =>
    deps.signer.sign(agendaPurposes.channel, { kommune, id, ...more } satisfies ChannelPress);
  const call = ({ kommune, id }: Agenda) => deps.signer.sign(agendaPurposes.call, { kommune, id } satisfies CallPress);
  const shown = agendas.slice(0, mostListed);
  const opens = shown
    .slice(0, mostButtons)
    .map((a) => ({ title: texts.agendaOpenOne(headingOf(a)), verb: agendaVerbs.page, press: press(a, { page: 1 }) }));
  const proposes = shown
    .filter(isOpen)
    .slice(0, mostButtons)
    .map((a) => ({ title: texts.agendaProposeFor(headingOf(a)), verb: agendaVerbs.propose, press: call(a) }));
  const presses = offers.includes('open') ? opens : [];
  const forms = offers.includes('propose') ? proposes : [];
  const lines = shown.map((a) => `**${headingOf(a)}**: ${agendaTextsIn(language).agendaStates[a.state]}`);
  return noticeCard(
    {
      title,
      text,
      groups: [{ label: '', lines }],
      ...(deps.forms === 'dialog' ? { presses, dialogs: forms } : { presses: [...presses, ...forms] }),
    },
    language,
  );
}

export interface YearParts {
  today: string;
  /** Of each year that is shown, the earliest first. */
  years: { year: number; meetings: YearMeeting[]; unagreed: UnagreedBody[] }[];
  /** Address of the picture of the last of these years. */
  picture?: string | undefined;
  language: Language;
}

const lastMonths = '11-01';

/** The year that it is; from November on the rest of it and the next one too. */
export function yearsShown(today: string): number[] {
  const year = Number(today.slice(0, 4));
  return today.slice(5) >= lastMonths ? [year, year + 1] : [year];
}

/** The meetings as a picture and as a list. What nobody has agreed has no day. */
export function yearCard(deps: AgendaCardDeps, { today, years, picture, language }: YearParts): CardMessage {
  const { structure } = deps;
  const texts = textsIn(language);
  const agendaTexts = agendaTextsIn(language);
  const [first, last] = [years[0]!, years.at(-1)!];
  const isSpan = first !== last;
  const groups = years.flatMap(({ year, meetings }) =>
    agendaTexts.agendaMonths.map((month, i): Group => {
      const held = meetings.filter((m) => Number(m.date.slice(5, 7)) === i + 1 && !(isSpan && m.date < today));
      return { label: isSpan ? `${month} ${year}` : month, lines: monthLines(deps, held, language) };
    }),
  );
  const open = last.unagreed.map(({ title, kind }) => {
    return `${asPlain(title)}: ${agendaTexts.agendaYearUnagreed(agendaTexts.agendaRhythms[kind].toLowerCase())}`;
  });
  const count = { meetings: last.meetings.length, unagreed: last.unagreed.length };
  return noticeCard(
    {
      title: isSpan
        ? agendaTexts.agendaYears(first.year, last.year, structure.name)
        : agendaTexts.agendaYear(last.year, structure.name),
      text: groups.every((g) => g.lines.length === 0) ? texts.agendaYearNoDates : '',
      ...(picture && {
        picture: { url: picture, alt: texts.agendaYearAlt(last.year, count.meetings, count.unagreed) },
      }),
      groups: [...groups, { label: agendaTexts.agendaYearUnagreedGroup, lines: open }],
      small: [open.length > 0 ? texts.agendaYearAgree : '', agendaTexts.agendaYearSummer].filter(Boolean).join(' '),
      presses: overviewButtons(deps, language).slice(1),
    },
    language,
  );
}

/** One line for each body that meets in a month; a weekly one is not listed day by day. */
function monthLines({ structure }: AgendaCardDeps, meetings: YearMeeting[], language: Language): string[] {
  const texts = textsIn(language);
  return [...Map.groupBy(meetings, (m) => `${m.body} ${m.start}`).values()].map((held) => {
    const [first] = held as [YearMeeting];
    const title = asPlain(titleOf(structure, first.body));
    const days = held.map((m) => `${Number(m.date.slice(8))}.`).join(', ');
    const said = held.length === 1 ? spokenDay(first.date, language) : days;
    return texts.agendaYearLine(said, spokenClock(first.start), title);
  });
}
