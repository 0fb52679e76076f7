import { strict as assert } from 'node:assert';
import { type Delivery, deliveriesOf, deliverSlots } from '../../src/delivery/deliver-slots.ts';
import { Undelivered } from '../../src/delivery/undelivered.ts';
import type { Slot, WorkItem } from '../../src/delivery/work-item.ts';
import { itemChanges, itemKey } from '../../src/delivery/work-item.ts';
import { workOnItem } from '../../src/delivery/work-on-item.ts';
import type { Stored } from '../../src/ports.ts';
import { createMessenger } from '../../src/teams/messenger.ts';
import { memoryJobQueue } from '../support/memory-job-queue.ts';
import { memoryMessenger } from '../support/memory-messenger.ts';
import { memoryStore } from '../support/memory-store.ts';

const place = (name: string) => ({ serviceUrl: 'memory', conversationId: 'a', activityId: name });
const slotsOf = (...names: string[]): Slot[] => names.map((name) => ({ name, to: name, wanted: 2 }));
const clock = () => new Date('2026-11-24T09:30:00Z');

describe('the messages of an item', () => {
  it('that are new go out before those that change what stands there', async () => {
    const records = await memoryStore().open('beredskab');
    const slots = slotsOf('old-1', 'new-1', 'old-2', 'new-2', 'old-3', 'new-3');
    const known = new Map<string, Stored<Delivery>>();
    for (const { name } of slots.filter((s) => s.name.startsWith('old'))) {
      const key = ['delivery', 'x', name];
      await records.write('k', [{ do: 'create', key, value: { shown: 1, attempts: 0, place: place(name) } }]);
      known.set(name, (await records.get<Delivery>('k', key))!);
    }
    const order: string[] = [];
    // One at a time, as a lane lets them through.
    let before: Promise<unknown> = Promise.resolve();
    const lane = <T>(work: () => Promise<T>) => {
      const mine = before.then(work);
      before = mine.catch(() => undefined);
      return mine;
    };
    await deliverSlots({ records, clock, lane }, 'k', 'x', slots, known, async ({ name }) => {
      order.push(name);
      return place(name);
    });
    assert.deepEqual(
      order.map((name) => name.split('-')[0]),
      ['new', 'new', 'new', 'old', 'old', 'old'],
    );
  });

  it('are all sent, and the item goes on, when one fails in a way that nobody foresaw', async () => {
    const records = await memoryStore().open('beredskab');
    const queue = memoryJobQueue(() => clock().getTime());
    const messenger = memoryMessenger();
    const item: WorkItem & { advanced?: true } = { id: 'x', slots: slotsOf('bad', 'good-1', 'good-2') };
    await records.write('k', itemChanges(undefined, item));
    const business = {
      feature: 'test',
      advance: (one: typeof item) => ({ ...one, advanced: true as const }),
      render: (_: typeof item, { name }: Slot) => {
        if (name === 'bad') throw new Error('a fault of ours');
        return { template: 't', data: {}, summary: name };
      },
    };
    const deps = { records, clock, messenger, queue };
    await assert.rejects(workOnItem(deps, business, 'k', 'x'), /a fault of ours/);
    assert.deepEqual(messenger.messages.map((m) => m.to).sort(), ['good-1', 'good-2']);
    const after = (await records.get<typeof item>('k', itemKey('x')))!.value;
    assert.equal(after.advanced, true);
    assert.ok(after.dueAt, 'somebody looks at it again');
  });

  it('are tried again when the platform says, which makes them wait no longer for what fails after it', async () => {
    const records = await memoryStore().open('beredskab');
    let now = clock();
    const waits: number[] = [];
    for (const retryAfterSeconds of [1, 3, 1, undefined]) {
      const known = await deliveriesOf(records, 'k', 'x');
      const { retryAt } = await deliverSlots({ records, clock: () => now }, 'k', 'x', slotsOf('a'), known, async () => {
        throw new Undelivered('later', 'failed', retryAfterSeconds ? { retryAfterSeconds } : {});
      });
      waits.push((retryAt!.getTime() - now.getTime()) / 1_000);
      now = retryAt!;
    }
    assert.deepEqual(waits.slice(0, 3), [1, 3, 1]);
    assert.ok(waits[3]! >= 0.5 && waits[3]! <= 1, `${waits[3]} s`);
  });

  it('wait when no token can be had for the connector: nothing was sent', async () => {
    const address = { objectId: 'o', tenantId: 't', serviceUrl: 'https://x', botId: 'b', conversationId: 'a:1' };
    const messenger = createMessenger({
      connectorFor: async () => {
        throw new Error('AADSTS90033: a transient error');
      },
      addresses: {
        of: async () => address,
        tenants: async () => [],
        remember: async () => undefined,
        forget: async () => undefined,
      },
      pace: { turn: async () => undefined, hold: async () => undefined },
    });
    await assert.rejects(
      messenger.send('k', 'o', { template: 't', data: {}, summary: 's' }),
      (error: unknown) => error instanceof Undelivered && error.kind === 'later' && error.sure,
    );
  });
});
