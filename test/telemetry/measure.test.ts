import { strict as assert } from 'node:assert';
import { createLog } from '../../src/log.ts';
import {
  measureDeliveries,
  measureLog,
  measurePing,
  measureQueue,
  measureWorkshops,
} from '../../src/telemetry/measure.ts';
import { noTelemetry } from '../../src/telemetry/telemetry.ts';
import { memoryJobQueue } from '../support/memory-job-queue.ts';
import { memoryMessenger } from '../support/memory-messenger.ts';
import { inMemory } from './in-memory.ts';

const card = { template: 'common-notice', data: {}, summary: 'x' };
const ignored = () => {};
const workshop = (handle: () => Promise<void>) => ({ handle, overdue: async () => [] });

describe('what is measured', () => {
  it('is nothing without telemetry: the ports themselves are given back', () => {
    const [log, queue, messenger] = [createLog(ignored), memoryJobQueue(), memoryMessenger()];
    const workshops = { sparring: workshop(async () => {}) };
    const store = { ping: async () => {} };
    assert.equal(measureLog(log, noTelemetry), log);
    assert.equal(measureQueue(queue, noTelemetry), queue);
    assert.equal(measureDeliveries(messenger, ['send'], 'chat', noTelemetry), messenger);
    assert.equal(measureWorkshops(workshops, noTelemetry), workshops);
    assert.equal(measurePing(store, noTelemetry), store);
  });

  it('is each line that warns, and an error makes its turn fail', async () => {
    const { telemetry, exported } = inMemory();
    const lines: string[] = [];
    const log = measureLog(
      createLog((line) => lines.push(line)),
      telemetry,
    );
    log.info('listening', { port: 1 });
    log.warn('turned-away', { status: 401, reason: 'Zeinab' });
    await telemetry.span('turn', { kind: 'message' }, async () => log.error('turn-failed', { code: 'turn' }));
    assert.equal(lines.length, 3);
    const { figures, spans, text } = await exported();
    assert.deepEqual(
      figures.filter((f) => f.name === 'ssp.events').map((f) => f.attributes),
      [
        { event: 'turned-away', level: 'warn', status: 401 },
        { event: 'turn-failed', level: 'error', code: 'turn' },
      ],
    );
    assert.deepEqual(spans[0]!.attributes, { kind: 'message', event: 'turn-failed', outcome: 'failed' });
    assert.ok(!text.includes('Zeinab'));
  });

  it('is what a delivery led to', async () => {
    const { telemetry, exported } = inMemory();
    const inner = memoryMessenger();
    const messenger = measureDeliveries(inner, ['send'], 'chat', telemetry);
    for (let i = 0; i < 2; i++) await messenger.send('vejen', 'Zeinab', card);
    inner.failNext(429, 403, 400);
    for (let i = 0; i < 3; i++) await assert.rejects(messenger.send('vejen', 'Zeinab', card));
    const { figures, text } = await exported();
    const counts = figures.map(({ n, attributes }) => [attributes.part, attributes.outcome, n]);
    assert.deepEqual(counts, [
      ['chat', 'ok', 2],
      ['chat', 'later', 1],
      ['chat', 'unreachable', 1],
      ['chat', 'refused', 1],
    ]);
    assert.ok(!text.includes('Zeinab'));
    assert.equal(inner.messages.length, 2);
  });

  it('is each job by feature and outcome', async () => {
    const { telemetry, exported } = inMemory();
    const failing = workshop(async () => {
      throw new Error('Zeinab');
    });
    const workshops = measureWorkshops({ sparring: workshop(async () => {}), beredskab: failing }, telemetry);
    await workshops.sparring!.handle('vejen', 'r-1');
    await assert.rejects(workshops.beredskab!.handle('nowhere', 'r-2'));
    assert.deepEqual(await workshops.sparring!.overdue('vejen'), []);
    const { spans } = await exported();
    assert.deepEqual(
      spans.map((s) => s.attributes),
      [
        { part: 'sparring', kommune: 'vejen', outcome: 'ok' },
        { part: 'beredskab', kommune: 'other', outcome: 'failed' },
      ],
    );
  });

  it('is how late a job is received for the first time', async () => {
    const { telemetry, exported } = inMemory();
    const inner = memoryJobQueue();
    const dueAt = new Date(Date.now() - 5_000);
    const queue = measureQueue(
      { ...inner, receive: async (seconds) => (await inner.receive(seconds)).map((one) => ({ ...one, dueAt })) },
      telemetry,
    );
    await queue.send({ feature: 'sparring', kommune: 'vejen', id: 'r-1' });
    const [first] = await queue.receive(0);
    const [again] = await queue.receive(60);
    assert.deepEqual([first!.attempt, again!.attempt], [1, 2]);
    await queue.done(again!);
    assert.equal(inner.waiting.length, 0);
    const { figures, text } = await exported();
    assert.deepEqual(figures, [{ name: 'ssp.queue-lag', attributes: { part: 'sparring' }, n: 1 }]);
    assert.match(text, /"sum":50\d\d/);
  });

  it('is whether the store answers', async () => {
    const { telemetry, exported } = inMemory();
    let down = false;
    const store = measurePing(
      { ping: () => (down ? Promise.reject(new Error('down')) : Promise.resolve()) },
      telemetry,
    );
    await store.ping();
    down = true;
    await assert.rejects(store.ping(), /down/);
    const { figures } = await exported();
    assert.deepEqual(
      figures.map((f) => f.attributes),
      [{ outcome: 'ok' }, { outcome: 'failed' }],
    );
  });
});
