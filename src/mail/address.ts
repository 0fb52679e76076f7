import { domainToASCII } from 'node:url';
import { CodedError } from '../errors.ts';

/** Whom mail comes from. The name may be empty. */
export interface Sender {
  name: string;
  address: string;
}

// One mailbox and nothing else: in what is quoted, listed or bracketed a second recipient can hide.
const mailbox = /^[^\s\p{Cc}<>()[\]\\,;:"@]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,251}[\p{L}\p{N}])?$/u;
const named = /^(?:"([^"]*)"|([^"<>]*?))\s*<([^<>]+)>$/;

export function isAddress(text: string): boolean {
  return mailbox.test(text);
}

/** `ssp@kommune.dk` or `SSP <ssp@kommune.dk>`. Throws a CodedError('config'). */
export function readSender(from: string): Sender {
  const [, quoted, plain, inBrackets] = named.exec(from.trim()) ?? [];
  const address = inBrackets ?? from.trim();
  if (!isAddress(address)) {
    throw new CodedError('config', 'The sender of mail: an address like ssp@kommune.dk or SSP <ssp@kommune.dk>');
  }
  return { name: oneLine(quoted ?? plain ?? ''), address };
}

export function hostOf(address: string): string {
  return domainToASCII(address.slice(address.lastIndexOf('@') + 1));
}

/** Without line breaks and other control characters, which would end a header or a line of a calendar file. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
