import { strict as assert } from 'node:assert';
import { activity, tenantId } from '../support/builders.ts';
import { cardIn, personIn, rosterFile, rosterLines, type SentCard, until } from '../support/flow.ts';
import type { ConnectorCall } from '../support/loopback-connector.ts';
import { idOf, line } from '../support/roster-builders.ts';
import { type RunningBot, startBot } from '../support/running-bot.ts';

const text = (card: object) => JSON.stringify(card);
const lines = [
  ...rosterLines,
  line({
    navn: 'Per Politi',
    kontaktpunkt: 'ssp-omraadegruppen',
    instans: 'politi',
    'teams-id': idOf(5),
    'e-mail': 'per@k.example',
  }),
];
const form = {
  ...{
    kind: 'ssp-beredskab/gruppekonflikt',
    area: 'Præstø',
    when: 'i morgen kl. 9',
    place: 'Rådhuset',
    meeting: 'false',
  },
  ...{ exercise: 'false', reason: 'Uro mellem to grupper ved havnen' },
};

describe('convening where forms are dialogs', () => {
  let bot: RunningBot;
  before(async () => {
    bot = await startBot({ SSP_ROSTER: rosterFile(...lines), SSP_FORMS: 'dialog' });
  });
  after(() => bot.stop());
  const task = async (name: string, data: object) => {
    const from = { id: '29:user-2', name: 'Person 2', aadObjectId: idOf(2) };
    const conversation = { id: 'a:chat-2', conversationType: 'personal', tenantId };
    const { status, body } = await bot.post(activity({ type: 'invoke', name, value: { data }, from, conversation }));
    assert.equal(status, 200);
    return body === '' ? undefined : JSON.parse(body).task;
  };
  const button = (card: SentCard, title: string) =>
    (card.actions as unknown as { title: string; data: object }[]).find((a) => a.title === title)!;

  it('goes from the button through form, faults, preview and change to the calls, in one dialog', async () => {
    const [launch] = await personIn(bot, 'bo').writes('indkald beredskab i Præstø kl. 14');
    const opened = await task('task/fetch', button(cardIn(launch), 'Åbn skemaet').data);
    const asked: SentCard = opened.value.card.content;
    const { data } = button(asked, 'Se hvem der kaldes');
    const wrong = await task('task/submit', { ...data, ...form, reason: '' });
    assert.match(text(wrong.value.card.content), /Skriv en kort begrundelse/);
    const preview = (await task('task/submit', { ...data, ...form })).value.card.content;
    assert.match(text(preview), /Anna Holm/);
    const edit = (await task('task/submit', button(preview, 'Ret').data)).value.card.content;
    assert.match(text(edit), /Hvem kaldes\?/);
    const again = await task('task/submit', { ...button(edit, 'Se hvem der kaldes').data, ...form, people: idOf(1) });
    const second = again.value.card.content;
    assert.ok(text(second).includes('Anna Holm') && !text(second).includes('Dan Lund'), 'as it was changed');
    assert.match(text(second), /Politiet mangler/);
    const stale = await task('task/submit', button(preview, 'Indkald nu').data);
    assert.match(text(stale.value.card.content), /Kontrollér igen/, 'a yes to what was changed since convenes nothing');
    const sent = await task('task/submit', button(stale.value.card.content, 'Indkald nu').data);
    assert.match(sent.value, /^B-\d{5} er indkaldt/);
    const status = await until(
      () => bot.connector.calls.find((c) => c.path.includes('chat-2') && c.body.summary?.includes('I gang')),
      'the co-ordinator’s card',
    );
    const move = await task('task/fetch', button(cardIn(status), 'Flyt').data);
    assert.match(text(move.value.card.content), /Flyt beredskabet/);
    const done = await task('task/submit', {
      ...button(move.value.card.content, 'Flyt og giv besked').data,
      when: 'i morgen kl. 10',
      place: 'Skolen',
    });
    assert.match(done.value, /Flyttet/);
  });
});

describe('a beredskab that was asked for in a channel', () => {
  let bot: RunningBot;
  before(async () => {
    bot = await startBot({ SSP_ROSTER: rosterFile(...lines) });
  });
  after(() => bot.stop());

  it('goes on in the co-ordinator’s own chat, and may show figures in the channel', async () => {
    const inChannel = personIn(bot, 'bo', { scope: 'channel' });
    const bo = personIn(bot, 'bo');
    // Whoever wrote to the bot before has a chat with it.
    await bo.writes('mine beredskaber');
    const sent = await inChannel.writes('indkald beredskab i Præstø kl. 14');
    const own = sent.find((c) => c.path.includes('chat-2'))!;
    assert.match(text(cardIn(own)), /herfra fortsætter det kun mellem os/);
    const [reply] = sent.filter((c) => c.path.includes('thread.tacv2'));
    assert.doesNotMatch(text(reply!.body), /Hvad udløser det/, 'no form in the channel');
    const channel = '19:channel@thread.tacv2';
    assert.ok(text(cardIn(own)).includes(channel));
    const preview = await bo.presses(cardIn(own), 'Se hvem der kaldes', { ...form, channel }, 'form-1');
    await bo.presses(preview.card!, 'Indkald nu', {}, 'form-1');
    const post = await until(
      () => bot.connector.calls.find((c) => c.body.activity?.summary.includes('I gang')),
      'the roll-call',
    );
    assert.ok(!/Anna|Uro/.test(text(post.body)));
    const isToAnna = (c: ConnectorCall) => c.body.summary?.includes('Du kaldes') && text(c.body).includes(idOf(1));
    const toAnna = await until(() => bot.connector.calls.find(isToAnna), 'the call');
    await personIn(bot, 'anna').presses(cardIn(toAnna), 'Deltager');
    await until(
      () =>
        bot.connector.calls.find(
          (c) => c.method === 'PUT' && c.path.includes('activity-') && text(c.body).includes('Skole: ✔ med'),
        ),
      'the roll-call, changed in place',
    );
  });

  it('speaks English with whoever asks in English', async () => {
    const [sent] = await personIn(bot, 'bo').writes('convene beredskab in Stege tomorrow at 9.30');
    assert.match(text(cardIn(sent)), /See who is called/);
  });
});

describe('what is stored of a beredskab about a person', () => {
  it('is shown and deleted, while those that are running stay until they are closed', async () => {
    const bot = await startBot({ SSP_ROSTER: rosterFile(...lines) });
    try {
      const bo = personIn(bot, 'bo');
      const [sent] = await bo.writes('indkald beredskab i Præstø kl. 14');
      const preview = (await bo.presses(cardIn(sent), 'Se hvem der kaldes', form, 'form-1')).card!;
      const status = (await bo.presses(preview, 'Indkald nu', {}, 'form-1')).card!;
      const [reference = ''] = /B-\d{5}/.exec(text(status))!;
      const anna = personIn(bot, 'anna');
      await until(
        () => bot.connector.calls.filter((c) => c.body.summary?.includes('Du kaldes')).length >= 3,
        'the calls',
      );
      assert.match(
        text(cardIn((await anna.writes('vis mine data'))[0])),
        new RegExp(`Beredskaber, du er kaldt til.*${reference}`),
      );
      const [question] = await anna.writes('slet mine data');
      const done = await anna.presses(cardIn(question), 'Slet');
      assert.ok(!text(done.card!).includes(reference));
      await until(
        () => bot.connector.calls.some((c) => c.method === 'PUT' && /\*\*–\*\*/.test(text(c.body))),
        'the name gone from the card',
      );
      const [own] = await bo.writes('slet mine data');
      const kept = await bo.presses(cardIn(own), 'Slet');
      assert.match(text(kept.card!), new RegExp(`${reference}.*Er i gang: slettes først`));
      const cancel = await bo.presses(status, 'Aflys');
      assert.match(cancel.text!, /herunder/);
      const yes = cardIn(
        bot.connector.calls.findLast((c) => c.method === 'POST' && text(c.body).includes('Ja, aflys')),
      );
      await bo.presses(yes, 'Ja, aflys');
      const [again] = await bo.writes('slet mine data');
      assert.ok(!text((await bo.presses(cardIn(again), 'Slet')).card!).includes(reference));
    } finally {
      await bot.stop();
    }
  });
});
