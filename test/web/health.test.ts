import { strict as assert } from 'node:assert';
import { createHealth } from '../../src/web/health.ts';

describe('the health check', () => {
  const answers = { ping: async () => {} };
  const silent = { ping: () => Promise.reject(new Error('no answer')) };

  it('names the part that is down, in the answer and in the log, and not the others', async () => {
    const warned: unknown[] = [];
    const log = { info() {}, error() {}, warn: (event: string, fields: object) => warned.push({ event, ...fields }) };
    const { status, body } = await createHealth({ tables: answers, queue: silent }, log as never)();
    assert.equal(status, 503);
    assert.deepEqual(body, { status: 'down', parts: { structure: 'ok', tables: 'ok', queue: 'down' } });
    assert.deepEqual(warned, [{ event: 'unhealthy', part: 'queue', reason: 'no answer' }]);
  });

  it('is asked of the parts once in five seconds, however many look', async () => {
    let asked = 0;
    const health = createHealth({ tables: { ping: async () => void asked++ } }, {} as never);
    await Promise.all([health(), health(), health()]);
    assert.equal(asked, 1);
  });
});
