import { strict as assert } from 'node:assert';
import { activity, message } from '../support/builders.ts';
import { type RunningBot, startBot } from '../support/running-bot.ts';

describe('bad input at the door', () => {
  let bot: RunningBot;
  before(async () => {
    bot = await startBot();
  });
  after(() => bot.stop());
  beforeEach(() => bot.connector.calls.splice(0));

  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const raw = (fields: string) =>
    JSON.stringify({ serviceUrl: 'URL', ...message('hash') }).replace(/}$/, `,${fields}}`);
  const without = (field: string) => {
    const { [field]: _left, ...rest } = { serviceUrl: 'URL', ...message('hash') } as Record<string, unknown>;
    return JSON.stringify(rest);
  };

  for (const [what, body, status] of [
    ['no JSON', '{"type":', 400],
    ['an empty body', '', 400],
    ['a bare null', 'null', 400],
    ['a list', '[]', 400],
    ['no type', without('type'), 400],
    ['no conversation', without('conversation'), 400],
    ['no sender', without('from'), 400],
    ['no service URL', without('serviceUrl'), 400],
    ['another channel', raw('"channelId":"slack"'), 400],
    ['a text that is no text', raw('"text":{"a":1}'), 400],
    ['10,000 levels', raw(`"channelData":{"deep":${nested(10_000)}}`), 400],
    ['a reach for the prototype', raw('"channelData":{"__proto__":{"admin":true}}'), 400],
    ['the same, escaped', raw('"channelData":{"\\u005f_proto__":{"admin":true}}'), 400],
    ['1 MB of text', raw(`"x":"${'a'.repeat(1_000_000)}"`), 413],
    ['a foreign service URL', raw('"serviceUrl":"https://attacker.example/"'), 403],
    ['a service URL with a user in it', raw('"serviceUrl":"http://127.0.0.1@attacker.example/"'), 403],
  ] as const) {
    it(`turns away ${what} with ${status}, says nothing of itself and lives on`, async () => {
      const answer = await bot.postRaw(body.replaceAll('"URL"', `"${bot.connector.url}"`));
      assert.deepEqual(answer, { status, body: '' });
      assert.equal(bot.connector.calls.length, 0);
      assert.equal((await bot.post(message('hash'))).status, 200);
    });
  }

  it('turns away a body that is not said to be JSON', async () => {
    assert.equal((await bot.postRaw(JSON.stringify(message('hash')), { 'content-type': 'text/plain' })).status, 415);
  });

  it('takes an activity of a kind that it does not know, and does nothing', async () => {
    assert.deepEqual(await bot.post(activity({ type: 'somethingNew' })), { status: 200, body: '' });
    assert.equal(bot.connector.calls.length, 0);
  });

  const press = (action: object, more: object = {}) => ({ action: { type: 'Action.Execute', ...action }, ...more });
  for (const [name, value, status] of [
    ['fileConsent/invoke', {}, 501],
    ['signin/verifyState', { state: '1' }, 501],
    ['composeExtension/queryLink', { url: 'https://evil.example' }, 501],
    ['composeExtension/submitAction', { commandId: 'x', data: {} }, 501],
    ['message/submitAction', { actionName: 'feedback' }, 501],
    ['application/search', {}, 501],
    ['config/fetch', {}, 501],
    ['__proto__', {}, 501],
    ['constructor', {}, 501],
    ['', {}, 501],
    ['adaptiveCard/action', null, 400],
    ['adaptiveCard/action', 'x', 400],
    ['adaptiveCard/action', [], 400],
    ['adaptiveCard/action', {}, 400],
    ['adaptiveCard/action', press({}), 400],
    ['adaptiveCard/action', press({ verb: 7 }), 400],
    ['adaptiveCard/action', press({ verb: '' }), 400],
    ['adaptiveCard/action', press({ verb: 'v'.repeat(300) }), 400],
    ['adaptiveCard/action', press({ verb: 'sparring.take', type: 'Action.Submit' }), 400],
    ['adaptiveCard/action', press({ verb: 'sparring.take', data: [] }), 400],
    ['adaptiveCard/action', press({ verb: 'sparring.take', data: { press: ['x'] } }), 400],
    ['adaptiveCard/action', press({ verb: 'sparring.take', data: { note: 'x'.repeat(9_000) } }), 400],
    [
      'adaptiveCard/action',
      press({
        verb: 'x',
        data: Object.fromEntries(
          Array(80)
            .fill(0)
            .map((_, i) => [i, '']),
        ),
      }),
      400,
    ],
    ['task/fetch', null, 400],
    ['task/fetch', {}, 400],
    ['task/fetch', { data: 'x' }, 400],
    ['task/submit', { data: { verb: ['sparring.send'] } }, 400],
    ['composeExtension/query', {}, 400],
    ['composeExtension/query', { commandId: 'searchStructure', parameters: 'x' }, 400],
    ['composeExtension/query', { commandId: 'searchStructure', parameters: [{ name: 'text', value: {} }] }, 400],
    ['composeExtension/query', { commandId: 'x', parameters: Array(9).fill({ name: 'text' }) }, 400],
    ['adaptiveCard/action', press({ verb: 'nobody.knows', data: {} }), 501],
  ] as const) {
    it(`turns away the invoke "${name}" with ${JSON.stringify(value).slice(0, 60)} with ${status} and no word`, async () => {
      assert.deepEqual(await bot.post(activity({ type: 'invoke', name, value })), { status, body: '' });
      assert.equal(bot.connector.calls.length, 0);
    });
  }

  it('answers a message of 30,000 signs and one of none', async () => {
    assert.equal((await bot.post(message('hash '.repeat(6_000)))).status, 200);
    assert.equal((await bot.post(message(''))).status, 200);
    assert.equal(bot.connector.calls.length, 2);
  });

  it('has no other doors', async () => {
    const at = `http://127.0.0.1:${bot.app.port}`;
    assert.equal((await fetch(`${at}/api/messages`)).status, 405);
    assert.equal((await fetch(`${at}/secret`)).status, 404);
    assert.equal((await fetch(`${at}/healthz`)).status, 200);
  });

  it('logged nothing that was sent', () => {
    assert.ok(!bot.log.join('').includes('hash'));
  });
});
