import { Undelivered } from '../delivery/undelivered.ts';
import type { Mail } from '../ports.ts';
import { hostOf, isAddress, oneLine, type Sender } from './address.ts';
import { calendarText } from './calendar-file.ts';

/** A mail as it goes over the wire, with the two addresses of its envelope. */
export interface MimeMessage {
  from: string;
  to: string;
  bytes: Buffer;
}

/**
 * The mail as a MIME message: text, HTML and the calendar file as alternatives of one another. Throws an Undelivered for
 * an address that is not one mailbox (`unreachable`) and an id that is no id (`refused`).
 */
export async function mimeMessage(mail: Mail, from: Sender, now: Date): Promise<MimeMessage> {
  if (!isAddress(mail.to.address)) throw new Undelivered('unreachable', 'mail: the address is not that of one mailbox');
  if (!/^[a-z0-9.-]+$/i.test(mail.id)) throw new Undelivered('refused', 'mail: the id holds what no id may hold');
  // Heavy, and many a process never sends a mail.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const node = new MailComposer({
    messageId: `<${mail.id}@${hostOf(from.address)}>`,
    date: now,
    from,
    // Addresses as objects: the package would look for several in a string.
    to: { name: oneLine(mail.to.name), address: mail.to.address },
    ...replyTo(mail),
    subject: oneLine(mail.subject),
    // No answering machine is to answer (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
    text: mail.text,
    html: mail.html,
    alternatives: mail.calendar && [calendarPart(mail, from, now)],
    // Texts end their lines as they like; the wire and an .eml file know one way only.
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  return { from: from.address, to: mail.to.address, bytes: await node.build() };
}

/** An address that is not one mailbox is left out: the mail is more than the answer to it. */
function replyTo({ replyTo }: Mail) {
  if (!replyTo || !isAddress(replyTo.address)) return {};
  return { replyTo: { name: oneLine(replyTo.name), address: replyTo.address } };
}

/**
 * An alternative with its method is what Outlook, Apple and Google read as an invitation. Not by the package's `icalEvent`,
 * which adds the same file a second time as an attachment. In base64, so that nobody on the way touches the folded lines.
 */
function calendarPart({ calendar, to }: Mail, from: Sender, now: Date) {
  return {
    contentType: `text/calendar; charset=utf-8; method=${calendar!.method}`,
    contentTransferEncoding: 'base64',
    content: calendarText(calendar!, from, to, now),
  };
}
