import { strict as assert } from 'node:assert';
import { type RunningBot, startBot } from '../support/running-bot.ts';

describe('the doors', () => {
  let bot: RunningBot;
  before(async () => {
    bot = await startBot();
  });
  after(() => bot.stop());
  const get = (path: string) => fetch(`http://127.0.0.1:${bot.app.port}${path}`);

  it('say that all is well', async () => {
    const response = await get('/healthz');
    assert.deepEqual(
      [response.status, await response.json()],
      [200, { status: 'ok', parts: { structure: 'ok', tables: 'ok', queue: 'ok', mail: 'ok' } }],
    );
  });

  it('show the pages that the app’s manifest links to, readable without script', async () => {
    for (const [path, words] of [
      ['/privatliv', /Spørgsmål gemmes ikke/],
      ['/vilkaar', /ring 112/],
    ] as const) {
      const response = await get(path);
      assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8');
      assert.match(response.headers.get('content-security-policy')!, /default-src 'none'/);
      const html = await response.text();
      assert.match(html, words);
      assert.match(html, /<html lang="da">/);
      assert.doesNotMatch(html, /<script|https?:/);
    }
  });

  it('give no file without a link of the bot’s', async () => {
    for (const path of ['/fil/x', `/fil/${'a'.repeat(1_500)}`, '/fil/../secret', '/nothing'])
      assert.equal((await get(path)).status, 404, path);
  });
});
