import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import type { CalendarFile, Mail } from '../../src/ports.ts';

/** A message as it arrived, read back into what was to be sent. */
export async function readMail(bytes: Buffer): Promise<Mail> {
  const parsed = await simpleParser(bytes);
  const { name, address } = (parsed.to as AddressObject).value[0]!;
  const text = calendarOf(parsed);
  return {
    id: parsed.messageId!.replace(/^<(.*)@.*>$/, '$1'),
    to: { name, address: address! },
    subject: parsed.subject!,
    text: parsed.text!.trimEnd(),
    html: (parsed.html as string).trimEnd(),
    ...(text && { calendar: readCalendar(text) }),
  };
}

/** The text of its one calendar file. */
export function calendarOf(parsed: ParsedMail): string | undefined {
  const files = parsed.attachments.filter(({ contentType }) => /calendar|ics/.test(contentType));
  if (files.length > 1) throw new Error(`${files.length} calendar files in one mail`);
  return files[0]?.content.toString();
}

/** Unfolded lines of an iCalendar text. */
export function linesOf(text: string): string[] {
  return text.replaceAll('\r\n ', '').split('\r\n').slice(0, -1);
}

function readCalendar(text: string): CalendarFile {
  const lines = linesOf(text);
  const value = (name: string) => {
    const line = lines.find((l) => l.startsWith(`${name}:`) || l.startsWith(`${name};`));
    return line?.slice(line.indexOf(':') + 1).replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c));
  };
  const date = (name: string) => new Date(value(name)!.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
  const place = value('LOCATION');
  return {
    method: value('METHOD') as CalendarFile['method'],
    uid: value('UID')!,
    sequence: Number(value('SEQUENCE')),
    start: date('DTSTART'),
    end: date('DTEND'),
    title: value('SUMMARY')!,
    description: value('DESCRIPTION')!,
    ...(place && { place }),
  };
}
