import { Undelivered } from '../delivery/undelivered.ts';
import type { Mailer } from '../ports.ts';

/**
 * A mailer that can be asked whether the last mail met a server that took it or refused that mail only. No mail is sent in
 * order to know: a mail server would count it.
 */
export function watchMailer<M extends Mailer>(mailer: M): M & { ping(): Promise<void> } {
  let trouble: unknown;
  return {
    ...mailer,
    async send(mail) {
      try {
        await mailer.send(mail);
        trouble = undefined;
      } catch (error) {
        trouble = error instanceof Undelivered && error.kind !== 'later' ? undefined : error;
        throw error;
      }
    },
    async ping() {
      if (trouble) throw trouble;
    },
  };
}
