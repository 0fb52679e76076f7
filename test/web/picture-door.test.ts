import { strict as assert } from 'node:assert';
import { createLog } from '../../src/log.ts';
import { startServer, type WebServer } from '../../src/web/server.ts';

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 255, 128]);
// As long as a signed name can be, with the dot between its halves.
const goodName = `${'a'.repeat(300)}.${'b'.repeat(22)}.png`;

describe('the door of the pictures', () => {
  let server: WebServer;
  let without: WebServer;
  let failing = false;
  const asked: string[] = [];
  const log: string[] = [];
  const start = (picture?: (name: string) => Promise<Uint8Array | undefined>) =>
    startServer({
      port: 0,
      local: true,
      doors: {
        messages: async () => ({ status: 200 }),
        health: async () => ({ status: 200 }),
        file: async () => undefined,
        ...(picture && { picture }),
      },
      log: createLog((line) => log.push(line)),
    });
  before(async () => {
    server = await start(async (name) => {
      asked.push(name);
      if (failing) throw new Error('no ink');
      return name === goodName ? png : undefined;
    });
    without = await start();
  });
  beforeEach(() => {
    failing = false;
    asked.length = 0;
    log.length = 0;
  });
  after(() => Promise.all([server.stop(), without.stop()]));
  const get = (name: string, method = 'GET') =>
    fetch(`http://127.0.0.1:${server.port}/billede/${name}`, { method, redirect: 'manual' });

  it('shows a picture to anybody, to be kept and to be nothing else', async () => {
    const response = await get(goodName);
    assert.equal(response.status, 200);
    assert.deepEqual(new Uint8Array(await response.arrayBuffer()), png);
    const headers = [
      'content-type',
      'content-length',
      'cache-control',
      'x-content-type-options',
      'content-disposition',
    ];
    assert.deepEqual(
      headers.map((name) => response.headers.get(name)),
      ['image/png', String(png.byteLength), 'public, max-age=86400', 'nosniff', null],
    );
    assert.equal(response.headers.get('set-cookie'), null);
    assert.deepEqual(asked, [goodName]);
  });

  it('answers who only asks what it is', async () => {
    const response = await get(goodName, 'HEAD');
    assert.deepEqual(
      [response.status, response.headers.get('content-type'), response.headers.get('content-length')],
      [200, 'image/png', String(png.byteLength)],
    );
    assert.equal((await response.arrayBuffer()).byteLength, 0);
  });

  it('says that there is none, leads nowhere else, and lets nobody keep that', async () => {
    for (const name of ['x.png', 'x', '%2e%2e%2fsecret.png', '%00.png', `${'a'.repeat(1_900)}.png`]) {
      const response = await get(name);
      assert.deepEqual([response.status, await response.text()], [404, ''], name);
      assert.equal(response.headers.get('cache-control'), 'no-store');
      assert.equal(response.headers.get('location'), null);
    }
    for (const name of ['', 'a/b.png', `${'a'.repeat(4_000)}.png`]) assert.equal((await get(name)).status, 404, name);
    assert.deepEqual(log, []);
  });

  it('says that it does not work now when drawing fails, and logs no name', async () => {
    failing = true;
    const response = await get(goodName);
    assert.deepEqual([response.status, await response.text()], [503, '']);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.match(log.join(''), /"event":"picture-failed","reason":"no ink"/);
    assert.ok(!log.join('').includes(goodName));
  });

  it('takes no other methods, and is not there when nobody asked for it', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) assert.equal((await get(goodName, method)).status, 405, method);
    assert.equal((await fetch(`http://127.0.0.1:${without.port}/billede/${goodName}`)).status, 404);
    assert.deepEqual(asked, []);
  });
});
