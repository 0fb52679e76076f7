import { strict as assert } from 'node:assert';
import { activity, message, press, tenantId } from '../support/builders.ts';
import { type RunningBot, startBot } from '../support/running-bot.ts';

type CardElement = { type: string; title?: string; data?: { press: string; verb: string }; url?: string };
const cardOf = (bot: RunningBot) =>
  bot.connector.calls.at(-1)!.body.attachments![0]!.content as { body: unknown[]; actions?: CardElement[] };

describe('messages to the bot', () => {
  let bot: RunningBot;
  before(async () => {
    bot = await startBot();
  });
  after(() => bot.stop());
  beforeEach(() => bot.connector.calls.splice(0));

  it('answers a question with one card whose summary begins with the first contact', async () => {
    const { status } = await bot.post(message('Hvem skal jeg kontakte om en elev der tager stoffer?'));
    assert.equal(status, 200);
    assert.equal(bot.connector.calls.length, 1);
    assert.match(bot.connector.calls[0]!.body.summary!, /^SSP-konsulent/);
  });

  it('puts 112 first when a life is in danger', async () => {
    await bot.post(message('Der er slagsmål i gang nu og en ligger på jorden og bløder'));
    assert.match(bot.connector.calls[0]!.body.summary!, /^Ring 112/);
    assert.ok(cardOf(bot).actions!.some((a) => a.url === 'tel:112'));
  });

  it('answers in the thread when mentioned in a channel', async () => {
    const conversation = { id: '19:abc@thread.tacv2;messageid=17', conversationType: 'channel', isGroup: true };
    const mention = { type: 'mention', text: '<at>SSP</at>', mentioned: { id: '28:ssp-bot', name: 'SSP' } };
    await bot.post(message('<at>SSP</at> hærværk på skolen', { id: 'in-1', conversation, entities: [mention] }));
    const [call] = bot.connector.calls;
    assert.equal(call!.path, '/v3/conversations/19%3Aabc%40thread.tacv2%3Bmessageid%3D17/activities/in-1');
    assert.match(call!.body.summary!, /^SSP-konsulent/);
  });

  it('answers an English question in English, with the Danish titles', async () => {
    await bot.post(message('Who can help? My student is being bullied'));
    assert.match(bot.connector.calls[0]!.body.summary!, /^Trivselscoach: At the school/);
  });

  it('answers the same delivery once', async () => {
    const twice = message('hærværk', { id: 'same-id' });
    await Promise.all([bot.post(twice), bot.post(twice)]);
    await bot.post(twice);
    assert.equal(bot.connector.calls.length, 1);
  });

  it('asks one question back and answers the press in the same card', async () => {
    await bot.post(message('en ung har brug for et fritidsjob'));
    const choice = cardOf(bot).actions!.find((a) => a.title === '18-25 år')!;
    const { status, body } = await bot.post(press(choice.data!.verb, choice.data!));
    assert.equal(status, 200);
    const response = JSON.parse(body);
    assert.equal(response.type, 'application/vnd.microsoft.card.adaptive');
    assert.match(response.value.speak, /^Ungecenteret/);
  });

  it('takes no press that it did not sign', async () => {
    const forged = Buffer.from(JSON.stringify({ concern: 'rusmidler', choice: {}, language: 'da' })).toString(
      'base64url',
    );
    for (const data of [
      { press: `${forged}.AAAAAAAAAAAAAAAAAAAAAA` },
      { press: 7 },
      {},
      { press: 'x'.repeat(5_000) },
    ]) {
      const { status, body } = await bot.post(press('contacts.choose', data));
      assert.equal(status, 200);
      assert.match(JSON.parse(body).value, /Stil spørgsmålet igen/);
    }
  });

  it('greets, helps and thanks in any case and with a slip', async () => {
    for (const [text, title] of [
      ['HEJ', /^Hej!/],
      ['hjlæp', /^Det kan jeg hjælpe med/],
      ['Help', /^This is what I can help with/],
      ['tak!', /^Selv tak/],
    ] as const) {
      await bot.post(message(text));
      assert.match(bot.connector.calls.at(-1)!.body.summary!, title);
    }
  });

  it('shows the way, and no contact, when nothing fits', async () => {
    await bot.post(message('hvad skal vi have til frokost'));
    assert.match(bot.connector.calls[0]!.body.summary!, /^Det kan jeg ikke svare på/);
  });

  it('answers a press on an example', async () => {
    await bot.post(message('hjælp'));
    const example = cardOf(bot).actions![1]!;
    await bot.post(activity({ type: 'message', value: example.data }));
    assert.match(bot.connector.calls.at(-1)!.body.summary!, /^Trivselscoach/);
  });

  it('welcomes once for an install that Teams tells of twice, and again after a removal', async () => {
    const install = () => activity({ type: 'installationUpdate', action: 'add' });
    const added = () => activity({ type: 'conversationUpdate', membersAdded: [{ id: '28:ssp-bot' }] });
    await Promise.all([bot.post(install()), bot.post(added())]);
    assert.equal(bot.connector.calls.length, 1);
    assert.match(bot.connector.calls[0]!.body.summary!, /^Hej, jeg er SSP-bot for Vordingborg Kommune/);
    await bot.post(activity({ type: 'installationUpdate', action: 'remove' }));
    await bot.post(install());
    assert.equal(bot.connector.calls.length, 2);
  });

  it('welcomes at the next chance when the first welcome could not be sent', async () => {
    const conversation = { id: 'a:personal-2', conversationType: 'personal', tenantId };
    const install = () => activity({ type: 'installationUpdate', action: 'add', conversation });
    bot.connector.failNext(500);
    assert.equal((await bot.post(install())).status, 502);
    assert.equal((await bot.post(install())).status, 200);
    await bot.post(install());
    assert.equal(bot.connector.calls.length, 2);
  });

  it('does not take an upgrade for a removal', async () => {
    await bot.post(activity({ type: 'installationUpdate', action: 'remove-upgrade' }));
    await bot.post(activity({ type: 'installationUpdate', action: 'add' }));
    assert.equal(bot.connector.calls.length, 0);
  });

  it('answers a press that it does not know in plain words', async () => {
    for (const value of [{ verb: 'nope' }, 'x', { verb: 'constructor' }]) {
      await bot.post(activity({ type: 'message', value }));
      assert.match(bot.connector.calls.at(-1)!.body.text!, /Stil spørgsmålet igen/);
    }
  });

  it('thanks whoever added it to a channel and writes to nobody else', async () => {
    const conversation = { id: '19:team@thread.tacv2', conversationType: 'channel', isGroup: true };
    const members = [{ id: '28:ssp-bot' }, { id: '29:user-2' }];
    await bot.post(activity({ type: 'conversationUpdate', conversation, membersAdded: members }));
    assert.equal(bot.connector.calls.length, 1);
    assert.match(bot.connector.calls[0]!.body.text!, /<at>Lærer Et<\/at>/);
  });

  it('finds contacts for the message extension', async () => {
    const value = {
      commandId: 'searchStructure',
      parameters: [{ name: 'text', value: 'styregr' }],
      queryOptions: { skip: 0, count: 25 },
    };
    const { body } = await bot.post(activity({ type: 'invoke', name: 'composeExtension/query', value }));
    const { composeExtension } = JSON.parse(body);
    assert.equal(composeExtension.attachments[0].preview.content.title.split(':')[0], 'SSP-styregruppen');
  });

  it('lives on when the connector fails', async () => {
    bot.connector.failNext(500);
    const question = message('hærværk');
    assert.equal((await bot.post(question)).status, 502);
    assert.equal(bot.connector.calls.length, 1, 'no hidden retry');
    assert.equal((await bot.post(question)).status, 200, 'the same delivery is tried again');
    assert.equal(bot.connector.calls.length, 2);
  });
});
