import ical, { escape as escapeText, ICalAlarmType, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { CalendarFile, Mail } from '../ports.ts';
import { oneLine, type Sender } from './address.ts';

const alarmSeconds = 15 * 60;

/**
 * The file as iCalendar text (RFC 5545; as an invitation RFC 5546): one event in UTC, organised by the sender if there is one, with the
 * recipient, where there is one, as its only guest, of whom no reply is asked: the answer goes through the link in the mail.
 */
export function calendarText(
  file: CalendarFile,
  from: Sender | undefined,
  to: Mail['to'] | undefined,
  now: Date,
): string {
  const cancelled = file.method === 'CANCEL';
  const calendar = ical({
    prodId: { company: 'ssp-bot', product: 'ssp-bot', language: 'DA' },
    method: ICalCalendarMethod[file.method],
  });
  calendar.createEvent({
    // The one text that the package writes as it was given.
    id: escapeText(oneLine(file.uid), false),
    sequence: file.sequence,
    stamp: now,
    start: file.start,
    end: file.end,
    summary: oneLine(file.title),
    description: withoutControls(descriptionOf(file)),
    ...placeOf(file.place),
    ...(file.joinUrl && urlOf(file.joinUrl)),
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    ...(from && { organizer: { name: parameter(from.name) || from.address, email: from.address } }),
    attendees: to ? [{ name: parameter(to.name), email: to.address, rsvp: false }] : [],
    alarms: cancelled ? [] : [{ type: ICalAlarmType.display, trigger: alarmSeconds }],
  });
  // The package leaves the last line open.
  return `${calendar.toString()}\r\n`;
}

/** Not every program shows the URL. */
function descriptionOf({ description, joinUrl }: CalendarFile): string {
  return [description, joinUrl && urlOf(joinUrl) ? joinUrl : ''].filter(Boolean).join('\n\n');
}

/** A link stands in both: Outlook shows the place only, Apple opens the URL. */
function placeOf(place: string | undefined): { location?: string; url?: string } {
  const location = oneLine(place ?? '');
  if (location === '') return {};
  return { location, ...urlOf(location) };
}

/** The package escapes a URL as if it were text; with these two encoded there is nothing to escape. */
function urlOf(text: string): { url: string } | undefined {
  if (!/^https?:\/\/\S+$/i.test(text) || !URL.canParse(text)) return undefined;
  return { url: new URL(text).href.replaceAll(',', '%2C').replaceAll(';', '%3B') };
}

/** A parameter can hold no quotation mark, and Outlook does not know the escape for it (RFC 6868). */
function parameter(text: string): string {
  return oneLine(text).replaceAll('"', "'");
}

function withoutControls(text: string): string {
  return text.replace(/[^\P{Cc}\r\n\t]/gu, '');
}
