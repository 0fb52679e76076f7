import { strict as assert } from 'node:assert';
import { startWorker, type Workshop } from '../../src/delivery/worker.ts';
import { until } from '../support/flow.ts';
import { memoryJobQueue } from '../support/memory-job-queue.ts';

const job = { feature: 'agenda', kommune: 'k', id: 'x' };
const silent = () => undefined;
const log = { info: silent, warn: silent, error: silent };

/** A worker of one item, whose jobs end when they are let go. */
function world(overdue: string[] = []) {
  let now = 0;
  const queue = memoryJobQueue(() => now);
  const inHand: (() => void)[] = [];
  const workshop: Workshop = {
    handle: () => new Promise((end) => void inHand.push(end)),
    overdue: async () => overdue,
    mostOfOneItem: 2,
  };
  const start = () =>
    startWorker({
      ...{ queue, log, workshops: { agenda: workshop }, kommuner: ['k'] },
      ...{ pollMilliseconds: 5, sweepMilliseconds: 5 },
    });
  return {
    ...{ queue, inHand, start },
    pass: (seconds: number) => {
      now += seconds * 1_000;
    },
    visible: () => queue.waiting.filter((m) => m.visibleAt <= now).length,
    letGo: () => {
      for (const end of inHand.splice(0)) end();
    },
  };
}

describe('the worker', () => {
  it('leaves the nudges of an item that it has in hand to others', async () => {
    const { queue, inHand, start, letGo } = world();
    for (let i = 0; i < 5; i++) await queue.send(job);
    const worker = start();
    const waiting = () => queue.waiting.filter((m) => m.attempt === 0 && m.visibleAt === 1_000);
    await until(() => waiting().length === 3, 'three of them sent on');
    assert.equal(inHand.length, 2);
    letGo();
    await worker.stop();
    assert.equal(queue.waiting.length, 3, 'what was done is gone, what was sent on is not');
  });

  it('takes them itself when it has done', async () => {
    const { queue, inHand, start, letGo, pass } = world();
    for (let i = 0; i < 3; i++) await queue.send(job);
    const worker = start();
    await until(() => queue.waiting.some((m) => m.visibleAt === 1_000), 'one of them sent on');
    letGo();
    pass(2);
    await until(() => inHand.length === 1, 'the third');
    letGo();
    await worker.stop();
    assert.deepEqual(queue.waiting, []);
  });

  it('does not look a third time in its sweep, and finds there what has no nudge', async () => {
    const { queue, inHand, start, letGo } = world(['x']);
    const worker = start();
    await until(() => inHand.length === 1, 'the one that the sweep found');
    await queue.send(job);
    await queue.send(job);
    await until(() => queue.waiting.some((m) => m.attempt === 0 && m.visibleAt === 1_000), 'one of them sent on');
    assert.equal(inHand.length, 2);
    const stopped = worker.stop();
    letGo();
    await stopped;
  });
});
