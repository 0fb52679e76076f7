import { spokenDay } from '../../language/dates.ts';
import type { Language } from '../../structure/structure.ts';
import type { Agenda, ChannelItem, OpenItem, Section } from '../agenda.ts';
import { type AgendaTexts, agendaTextsIn } from '../agenda-texts.ts';
import { channelView } from '../channel-view.ts';
import { clockOf, minutesOf, plannedMinutes, spokenClock, timesOf } from '../times.ts';
import type { Audience, Paper, PaperItem } from './paper.ts';

/** Items as this audience may see them: a closed one is whole for its author, and a number for anybody else. */
export function itemsFor(agenda: Agenda, audience: Audience): ChannelItem[] {
  if (audience === 'channel') return channelView(agenda).items;
  const times = timesOf(agenda).items;
  return agenda.items.map((item, i) => ({ ...item, ...times.get(item.id), number: i + 1, closed: false }));
}

/** What is on the agenda, as the head of both papers says it. */
export function factsFor(agenda: Agenda, texts: AgendaTexts): Paper['facts'] {
  const { date, start, place, online, joinUrl, chair, author, language } = agenda;
  const end = clockOf(minutesOf(start) + plannedMinutes(agenda));
  const time = end === start ? spokenClock(start) : texts.agendaClock(spokenClock(start), spokenClock(end));
  return [
    { label: texts.agendaDate, value: dayWithYear(date, language) },
    { label: texts.agendaTime, value: time },
    ...(place ? [{ label: texts.agendaPlace, value: place }] : []),
    ...(joinUrl ? [{ label: texts.agendaOnline, value: texts.agendaJoin, url: joinUrl }] : []),
    ...(online && !joinUrl && !place ? [{ label: texts.agendaPlace, value: texts.agendaOnline }] : []),
    ...(chair ? [{ label: texts.agendaChair, value: chair }] : []),
    { label: texts.agendaAuthor, value: author.name },
  ];
}

/** "torsdag 12. marts 2026". */
export function dayWithYear(date: string, language: Language): string {
  return `${spokenDay(date, language)} ${date.slice(0, 4)}`;
}

/** "1. april 2026". */
export function dayOfYear(date: string, language: Language): string {
  return dayWithYear(date, language).replace(/^\p{L}+,? /u, '');
}

/** An item of either paper; `closedInside`: the author's paper marks it. */
export function paperItem(item: ChannelItem, closedInside: boolean, texts: AgendaTexts): PaperItem {
  const empty = { number: item.number, time: '', about: '', note: '', links: [], minutes: [], actions: [] };
  if (item.closed) return { ...empty, title: texts.agendaClosed };
  return {
    ...empty,
    title: closedInside ? `${item.title} (${texts.agendaClosedMark})` : item.title,
    time: item.start && item.end ? `${spokenClock(item.start)}-${spokenClock(item.end)}` : '',
    about: aboutOf(item, texts),
    note: item.note ?? '',
    links: item.links,
  };
}

function aboutOf({ type, minutes, presenter }: OpenItem, texts: AgendaTexts): string {
  const length = minutes > 0 ? texts.agendaItemMinutes(minutes) : '';
  const by = presenter ? `${texts.agendaPresenter}: ${presenter}` : '';
  return [texts.agendaTypes[type], length, by].filter(Boolean).join(' · ');
}

/** Items under the headings of their sections. */
export function underHeadings(items: ChannelItem[], papers: PaperItem[], texts: AgendaTexts): Paper['sections'] {
  const groups: { section: Section; items: PaperItem[] }[] = [];
  for (const [i, paper] of papers.entries()) {
    const section = sectionAt(items, i, groups.at(-1)?.section);
    if (groups.at(-1)?.section !== section) groups.push({ section, items: [] });
    groups.at(-1)!.items.push(paper);
  }
  return groups.map((group) => ({ heading: texts.agendaSections[group.section], items: group.items }));
}

/** Where a closed item belongs is not told: it stands with the items when these are beside it, else with what is before it. */
function sectionAt(items: ChannelItem[], at: number, before: Section | undefined): Section {
  const [next] = items.slice(at).filter((item) => !item.closed);
  if (items[at] === next) return next!.section;
  return next?.section === 'items' ? 'items' : (before ?? next?.section ?? 'items');
}

export function closedNotice(agenda: Agenda, audience: Audience): string {
  const hasClosed = audience === 'author' && agenda.items.some((item) => item.closed);
  return hasClosed ? agendaTextsIn(agenda.language).agendaUnpublished : '';
}
