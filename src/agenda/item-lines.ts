import { asPlain } from '../language/plain-text.ts';
import type { Texts } from '../language/texts.ts';
import type { Language } from '../structure/structure.ts';
import type { AgendaItem, ChangeMark, ChannelItem } from './agenda.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { spokenClock } from './times.ts';

/** An item as a card shows it. */
export interface ItemLine {
  mark: string;
  head: string;
  meta: string;
  note: string;
  links: { text: string }[];
}

/** An item that a channel may see. */
export function channelLine(item: ChannelItem, mark: ChangeMark | undefined, language: Language): ItemLine {
  const texts = agendaTextsIn(language);
  const marks = { added: texts.agendaAdded, changed: texts.agendaChanged, moved: texts.agendaMoved };
  const marked = mark ? marks[mark].toUpperCase() : '';
  if (item.closed) return { ...noLine, mark: marked, head: numbered(item.number, texts.agendaClosed) };
  const clock = item.start && item.end ? texts.agendaClock(spokenClock(item.start), spokenClock(item.end)) : '';
  const presenter = item.presenter ? `${texts.agendaPresenter}: ${asPlain(item.presenter)}` : '';
  return {
    mark: marked,
    head: numbered(item.number, asPlain(item.title)),
    meta: [texts.agendaTypes[item.type], clock, presenter].filter(Boolean).join(' · '),
    note: asLines(item.note ?? ''),
    links: item.links.map((link) => ({ text: linkText(link) })),
  };
}

/** "3 · Ny gadeplan": with a point behind the number a card would make a list of it, and count anew. */
export function numbered(number: number, title: string): string {
  return `${number} · ${title}`;
}

const noLine: ItemLine = { mark: '', head: '', meta: '', note: '', links: [] };

/** An item for whoever writes the agenda: one short line each, with a mark when it is closed. */
export function authorLine(item: AgendaItem, number: number, clock: string, texts: Texts, language: Language): string {
  const agenda = agendaTextsIn(language);
  const closed = item.closed ? ` (${agenda.agendaClosedMark})` : '';
  const parts = [agenda.agendaTypes[item.type], item.minutes > 0 ? agenda.agendaItemMinutes(item.minutes) : '', clock];
  const long = item.note ? ` · ${texts.agendaItemNote.split(' ')[0]}` : '';
  return `**${number}. ${asPlain(item.title)}**${closed}: ${parts.filter(Boolean).join(', ')}${long}`;
}

/** A text of several lines: each is a paragraph of its own on a card. */
function asLines(text: string): string {
  return text
    .split('\n')
    .map(asPlain)
    .join('\n\n')
    .replace(/\n{3,}/g, '\n\n');
}

/** An https link with the host that it leads to, which nobody can make look like another. */
function linkText(link: string): string {
  const url = new URL(link);
  const href = url.href.replace(/[()[\]\\]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  const path = url.pathname.length > 1 ? `${asPlain(decoded(url.pathname)).slice(0, 60)}` : '';
  return `[${asPlain(url.hostname)}${path}](${href})`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
