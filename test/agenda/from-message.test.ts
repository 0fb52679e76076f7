import { strict as assert } from 'node:assert';
import { textsIn } from '../../src/language/texts.ts';
import { activity, tenantId } from '../support/builders.ts';
import { cardIn, personIn, rosterFile, rosterLines, type SentCard, until } from '../support/flow.ts';
import type { ConnectorCall } from '../support/loopback-connector.ts';
import { idOf, line } from '../support/roster-builders.ts';
import { type RunningBot, startBot } from '../support/running-bot.ts';

const text = (card: object) => JSON.stringify(card);
const member = { navn: 'Lis Råd', kontaktpunkt: 'lokalraad', instans: 'politi', 'teams-id': idOf(6) };
const messagePayload = { id: '1', body: { contentType: 'html', content: '<p>Ring til mig på 28282828</p>' } };
const about = { commandId: 'addToAgenda', commandContext: 'message', messagePayload };
const proposal = { title: 'Lys på stien', type: 'droeftelse', minutes: '10', why: 'Der er mørkt' };
const team = { id: '19:team@thread.tacv2', name: 'SSP Vordingborg' };
const people = {
  teacher: { id: '29:t', name: 'Tove Lærer', aadObjectId: idOf(20) },
  guest: { id: '29:g', name: 'Gæst', aadObjectId: idOf(30), userRole: 'guest' },
  anonymous: { id: '29:x', name: 'Nogen' },
};

describe('"Føj til dagsorden" on a message', () => {
  let bot: RunningBot;
  let now = Date.parse('2026-11-02T09:00:00Z');
  before(async () => {
    const env = { SSP_ROSTER: rosterFile(...rosterLines, line(member)), SSP_LOCAL_ROLE: 'laerer' };
    // It goes on: what is paced waits for it.
    const began = Date.now();
    bot = await startBot(env, { clock: () => new Date(now + Date.now() - began) });
    await bot.post(
      activity({
        type: 'conversationUpdate',
        channelData: {
          eventType: 'channelCreated',
          team,
          channel: { id: team.id, name: null },
          tenant: { id: tenantId },
        },
        conversation: { id: team.id, conversationType: 'channel', isGroup: true, tenantId },
      }),
    );
  });
  after(() => bot.stop());

  const invoke = (
    name: 'fetchTask' | 'submitAction',
    value: unknown,
    who: keyof typeof people = 'teacher',
    channel = team.id,
  ) => {
    const conversation = {
      id: `${channel};messageid=1`,
      conversationType: 'channel',
      isGroup: true,
      tenantId,
    };
    return bot.post(
      activity({ type: 'invoke', name: `composeExtension/${name}`, value, conversation, from: people[who] }),
    );
  };
  const task = async (...given: Parameters<typeof invoke>) => {
    const { status, body } = await invoke(...given);
    assert.equal(status, 200, body);
    return JSON.parse(body).task as { type: string; value: string & { title: string; card: { content: SentCard } } };
  };
  const opens = async (who?: keyof typeof people, channel?: string) =>
    (await task('fetchTask', about, who, channel)).value.card.content;
  const sends = (form: SentCard, inputs: object, who?: keyof typeof people) =>
    task('submitAction', { ...about, data: { ...form.actions![0]!.data, ...inputs } }, who);
  const agendaIn = (form: SentCard) => /"id":"agenda".*?"value":"([^"]+)"/.exec(text(form))![1]!;
  const shownToAuthor = () => bot.connector.calls.filter((c) => c.body.summary?.startsWith('Forslag til'));

  /** Ids of the agendas whose buttons stand on a card. */
  const agendasIn = (body: object) =>
    [...text(body).matchAll(/"press":"([\w-]+)\./g)].map(([, signed]) => {
      const { id } = JSON.parse(Buffer.from(signed!, 'base64url').toString());
      return id as string;
    });

  /** An agenda whose members are asked for items until the tenth, or all of a channel. */
  async function collects(channel?: string): Promise<void> {
    const anna = personIn(bot, 'anna');
    const [asked] = await anna.writes('ny dagsorden lokalrådet 12/11 kl. 9');
    const facts = { body: 'lokalraad', date: '12/11', start: '9', end: '', place: '', online: 'false' };
    const { card: draft } = await anna.presses(cardIn(asked), 'Opret', facts, 'agenda-1');
    const at = bot.connector.calls.length;
    await anna.presses(draft!, 'Saml punkter', {}, 'agenda-1');
    const isForm = (c: ConnectorCall) => c.method === 'POST' && /Se før afsendelse/.test(text(c.body));
    const form = cardIn(bot.connector.calls.slice(at).find(isForm));
    const [, key = ''] = new RegExp(`"title":"${channel}","value":"([^"]+)"`).exec(text(form)) ?? [];
    const when = { deadlineDay: '10/11', deadlineTime: '12', ...(channel ? { channels: key } : { members: 'true' }) };
    const { card: preview } = await anna.presses(form, 'Se før afsendelse', when, 'collect-1');
    await anna.presses(preview!, 'Send indkaldelsen af punkter', {}, 'collect-1');
  }

  it('says so while no agenda takes items, and has nothing to send', async () => {
    const { type, value } = await task('fetchTask', about);
    assert.equal(type, 'continue');
    assert.match(text(value.card.content), /Ingen dagsorden tager imod punkter lige nu/);
    assert.deepEqual(value.card.content.actions ?? [], []);
  });

  it('offers nothing that only those who were asked in their own chats know of', async () => {
    await collects();
    for (const who of ['teacher', 'guest'] as const)
      assert.match(text(await opens(who)), /Ingen dagsorden tager imod punkter lige nu/);
  });

  it('offers what stands in a channel, to guests of that channel only, and takes no other form’s signed text', async () => {
    await collects('SSP Vordingborg › Generelt');
    assert.match(text(await opens('guest')), /Lokalrådet, torsdag/);
    assert.match(text(await opens('guest', '19:other@thread.tacv2')), /Ingen dagsorden tager imod punkter lige nu/);
    const form = await opens('teacher', '19:other@thread.tacv2');
    assert.equal(text(form).match(/"title":"Lokalrådet, torsdag/g)!.length, 1, 'the one that stands in a channel');
    const hidden = bot.connector.calls.flatMap((c) => agendasIn(c.body)).find((id) => id !== agendaIn(form));
    const refused = await sends(form, { ...proposal, agenda: hidden });
    assert.match(text(refused.value.card.content), /Hvilken dagsorden\?/);
    const call = await until(() => bot.connector.calls.find((c) => c.body.activity), 'the call in the channel');
    const asked = (call.body.activity!.attachments[0]!.content as SentCard).actions![0]!;
    const at = bot.connector.calls.length;
    await personIn(bot, 'teacher').sends(asked.verb!, asked.data!);
    const other = cardIn(bot.connector.calls.slice(at).find((c) => /Send forslaget/.test(text(c.body))));
    const { value } = await task('submitAction', { ...about, data: { ...other.actions![0]!.data, title: '' } });
    assert.match(String(value), /^Kortet er for gammel/);
  });

  it('opens a form for whoever may see the message, with nothing of the message in it', async () => {
    for (const who of ['teacher', 'guest'] as const) {
      const form = text(await opens(who));
      assert.match(form, /Beskeden følger ikke med.*Lokalrådet, torsdag/);
      assert.ok(!/28282828|Ring til mig/.test(form));
    }
    const { type, value } = await task('fetchTask', about, 'anonymous');
    assert.deepEqual([type, value], ['message', 'Jeg kan ikke se, hvem du er, så det kan jeg ikke.']);
  });

  it('keeps what was right, names what was wrong, and repeats no name', async () => {
    const form = await opens();
    const agenda = agendaIn(form);
    const wrong = await sends(form, { ...proposal, agenda, title: 'Mikkel Hansen fra 8.b', minutes: 'længe' });
    assert.equal(wrong.type, 'continue');
    const again = text(wrong.value.card.content);
    assert.match(again, /Overskriften indeholder.*Minutter: et helt tal.*Der er mørkt/);
    assert.ok(!again.includes('Mikkel'));
    for (const other of ['nothing', '', undefined, { a: 1 }])
      assert.match(text((await sends(form, { ...proposal, agenda: other })).value.card.content), /Hvilken dagsorden\?/);
    assert.equal(shownToAuthor().length, 0);
  });

  it('sends what the person wrote to the author, once, and says which agenda it is for', async () => {
    const form = await opens();
    const inputs = { ...proposal, agenda: agendaIn(form) };
    for (const { type, value } of [await sends(form, inputs), await sends(form, inputs)]) {
      assert.equal(type, 'message');
      assert.match(value, /Forslaget er sendt; du får svar her\. Lokalrådet, torsdag/);
    }
    const [shown] = await until(() => shownToAuthor().length > 0 && shownToAuthor(), 'the proposal at the author');
    assert.match(text(cardIn(shown)), /Lys på stien.*Tove Lærer.*Der er mørkt/);
    await sends(form, inputs);
    const another = { ...inputs, title: 'Noget andet' };
    assert.equal(
      (await sends(form, another, 'guest')).value,
      textsIn('da').notYours,
      'nobody is thanked for another’s',
    );
    assert.equal(shownToAuthor().length, 1);
  });

  it('turns away what no form of ours sends', async () => {
    const { data } = (await opens()).actions![0]!;
    for (const [name, value, status] of [
      ['fetchTask', {}, 400],
      ['fetchTask', null, 400],
      ['fetchTask', { commandId: { x: 1 } }, 400],
      ['submitAction', { commandId: 'addToAgenda' }, 400],
      ['submitAction', { commandId: 'addToAgenda', data: 'x' }, 400],
      ['submitAction', { commandId: 'addToAgenda', data: { ...data, why: 'x'.repeat(9_000) } }, 400],
      ['fetchTask', { commandId: 'other' }, 501],
      ['submitAction', { commandId: 'other', data }, 501],
    ] as const)
      assert.deepEqual(await invoke(name, value), { status, body: '' }, text([name, value]));
    for (const press of ['made.up', undefined, 7, { a: 1 }]) {
      const { type, value } = await task('submitAction', { ...about, data: { ...data, ...proposal, press } });
      assert.deepEqual([type, value.slice(0, 20)], ['message', 'Kortet er for gammel']);
    }
    assert.match(await refusalOf('anonymous'), /Jeg kan ikke se, hvem du er/);
  });

  it('takes nothing more when the deadline passed while the form stood open', async () => {
    const form = await opens();
    now = Date.parse('2026-11-10T11:00:01Z');
    const { type, value } = await sends(form, { ...proposal, agenda: agendaIn(form) });
    assert.deepEqual([type, value], ['message', 'Fristen for punkter er udløbet.']);
    assert.match(text(await opens()), /Ingen dagsorden tager imod punkter lige nu/);
  });

  async function refusalOf(who: keyof typeof people): Promise<string> {
    const form = await opens();
    return (await sends(form, { ...proposal, agenda: agendaIn(form) }, who)).value;
  }
});
