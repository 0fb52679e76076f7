import { strict as assert } from 'node:assert';
import { setTimeout as delay } from 'node:timers/promises';
import type { JobQueue } from '../../src/ports.ts';

/** What every queue of nudges promises. */
export function jobQueueContract(open: () => Promise<JobQueue>): void {
  let queue: JobQueue;
  before(async () => {
    queue = await open();
  });
  const job = { feature: 'sparring', kommune: 'kolding', id: 'æ/1' };
  const drain = async () => {
    for (const received of await queue.receive(60)) await queue.done(received);
  };
  afterEach(drain);

  it('gives a job to one, and to nobody once it is done', async () => {
    await queue.send(job);
    const [first, second] = await Promise.all([queue.receive(60), queue.receive(60)]);
    assert.deepEqual(
      [...first, ...second].map((r) => r.job),
      [job],
    );
    const [received] = [...first, ...second];
    assert.equal(received!.attempt, 1);
    await queue.done(received!);
    await queue.done(received!);
    assert.deepEqual(await queue.receive(60), []);
  });

  it('gives it again when nobody said done, and leaves it to who has it then', async () => {
    await queue.send(job);
    const [first] = await queue.receive(1);
    await delay(1_400);
    const [again] = await queue.receive(60);
    assert.deepEqual([again!.job, again!.attempt], [job, 2]);
    await queue.done(first!);
    await queue.done(again!);
    assert.deepEqual(await queue.receive(60), []);
  });

  it('holds a job back until its time', async () => {
    await queue.send(job, 1);
    assert.deepEqual(await queue.receive(60), []);
    await delay(1_400);
    assert.equal((await queue.receive(60)).length, 1);
  });

  it('says that it is there', async () => {
    await queue.ping();
  });

  it('lays a job aside', async () => {
    await queue.send(job);
    const [received] = await queue.receive(1);
    await queue.bury(received!);
    await delay(1_400);
    assert.deepEqual(await queue.receive(60), []);
  });
}
