import { strict as assert } from 'node:assert';
import { Undelivered } from '../../src/delivery/undelivered.ts';
import { watchMailer } from '../../src/mail/watched-mailer.ts';
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

  it('tells that the mail server is down, and is well all the same', async () => {
    let fails = true;
    const send = async (_mail: object) => {
      if (fails) throw new Undelivered('later', 'mail: ECONNECTION');
    };
    const mailer = watchMailer({ send });
    const healthNow = () => createHealth({ tables: answers }, { warn() {} } as never, { mail: mailer })();
    assert.deepEqual((await healthNow()).body, { status: 'ok', parts: { structure: 'ok', tables: 'ok', mail: 'ok' } });
    await assert.rejects(mailer.send({} as never));
    const down = await healthNow();
    assert.deepEqual(
      [down.status, down.body],
      [200, { status: 'ok', parts: { structure: 'ok', tables: 'ok', mail: 'down' } }],
    );
    fails = false;
    await mailer.send({} as never);
    assert.deepEqual((await healthNow()).body, { status: 'ok', parts: { structure: 'ok', tables: 'ok', mail: 'ok' } });
  });

  it('is asked of the parts once in five seconds, however many look', async () => {
    let asked = 0;
    const health = createHealth({ tables: { ping: async () => void asked++ } }, {} as never);
    await Promise.all([health(), health(), health()]);
    assert.equal(asked, 1);
  });
});
