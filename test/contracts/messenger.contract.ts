import { strict as assert } from 'node:assert';
import { Undelivered, type UndeliveredReason } from '../../src/delivery/undelivered.ts';
import { noticeCard } from '../../src/notice-card.ts';
import type { CardMessage, Messenger } from '../../src/ports.ts';

export interface MessengerUnderTest {
  messenger: Messenger;
  /** What each message says now, as its one plain line, in the order of sending. */
  said(): string[];
  failNext(status: number): void;
}

/** What every way out to people promises. */
export function messengerContract(open: () => Promise<MessengerUnderTest>): void {
  let test: MessengerUnderTest;
  before(async () => {
    test = await open();
  });
  const card = (title: string): CardMessage => noticeCard({ title }, 'da');
  const kindOf = async (attempt: Promise<unknown>): Promise<UndeliveredReason | 'sent'> => {
    try {
      await attempt;
      return 'sent';
    } catch (error) {
      assert.ok(error instanceof Undelivered, String(error));
      return error.kind;
    }
  };

  it('sends to a person’s own chat, and changes what it sent', async () => {
    const first = await test.messenger.send('kolding', 'person-1', card('Første'));
    await test.messenger.send('kolding', 'person-1', card('Anden'));
    await test.messenger.update('kolding', first, card('Første, ændret'));
    assert.deepEqual(test.said(), ['Første, ændret', 'Anden']);
  });

  it('posts in a channel, and changes what it posted', async () => {
    const before = test.said().length;
    const post = await test.messenger.post('kolding', '19:kanal@thread.tacv2', card('Opslag'));
    await test.messenger.update('kolding', post, card('Opslag, ændret'));
    assert.deepEqual(test.said().slice(before), ['Opslag, ændret']);
  });

  it('replies below a post, and makes no call when it is told at its turn not to', async () => {
    const before = test.said().length;
    const post = await test.messenger.post('kolding', '19:kanal@thread.tacv2', card('Opslag to'));
    await test.messenger.reply('kolding', post, card('Svar'));
    const stop = async () => {
      throw new Undelivered('busy', 'not any more');
    };
    assert.equal(await kindOf(test.messenger.post('kolding', '19:kanal@thread.tacv2', card('Nej'), stop)), 'busy');
    assert.equal(await kindOf(test.messenger.reply('kolding', post, card('Nej'), stop)), 'busy');
    assert.deepEqual(test.said().slice(before), ['Opslag to', 'Svar']);
  });

  it('tells a failure that is worth another try from one that is not, and sends nothing twice by itself', async () => {
    const before = test.said().length;
    const expected = {
      403: 'unreachable',
      404: 'unreachable',
      412: 'later',
      429: 'later',
      400: 'refused',
      500: 'refused',
      502: 'later',
      504: 'later',
    };
    for (const [status, kind] of Object.entries(expected)) {
      test.failNext(Number(status));
      assert.equal(await kindOf(test.messenger.send('kolding', 'person-1', card('X'))), kind, status);
    }
    assert.equal(test.said().length, before);
    assert.equal(await kindOf(test.messenger.send('kolding', 'person-1', card('Y'))), 'sent');
  });
}
