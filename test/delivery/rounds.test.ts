import { strict as assert } from 'node:assert';
import { itemChanges, itemKey, type Slot, type WorkItem } from '../../src/delivery/work-item.ts';
import { workOnItem } from '../../src/delivery/work-on-item.ts';
import type { Messenger } from '../../src/ports.ts';
import { memoryJobQueue } from '../support/memory-job-queue.ts';
import { memoryMessenger } from '../support/memory-messenger.ts';
import { memoryStore } from '../support/memory-store.ts';

type Posting = WorkItem & { withdrawn?: boolean };

/** Posts in this many channels, and the card of their author. */
const slotsOf = (channels: number): Slot[] => [
  ...Array.from(
    { length: channels },
    (_, i): Slot => ({ name: `${i}`, to: `19:${i}`, wanted: 1, by: 'channel', once: true }),
  ),
  { name: 'author', to: 'author', wanted: 1 },
];

async function world(channels: number) {
  const records = await memoryStore().open('agenda');
  let now = Date.parse('2026-11-24T09:30:00Z');
  const clock = () => new Date(now);
  const queue = memoryJobQueue(() => now);
  const memory = memoryMessenger();
  const hooks = { onPost: async () => {}, isStopping: () => false };
  const messenger: Messenger = {
    ...memory,
    async post(...given) {
      const posted = await memory.post(...given);
      await hooks.onPost();
      return posted;
    },
  };
  const business = {
    feature: 'test',
    advance: (item: Posting) => item,
    render: ({ withdrawn }: Posting, { by }: Slot) =>
      withdrawn && by ? undefined : { template: 't', data: {}, summary: 's' },
  };
  await records.write('k', itemChanges(undefined, { id: 'x', slots: slotsOf(channels) }));
  const pause = async (milliseconds: number) => {
    now += milliseconds;
  };
  return {
    ...{ memory, queue, hooks },
    work: () =>
      workOnItem({ records, clock, queue, messenger, pause, isStopping: () => hooks.isStopping() }, business, 'k', 'x'),
    async change(change: Partial<Posting>) {
      const stored = (await records.get<Posting>('k', itemKey('x')))!;
      await records.write('k', itemChanges(stored, { ...stored.value, ...change }));
    },
    elapsedSeconds: () => (now - Date.parse('2026-11-24T09:30:00Z')) / 1_000,
  };
}

describe('an item of hundreds of messages', () => {
  it('goes out to the end, the person first, and others are called to help', async () => {
    const { memory, queue, work } = await world(500);
    await work();
    assert.equal(memory.messages.length, 501);
    assert.equal(memory.messages[0]!.to, 'author');
    assert.equal(queue.waiting.length, 1);
  });

  it('is left to the others by a process that stops, which only finishes what it has begun', async () => {
    const { memory, queue, hooks, work } = await world(500);
    hooks.onPost = async () => {
      hooks.isStopping = () => true;
    };
    await work();
    const begun = memory.messages.length;
    assert.ok(begun > 1 && begun <= 49, `${begun} messages`);
    assert.ok(queue.waiting.length > 0, 'a nudge for somebody else');
    hooks.onPost = async () => {};
    hooks.isStopping = () => false;
    await work();
    assert.equal(memory.messages.length, 501);
  });

  it('stops soon after somebody thought better of it', async () => {
    const { memory, hooks, work, change } = await world(500);
    hooks.onPost = async () => {
      hooks.onPost = async () => {};
      await change({ withdrawn: true });
    };
    await work();
    assert.ok(memory.messages.length < 60, `${memory.messages.length} messages`);
  });

  it('is small: nobody else is called', async () => {
    const { queue, work } = await world(10);
    await work();
    assert.deepEqual(queue.waiting, []);
  });
});

describe('what is due in a moment', () => {
  it('is waited for, without a nudge', async () => {
    const { memory, queue, work, elapsedSeconds } = await world(3);
    memory.failNext(429, 429);
    await work();
    assert.equal(memory.messages.length, 4);
    assert.deepEqual(queue.waiting, []);
    assert.ok(elapsedSeconds() > 0.4 && elapsedSeconds() < 4, `${elapsedSeconds()} s`);
  });

  it('is not waited for when it is so again and again', async () => {
    const { memory, queue, work, elapsedSeconds } = await world(3);
    memory.failNext(...Array(1_000).fill(429));
    await work();
    assert.equal(queue.waiting.length, 1);
    assert.ok(elapsedSeconds() < 16, `${elapsedSeconds()} s`);
  });
});
