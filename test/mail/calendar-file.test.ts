import { strict as assert } from 'node:assert';
import { readSender } from '../../src/mail/address.ts';
import { calendarText } from '../../src/mail/calendar-file.ts';
import type { CalendarFile } from '../../src/ports.ts';
import { aMail, aMeeting } from './builders.ts';
import { linesOf } from './read-mail.ts';

const text = (file: CalendarFile, from = 'SSP <ssp@kommune.example>', to = aMail().to) =>
  calendarText(file, readSender(from), to, new Date('2026-11-30T08:00:00Z'));

describe('a calendar file', () => {
  it('invites: in UTC, with an alarm, and without asking for a reply', () => {
    assert.deepEqual(linesOf(text(aMeeting())), [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//ssp-bot//ssp-bot//DA',
      'METHOD:REQUEST',
      'BEGIN:VEVENT',
      'UID:kald-7@bot.example',
      'SEQUENCE:0',
      'DTSTAMP:20261130T080000Z',
      'DTSTART:20261130T130000Z',
      'DTEND:20261130T133000Z',
      'SUMMARY:Beredskabsmøde\\; kort\\, i dag',
      'LOCATION:Søndre Skole\\, lokale 3',
      'DESCRIPTION:Første linje\\, med komma\\; og semikolon\\nAnden linje med \\\\ og æøå',
      'ORGANIZER;CN="SSP":mailto:ssp@kommune.example',
      'ATTENDEE;ROLE=REQ-PARTICIPANT;RSVP=FALSE;CN="Åse Sørensen":MAILTO:aase@politi.example',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'TRIGGER:-PT15M',
      'DESCRIPTION:Beredskabsmøde\\; kort\\, i dag',
      'END:VALARM',
      'STATUS:CONFIRMED',
      'END:VEVENT',
      'END:VCALENDAR',
    ]);
  });

  it('calls off what it invited to: same UID, higher SEQUENCE, no alarm', () => {
    const lines = linesOf(text(aMeeting({ method: 'CANCEL', sequence: 2 })));
    for (const line of ['METHOD:CANCEL', 'UID:kald-7@bot.example', 'SEQUENCE:2', 'STATUS:CANCELLED'])
      assert.ok(lines.includes(line), line);
    assert.ok(!lines.includes('BEGIN:VALARM'));
  });

  it('gives a link as place and as URL, and an address as place only', () => {
    const link = 'https://teams.example/l/meetup-join/19%3ameeting/0?a=1,2;3';
    const lines = linesOf(text(aMeeting({ place: link })));
    assert.ok(lines.includes('LOCATION:https://teams.example/l/meetup-join/19%3ameeting/0?a=1\\,2\\;3'));
    assert.ok(lines.includes('URL;VALUE=URI:https://teams.example/l/meetup-join/19%3ameeting/0?a=1%2C2%3B3'));
    assert.ok(!text(aMeeting({ place: 'https://ikke et link' })).includes('URL;'));
    assert.ok(!text(aMeeting({ place: '' })).includes('LOCATION'));
  });

  it('folds at 75 octets without cutting a letter in two, and ends every line', () => {
    const description = `${'æøå'.repeat(60)}🙂${'x'.repeat(200)}`;
    const folded = text(aMeeting({ description }));
    for (const line of folded.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
    assert.ok(linesOf(folded).includes(`DESCRIPTION:${description}`));
    assert.ok(folded.endsWith('END:VCALENDAR\r\n'));
  });

  it('names a sender without a name by the address, and keeps quotation marks out of names', () => {
    const lines = linesOf(text(aMeeting(), 'ssp@kommune.example', { name: 'Åse "Å" S', address: 'a@b.example' }));
    assert.ok(lines.includes('ORGANIZER;CN="ssp@kommune.example":mailto:ssp@kommune.example'));
    assert.ok(lines.some((line) => line.includes(`CN="Åse 'Å' S":MAILTO:a@b.example`)));
  });
});
