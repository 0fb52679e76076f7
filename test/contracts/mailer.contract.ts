import { strict as assert } from 'node:assert';
import { Undelivered, type UndeliveredReason } from '../../src/delivery/undelivered.ts';
import type { Mail, Mailer } from '../../src/ports.ts';
import { aMail, aMeeting } from '../mail/builders.ts';

export interface MailerUnderTest {
  mailer: Mailer;
  /** What arrived, read back. */
  arrived(): Promise<Mail[]>;
}

/** What every way out to people outside the tenant promises. */
export function mailerContract(open: () => Promise<MailerUnderTest>): void {
  let test: MailerUnderTest;
  before(async () => {
    test = await open();
  });
  const arrivedAs = async (id: string) => (await test.arrived()).filter((mail) => mail.id === id);

  it('sends a mail: what arrives is what was to be said', async () => {
    const mail = aMail({ id: 'plain-1' });
    await test.mailer.send(mail);
    assert.deepEqual(await arrivedAs('plain-1'), [mail]);
  });

  it('sends a meeting, moves it and calls it off', async () => {
    const link = 'https://teams.example/l/meetup-join/19%3ameeting/0?context=%7b%22Tid%22%7d';
    const mails = [
      aMail({ id: 'meeting-1', calendar: aMeeting() }),
      aMail({ id: 'meeting-2', calendar: aMeeting({ sequence: 1, start: new Date('2026-11-30T12:30:00Z') }) }),
      aMail({ id: 'meeting-3', calendar: aMeeting({ sequence: 2, method: 'CANCEL', place: link }) }),
    ];
    for (const mail of mails) {
      await test.mailer.send(mail);
      assert.deepEqual(await arrivedAs(mail.id), [mail]);
    }
  });

  it('gives every try of a mail the same id', async () => {
    await test.mailer.send(aMail({ id: 'twice' }));
    await test.mailer.send(aMail({ id: 'twice' }));
    const tries = await arrivedAs('twice');
    assert.ok(tries.length > 0);
    for (const each of tries) assert.deepEqual(each, aMail({ id: 'twice' }));
  });

  it('writes to one mailbox only, whatever stands in the address', async () => {
    const before = (await test.arrived()).length;
    for (const address of [
      '',
      'aase',
      'a@b.example, c@d.example',
      'a@b.example\r\nBcc: c@d.example',
      '<a@b.example>',
    ]) {
      const sending = test.mailer.send(aMail({ to: { name: 'Åse', address } }));
      await assert.rejects(sending, { name: 'Undelivered', kind: 'unreachable' }, address);
    }
    assert.equal((await test.arrived()).length, before);
  });
}

/** How a way out fails that can: a server, and the fake that stands for it. */
export function mailerFailureContract(
  open: () => Promise<MailerUnderTest & { failNext(kind: UndeliveredReason): void }>,
): void {
  for (const kind of ['later', 'unreachable', 'refused'] as const) {
    it(`tells a failure of the kind "${kind}", without a word of the mail, and is well again afterwards`, async () => {
      const { mailer, arrived, failNext } = await open();
      failNext(kind);
      const mail = aMail({ id: `fails-${kind}` });
      await assert.rejects(mailer.send(mail), (error) => {
        assert.ok(error instanceof Undelivered, String(error));
        assert.equal(error.kind, kind);
        assert.doesNotMatch(`${error.message} ${error.cause}`, /@|aase|Åse|example|Indkaldelse/i);
        return true;
      });
      assert.deepEqual(await arrived(), []);
      await mailer.send(mail);
      assert.deepEqual(await arrived(), [mail]);
    });
  }
}
