import { strict as assert } from 'node:assert';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMailer } from '../../src/mail/create-mailer.ts';
import { fileMailer } from '../../src/mail/file-mailer.ts';
import { mailerContract } from '../contracts/mailer.contract.ts';
import { aMail } from './builders.ts';
import { readMail } from './read-mail.ts';

describe('mail into a folder', () => {
  let parent: string;
  let folder: string;
  beforeEach(() => {
    folder = join(parent, String(Math.random()), 'mail');
  });
  before(() => {
    parent = mkdtempSync(join(tmpdir(), 'mail-'));
  });
  after(() => rmSync(parent, { recursive: true }));

  mailerContract(async () => {
    const own = join(parent, 'contract');
    const arrived = () => Promise.all(readdirSync(own).map((name) => readMail(readFileSync(join(own, name)))));
    return { mailer: fileMailer(own, 'ssp@kommune.example'), arrived };
  });

  it('lays one file per mail, by time and id, whichever try it is', async () => {
    const times = [8, 9, 10].map((hour) => new Date(Date.UTC(2026, 10, 30, hour)));
    const mailer = fileMailer(folder, 'ssp@kommune.example', () => times.shift()!);
    await mailer.send(aMail({ id: 'a-1' }));
    await mailer.send(aMail({ id: 'a-1' }));
    await mailer.send(aMail({ id: '1' }));
    assert.deepEqual(readdirSync(folder).sort(), [
      '2026-11-30T08-00-00.000Z-a-1.eml',
      '2026-11-30T10-00-00.000Z-1.eml',
    ]);
  });

  it('takes no id that leads out of the folder', async () => {
    const mailer = fileMailer(folder, 'ssp@kommune.example');
    await assert.rejects(mailer.send(aMail({ id: '../../x' })), { name: 'Undelivered', kind: 'refused' });
    assert.ok(!existsSync(folder));
  });

  it('is what mail becomes where the settings name no server', async () => {
    const mailer = createMailer({ folder });
    await mailer.send(aMail());
    await mailer.stop();
    assert.equal(readdirSync(folder).length, 1);
    assert.throws(() => createMailer({ folder, smtpUrl: 'smtp://mail.example' }), { code: 'config' });
  });
});
