import { dayOf, spokenDay } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import { textsIn } from '../language/texts.ts';
import type { Agenda } from './agenda.ts';

type Headed = Pick<Agenda, 'title' | 'date' | 'language' | 'createdAt'>;

/** "Lokalrådet, fredag 12. marts 2027": the body or what it was called, and the day. */
export function headingOf(agenda: Headed, today?: string): string {
  return textsIn(agenda.language).agendaPostedTitle(asPlain(agenda.title), meetingDay(agenda, today));
}

/**
 * With the year when it is another than today's. Where no day is given, than that in which the agenda was made: what stands in
 * a channel does not change because a year is over.
 */
export function meetingDay(
  { date, language, createdAt }: Omit<Headed, 'title'>,
  today = dayOf(new Date(createdAt)),
): string {
  const day = spokenDay(date, language);
  return date.slice(0, 4) === today.slice(0, 4) ? day : `${day} ${date.slice(0, 4)}`;
}

const mostNamed = 40;

/** Channels by name, as far as a card has room. */
export function channelNames(channels: { title: string }[], language: Agenda['language']): string {
  const more = channels.length - mostNamed;
  const names = channels.slice(0, mostNamed).map((c) => asPlain(c.title));
  return [...names, ...(more > 0 ? [textsIn(language).agendaReportMore(more)] : [])].join(', ');
}
