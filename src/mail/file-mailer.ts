import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Undelivered } from '../delivery/undelivered.ts';
import type { Clock, Mail, Mailer } from '../ports.ts';
import { readSender } from './address.ts';
import { mimeMessage } from './mime.ts';

/** Local mode: the message that would have gone out, as `<time>-<id>.eml` in a folder, for any mail program to open. */
export function fileMailer(folder: string, from: string, now: Clock = () => new Date()): Mailer {
  const sender = readSender(from);
  return {
    async send(mail) {
      const at = now();
      const { bytes } = await mimeMessage(mail, sender, at);
      try {
        await mkdir(folder, { recursive: true });
        await replace(join(folder, await nameFor(folder, mail, at)), bytes);
      } catch (error) {
        throw new Undelivered('later', `mail file: ${(error as NodeJS.ErrnoException).code}`);
      }
    },
  };
}

const timeLength = '2026-11-30T08-15-00.000Z'.length;

/** The name that the mail has from an earlier try, or a new one. */
async function nameFor(folder: string, { id }: Mail, at: Date): Promise<string> {
  const ending = `-${id}.eml`;
  const earlier = (await readdir(folder)).find((name) => name.slice(timeLength) === ending);
  return earlier ?? `${at.toISOString().replaceAll(':', '-')}${ending}`;
}

/** Renamed into place, so that nobody reads half a mail. */
async function replace(path: string, bytes: Buffer): Promise<void> {
  const beside = `${path}.${randomUUID()}.new`;
  await writeFile(beside, bytes, { mode: 0o600 });
  await rename(beside, path);
}
