import { strict as assert } from 'node:assert';
import { connect } from 'node:net';
import type { WebServer } from '../../src/web/server.ts';
import { answerView, type FakeAnswers, fakeAnswers, goodToken, startDoors } from './fake-answers.ts';

describe('the doors of the answer page', () => {
  let server: WebServer;
  const answers: FakeAnswers = fakeAnswers();
  const log: string[] = [];
  before(async () => {
    server = await startDoors(answers, log);
  });
  beforeEach(() => {
    Object.assign(answers, { view: answerView(), failing: false });
    answers.calls.length = 0;
    log.length = 0;
  });
  after(() => server.stop());

  const address = (token = goodToken) => `http://127.0.0.1:${server.port}/svar/${token}`;
  const form = 'application/x-www-form-urlencoded';
  const post = (body: string, { token = goodToken, type = form } = {}) =>
    fetch(address(token), { method: 'POST', body, headers: { 'content-type': type }, redirect: 'manual' });

  it('change nothing when they are looked at, however often', async () => {
    for (let i = 0; i < 10; i++) assert.equal((await fetch(address())).status, 200);
    const head = await fetch(address(), { method: 'HEAD' });
    assert.deepEqual([head.status, await head.text()], [200, '']);
    assert.deepEqual(new Set(answers.calls), new Set(['show']));
    assert.equal(answers.view.chosen, undefined);
  });

  it('take an answer, and lead back to the page that says so', async () => {
    const posted = await post('svar=deltager');
    assert.equal(posted.status, 303);
    const back = new URL(posted.headers.get('location')!, address());
    assert.equal(back.href, address());
    const page = await (await fetch(back)).text();
    assert.match(page, /Du deltager\. Svaret er taget imod kl\. 14\.05\./);
    assert.match(page, /Jeg deltager <small>.*Dit svar/);
    assert.deepEqual(answers.calls, ['take deltager', 'show']);
  });

  it('take another answer afterwards', async () => {
    await post('svar=deltager');
    await post('svar=stedfortraeder');
    assert.match(await (await fetch(address())).text(), /En stedfortræder deltager\. Svaret er taget imod/);
  });

  it('send what keeps the link and the page to whoever has them', async () => {
    for (const response of [
      await fetch(address()),
      await fetch(address('x')),
      await post('svar=deltager'),
      await post('svar=x'),
    ]) {
      const header = (name: string) => response.headers.get(name);
      assert.match(
        header('content-security-policy')!,
        /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/,
      );
      assert.equal(header('referrer-policy'), 'no-referrer');
      assert.equal(header('cache-control'), 'no-store');
      assert.equal(header('x-robots-tag'), 'noindex, nofollow');
      assert.equal(header('set-cookie'), null);
      if (response.status !== 303) assert.equal(header('content-type'), 'text/html; charset=utf-8');
    }
  });

  it('say what to do when no answer is in what came', async () => {
    for (const body of ['', 'svar=', 'svar=måske', 'svar=Deltager', 'andet=deltager', 'svar=deltager&svar=kan-ikke']) {
      const response = await post(body);
      assert.equal(response.status, 400, body);
      assert.match(await response.text(), /Gå tilbage til indkaldelsen, og tryk på et af svarene/);
    }
    assert.deepEqual(answers.calls, []);
  });

  it('refuse what is no form, or too large', async () => {
    assert.equal((await post('{"svar":"deltager"}', { type: 'application/json' })).status, 415);
    assert.equal((await post('svar=deltager', { type: 'text/plain' })).status, 415);
    const large = await post(`svar=deltager&x=${'a'.repeat(5_000)}`);
    assert.deepEqual([large.status, large.headers.get('connection')], [413, 'close']);
    assert.match(await large.text(), /Dit svar kom ikke med/);
    assert.deepEqual(answers.calls, []);
  });

  it('stop reading at the limit when nobody said how long it is', async () => {
    const body = new ReadableStream({
      start: (controller) => {
        controller.enqueue(Buffer.from('svar=deltager&x='));
        controller.enqueue(Buffer.alloc(5_000, 'a'));
        controller.close();
      },
    });
    const headers = { 'content-type': form };
    const request = { method: 'POST', body, headers, duplex: 'half' } as RequestInit;
    assert.equal((await fetch(address(), request)).status, 413);
    assert.deepEqual(answers.calls, []);
  });

  it('say whom to turn to when the link is none', async () => {
    for (const token of ['x', '..%2F..', '%3Cscript%3E', 'a'.repeat(1_900)]) {
      for (const response of [await fetch(address(token)), await post('svar=deltager', { token })]) {
        const page = await response.text();
        assert.equal(response.status, 404, token);
        assert.match(page, /Svar på mailen, eller ring til den, der har indkaldt dig\./);
        assert.doesNotMatch(page, /script/);
      }
    }
    assert.equal(answers.view.chosen, undefined);
  });

  it('ask to try again when the store does not answer, and log no link', async () => {
    answers.failing = true;
    for (const response of [await fetch(address()), await post('svar=deltager')]) {
      assert.equal(response.status, 503);
      assert.match(await response.text(), /Prøv igen om lidt/);
    }
    assert.match(log.join(''), /"event":"answer-failed","reason":"the store does not answer"/);
    assert.ok(!log.join('').includes(goodToken));
  });

  it('survive whoever hangs up in the middle', async () => {
    const socket = connect(server.port, '127.0.0.1');
    socket.write(
      `POST /svar/${goodToken} HTTP/1.1\r\nhost: localhost\r\ncontent-type: ${form}\r\ncontent-length: 13\r\n\r\nsvar=d`,
    );
    await new Promise((sent) => setTimeout(sent, 50));
    socket.destroy();
    await new Promise((seen) => setTimeout(seen, 50));
    assert.equal((await fetch(address())).status, 200);
    assert.deepEqual(answers.calls, ['show']);
  });

  it('take no other methods, and are not there when nobody asked for them', async () => {
    assert.equal((await fetch(address(), { method: 'PUT' })).status, 405);
    assert.equal((await fetch(address(), { method: 'DELETE' })).status, 405);
    const without = await startDoors();
    assert.equal((await fetch(`http://127.0.0.1:${without.port}/svar/${goodToken}`)).status, 404);
    await without.stop();
  });
});
