import { strict as assert } from 'node:assert';
import { setTimeout as sleep } from 'node:timers/promises';
import type { UndeliveredReason } from '../../src/delivery/undelivered.ts';
import { createMailer } from '../../src/mail/create-mailer.ts';
import { type SmtpTimeouts, smtpMailer } from '../../src/mail/smtp-mailer.ts';
import { mailerContract, mailerFailureContract } from '../contracts/mailer.contract.ts';
import { type SmtpAnswer, startLoopbackSmtp } from '../support/loopback-smtp.ts';
import { aMail } from './builders.ts';
import { readMail } from './read-mail.ts';

const from = 'SSP <ssp@kommune.example>';
const later = (message: RegExp) => ({ name: 'Undelivered', kind: 'later', message });

describe('mail over SMTP', () => {
  const toClose: (() => Promise<void>)[] = [];
  afterEach(() => Promise.all(toClose.splice(0).map((close) => close())));

  async function open({ timeouts, secure = false }: { timeouts?: SmtpTimeouts; secure?: boolean } = {}) {
    const server = await startLoopbackSmtp({ secure });
    const mailer = smtpMailer({ url: server.url, from, ...(timeouts && { timeouts }) });
    toClose.push(() => mailer.stop().then(() => server.close()));
    const arrived = () => Promise.all(server.taken.map(({ bytes }) => readMail(bytes)));
    return { server, mailer, arrived };
  }
  const impatient: SmtpTimeouts = { stepMilliseconds: 300, mailMilliseconds: 5_000 };

  describe('does as every mailer', () => {
    mailerContract(async () => {
      const server = await startLoopbackSmtp();
      const mailer = smtpMailer({ url: server.url, from });
      after(() => mailer.stop().then(() => server.close()));
      return { mailer, arrived: () => Promise.all(server.taken.map(({ bytes }) => readMail(bytes))) };
    });
  });

  describe('fails as every mailer', () =>
    mailerFailureContract(async () => {
      const { server, mailer, arrived } = await open();
      const answers: Partial<Record<UndeliveredReason, SmtpAnswer>> = { later: 451, unreachable: 550, refused: 554 };
      return { mailer, arrived, failNext: (kind) => server.failNext(answers[kind]!) };
    }));

  it('says in the log which step was answered how', async () => {
    const { server, mailer } = await open();
    server.failNext(550);
    await assert.rejects(mailer.send(aMail()), { message: 'mail: EENVELOPE at RCPT TO status 550 5.1.1' });
  });

  it('does not know whether a mail was taken when no answer came, and tries it once only by itself', async () => {
    const { server, mailer, arrived } = await open({ timeouts: impatient });
    server.failNext('hang', 'drop');
    await assert.rejects(mailer.send(aMail()), later(/^mail: ETIMEDOUT at CONN$/));
    await assert.rejects(mailer.send(aMail()), later(/^mail: ECONNECTION at CONN$/));
    // Longer than the package waits before it sends again what was cut off.
    await sleep(400);
    assert.equal(server.taken.length, 2);
    await mailer.send(aMail());
    assert.deepEqual(
      (await arrived()).map(({ id }) => id),
      ['kald-7.1', 'kald-7.1', 'kald-7.1'],
    );
  });

  it('gives a mail up that waits too long for its turn', async () => {
    const { server, mailer, arrived } = await open({ timeouts: { stepMilliseconds: 5_000, mailMilliseconds: 500 } });
    server.failNext('hang', 'hang', 'hang');
    const results = await Promise.allSettled(['1', '2', '3'].map((id) => mailer.send(aMail({ id }))));
    for (const result of results) assert.match(String(result.status === 'rejected' && result.reason), /mail: EABORT$/);
    assert.ok(!(await arrived()).some(({ id }) => id === '3'));
  });

  it('tries again later when there is no server', async () => {
    const { server, mailer } = await open({ timeouts: impatient });
    await server.close();
    await assert.rejects(mailer.send(aMail()), later(/^mail: ESOCKET \(ECONNREFUSED\) at CONN$/));
  });

  it('sends many mails over few connections, and leaves none when it stops', async () => {
    const { server, mailer } = await open();
    await Promise.all(Array.from({ length: 20 }, (_, i) => mailer.send(aMail({ id: `many-${i}` }))));
    assert.equal(server.taken.length, 20);
    assert.deepEqual(server.connections, { made: 2, open: 2 });
    const last = mailer.send(aMail({ id: 'last' }));
    await sleep(20);
    await mailer.stop();
    await last;
    await sleep(50);
    assert.equal(server.connections.open, 0);
    await assert.rejects(mailer.send(aMail()), later(/stopped/));
  });

  it('keeps no idle connection for long, and goes on over a new one', async () => {
    const { server, mailer } = await open({ timeouts: impatient });
    await mailer.send(aMail({ id: 'before' }));
    await sleep(400);
    assert.equal(server.connections.open, 0);
    await mailer.send(aMail({ id: 'after' }));
    assert.equal(server.connections.made, 2);
  });

  it('hands no mail to a server without TLS, or with a certificate that it cannot check', async () => {
    const plain = await open();
    // The same machine by a name that is not that of loopback.
    const elsewhere = createMailer({ smtpUrl: plain.server.url.replace('127.0.0.1', '0.0.0.0'), from, folder: '' });
    await assert.rejects(elsewhere.send(aMail()), later(/^mail: ETLS/));
    await elsewhere.stop();
    const unsigned = await open({ secure: true });
    await assert.rejects(unsigned.mailer.send(aMail()), later(/^mail: ESOCKET \(\w*CERT\w*\) at CONN$/));
    assert.deepEqual([plain.server.taken, unsigned.server.taken], [[], []]);
  });

  it('logs in as the settings say, and takes a refused log-in for no word about the mail', async () => {
    const server = await startLoopbackSmtp({ password: 'p@ss:ø/' });
    toClose.push(server.close);
    const send = async (password: string) => {
      const url = server.url.replace('127.0.0.1', `bot%40kommune.example:${encodeURIComponent(password)}@localhost`);
      const mailer = smtpMailer({ url, from });
      await mailer.send(aMail()).finally(mailer.stop);
    };
    await send('p@ss:ø/');
    await assert.rejects(send('another'), later(/^mail: EAUTH at AUTH PLAIN status 535( \d\.\d\.\d)?$/));
    assert.equal(server.taken.length, 1);
  });

  it('refuses settings that name no server or no sender, without repeating them', () => {
    const fault = { code: 'config', message: /^The mail server: an address like [^']*host:587$/ };
    const urls = [
      'mail.example',
      'smtp://',
      'https://mail.example',
      'smtp://u:%zz@mail.example',
      'smtp://m?ignoreTLS=true',
    ];
    for (const url of urls) assert.throws(() => smtpMailer({ url, from }), fault, url);
    assert.throws(() => smtpMailer({ url: 'smtp://mail.example', from: 'SSP' }), { code: 'config' });
  });
});
