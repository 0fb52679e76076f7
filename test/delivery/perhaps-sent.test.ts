import { strict as assert } from 'node:assert';
import { deliveriesOf } from '../../src/delivery/deliver-slots.ts';
import { itemChanges, itemKey, type Slot, type WorkItem } from '../../src/delivery/work-item.ts';
import { workOnItem } from '../../src/delivery/work-on-item.ts';
import { memoryJobQueue } from '../support/memory-job-queue.ts';
import { memoryMessenger } from '../support/memory-messenger.ts';
import { memoryStore } from '../support/memory-store.ts';

const slot: Slot = { name: 'post', to: '19:a', wanted: 1, by: 'channel', once: true };
const now = new Date('2026-11-24T09:30:00Z');
type Post = WorkItem & { withdrawn?: boolean };

/** An item with one post, of which nobody knows whether it was taken. */
async function perhapsSent() {
  const records = await memoryStore().open('agenda');
  const messenger = memoryMessenger();
  const business = {
    feature: 'test',
    advance: (item: Post) => item,
    render: ({ withdrawn }: Post, _: Slot, isThere: boolean) =>
      withdrawn && !isThere ? undefined : { template: 't', data: {}, summary: 'post' },
  };
  const deps = { records, messenger, clock: () => now, queue: memoryJobQueue(() => now.getTime()) };
  await records.write('k', itemChanges(undefined, { id: 'x', slots: [slot] }));
  messenger.failNext(504);
  await workOnItem(deps, business, 'k', 'x');
  return {
    messenger,
    async change(change: Partial<Post>) {
      const stored = (await records.get<Post>('k', itemKey('x')))!;
      await records.write('k', itemChanges(stored, { ...stored.value, ...change }));
      await workOnItem(deps, business, 'k', 'x');
      return (await deliveriesOf(records, 'k', 'x')).get('post')!.value;
    },
  };
}

describe('a message at most once that was perhaps sent', () => {
  for (const [what, withdrawn] of [
    ['changed', false],
    ['withdrawn', true],
  ] as const) {
    it(`is not sent when it is ${what}, and is told as perhaps sent still`, async () => {
      const { messenger, change } = await perhapsSent();
      const delivery = await change({ slots: [{ ...slot, wanted: 2 }], withdrawn });
      assert.deepEqual(delivery, { shown: 2, attempts: 0, failed: 'unknown' });
      assert.deepEqual(messenger.messages, []);
    });
  }

  it('goes out anew under another name', async () => {
    const { messenger, change } = await perhapsSent();
    await change({ slots: [slot, { ...slot, name: 'again' }] });
    assert.equal(messenger.messages.length, 1);
  });
});
