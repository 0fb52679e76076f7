import { instantOf as exactInstant } from '../language/when.ts';
import type { Agenda, AgendaItem } from './agenda.ts';

const dayMinutes = 24 * 60;

/** Minutes since midnight of HH:MM. */
export function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  return hours! * 60 + minutes!;
}

/** HH:MM of minutes since midnight; past midnight the clock begins anew. */
export function clockOf(minutes: number): string {
  const inDay = ((minutes % dayMinutes) + dayMinutes) % dayMinutes;
  return `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`;
}

/** 09.30, as Danish papers write 09:30. */
export function spokenClock(clock: string): string {
  return clock.replace(':', '.');
}

/** The clock time that a text means: "9", "kl. 9.30", "930", "13:05", "2 pm". Undefined when it is none. */
export function clockIn(text: string): string | undefined {
  const said = text
    .trim()
    .toLowerCase()
    .replace(/^(?:klokken|kl\.?|at) ?/, '');
  const [, hours, minutes = '0', half] =
    /^(\d{1,2})(?:[.:]?(\d\d))? ?(am|pm)?$/.exec(said.replace(/ o'?clock$/, '')) ?? [];
  if (hours === undefined) return undefined;
  const hour =
    Number(hours) + (half === 'pm' && Number(hours) < 12 ? 12 : 0) - (half === 'am' && hours === '12' ? 12 : 0);
  return hour < 24 && Number(minutes) < 60 ? clockOf(hour * 60 + Number(minutes)) : undefined;
}

/** When an item is on; both HH:MM. */
export interface ItemTime {
  start: string;
  end: string;
}

export interface AgendaTimes {
  /** By id of the item; items without minutes have none. */
  items: Map<string, ItemTime>;
  /** HH:MM at which the last item ends. */
  end: string;
  totalMinutes: number;
  /** How far the items run over the end that was given; 0 when they fit or none was given. */
  overMinutes: number;
}

/** Clock times of the items, worked out from the start and the minutes of each. */
export function timesOf({ start, end, items }: Pick<Agenda, 'start' | 'end' | 'items'>): AgendaTimes {
  const begin = minutesOf(start);
  let at = begin;
  const times = new Map<string, ItemTime>();
  for (const { id, minutes } of items) {
    if (minutes > 0) times.set(id, { start: clockOf(at), end: clockOf(at + minutes) });
    at += minutes;
  }
  // A meeting that is to end before it starts ends after midnight.
  const wanted = end === undefined ? undefined : minutesOf(end) + (minutesOf(end) <= begin ? dayMinutes : 0);
  return {
    items: times,
    end: clockOf(at),
    totalMinutes: at - begin,
    overMinutes: wanted === undefined ? 0 : Math.max(0, at - wanted),
  };
}

/** How long the meeting is planned to be: to its end when that is given, else as long as its items take. */
export function plannedMinutes({
  start,
  end,
  items,
}: Pick<Agenda, 'start' | 'end'> & { items: Pick<AgendaItem, 'minutes'>[] }): number {
  const span = end === undefined ? 0 : (minutesOf(end) - minutesOf(start) + dayMinutes) % dayMinutes;
  return span || items.reduce((sum, item) => sum + item.minutes, 0);
}

/** The instant of a day and HH:MM in Denmark. In the hour that spring leaves out: an hour later. */
export function instantOf(day: string, clock: string): Date {
  return exactInstant(day, clock) ?? new Date(Date.parse(`${day}T${clock}:00Z`) - 3_600_000);
}

/** When the meeting begins and ends; a meeting without an end or items is taken for an hour. */
export function meetingSpan(agenda: Pick<Agenda, 'date' | 'start' | 'end' | 'items'>): { start: Date; end: Date } {
  const start = instantOf(agenda.date, agenda.start);
  return { start, end: new Date(start.getTime() + (plannedMinutes(agenda) || 60) * 60_000) };
}
