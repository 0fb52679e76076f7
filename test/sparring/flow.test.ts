import { strict as assert } from 'node:assert';
import { cardIn, personIn, rosterFile, type SentCard, until } from '../support/flow.ts';
import type { ConnectorCall } from '../support/loopback-connector.ts';
import { type RunningBot, startBot } from '../support/running-bot.ts';

const wish = { topic: 'rusmidler', area: 'Præstø', reach: 'teams', phone: '', when: 'soon', note: '' };
const text = (card: object) => JSON.stringify(card);

describe('sparring, from an answer to its end', () => {
  let bot: RunningBot;
  before(async () => {
    bot = await startBot({ SSP_ROSTER: rosterFile(), SSP_ANSWER_MINUTES: '0.03' });
  });
  after(() => bot.stop());

  const callsTo = (path: string | RegExp, method = 'POST') =>
    bot.connector.calls.filter((c) => c.method === method && c.path.match(path));
  /** The bot makes a chat with somebody whom it never saw; the connector answers with its id. */
  const offerTo = (calls: ConnectorCall[]) => calls.find((c) => c.body.summary?.includes('beder om sparring'));
  /** The worker tells others meanwhile: the form is the message that is one, not the next that goes out. */
  const formAfter = (from: number) =>
    cardIn(bot.connector.calls.slice(from).find((c) => c.method === 'POST' && c.body.summary === 'Bed om sparring'));
  const ask = async (who: ReturnType<typeof personIn>, inputs: object = wish) => {
    const [answer] = await who.writes('Hvem kontakter jeg om en elev i Præstø, der ryger hash?');
    const from = bot.connector.calls.length;
    await who.presses(cardIn(answer), 'Bed om sparring');
    const form = formAfter(from);
    return { form, sent: await who.presses(form, 'Send', inputs, 'form-1') };
  };

  it('shows the person behind the function, and asks them in two presses', async () => {
    const teacher = personIn(bot, 'teacher');
    const [answer] = await teacher.writes('Hvem kontakter jeg om en elev i Præstø, der ryger hash?');
    assert.match(text(cardIn(answer)), /Anna Holm, dækker Præstø/);
    assert.deepEqual(
      cardIn(answer).actions!.map((a) => a.title),
      ['Ring op', 'Skriv i Teams', 'Send mail', 'Bed om sparring', 'Passer ikke'],
    );
    const { sent } = await ask(teacher);
    assert.match(text(sent.card!), /Venter på svar.*Anna Holm er spurgt/);
    const offer = await until(() => offerTo(bot.connector.calls), 'the card to the consultant');
    assert.deepEqual(
      cardIn(offer).actions!.map((a) => a.title),
      ['Jeg tager den', 'Giv videre', 'Afslut'],
    );
    const updated = await until(() => callsTo(/chat-20\/activities\/form-1/, 'PUT')[0], 'the asker’s card, kept');
    assert.match(text(cardIn(updated)), /Anna Holm er spurgt/);

    const anna = personIn(bot, 'anna');
    const taken = await anna.presses(cardIn(offer), 'Jeg tager den');
    assert.match(text(taken.card!), /Du har taget den/);
    await until(
      () => callsTo(/form-1/, 'PUT').some((c) => text(cardIn(c)).includes('Anna Holm har taget den')),
      'the asker told',
    );
    const closed = await anna.presses(taken.card!, 'Afslut');
    assert.match(text(closed.card!), /Afsluttet/);
    const [mine] = await teacher.writes('min sparring');
    assert.match(text(cardIn(mine)), /rusmidler.*Afsluttet/);
    const [others] = await anna.writes('min sparring');
    assert.match(text(cardIn(others)), /Du har ingen/);
  });

  it('sends once, however often it is sent', async () => {
    const teacher = personIn(bot, 21);
    const [answer] = await teacher.writes('Hvem kontakter jeg om en elev i Præstø, der ryger hash?');
    const from = bot.connector.calls.length;
    await teacher.presses(cardIn(answer), 'Bed om sparring');
    const form = formAfter(from);
    const sent = await Promise.all([1, 2, 3].map(() => teacher.presses(form, 'Send', wish, 'form-2')));
    for (const { card } of sent) assert.match(text(card!), /Venter på svar/);
    await until(() => callsTo(/form-2/, 'PUT')[0], 'the card');
    const [mine] = await teacher.writes('min sparring');
    assert.equal(text(cardIn(mine)).match(/S-\d{5}\*\*/g)!.length, 1);
  });

  it('reminds, asks the deputy and the others, and says so on the asker’s card', async () => {
    await ask(personIn(bot, 22));
    for (const step of [
      'er mindet om den',
      'Bo Friis er spurgt som stedfortræder',
      'Carla Dam er spurgt',
      'Ingen tog den',
    ])
      await until(
        () => callsTo(/chat-22\/activities\/form-1/, 'PUT').some((c) => text(cardIn(c)).includes(step)),
        step,
        15_000,
      );
  }).timeout(40_000);

  it('refuses a note with personal data, with the reason, and repeats none of it', async () => {
    const teacher = personIn(bot, 23);
    const { form, sent } = await ask(teacher, { ...wish, note: 'Mikkel fra 8.b, 2402111238' });
    assert.match(text(sent.card!), /Noten indeholder et CPR-nummer eller et navn/);
    assert.ok(!/Mikkel|2402111238/.test(text(sent.card!)));
    const [mine] = await teacher.writes('min sparring');
    assert.match(text(cardIn(mine)), /Du har ingen/);
    const wrong = await teacher.presses(form, 'Send', {
      topic: 'x',
      area: 'Månen',
      reach: '',
      phone: '12',
      when: 7,
      note: 'a'.repeat(201),
    });
    for (const fault of [
      'Vælg et emne',
      'Skole eller område',
      'Vælg, hvordan',
      'Telefon',
      'Vælg hvornår',
      'højst være 200',
    ])
      assert.ok(text(wrong.card!).includes(fault), fault);
  });

  it('takes no press on somebody else’s request, and none that is made up', async () => {
    const teacher = personIn(bot, 24);
    const from = bot.connector.calls.length;
    const { sent } = await ask(teacher);
    const offer = cardIn(await until(() => offerTo(bot.connector.calls.slice(from)), 'the offer'));
    const stranger = personIn(bot, 99);
    assert.match((await stranger.presses(offer, 'Jeg tager den')).text!, /i kontaktlisten nu/);
    assert.match((await stranger.presses(offer, 'Giv videre', { to: stranger.objectId })).text!, /i kontaktlisten nu/);
    assert.match((await personIn(bot, 'admin').presses(offer, 'Jeg tager den')).text!, /ikke dit kort/);
    const guest = personIn(bot, 'anna', { from: { userRole: 'guest' } });
    assert.match((await guest.presses(offer, 'Jeg tager den')).text!, /i kontaktlisten nu/);
    assert.match((await stranger.presses(sent.card!, 'Træk tilbage')).text!, /ikke dit kort/);
    const anna = personIn(bot, 'anna');
    assert.match((await anna.presses(offer, 'Giv videre', { to: stranger.objectId })).text!, /Vælg en anden/);
    const withdraw = sent.card!.actions!.find((a) => a.title === 'Træk tilbage')!;
    assert.match(
      (await anna.sends('sparring.take', withdraw.data!)).text!,
      /for gammelt/,
      'a press for another purpose',
    );
    assert.match((await anna.sends('sparring.take', { press: 'x.y' })).text!, /for gammelt/);
    assert.match(text((await teacher.presses(sent.card!, 'Træk tilbage')).card!), /Trukket tilbage/);
    assert.match((await anna.presses(offer, 'Jeg tager den')).text!, /ikke åben/);
  });

  it('starts from a command too, with the topic in the words after it, and in a channel moves to the own chat', async () => {
    const [form] = await personIn(bot, 25).writes('bed om sparring om mobning');
    assert.match(text(cardIn(form)), /"value":"mobning","isRequired"|"id":"topic"[^}]*"value":"mobning"/);
    const inChannel = personIn(bot, 25, { scope: 'channel' });
    const calls = await inChannel.writes('<at>SSP</at> bed om sparring', {
      entities: [{ type: 'mention', text: '<at>SSP</at>', mentioned: { id: '28:ssp-bot', name: 'SSP' } }],
    });
    assert.ok(
      calls.some(
        (c) =>
          c.path.includes('a%3Achat-25') && c.body.summary === 'Bed om sparring' && text(c.body).includes('i en kanal'),
      ),
    );
    const here = calls.find((c) => c.path.includes('channel'));
    assert.match(here!.body.text!, /vores egen chat/);
  });

  it('puts 112 before the form, and before a file', async () => {
    const teacher = personIn(bot, 26);
    const danger = 'en elev truer de andre med en kniv lige nu';
    assert.match((await teacher.writes(`bed om sparring ${danger}`))[0]!.body.summary!, /^Ring 112/);
    const contentType = 'application/vnd.microsoft.teams.file.download.info';
    const attachments = [{ contentType, content: { downloadUrl: 'http://127.0.0.1:9/x' } }];
    assert.match((await teacher.writes(danger, { attachments }))[0]!.body.summary!, /^Ring 112/);
  });

  it('sends no note about danger to wait for an answer', async () => {
    const { sent } = await ask(personIn(bot, 29), { ...wish, note: 'en elev truer med en kniv lige nu, kom hurtigt' });
    assert.match(text(sent.card!), /ring 112 nu. Noten er ikke sendt/);
  });

  it('asks to delete a message with a name in it, also before the form', async () => {
    const [form] = await personIn(bot, 27).writes('bed om sparring om Mikkel Hansen fra 8.b, der ryger hash');
    assert.match(text(cardIn(form)), /Slet beskeden i chatten/);
  });

  it('goes to the function that was asked about, whatever the topic', async () => {
    const teacher = personIn(bot, 28);
    const [answer] = await teacher.writes('hvordan får jeg fat i Center for Børn og Familie?');
    await teacher.presses(cardIn(answer), 'Bed om sparring');
    const form = cardIn(bot.connector.calls.findLast((c) => c.body.summary === 'Bed om sparring'));
    assert.match(text(form), /Går til Center for Børn og Familie/);
    const sent = await teacher.presses(form, 'Send', { ...wish, topic: 'andet' }, 'form-28');
    assert.match(text(sent.card!), /Center for Børn og Familie.*Noget andet.*Dan Lund er spurgt/);
  });

  it('shows who else there is when nobody can be asked in Teams', async () => {
    const alone = await startBot({ SSP_KOMMUNE: 'kolding' });
    try {
      const [answer] = await personIn(alone, 30).writes('bed om sparring');
      assert.match(text(cardIn(answer) satisfies SentCard), /ikke lagt nogen ind/);
    } finally {
      await alone.stop();
    }
  });
});

describe('sparring where forms are dialogs', () => {
  it('opens, keeps what was wrong open, and closes when it is sent', async () => {
    const bot = await startBot({ SSP_ROSTER: rosterFile(), SSP_FORMS: 'dialog' });
    try {
      const teacher = personIn(bot, 'teacher');
      const [answer] = await teacher.writes('Hvem kontakter jeg om en elev i Præstø, der ryger hash?');
      const open = cardIn(answer).actions!.find((a) => a.title === 'Bed om sparring')! as unknown as { data: object };
      const task = async (name: string, data: object) => {
        const { status, body } = await bot.post({
          ...(await import('../support/builders.ts')).activity({
            type: 'invoke',
            name,
            value: { data, context: { theme: 'default' } },
          }),
        });
        assert.equal(status, 200);
        return body === '' ? undefined : JSON.parse(body).task;
      };
      const opened = await task('task/fetch', open.data);
      assert.equal(opened.type, 'continue');
      const form = opened.value.card.content;
      const send = form.actions[0];
      assert.equal(send.type, 'Action.Submit');
      const kept = await task('task/submit', { ...send.data, ...wish, reach: '' });
      assert.match(text(kept.value.card.content), /Vælg, hvordan/);
      assert.match((await task('task/submit', { ...send.data, ...wish })).value, /^Sendt/);
      await until(
        () => bot.connector.calls.find((c) => c.body.summary?.includes('Venter på svar')),
        'the asker’s card',
      );
    } finally {
      await bot.stop();
    }
  });
});
