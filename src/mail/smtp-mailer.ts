import { Undelivered } from '../delivery/undelivered.ts';
import type { Clock, Mailer } from '../ports.ts';
import { readSender } from './address.ts';
import { mimeMessage } from './mime.ts';
import { undeliveredMail } from './smtp-failure.ts';
import { readSmtpServer, type SmtpServer } from './smtp-server.ts';

export interface SmtpTimeouts {
  /** Silence of the server, at any step. */
  stepMilliseconds: number;
  /** The whole of a mail, its wait for a connection included. Has to be shorter than the claim on a message. */
  mailMilliseconds: number;
}

export interface SmtpSettings {
  /** See readSmtpServer. */
  url: string;
  /** See readSender. */
  from: string;
  timeouts?: SmtpTimeouts;
  now?: Clock;
}

const patience: SmtpTimeouts = { stepMilliseconds: 10_000, mailMilliseconds: 30_000 };
// Exchange Online takes three at a time from a mailbox, over all processes.
const maxConnections = 2;

/**
 * Mail over SMTP, with connections that serve one mail after another. Nothing is repeated here once the server may have
 * read of it. After `stop()`, which lets what is under way finish, every mail is for `later`.
 */
export function smtpMailer({ url, from, timeouts = patience, now = () => new Date() }: SmtpSettings): Mailer & {
  stop(): Promise<void>;
} {
  const sender = readSender(from);
  const server = readSmtpServer(url);
  const underWay = new Set<Promise<unknown>>();
  let pool: ReturnType<typeof openPool> | undefined;
  let stopped = false;
  return {
    async send(mail) {
      const message = await mimeMessage(mail, sender, now());
      if (stopped) throw new Undelivered('later', 'mail: stopped');
      pool ??= openPool(server, timeouts);
      const sending = (await pool).sendMail({
        envelope: { from: message.from, to: message.to },
        raw: message.bytes,
        signal: AbortSignal.timeout(timeouts.mailMilliseconds),
      });
      underWay.add(sending);
      try {
        await sending;
      } catch (error) {
        throw undeliveredMail(error);
      } finally {
        underWay.delete(sending);
      }
    },
    async stop() {
      stopped = true;
      (await pool)?.close();
      await Promise.allSettled(underWay);
    },
  };
}

async function openPool(server: SmtpServer, { stepMilliseconds }: SmtpTimeouts) {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    ...server,
    pool: true,
    maxConnections,
    // Only what was cut off before the first byte of the mail; five times would be the package's own choice.
    maxRequeues: 1,
    tls: { rejectUnauthorized: true },
    dnsTimeout: stepMilliseconds,
    connectionTimeout: stepMilliseconds,
    greetingTimeout: stepMilliseconds,
    socketTimeout: stepMilliseconds,
    // Before the socket's time-out, which runs while a connection lies idle too and would cut it off without a QUIT.
    idleTimeout: stepMilliseconds / 2,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}
