import { CodedError } from '../errors.ts';

/** A mail server as nodemailer's options name it. */
export interface SmtpServer {
  host: string;
  port: number;
  /** TLS from the first byte. */
  secure: boolean;
  /** No mail without STARTTLS. */
  requireTLS: boolean;
  /** STARTTLS is not even tried. */
  ignoreTLS: boolean;
  auth?: { user: string; pass: string };
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/**
 * `smtps://user:password@host:465`, or `smtp://` with STARTTLS, which only a host on loopback may do without. Throws a
 * CodedError('config') that does not repeat the address: it may hold a password. Read here and not by nodemailer, which
 * would let the address switch off the check of certificates (`?tls.rejectUnauthorized=false`).
 */
export function readSmtpServer(address: string): SmtpServer {
  try {
    const { protocol, hostname, port, username, password, search } = new URL(address);
    const secure = protocol === 'smtps:';
    if ((!secure && protocol !== 'smtp:') || hostname === '' || search !== '') throw new Error();
    const host = hostname.toLowerCase().replace(/^\[(.*)\]$/, '$1');
    const local = loopback.test(host);
    return {
      host,
      port: port === '' ? (secure ? 465 : 587) : Number(port),
      secure,
      requireTLS: !secure && !local,
      // A relay on the own machine offers STARTTLS with a certificate that nobody signed.
      ignoreTLS: local,
      ...(username !== '' && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    };
  } catch {
    throw new CodedError(
      'config',
      'The mail server: an address like smtps://user:password@host:465 or smtp://host:587',
    );
  }
}
