import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { cardIn, personIn, rosterFile, rosterLines, type SentCard, until } from '../support/flow.ts';
import type { ConnectorCall } from '../support/loopback-connector.ts';
import { line } from '../support/roster-builders.ts';
import { type RunningBot, startBot } from '../support/running-bot.ts';

const text = (card: object) => JSON.stringify(card);
const lines = [
  ...rosterLines,
  line({
    navn: 'Per Politi',
    kontaktpunkt: 'ssp-omraadegruppen',
    instans: 'politi',
    telefon: '',
    'e-mail': 'per@politi.example',
  }),
  line({ navn: 'Ole Opsøger', kontaktpunkt: 'opsoegende', instans: 'andet', telefon: '41414141' }),
];
const form = {
  ...{ kind: 'ssp-beredskab/gruppekonflikt', area: 'Præstø', when: 'nu', place: 'Rådhuset', meeting: 'false' },
  ...{ exercise: 'false', reason: 'Uro mellem to grupper ved havnen' },
};

describe('a beredskab, from chat to its end', () => {
  let bot: RunningBot;
  before(async () => {
    bot = await startBot({ SSP_ROSTER: rosterFile(...lines), SSP_LOCAL_ROLE: 'laerer' });
  });
  after(() => bot.stop());

  const calls = (what: string, who?: string) =>
    bot.connector.calls.filter((c) => c.body.summary?.includes(what) && (!who || c.path.includes(who)));
  const convene = async (inputs: object = {}, message = 'form-1') => {
    const bo = personIn(bot, 'bo');
    const [sent] = await bo.writes('indkald beredskab i Præstø om gruppekonflikt nu på rådhuset');
    const preview = await bo.presses(cardIn(sent), 'Se hvem der kaldes', { ...form, ...inputs }, message);
    return { bo, sent: cardIn(sent), preview: preview.card! };
  };
  const inputsOf = (card: SentCard) => {
    const found = [...text(card).matchAll(/"id":"(\w+)","label":"[^"]*","value":"([^"]*)"/g)];
    return Object.fromEntries(found.map(([, id, value]) => [id, value]));
  };
  const callTo = (number: number, reference: string) =>
    until(() => {
      const chat = bot.connector.calls.findIndex((c) => c.body.members?.some((m) => m.id.endsWith(`00${number}`)));
      const path = `/activity-${chat + 1}/`;
      return bot.connector.calls.find(
        (c) =>
          c.body.summary?.startsWith(reference) &&
          (c.path.includes(path) || c.path.includes(`chat-${number}/`)) &&
          c.method === 'POST',
      );
    }, `the call to ${number}`);

  it('fills the form from the words, names everyone, and sends nothing before the yes', async () => {
    const { sent, preview } = await convene();
    const filled = inputsOf(sent);
    assert.equal(filled.kind, 'ssp-beredskab/gruppekonflikt');
    assert.equal(filled.area, 'Præstø');
    assert.equal(filled.when, 'nu');
    assert.match(text(preview), /Anna Holm.*SSP-konsulent.*Teams, stedfortræder Bo Friis/);
    assert.match(text(preview), /Dan Lund.*ingen stedfortræder/);
    assert.match(text(preview), /Per Politi.*per@politi\.example/);
    assert.match(text(preview), /Ole Opsøger.*ring selv op: 41 41 41 41/);
    assert.match(text(preview), /Uro mellem to grupper ved havnen/);
    assert.deepEqual(
      preview.actions!.map((a) => a.title),
      ['Indkald nu', 'Ret'],
    );
    assert.equal(calls('Du kaldes').length, 0);
  });

  it('convenes once, however often it is pressed, and shows every answer in the same card', async () => {
    const { bo, preview } = await convene({}, 'form-2');
    const pressed = await Promise.all([1, 2, 3].map(() => bo.presses(preview, 'Indkald nu', {}, 'form-2')));
    const status = pressed[0]!.card!;
    for (const { card } of pressed) assert.match(text(card!), /I gang · 1 af 5 deltager/);
    assert.deepEqual(
      status.actions!.map((a) => a.title),
      ['Ryk', 'Kald flere', 'Flyt', 'Aflys', 'Afslut'],
    );
    const [reference = ''] = /B-\d{5}/.exec(text(status))!;
    const toAnna = await callTo(1, reference);
    assert.deepEqual(
      cardIn(toAnna).actions!.map((a) => a.title),
      ['Deltager', 'Kan ikke', 'Sender stedfortræder'],
    );
    const answered = await personIn(bot, 'anna').presses(cardIn(toAnna), 'Deltager');
    assert.match(text(answered.card!), /Du deltager\. Svaret er taget imod/);
    await until(
      () => calls('2 af 5 deltager', 'form-2').some((c) => c.method === 'PUT'),
      'the co-ordinator’s card, changed in place',
    );
    const sent = calls(`${reference}: Du kaldes`).filter((c) => c.method === 'POST');
    assert.equal(sent.length, 2, 'one call to each');
    const ticked = await bo.sends('beredskab.tick-coming', rowPress(status), 'form-2');
    assert.match(text(ticked.card!), /3 af 5 deltager/);

    const log = await bo.sends('beredskab.log', { press: actionPress(status, 'beredskab.log') }, 'form-2');
    assert.match(log.text!, /Linket står herunder/);
    const link = /http:\/\/127\.0\.0\.1:\d+\/fil\/[\w.-]+/.exec(text(calls(`Hændelseslog ${reference}`)[0]!.body))![0];
    const file = await fetch(link);
    assert.match(file.headers.get('content-disposition')!, new RegExp(`${reference}\\.docx`));
    const xml = Buffer.from(unzipSync(new Uint8Array(await file.arrayBuffer()))['word/document.xml']!).toString();
    for (const words of ['Anna Holm deltager', 'Ole Opsøger deltager (oplyst i telefonen)', 'Rådhuset'])
      assert.ok(xml.includes(words), words);
  });

  it('is answered by people outside the tenant behind the link of their mail, and a look at it answers nothing', async () => {
    const mail = await until(() => mailsTo('per@politi.example').at(-1), 'the mail');
    assert.match(mail, /method=REQUEST/i);
    const link = /http:\/\/127\.0\.0\.1:\d+\/svar\/[\w.-]+/.exec(decoded(mail))![0];
    for (let i = 0; i < 3; i++) assert.match(await (await fetch(link)).text(), /Du har ikke svaret endnu/);
    const body = new URLSearchParams({ svar: 'deltager' });
    const posted = await fetch(link, { method: 'POST', body, redirect: 'manual' });
    assert.equal(posted.status, 303);
    assert.match(await (await fetch(link)).text(), /Du deltager/);
    await until(() => calls('4 af 5 deltager', 'form-2')[0], 'the answer on the card');
    assert.equal((await fetch(`${link}x`)).status, 404);
  });

  it('is moved, filled up and closed in forms beside the card, and listed while it runs', async () => {
    const { bo, preview } = await convene({}, 'form-3');
    const status = (await bo.presses(preview, 'Indkald nu', {}, 'form-3')).card!;
    const [reference = ''] = /B-\d{5}/.exec(text(status))!;
    const [mine] = await bo.writes('mine beredskaber');
    assert.match(text(cardIn(mine)), new RegExp(reference));
    const more = await openForm(bo, status, 'Kald flere');
    const called = await bo.presses(more, 'Kald dem nu', { people: personKey(more, 'Carla Dam') }, 'more');
    assert.match(text(called.card!), /Én mere er kaldt/);
    const move = await openForm(bo, status, 'Flyt');
    const wrong = await bo.presses(move, 'Flyt og giv besked', { when: 'i går', place: 'Mikkel fra 8.b' }, 'move');
    assert.match(text(wrong.card!), /tidspunkt.*Sted: højst 120 tegn, uden navne/);
    assert.ok(!text(wrong.card!).includes('Mikkel'));
    const moved = await bo.presses(move, 'Flyt og giv besked', { when: 'i morgen kl. 9', place: 'Skolen' }, 'move');
    assert.match(text(moved.card!), /Flyttet\. Ring selv til: Ole Opsøger\. De andre har fået besked/);
    await until(() => calls(`${reference}: Nyt tidspunkt eller sted`)[0], 'the new call');
    const close = await openForm(bo, status, 'Afslut');
    const personal = await bo.presses(
      close,
      'Afslut',
      { decisions: 'Mikkel Hansen skal hjem', what1: '2402111238' },
      'close',
    );
    assert.match(text(personal.card!), /Beslutningen peger på en person.*En opfølgning peger på en person/);
    assert.ok(!/Mikkel|2402111238/.test(text(personal.card!)));
    const done = await bo.presses(
      close,
      'Afslut',
      { decisions: 'Mere opsøgende arbejde', what1: 'Gadeplan', who1: '1', due1: inDays(2) },
      'close',
    );
    assert.match(text(done.card!), /Afsluttet\. Ring selv til: Ole Opsøger/);
    await until(() => calls(`${reference}: Afsluttet`)[0], 'the others told');
    assert.doesNotMatch(text(cardIn((await bo.writes('mine beredskaber'))[0])), new RegExp(reference));
    assert.match(text((await bo.presses(status, 'Ryk', {}, 'form-3')).card!), /aflyst eller afsluttet/);
  });

  it('is denied in plain words to whoever is no co-ordinator, also with somebody else’s press', async () => {
    const teacher = personIn(bot, 'teacher');
    const before = bot.connector.calls.length;
    await teacher.writes('indkald beredskab nu');
    assert.match(
      bot.connector.calls.slice(before).find((c) => c.method === 'POST')!.body.text!,
      /indkaldes af SSP-koordinatorer/,
    );
    const { bo, preview } = await convene({}, 'form-4');
    assert.match((await teacher.presses(preview, 'Indkald nu')).text!, /indkaldes af SSP-koordinatorer/);
    assert.match((await personIn(bot, 'admin').presses(preview, 'Indkald nu')).text!, /ikke dit kort/);
    const status = (await bo.presses(preview, 'Indkald nu', {}, 'form-4')).card!;
    const offered = (await personIn(bot, 'admin').presses(status, 'Ryk')).card!;
    assert.match(text(offered), /Overtag B-\d{5}\?.*har indkaldt/);
    const [reference = ''] = /B-\d{5}/.exec(text(status))!;
    const toAnna = cardIn(await callTo(1, reference));
    assert.match((await teacher.presses(toAnna, 'Deltager')).text!, /ikke dit kort/);
    assert.match((await bo.sends('beredskab.coming', { press: status.actions![0]!.data!.press })).text!, /for gammelt/);
    await bo.presses(await openForm(bo, status, 'Aflys'), 'Ja, aflys', {}, 'cancel');
    await until(() => calls(`${reference}: Aflyst`)[0], 'the others told');
  });

  it('asks for what is missing or wrong in the one form, and keeps what was right', async () => {
    const { preview } = await convene({
      when: 'engang',
      place: '',
      reason: 'Mikkel fra 8.b slår',
      area: 'Månen',
      kind: 'x/y',
    });
    const said = text(preview);
    for (const fault of [
      'Vælg, hvad der udløser det',
      'vælg fra listen',
      'Skriv dag og klokkeslæt',
      'Skriv et sted, eller vælg',
      'Begrundelsen indeholder',
    ])
      assert.ok(said.includes(fault), fault);
    assert.ok(!said.includes('Mikkel'));
  });

  async function openForm(who: ReturnType<typeof personIn>, status: SentCard, button: string): Promise<SentCard> {
    const from = bot.connector.calls.length;
    const { text: said } = await who.presses(status, button);
    assert.match(said!, /Skemaet står herunder/);
    const isForm = (c: ConnectorCall) =>
      c.method === 'POST' &&
      c.path.includes('chat-2') &&
      text(c.body).includes('Input.') === (button !== 'Aflys') &&
      /beredskab\.\w+-(send|yes)/.test(text(c.body));
    return cardIn(bot.connector.calls.slice(from).find(isForm));
  }

  function mailsTo(address: string): string[] {
    const folder = join(bot.dataDir, 'mail');
    if (!existsSync(folder)) return [];
    const mails = readdirSync(folder)
      .sort()
      .filter((n) => n.endsWith('.eml'))
      .map((n) => readFileSync(join(folder, n), 'utf8'));
    return mails.filter((m) => m.includes(address));
  }
});

function rowPress(status: SentCard) {
  return { press: actionPress(status, 'beredskab.tick-coming') };
}

function actionPress(status: SentCard, verb: string): string {
  return new RegExp(`"verb":"${verb.replace('.', '\\.')}"[^}]*"press":"([^"]+)"`).exec(text(status))![1]!;
}

function personKey(card: SentCard, name: string): string {
  return new RegExp(`"title":"${name}[^"]*","value":"([^"]+)"`).exec(text(card))![1]!;
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 24 * 3600 * 1000).toISOString().slice(0, 10);
}

/** A mail with its soft line breaks and base64 parts undone, far enough to find a link. */
function decoded(mail: string): string {
  const soft = mail.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
  const parts = [...mail.matchAll(/base64\r?\n\r?\n([A-Za-z0-9+/=\r\n]+)/g)].map(([, part]) =>
    Buffer.from(part!, 'base64').toString(),
  );
  return [soft, ...parts].join('\n');
}
