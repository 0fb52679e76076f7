import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStorageAccount } from '../../src/azure/storage-account.ts';
import { createPace, type PaceOptions, removeOldPaces } from '../../src/delivery/pace.ts';
import { Undelivered } from '../../src/delivery/undelivered.ts';
import { type Azurite, startAzurite } from '../../src/local/azurite.ts';
import type { Pace, Records } from '../../src/ports.ts';
import { memoryStore } from '../support/memory-store.ts';
import { mostIn } from '../support/sliding-window.ts';
import { virtualTime } from '../support/virtual-time.ts';

const tenantId = 'tenant-of-vejen';
const seconds = 1000;
/** What the platform lets through in any window of so many milliseconds (facts A6). */
const conversationLimits = [
  [1 * seconds, 7],
  [2 * seconds, 8],
  [30 * seconds, 60],
  [3600 * seconds, 1800],
] as const;
const tenantLimit = [1 * seconds, 50] as const;

interface Sent {
  at: number;
  conversationId: string | undefined;
}

/** Several processes on one store. Each of its calls takes `latency` to it and `latency` back; 3 to 12 ms in all. */
async function world({ latency = () => 1.5 + Math.random() * 4.5 } = {}) {
  const time = virtualTime();
  const store = memoryStore();
  const memory = await store.open('pace');
  const calls = { get: 0, write: 0, refused: 0 };
  let broken = false;
  const through = async <Result>(call: () => Promise<Result>) => {
    await time.sleep(latency());
    if (broken) throw new Error('status 503');
    const result = await call();
    await time.sleep(latency());
    return result;
  };
  const records: Records = {
    get: <T>(kommune: string, key: string[]) => {
      calls.get++;
      return through(() => memory.get<T>(kommune, key));
    },
    list: (kommune, below) => memory.list(kommune, below),
    async write(kommune, changes) {
      calls.write++;
      const written = await through(() => memory.write(kommune, changes));
      if (!written) calls.refused++;
      return written;
    },
  };
  const unpaced: string[] = [];
  const sent: Sent[] = [];
  /** One try. */
  const call = async (pace: Pace, conversationId?: string) => {
    await pace.turn('vejen', to(conversationId));
    sent.push({ at: time.elapsed(), conversationId });
  };
  return {
    time,
    records,
    calls,
    unpaced,
    sent,
    call,
    rows: () => store.rows().map((row) => row.json),
    breakStore(how: boolean) {
      broken = how;
    },
    process: (options: PaceOptions = {}) =>
      createPace(records, { ...time, onUnpaced: (reason) => unpaced.push(reason), ...options }),
    /** Comes back as often as it is told to. */
    async deliver(pace: Pace, conversationId?: string): Promise<void> {
      for (;;) {
        try {
          return await call(pace, conversationId);
        } catch (error) {
          await time.sleep(busySeconds(error) * seconds);
        }
      }
    },
    /** How long one call takes. */
    async waitOf(pace: Pace, conversationId?: string) {
      const began = time.elapsed();
      await time.run(call(pace, conversationId));
      return time.elapsed() - began;
    },
  };
}

const to = (conversationId?: string) => ({ tenantId, ...(conversationId !== undefined && { conversationId }) });
const many = <Result>(count: number, make: (i: number) => Result) => Array.from({ length: count }, (_, i) => make(i));
const chat = (i: number) => `a:chat-${i}`;
/** What a call may take that has not to wait for anything but the store. */
const atOnceMilliseconds = 100;

function busySeconds(error: unknown): number {
  assert.ok(error instanceof Undelivered && error.kind === 'busy', String(error));
  assert.ok(error.retryAfterSeconds! > 0);
  return error.retryAfterSeconds!;
}

function assertWithinLimits(sent: Sent[]): void {
  const within = (times: number[], [window, most]: readonly [number, number], who: string) => {
    const found = mostIn(times, window);
    assert.ok(found <= most, `${found} in ${window} ms to ${who}`);
  };
  within(
    sent.map((s) => s.at),
    tenantLimit,
    'the tenant',
  );
  for (const [conversationId, calls] of Map.groupBy(sent, (s) => s.conversationId)) {
    if (conversationId === undefined) continue;
    for (const limit of conversationLimits) {
      within(
        calls.map((s) => s.at),
        limit,
        conversationId,
      );
    }
  }
}

describe('the count in a sliding window', () => {
  it('counts both ends, wherever the window lies', () => {
    assert.equal(mostIn([], 1000), 0);
    assert.equal(mostIn([3001, 0, 1000, 2000, 1001], 1000), 3);
    assert.equal(mostIn([0, 999, 2000, 2999, 3001], 1000), 2);
  });
});

describe('the pace of three processes', () => {
  it('holds every limit in every window, and is as fast as the tenant allows', async () => {
    const { time, process, deliver, sent, calls, unpaced } = await world();
    const paces = many(3, () => process());
    await time.run(Promise.all(many(1_000, (i) => deliver(paces[i % 3]!, chat(i % 20)))));
    assert.equal(sent.length, 1_000);
    assertWithinLimits(sent);
    const leastMilliseconds = 1_000 * 25;
    assert.ok(time.elapsed() < 1.15 * leastMilliseconds, `${time.elapsed()} ms`);
    assert.ok(calls.write < sent.length, `${calls.write} writes: many are booked in one`);
    assert.deepEqual(unpaced, []);
  });

  it('makes less than one and a half writes for a message when they come one by one', async () => {
    const { time, process, deliver, sent, calls } = await world();
    const paces = many(3, () => process());
    const perSecond = 36;
    const came = many(720, async (i) => {
      await time.sleep((i * seconds) / perSecond + Math.random() * 300);
      await deliver(paces[i % 3]!, chat(i % 100));
    });
    await time.run(Promise.all(came));
    assertWithinLimits(sent);
    assert.ok(calls.write < 1.5 * sent.length, `${calls.write} writes`);
  });

  it('holds the limits in a conversation that is never quiet, for two hours', async () => {
    const { time, process, deliver, sent } = await world();
    const paces = many(3, () => process());
    const until = 2 * 3600 * seconds;
    const talk = async (pace: Pace) => {
      while (time.elapsed() < until) await deliver(pace, chat(1));
    };
    await time.run(Promise.all(paces.map(talk)));
    assertWithinLimits(sent);
    assert.ok(sent.length > 2 * 1_650, `${sent.length} messages`);
  });

  it('holds the limits with clocks that are not in step', async () => {
    const { time, process, deliver, sent } = await world();
    const paces = [-60, 0, 60].map((ms) => process({ clock: () => new Date(time.clock().getTime() + ms) }));
    await time.run(Promise.all(many(600, (i) => deliver(paces[i % 3]!, chat(i % 15)))));
    assertWithinLimits(sent);
  });

  it('holds the limits when the store is slow now and then', async () => {
    const { time, process, deliver, sent, unpaced } = await world({
      latency: () => (Math.random() < 0.1 ? 100 + Math.random() * 300 : 3),
    });
    const paces = many(3, () => process());
    await time.run(Promise.all(many(400, (i) => deliver(paces[i % 3]!, chat(i % 15)))));
    assertWithinLimits(sent);
    assert.deepEqual(unpaced, []);
  });

  it('holds the limits when the store is always slow', async () => {
    const { time, process, deliver, sent } = await world({ latency: () => 40 + Math.random() * 60 });
    const paces = many(3, () => process());
    const came = many(200, async (i) => {
      await time.sleep(i * 50);
      await deliver(paces[i % 3]!, chat(i % 15));
    });
    await time.run(Promise.all(came));
    assertWithinLimits(sent);
  });

  it('books so far ahead that a slow write is done before the place is over', async () => {
    const { process, waitOf, calls } = await world({ latency: () => 80 });
    const pace = process();
    await waitOf(pace, chat(0));
    const before = calls.write;
    for (const i of many(5, (n) => n)) await waitOf(pace, chat(i));
    assert.equal(calls.write - before, 5);
  });

  it('books anew for those whose place was over when it was written', async () => {
    let calls = 0;
    const { time, process, call, sent } = await world({ latency: () => (calls++ < 4 ? 700 : 3) });
    const pace = process();
    await time.run(Promise.all(many(200, (i) => call(pace, chat(i)))));
    assertWithinLimits(sent);
  });

  it('lets one whose clock is behind wait no longer than the others', async () => {
    const { time, process, waitOf } = await world();
    const behind = process({ clock: () => new Date(time.clock().getTime() - 500) });
    for (const pace of [process(), behind, process(), behind]) {
      assert.ok((await waitOf(pace, chat(pace === behind ? 1 : 2))) < atOnceMilliseconds);
    }
  });

  it('goes on when one of them has a clock that is wrong by an hour', async () => {
    for (const wrong of [-3600, 3600]) {
      const { time, process, waitOf } = await world();
      const astray = process({ clock: () => new Date(time.clock().getTime() + wrong * seconds) });
      for (const pace of [astray, process(), astray, process()]) {
        assert.ok((await waitOf(pace, chat(pace === astray ? 1 : 2))) < atOnceMilliseconds);
      }
    }
  });
});

describe('a call', () => {
  it('to a quiet conversation goes at once', async () => {
    const { process, waitOf } = await world();
    assert.ok((await waitOf(process(), chat(1))) < atOnceMilliseconds);
    assert.ok((await waitOf(process(), chat(1))) < atOnceMilliseconds, 'the second one too');
    assert.ok((await waitOf(process(), chat(2))) < atOnceMilliseconds);
    assert.ok((await waitOf(process())) < atOnceMilliseconds, 'one that makes a conversation');
  });

  it('waits for no other conversation, however much waits in that', async () => {
    const { time, process, call, waitOf } = await world();
    const pace = process();
    const busy = Promise.all(many(15, () => call(pace, chat(1))));
    await time.run(time.sleep(100));
    for (const i of many(20, (n) => n + 2)) assert.ok((await waitOf(pace, chat(i))) < atOnceMilliseconds);
    await time.run(busy);
  });

  it('of thirty people who are called, twice each, goes out within two seconds', async () => {
    const { time, process, call, sent } = await world();
    const paces = many(3, () => process());
    const convene = many(30, async (i) => {
      await call(paces[i % 3]!);
      await call(paces[i % 3]!, chat(i));
    });
    await time.run(Promise.all(convene));
    assertWithinLimits(sent);
    assert.ok(time.elapsed() < 2 * seconds, `${time.elapsed()} ms`);
  });

  it('that would have to wait too long is told when to come back, and takes nothing', async () => {
    const { time, process, call, rows, waitOf, calls } = await world();
    const [patient, pace] = [process({ horizonMilliseconds: 20_000 }), process()];
    const waiting = Promise.all(many(30, () => call(patient, chat(1))));
    await time.run(time.sleep(100));
    const [before, writes] = [rows(), calls.write];
    for (const conversationId of [chat(1), `${chat(1)};messageid=1`]) {
      const told = await time.run(pace.turn('vejen', to(conversationId)).catch(busySeconds));
      assert.ok(Number(told) > 10 && Number(told) < 15, `in ${told} s`);
    }
    assert.deepEqual([rows(), calls.write], [before, writes]);
    assert.ok((await waitOf(pace, chat(2))) < atOnceMilliseconds, 'the tenant has places');
    await time.run(waiting);
  });

  it('is told so too when the tenant has no place left', async () => {
    const { time, process, call } = await world();
    const pace = process({ horizonMilliseconds: 1_000 });
    const answers = await time.run(Promise.all(many(60, (i) => call(pace, chat(i)).then(() => 'went', busySeconds))));
    const told = answers.filter((answer) => typeof answer === 'number');
    assert.ok(told.length >= 18 && told.length <= 20, `${told.length} were told`);
    assert.ok(told.every((s) => s > 0.4 && s < 1.1));
    assert.ok(new Set(told).size > 10, 'not all the same');
  });
});

describe('what a call has to do before it goes', () => {
  it('keeps none from its place: a store that stalls puts no calls together', async () => {
    const { time, process, sent } = await world();
    const pace = process();
    const stall = 600;
    const call = async (i: number) => {
      await pace.turn('vejen', to(chat(i)), () => time.sleep(stall - (time.elapsed() % stall)));
      sent.push({ at: time.elapsed(), conversationId: chat(i) });
    };
    await time.run(Promise.all(many(120, call)));
    const times = sent.map(({ at }) => at);
    assert.ok(mostIn(times, 250) <= 15, `${mostIn(times, 250)} in a quarter of a second`);
    assertWithinLimits(sent);
  });

  it('is not done long before', async () => {
    const { time, process } = await world();
    const pace = process();
    const early: number[] = [];
    const call = async (i: number) => {
      let began = 0;
      await pace.turn('vejen', to(chat(i)), async () => {
        began = time.elapsed();
        await time.sleep(20);
      });
      early.push(time.elapsed() - began);
    };
    await time.run(Promise.all(many(120, call)));
    assert.ok(Math.max(...early) < 300, `${Math.max(...early)} ms`);
  });

  it('stops it', async () => {
    const { time, process } = await world();
    const stop = async () => {
      throw new Undelivered('busy', 'taken over');
    };
    await assert.rejects(time.run(process().turn('vejen', to(chat(1)), stop)), /taken over/);
  });
});

describe('a hold', () => {
  it('keeps every process from the conversation, and from no other', async () => {
    const { time, process, waitOf } = await world();
    await time.run(process().hold('vejen', to(chat(1)), 5));
    const pace = process();
    assert.ok((await waitOf(pace, chat(2))) < atOnceMilliseconds);
    const waited = await waitOf(pace, chat(1));
    assert.ok(waited > 4_900 && waited < 5_100, `${waited} ms`);
  });

  it('keeps every process from the tenant when no conversation is told', async () => {
    const { time, process, waitOf } = await world();
    await time.run(process().hold('vejen', to(), 3));
    const waited = await waitOf(process(), chat(1));
    assert.ok(waited > 2_900 && waited < 3_100, `${waited} ms`);
  });

  it('is never shortened, and lasts an hour at most', async () => {
    const { time, process, waitOf } = await world();
    const pace = process();
    for (const s of [5, 1, 0, -1, Number.NaN]) await time.run(pace.hold('vejen', to(chat(1)), s));
    assert.ok((await waitOf(pace, chat(1))) > 4_900);
    await time.run(pace.hold('vejen', to(chat(2)), 1e9));
    const told = await time.run(pace.turn('vejen', to(chat(2))).catch(busySeconds));
    assert.ok(Number(told) > 3_590 && Number(told) <= 3_600, `in ${told} s`);
  });

  it('counts for those who wait already', async () => {
    const { time, process, deliver, sent } = await world();
    const pace = process();
    const work = Promise.all(many(100, (i) => deliver(pace, chat(i))));
    await time.run(time.sleep(1_010));
    const before = sent.length;
    await time.run(pace.hold('vejen', to(), 4));
    await time.run(work);
    assert.ok(sent.slice(before).every(({ at }) => at > 4_900));
    assertWithinLimits(sent);
  });
});

describe('a store that cannot be used', () => {
  it('is told of a hold later, which counts in this process meanwhile', async () => {
    const { time, process, waitOf, breakStore } = await world();
    const pace = process();
    breakStore(true);
    await time.run(pace.hold('vejen', to(chat(1)), 30));
    assert.ok((await waitOf(pace, chat(1))) > 3_900, 'about as long as anybody waits');
    breakStore(false);
    await time.run(time.sleep(6_000));
    await waitOf(pace, chat(2));
    const told = await time.run(
      process()
        .turn('vejen', to(chat(1)))
        .catch(busySeconds),
    );
    assert.ok(Number(told) > 10, `in ${told} s`);
  });

  it('stops no call: they go at a pace of their own, and it is said why', async () => {
    const { time, process, call, sent, unpaced, breakStore } = await world();
    breakStore(true);
    const paces = many(3, () => process());
    await time.run(Promise.all(many(120, (i) => call(paces[i % 3]!, chat(i % 30)))));
    assertWithinLimits(sent);
    assert.ok(time.elapsed() < 5 * seconds, `${time.elapsed()} ms`);
    assert.deepEqual(unpaced, Array(3).fill('status 503'), 'nobody waits twice for it to fail');
  });

  it('sends nobody away: who would have to wait too long goes towards the end of that time', async () => {
    const { time, process, call, breakStore } = await world();
    breakStore(true);
    const pace = process();
    await time.run(pace.hold('vejen', to(chat(1)), 60));
    await time.run(Promise.all(many(200, (i) => call(pace, chat(i)))));
    assert.ok(time.elapsed() < 8_100, `${time.elapsed()} ms`);
  });

  it('is used again when it can be', async () => {
    const { time, process, call, unpaced, breakStore, rows } = await world();
    const pace = process();
    breakStore(true);
    await time.run(call(pace, chat(1)));
    await time.run(call(pace, chat(1)));
    breakStore(false);
    await time.run(time.sleep(6_000));
    await time.run(call(pace, chat(1)));
    assert.equal(unpaced.length, 1);
    assert.equal(rows().length, 1);
  });

  it('is one too that others write to all the time', async () => {
    const { time, records, unpaced } = await world();
    const refusing: Records = { ...records, write: async () => false };
    const pace = createPace(refusing, { ...time, onUnpaced: (reason) => unpaced.push(reason) });
    await time.run(pace.turn('vejen', to(chat(1))));
    assert.deepEqual(unpaced, ['others changed the calendar all the time']);
  });
});

describe('what is kept of the pace', () => {
  it('stays small, holds no conversation’s id, and is forgotten', async () => {
    const { time, process, deliver, rows, records } = await world();
    const pace = process();
    await time.run(Promise.all(many(1_000, (i) => deliver(pace, chat(i)))));
    assert.equal(rows().length, 1);
    assert.ok(rows()[0]!.length < 32_000, `${rows()[0]!.length} characters`);
    assert.doesNotMatch(rows().join(), /chat-/);
    await time.run(time.sleep(60 * seconds));
    const remove = () => time.run(removeOldPaces(records, 'vejen', time.clock()));
    assert.ok((await remove()) > 0);
    assert.equal(await remove(), 0);
    await time.run(deliver(pace, chat(1)));
    assert.ok(rows()[0]!.length < 400, rows()[0]);
  });

  it('is left alone where it still counts', async () => {
    const { time, process, waitOf, records } = await world();
    const pace = process();
    await time.run(pace.hold('vejen', to(chat(1)), 5));
    assert.equal(await time.run(removeOldPaces(records, 'vejen', time.clock())), 0);
    assert.ok((await waitOf(pace, chat(1))) > 4_900);
  });
});

describe('the pace on the real emulator', () => {
  let folder: string;
  let azurite: Azurite;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ssp-pace-'));
    azurite = await startAzurite(folder);
  });
  after(async () => {
    await azurite.stop();
    rmSync(folder, { recursive: true });
  });

  it('lets three processes call thirty people, twice each, within the limits and five seconds', async () => {
    const unpaced: string[] = [];
    const open = async () => (await openStorageAccount({ connection: azurite.connection })).store('turn').open('pace');
    const onUnpaced = (reason: string) => unpaced.push(reason);
    const paces = await Promise.all(many(3, async () => createPace(await open(), { onUnpaced })));
    const sent: Sent[] = [];
    const call = async (i: number, conversationId?: string) => {
      await paces[i % 3]!.turn('vejen', to(conversationId));
      sent.push({ at: performance.now(), conversationId });
    };
    const began = performance.now();
    const convene = many(30, async (i) => {
      await call(i);
      await call(i, chat(i % 10));
    });
    await Promise.all(convene);
    const milliseconds = performance.now() - began;
    assert.ok(milliseconds < 5_000, `${milliseconds} ms`);
    assertWithinLimits(sent);
    assert.deepEqual(unpaced, []);
    const kept = JSON.stringify(await (await open()).list('vejen', []));
    assert.match(kept, new RegExp(tenantId));
    assert.doesNotMatch(kept, /chat-/);
  });
});
