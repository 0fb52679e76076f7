import { strict as assert } from 'node:assert';
import { strFromU8, unzipSync } from 'fflate';
import { channelKey } from '../../src/agenda/channel-inputs.ts';
import { activity, tenantId } from '../support/builders.ts';
import { canaries, child, withEncoded } from '../support/canary.ts';
import { cardIn, personIn, rosterFile, rosterLines, type SentCard, until } from '../support/flow.ts';
import { idOf, line } from '../support/roster-builders.ts';
import { type RunningBot, startBot } from '../support/running-bot.ts';
import { storedText } from '../support/stored-text.ts';
import { type Ingestion, startIngestion } from '../telemetry/ingestion.ts';

const text = (card: object) => JSON.stringify(card);
const channel = { id: '19:lokal@thread.tacv2', name: 'Lokalråd' };
const team = { id: '19:team@thread.tacv2', name: 'SSP Vordingborg' };
const member = { navn: 'Lis Råd', kontaktpunkt: 'lokalraad', instans: 'politi', 'teams-id': idOf(6) };
const chosen = channelKey(channel.id);
const address = `https://vordingborg.dk/${encodeURIComponent(child)}`;

const meeting = { body: 'lokalraad', date: '12/3', start: '9', end: '11', place: 'Rådhuset', online: 'false' };
const facts = { ...meeting, joinUrl: '', chair: '', title: '' };
const item = { title: 'Ny gadeplan', type: 'beslutning', minutes: '15', note: 'Udkast vedlagt', closed: 'false' };
const itemForm = { ...item, presenter: 'SSP-konsulent', links: 'https://vordingborg.dk/ssp' };
const proposal = { title: 'Cykeltyverier ved stationen', type: 'droeftelse', minutes: '10', why: 'Der er mange' };
const outcome = { outcome: 'Drøftet', decision: 'Planen er vedtaget', putOff: 'true' };
const minutes = { ...outcome, what1: 'Ring til klubben', who1: 'Bo Friis', due1: '1/4' };
const rhythm = { rhythm: 'quarterly', weekday: '2', week: '2', months: '2, 5, 8, 11', dates: '', start: '9' };
const settings = {
  ...rhythm,
  minutes: '90',
  place: 'Rådhuset',
  template: '# Punkter\nNyt; orientering; 5',
  approval: 'false',
};

type Somebody = ReturnType<typeof personIn>;

describe('personal data in anything that is written of an agenda', function () {
  // Every input of every form, each with a child in it.
  this.timeout(40_000);
  let bot: RunningBot;
  let ingestion: Ingestion;
  /** What the bot answered to presses: none of it goes through the connector. */
  const answers: string[] = [];
  const files: string[] = [];
  before(async () => {
    ingestion = await startIngestion();
    const env = { SSP_LOCAL_ROLE: 'laerer', APPLICATIONINSIGHTS_CONNECTION_STRING: ingestion.connection };
    bot = await startBot({ SSP_ROSTER: rosterFile(...rosterLines, line(member)), ...env });
    const { post } = bot;
    bot.post = async (...given) => {
      const answered = await post(...given);
      answers.push(answered.body);
      return answered;
    };
    const channelData = { eventType: 'channelCreated', team, channel, tenant: { id: tenantId } };
    const conversation = { id: channel.id, conversationType: 'channel', isGroup: true, tenantId };
    await bot.post(activity({ type: 'conversationUpdate', channelData, conversation }));
  });
  after(async () => {
    await bot.stop();
    await ingestion.close();
  });

  const [anna, bo, teacher] = (['anna', 'bo', 'teacher'] as const).map((who) => () => personIn(bot, who)) as [
    () => Somebody,
    () => Somebody,
    () => Somebody,
  ];
  const posted = (from: number) => bot.connector.calls.slice(from).filter((c) => c.method === 'POST');
  const sent = (matches: RegExp) =>
    until(() => bot.connector.calls.findLast((c) => c.method === 'POST' && matches.test(text(c.body))), `${matches}`);
  const authorCard = () =>
    cardIn(bot.connector.calls.findLast((c) => c.method === 'PUT' && c.path.includes('agenda-1')));
  /** Presses a button of the author's card, and answers the form that comes as a message of its own. */
  const opens = async (card: SentCard, title: string) => {
    const from = bot.connector.calls.length;
    const { text: said } = await anna().presses(card, title, {}, 'agenda-1');
    assert.match(said ?? '', /herunder/, title);
    return cardIn(posted(from).find((c) => c.body.attachments && /chat-1\//.test(decodeURIComponent(c.path))));
  };
  const dialog = (who: Somebody, data: object) =>
    bot.post(
      activity({
        ...{ type: 'invoke', name: 'task/submit', value: { data } },
        conversation: { id: `a:chat-${Number(who.objectId.slice(-6))}`, conversationType: 'personal', tenantId },
        from: { id: '29:user', name: 'Nogen', aadObjectId: who.objectId },
      }),
    );
  /** Sends a form once for each of its inputs with the child in that, as a card and as a dialog; then as it is right. */
  async function fillsIn(who: Somebody, form: SentCard, button: string, right: object, id = 'form-1') {
    const { verb, data } = form.actions!.find((a) => a.title === button)!;
    for (const name of [...Object.keys(right), child]) {
      await who.presses(form, button, { ...right, [name]: child }, id);
      await dialog(who, { verb, ...data, ...right, [name]: child });
    }
    return who.presses(form, button, right, id);
  }

  it('is refused, and found nowhere: not on a card or in a file, not in a log, a table, the queue or the telemetry', async () => {
    const draft = await writes();
    await collects(draft);
    await takesFromMessages();
    await publishes(draft);
    await writesMinutes();
    await saysHowTheyMeet();
    await fetchesFiles();

    const out = withEncoded([text(bot.connector.calls), ...answers].join('\n'));
    await bot.app.stop();
    const kept = storedText(bot.dataDir);
    const right = [
      'Ny gadeplan',
      'Udkast vedlagt',
      'Der er mange',
      'God idé',
      'Vent lidt',
      'Drøftet',
      'Ring til klubben',
    ];
    for (const word of right) assert.ok(kept.includes(word), `the walk sees what is stored: ${word}`);
    assert.ok(files.join('').includes('Ny gadeplan') && files.length >= 6, 'and what is in files');
    const places = {
      out,
      kept,
      log: bot.log.join(''),
      telemetry: ingestion.text(),
      files: withEncoded(files.join('\n')),
    };
    const found = Object.entries(places).flatMap(([place, held]) =>
      canaries
        .filter((canary) => held.includes(canary))
        .map((canary) => {
          const at = held.indexOf(canary);
          return `${canary} in ${place}: ${held.slice(Math.max(0, at - 300), at + 40)}`;
        }),
    );
    assert.deepEqual(found, []);
  });

  /** The draft: the words of the command, the meeting, an item, and both anew. */
  async function writes(): Promise<SentCard> {
    for (const command of [`ny dagsorden ${child}`, `ny dagsorden lokalrådet på ${child}`, `mine dagsordener ${child}`])
      await anna().writes(command);
    const [asked] = await anna().writes(`ny dagsorden lokalrådet 12/3 kl. 9 hos ${child}`);
    const made = await fillsIn(anna(), cardIn(asked), 'Opret', facts, 'agenda-1');
    const draft = made.card!;
    const added = await opens(draft, 'Tilføj punkt');
    const { verb, data } = added.actions![0]!;
    await fillsIn(anna(), added, 'Gem', itemForm);
    await anna().sends(verb!, { ...data, ...itemForm, links: address });
    const menu = await opens(draft, 'Ret');
    await anna().presses((await anna().presses(menu, 'Ret mødet')).card!, 'Gem', { ...facts, joinUrl: address });
    await anna().presses(menu, 'Ret punktet', { item: child });
    await anna().presses(menu, 'Flyt op', { item: child });
    await anna().presses(menu, 'Fjern punktet', { item: child });
    const [, id = ''] = /"title":"\d+\. Ny gadeplan","value":"([^"]+)"/.exec(text(menu)) ?? [];
    await fillsIn(anna(), (await anna().presses(menu, 'Ret punktet', { item: id })).card!, 'Gem', itemForm);
    const { body: _, ...changed } = facts;
    await fillsIn(anna(), (await anna().presses(menu, 'Ret mødet')).card!, 'Gem', changed);
    return draft;
  }

  /** The call for items, and proposals with the author's word to them. */
  async function collects(draft: SentCard) {
    const asking = await opens(draft, 'Saml punkter');
    const when = { deadlineDay: '10/3', deadlineTime: '12', channels: chosen, members: 'false' };
    const preview = await fillsIn(anna(), asking, 'Se før afsendelse', when);
    await anna().presses(preview.card!, 'Send indkaldelsen af punkter', { note: child });
    const post = await until(() => bot.connector.calls.find((c) => c.body.activity), 'the call');
    const call = post.body.activity!.attachments[0]!.content as SentCard;
    for (const [button, word] of [
      ['Godkend', 'God idé'],
      ['Afvis', 'Vent lidt'],
    ] as const) {
      const from = bot.connector.calls.length;
      await teacher().presses(call, 'Foreslå punkt', { note: child });
      await fillsIn(teacher(), cardIn(await sent(/Send forslaget/)), 'Send forslaget', proposal);
      const decision = await until(
        () => posted(from).find((c) => c.body.summary?.startsWith('Forslag til')),
        'the proposal',
      );
      await fillsIn(anna(), cardIn(decision), button, { word });
    }
  }

  /** "Føj til dagsorden" on a message about the child: neither its text nor its writer goes anywhere. */
  async function takesFromMessages() {
    const body = { contentType: 'html', content: `<p>${child}</p>` };
    const messagePayload = {
      id: '1',
      subject: child,
      body,
      from: { user: { displayName: child } },
      linkToMessage: address,
    };
    const about = { commandId: 'addToAgenda', commandContext: 'message', messagePayload };
    const invoke = (name: string, value: object) =>
      bot.post(activity({ type: 'invoke', name: `composeExtension/${name}`, value: { ...about, ...value } }));
    const opened = JSON.parse((await invoke('fetchTask', {})).body).task.value.card.content as SentCard;
    const { data } = opened.actions![0]!;
    const [, id = ''] = /"id":"agenda".*?"value":"([^"]+)"/.exec(text(opened)) ?? [];
    const right = { ...proposal, title: 'Lys på stien', agenda: id };
    for (const name of [...Object.keys(right), child])
      await invoke('submitAction', { data: { ...data, ...right, [name]: child } });
    assert.match((await invoke('submitAction', { data: { ...data, ...right } })).body, /Forslaget er sendt/);
  }

  /** To somebody who says no and yes with a word, then to the channel; changed there, and its report. */
  async function publishes(draft: SentCard) {
    await bo().writes('hjælp');
    for (const [said, approver] of [
      ['Afvis', bo().objectId],
      ['Godkend', bo().objectId],
    ]) {
      const from = bot.connector.calls.length;
      const form = await opens(draft, 'Udgiv');
      const when = { channels: chosen, when: '', approver, keep: 'true' };
      const preview = await fillsIn(anna(), form, 'Se før udgivelse', when);
      await anna().presses(preview.card!, 'Udgiv nu', { note: child });
      const asked = await until(
        () => posted(from).find((c) => c.body.summary?.startsWith('Godkend udgivelse')),
        'the question',
      );
      const before = bot.connector.calls.length;
      await bo().presses(cardIn(asked), said!, { word: child }, `approve-${said}`);
      if (said === 'Godkend') continue;
      const no = cardIn(posted(before).find((c) => c.body.attachments));
      await fillsIn(bo(), no, 'Afvis', { word: 'Vent til mandag' });
    }
    await until(() => bot.connector.calls.filter((c) => c.body.activity).length === 2, 'the post');
    await until(() => /Udgivet/.test(text(authorCard())), 'the author’s card');
    const post = bot.connector.calls.findLast((c) => c.body.activity)!.body.activity!.attachments[0]!.content;
    await teacher().presses(post as SentCard, 'Set og læst', { note: child });
    const report = await opens(authorCard(), 'Leveringsrapport');
    await anna().presses(report, 'Opdater rapporten', { channel: child });
    await anna().sends('agenda.report-again', { ...report.actions![0]!.data, channel: child });
    await anna().sends('agenda.report-there', { ...report.actions![0]!.data, channel: child });
  }

  async function writesMinutes() {
    const sure = await opens(authorCard(), 'Skriv referat');
    await anna().presses(sure, 'Ja, skriv referat', { note: child }, 'sure-1');
    const begun = () => authorCard().actions?.some((a) => a.title === 'Skriv om punktet');
    await until(begun, 'the minutes begun');
    const minuted = authorCard();
    const choice = await opens(minuted, 'Skriv om punktet');
    await anna().presses(choice, 'Skriv om punktet', { item: child });
    const [, id = ''] = /"title":"\d+\. Ny gadeplan","value":"([^"]+)"/.exec(text(choice)) ?? [];
    const form = (await anna().presses(choice, 'Skriv om punktet', { item: id })).card!;
    await fillsIn(anna(), form, 'Gem', minutes);
    await fillsIn(anna(), await opens(minuted, 'Til stede og afbud'), 'Gem', { present: 'Anna Holm', apologies: '' });
    const written = () => authorCard().actions?.some((a) => a.title === 'Godkend referatet');
    await until(written, 'minutes to approve');
    const yes = await opens(authorCard(), 'Godkend referatet');
    await anna().presses(yes, 'Ja, godkend og lås', { note: child });
    await until(() => bot.connector.calls.some((c) => c.body.summary?.includes('Referat fra')), 'the minutes');
  }

  async function saysHowTheyMeet() {
    const [mine] = await anna().writes('mine dagsordener');
    const choose = await opens(cardIn(mine), 'Rytme og skabelon');
    await anna().presses(choose, 'Næste', { body: child });
    const form = (await anna().presses(choose, 'Næste', { body: 'lokalraad' })).card!;
    await fillsIn(anna(), form, 'Gem', settings);
    await fillsIn(anna(), form, 'Gem', { ...settings, rhythm: 'dates', dates: '12/3' });
  }

  /** Word and Markdown of agenda and minutes, the calendar file, and the picture of the year. */
  async function fetchesFiles() {
    const [mine] = await anna().writes('mine dagsordener');
    const links = await opens(authorCard(), 'Hent');
    const year = (await anna().presses(cardIn(mine), 'Årets møder')).card!;
    const urls = [...text([links, year]).matchAll(/http:\/\/127\.0\.0\.1:\d+\/(?:fil|billede)\/[\w.-]+/g)];
    for (const [url] of urls) {
      const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
      const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
      files.push(
        ...(isZip ? Object.values(unzipSync(bytes)).map((part) => strFromU8(part)) : [strFromU8(bytes, true)]),
      );
    }
  }
});
