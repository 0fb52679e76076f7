import { CodedError } from '../errors.ts';
import type { Mailer } from '../ports.ts';
import { fileMailer } from './file-mailer.ts';
import { smtpMailer } from './smtp-mailer.ts';

export interface MailSettings {
  smtpUrl?: string;
  from?: string;
  /** Where mail is laid when there is no server. */
  folder: string;
}

const localSender = 'SSP-bot <ssp-bot@localhost>';

/** Mail by the server of the settings, or into a folder where there is none. Throws a CodedError('config'). */
export function createMailer({ smtpUrl, from, folder }: MailSettings): Mailer & { stop(): Promise<void> } {
  if (!smtpUrl) return { ...fileMailer(folder, from ?? localSender), stop: async () => {} };
  if (!from) throw new CodedError('config', 'A mail server needs a sender of mail');
  return smtpMailer({ url: smtpUrl, from });
}
