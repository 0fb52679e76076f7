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
