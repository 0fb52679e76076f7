import { strict as assert } from 'node:assert';
import { type Delivery, deliveriesOf, deliverSlots, deliveryKey } from '../../src/delivery/deliver-slots.ts';
import { takeLease } from '../../src/delivery/lease.ts';
import type { Slot } from '../../src/delivery/work-item.ts';
import { memoryStore } from '../support/memory-store.ts';

const slot: Slot = { name: 'post', to: '19:a', wanted: 1, by: 'channel', once: true };
const place = { serviceUrl: 'memory', conversationId: '19:a', activityId: '1' };
const fresh: Delivery = { shown: 0, attempts: 0 };

/** A store and a clock; every process delivers the same message in its own way. */
async function world() {
  const records = await memoryStore().open('agenda');
  let now = Date.parse('2026-11-24T09:30:00Z');
  const clock = () => new Date(now);
  const key = deliveryKey('x', slot.name);
  return {
    records,
    clock,
    key,
    pass: (seconds: number) => {
      now += seconds * 1_000;
    },
    lease: async () => {
      const stored = await records.get<Delivery>('k', key);
      return takeLease({ records, clock }, 'k', key, stored?.value ?? fresh, stored);
    },
    async deliver(call: (onTurn: () => Promise<void>) => Promise<void>, wanted: Slot = slot) {
      const known = await deliveriesOf(records, 'k', 'x');
      return deliverSlots({ records, clock }, 'k', 'x', [wanted], known, async (_slot, _place, onTurn) => {
        await call(onTurn);
        return place;
      });
    },
  };
}

describe('a message in hand', () => {
  it('is free seconds after its process died, and not before', async () => {
    const { lease, deliver, pass } = await world();
    const dead = await lease();
    await dead!.keep(5_000);
    let calls = 0;
    const call = async (onTurn: () => Promise<void>) => {
      await onTurn();
      calls++;
    };
    pass(4);
    await deliver(call);
    assert.equal(calls, 0);
    pass(2);
    await deliver(call);
    assert.equal(calls, 1);
  });

  it('stays there for as long as its process lives', async () => {
    const { lease, clock, pass, records, key } = await world();
    const living = await lease();
    pass(4);
    await new Promise((later) => setTimeout(later, 1_700));
    const { value } = (await records.get<Delivery>('k', key))!;
    assert.ok(new Date(value.claim!.until).getTime() - clock().getTime() > 4_000, 'it was renewed');
    await living!.end(fresh);
  });

  it('is not sent by who held it for too long, nor a change of it', async () => {
    for (const wanted of [slot, { ...slot, once: undefined }] as Slot[]) {
      const { deliver, pass } = await world();
      const sent: string[] = [];
      await deliver(async (onTurn) => {
        pass(6);
        await deliver(async (next) => {
          await next();
          sent.push('other');
        }, wanted);
        await onTurn();
        sent.push('late');
      }, wanted);
      assert.deepEqual(sent, ['other']);
    }
  });

  it('is perhaps sent when its process died in the call, however many die after it', async () => {
    const { lease, deliver, pass, records, key } = await world();
    const first = await lease();
    await first!.begin();
    await first!.keep(5_000);
    pass(6);
    // It took over, and died before it could say so.
    const second = await lease();
    await second!.keep(5_000);
    pass(6);
    await deliver(async () => assert.fail('sent twice'));
    assert.deepEqual((await records.get<Delivery>('k', key))!.value, { shown: 1, attempts: 0, failed: 'unknown' });
  });

  it('is recorded also when the answer to a renewal was lost', async () => {
    const { records, clock, key } = await world();
    let lost = false;
    const forgetful = {
      ...records,
      get: async <T>(kommune: string, of: string[]) => {
        if (!lost) return records.get<T>(kommune, of);
        lost = false;
        throw new Error('no answer');
      },
    };
    const lease = await takeLease({ records: forgetful, clock }, 'k', key, fresh, undefined);
    lost = true;
    await assert.rejects(lease!.begin(), /no answer/);
    await lease!.end({ shown: 1, attempts: 0, place });
    assert.deepEqual((await records.get<Delivery>('k', key))!.value, { shown: 1, attempts: 0, place });
  });
});
