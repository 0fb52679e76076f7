import { Undelivered, type UndeliveredReason } from '../../src/delivery/undelivered.ts';
import { isAddress } from '../../src/mail/address.ts';
import type { Mail, Mailer } from '../../src/ports.ts';

/** Mails in memory. The same contract suite runs on it and on the real ones. */
export function memoryMailer(): Mailer & {
  mails: Mail[];
  /** The next mails fail in these ways. */
  failNext(...kinds: UndeliveredReason[]): void;
  /** Nobody takes mail at these addresses. */
  refuse: Set<string>;
} {
  const mails: Mail[] = [];
  const failures: UndeliveredReason[] = [];
  const refuse = new Set<string>();
  return {
    mails,
    failNext: (...kinds) => failures.push(...kinds),
    refuse,
    async send(mail) {
      const { address } = mail.to;
      const kind = refuse.has(address) || !isAddress(address) ? 'unreachable' : failures.shift();
      if (kind) throw new Undelivered(kind, `mail: ${kind}`);
      mails.push(structuredClone(mail));
    },
  };
}
