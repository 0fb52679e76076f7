import { daysLater } from '../language/dates.ts';
import type { Structure } from '../structure/structure.ts';
import type { Agenda } from './agenda.ts';
import { type BodySettings, emptySettings, type MeetingSettings } from './body-settings.ts';
import { meetingsInYear, meetingsOf, nextMeeting, type PlannedMeeting, type Rhythm, standardRhythm } from './rhythm.ts';

/** How a body meets; `own`: as the municipality said. Else only how often is known: its days are our reading, and agreed with nobody. */
export interface BodyPlan extends MeetingSettings {
  body: string;
  title: string;
  own: boolean;
  settings: BodySettings;
}

/** A meeting of the year: planned by a rhythm, or there is an agenda for it, or both. */
export interface YearMeeting {
  body: string;
  title: string;
  /** yyyy-mm-dd. */
  date: string;
  /** HH:MM. */
  start: string;
  /** The day that the rhythm says. */
  planned?: string;
  /** Id of its agenda. */
  agenda?: string;
}

/** A body of which is known how often it meets, and not when. */
export interface UnagreedBody {
  body: string;
  title: string;
  kind: UnagreedKind;
  /** Equal parts of the year in each of which it meets once, from 0; those in which a meeting is known are left out. */
  parts: number[];
  of: number;
}
export type UnagreedKind = Exclude<Rhythm['kind'], 'dates'>;

const usualStart = '09:00';
const usualMinutes = 90;

/** The bodies of a municipality whose rhythm is known, in the order of the structure. */
export function bodyPlans(structure: Structure, settings: readonly BodySettings[]): BodyPlan[] {
  return structure.contacts
    .filter((contact) => contact.body)
    .flatMap((contact): BodyPlan[] => {
      const said = settings.find((s) => s.body === contact.id) ?? emptySettings(contact.id);
      const base = { body: contact.id, title: contact.title, settings: said };
      if (said.meetings) return [{ ...base, ...said.meetings, own: true }];
      const standard = standardRhythm(contact);
      if (!standard) return [];
      return [{ ...base, rhythm: standard.rhythm, start: usualStart, minutes: usualMinutes, own: false }];
    });
}

/**
 * The meetings of a year whose day somebody has said, the earliest first. An agenda takes the place of the planned meeting that
 * it was made for.
 */
export function yearOf(plans: readonly BodyPlan[], agendas: readonly Agenda[], year: number): YearMeeting[] {
  const held = agendas.filter((a) => a.state !== 'withdrawn');
  const isMade = ({ body }: BodyPlan, { planned, date }: PlannedMeeting) =>
    held.some((a) => a.body === body && (a.plannedFor ? a.plannedFor === planned : a.date === date));
  const agreed = plans.filter((plan) => plan.own);
  const planned = agreed.flatMap((plan) =>
    meetingsOf(plan.rhythm, year)
      .filter((m) => !isMade(plan, m))
      .map((m): YearMeeting => ({ body: plan.body, title: plan.title, start: plan.start, ...m })),
  );
  const made = held
    .filter((a) => a.date.startsWith(`${year}-`))
    .map(({ id, body, date, start, title, plannedFor }): YearMeeting => {
      const known = plans.find((p) => p.body === body)?.title ?? title;
      return { body, title: known, date, start, ...(plannedFor && { planned: plannedFor }), agenda: id };
    });
  const key = ({ date, start, title }: YearMeeting) => `${date} ${start} ${title}`;
  return [...planned, ...made].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

const weeksInYear = 52;

/** The bodies whose days nobody has said yet, with what is missing in a year beside the meetings that are known. */
export function unagreedOf(plans: readonly BodyPlan[], meetings: readonly YearMeeting[], year: number): UnagreedBody[] {
  return plans.flatMap(({ body, title, own, rhythm: { kind } }): UnagreedBody[] => {
    if (own || kind === 'dates') return [];
    const of = kind === 'weekly' ? weeksInYear : meetingsInYear[kind];
    const known = new Set(meetings.filter((m) => m.body === body).map(({ date }) => partOf(date, year, of)));
    return [{ body, title, kind, of, parts: Array.from({ length: of }, (_, i) => i).filter((i) => !known.has(i)) }];
  });
}

function partOf(date: string, year: number, parts: number): number {
  const [begin, end] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
  return Math.floor(((Date.parse(`${date}T12:00:00Z`) - begin) / (end - begin)) * parts);
}

/** The meetings of each of the twelve months. */
export function byMonth(meetings: readonly YearMeeting[]): YearMeeting[][] {
  return Array.from({ length: 12 }, (_, i) => meetings.filter(({ date }) => Number(date.slice(5, 7)) === i + 1));
}

export interface DueDraft extends PlannedMeeting {
  plan: BodyPlan;
}

/** How long before a meeting its draft is made: three weeks, for a weekly one the days since the last. */
const draftDays = 21;
const weeklyDraftDays = 6;

/** Next meetings that are near and have no agenda yet. A draft that somebody deleted is not made again. */
export function draftsDue(plans: readonly BodyPlan[], agendas: readonly Agenda[], today: string): DueDraft[] {
  return plans.flatMap((plan) => {
    const next = nextMeeting(plan.rhythm, today);
    const until = daysLater(today, plan.rhythm.kind === 'weekly' ? weeklyDraftDays : draftDays);
    if (!next || next.date > until || plan.settings.skipped.includes(next.planned)) return [];
    const made = agendas.some((a) => a.body === plan.body && (a.plannedFor === next.planned || a.date === next.date));
    return made ? [] : [{ plan, ...next }];
  });
}
