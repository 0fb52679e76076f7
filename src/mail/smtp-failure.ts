import { Undelivered, type UndeliveredReason } from '../delivery/undelivered.ts';

/** What nodemailer tells of a failure. Its message and `response` repeat addresses and must go no further. */
interface SmtpFailure {
  code?: string;
  /** The system's or TLS's own code, when `code` is nodemailer's. */
  originalCode?: string;
  /** The command that was answered. */
  command?: string;
  responseCode?: number;
  response?: string;
}

/** An Undelivered that can be logged: codes and status only. No cause either, it would bring the answer's text along. */
export function undeliveredMail(error: unknown): Undelivered {
  const failure = (error ?? {}) as SmtpFailure;
  const { code, originalCode, command, responseCode, response } = failure;
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1];
  const parts = [
    plain(code) ?? 'unknown',
    plain(originalCode) && `(${plain(originalCode)})`,
    plain(command) && `at ${plain(command)}`,
    responseCode && `status ${[responseCode, enhanced].filter(Boolean).join(' ')}`,
  ];
  return new Undelivered(reasonOf(failure), `mail: ${parts.filter(Boolean).join(' ')}`);
}

/**
 * Only an answer of 5xx to the mail itself is final. A refused log-in, certificate or greeting says nothing about the mail:
 * it goes out when the settings or the server are mended. 503 tells of a session that got out of step. After a time-out or
 * a lost connection behind DATA nobody knows whether the mail was taken: it is tried again with the same Message-ID, by
 * which the recipient's server may see that it is the same.
 */
function reasonOf({ code, command, responseCode = 0 }: SmtpFailure): UndeliveredReason {
  const aboutTheMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (!aboutTheMail || responseCode < 500 || responseCode === 503) return 'later';
  return command === 'RCPT TO' ? 'unreachable' : 'refused';
}

function plain(text: string | undefined): string | undefined {
  return text && /^[A-Z][A-Z0-9_ -]*$/.test(text) ? text : undefined;
}
