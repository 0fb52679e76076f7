import { strict as assert } from 'node:assert';
import { simpleParser } from 'mailparser';
import { readSender } from '../../src/mail/address.ts';
import { mimeMessage } from '../../src/mail/mime.ts';
import type { Mail } from '../../src/ports.ts';
import { aMail, aMeeting } from './builders.ts';
import { calendarOf, linesOf } from './read-mail.ts';

const sender = readSender('SSP Søby <ssp@kommune.example>');
const now = new Date('2026-11-30T08:00:00Z');
const bytesOf = async (mail: Mail) => (await mimeMessage(mail, sender, now)).bytes.toString();
const headersOf = (source: string) =>
  source
    .slice(0, source.indexOf('\r\n\r\n'))
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');

describe('a mail on the wire', () => {
  it('says what it is, and that nothing is to answer it', async () => {
    const source = await bytesOf(aMail({ calendar: aMeeting() }));
    const headers = headersOf(source);
    assert.ok(headers.includes('Message-ID: <kald-7.1@kommune.example>'));
    assert.ok(headers.includes('Auto-Submitted: auto-generated'));
    assert.ok(headers.includes('Date: Mon, 30 Nov 2026 08:00:00 +0000'));
    assert.deepEqual((await simpleParser(source)).from?.value, [{ name: 'SSP Søby', address: 'ssp@kommune.example' }]);
    assert.match(source, /^[\x20-\x7e\r\n\t]*$/, 'ASCII only');
    assert.doesNotMatch(source, /[^\r]\n/, 'CRLF only');
  });

  it('holds text, HTML and the invitation once each, as alternatives', async () => {
    const types = (source: string) => [...source.matchAll(/^Content-Type: ([^\r;]+)/gm)].map(([, type]) => type);
    const source = await bytesOf(aMail({ calendar: aMeeting() }));
    assert.deepEqual(types(source), ['multipart/alternative', 'text/plain', 'text/html', 'text/calendar']);
    assert.equal(source.match(/text\/calendar; charset=utf-8; method=REQUEST/g)?.length, 1);
    assert.match(await bytesOf(aMail({ calendar: aMeeting({ method: 'CANCEL' }) })), /method=CANCEL/);
    assert.deepEqual(types(await bytesOf(aMail())), ['multipart/alternative', 'text/plain', 'text/html']);
  });

  it('lets no field make a header, a recipient or a line of the calendar file', async () => {
    const evil = 'Møde\r\nBcc: evil@evil.example\r\n\r\nX\nX-EVIL:1\rX-EVIL:2\u2028X-EVIL:3\u0000';
    const names = (mail: Mail) => bytesOf(mail).then((source) => headersOf(source).map((h) => h.split(':')[0]));
    const good = aMail({ calendar: aMeeting() });
    const calendar = aMeeting({ uid: evil, title: evil, description: evil, place: evil });
    const bad = { ...good, to: { ...good.to, name: evil }, subject: evil, text: evil, html: evil, calendar };
    assert.deepEqual(await names(bad), await names(good));
    assert.deepEqual(await names({ ...bad, to: { ...bad.to, name: 'A" <evil@evil.example>, "B' } }), await names(good));

    const lineNames = async (mail: Mail) =>
      linesOf(calendarOf(await simpleParser(await bytesOf(mail)))!).map((line) => /^[A-Z-]+/.exec(line)?.[0]);
    assert.deepEqual(await lineNames(bad), await lineNames(good));

    const { to } = await mimeMessage(bad, sender, now);
    assert.equal(to, good.to.address);
    await assert.rejects(bytesOf({ ...good, id: `a${evil}` }), { name: 'Undelivered', kind: 'refused' });
    assert.throws(() => readSender(`SSP <ssp@kommune.example\r\nBcc: evil@evil.example>`), { code: 'config' });
    assert.equal(readSender(`SSP\r\nBcc: x <ssp@kommune.example>`).name, 'SSP Bcc: x');
  });
});
