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
    navn: 'Lis Råd',
    kontaktpunkt: 'lokalraad',
    instans: 'politi',
    'teams-id': idOf(6),
    'e-mail': 'lis@k.example',
  }),
  line({ navn: 'Nis Næs', kontaktpunkt: 'lokalraad', 'teams-id': idOf(7), 'e-mail': 'nis@k.example' }),
];
/** What comes back when the choice with this title is made. */
const chosenIn = (form: object, title: string) => text(form).split(`"title":"${title}","value":"`)[1]!.split('"')[0]!;
const team = { id: '19:team@thread.tacv2', name: 'SSP Vordingborg' };
const channels = [
  { id: team.id, name: null },
  { id: '19:lokal@thread.tacv2', name: 'Lokalråd' },
];

describe('an agenda, from a line in the chat to its minutes', () => {
  let bot: RunningBot;
  before(async () => {
    bot = await startBot({ SSP_ROSTER: rosterFile(...lines), SSP_LOCAL_ROLE: 'laerer' });
    for (const channel of channels)
      await bot.post(
        activity({
          type: 'conversationUpdate',
          channelData: { eventType: 'channelCreated', team, channel, tenant: { id: tenantId } },
          conversation: { id: channel.id, conversationType: 'channel', isGroup: true, tenantId },
        }),
      );
  });
  after(() => bot.stop());

  const posts = () => bot.connector.calls.filter((c) => c.body.activity);
  const lastForm = (button: RegExp) =>
    cardIn(bot.connector.calls.findLast((c) => c.method === 'POST' && button.test(text(c.body.attachments ?? {}))));
  const opens = async (who: ReturnType<typeof personIn>, card: SentCard, title: string) => {
    const from = bot.connector.calls.length;
    const answered = await who.presses(card, title, {}, 'agenda-1');
    assert.match(answered.text ?? '', /Det står herunder/, text(answered));
    return cardIn(bot.connector.calls.slice(from).find((c) => c.method === 'POST' && c.body.attachments));
  };
  const shown = () => cardIn(bot.connector.calls.findLast((c) => c.method === 'PUT' && c.path.includes('agenda-1')));
  const anna = () => personIn(bot, 'anna');
  let draft: SentCard;

  it('is made from the words, with the template’s standing items', async () => {
    const [sent] = await anna().writes('ny dagsorden lokalrådet 12/3 kl. 9 på rådhuset');
    const form = text(cardIn(sent));
    for (const filled of ['"id":"body","label":"Organ","value":"lokalraad"', '12/3 2027', 'kl. 9', 'Rådhuset'])
      assert.ok(form.includes(filled), filled);
    const values = { body: 'lokalraad', date: '12/3', start: '9', end: '9.30', place: 'Rådhuset', online: 'false' };
    const wrong = await anna().presses(
      cardIn(sent),
      'Opret',
      { ...values, body: 'x', date: 'engang', place: 'Mikkel Hansens hus' },
      'agenda-1',
    );
    assert.match(text(wrong.card!), /Vælg organet.*Dato: skriv.*Sted: skriv uden navne/);
    assert.ok(!text(wrong.card!).includes('Mikkel'));
    const made = await Promise.all([1, 2].map(() => anna().presses(cardIn(sent), 'Opret', values, 'agenda-1')));
    draft = made[0]!.card!;
    assert.match(text(draft), /Velkomst og godkendelse af dagsorden.*Kriminaliteten lokalt/);
    assert.match(text(draft), /Punkterne varer \d+ min\. længere end mødet/);
    assert.deepEqual(
      draft.actions!.map((a) => a.title),
      ['Tilføj punkt', 'Ret', 'Saml punkter', 'Udgiv', 'Slet', 'Hent'],
    );
    const [mine] = await anna().writes('mine dagsordener');
    assert.equal(text(cardIn(mine)).match(/\*\*Lokalrådet, fredag/g)!.length, 1, 'sent twice it is one');
  });

  it('takes items, also closed ones, and refuses a name with the reason', async () => {
    const form = await opens(anna(), draft, 'Tilføj punkt');
    const item = {
      title: 'Ny gadeplan',
      type: 'beslutning',
      minutes: '15',
      presenter: 'SSP-konsulent',
      note: 'Udkast vedlagt',
      links: 'https://vordingborg.dk/ssp',
      closed: 'false',
    };
    const refused = await anna().presses(
      form,
      'Gem',
      { ...item, title: 'Mikkel Hansen fra 8.b', minutes: 'x', links: 'http://x' },
      'item-1',
    );
    assert.match(text(refused.card!), /Overskrift: skriv uden navne.*Minutter: et helt tal.*https/);
    assert.ok(!text(refused.card!).includes('Mikkel'));
    await anna().presses(form, 'Gem', item, 'item-1');
    const second = await opens(anna(), draft, 'Tilføj punkt');
    await anna().presses(
      second,
      'Gem',
      { ...item, title: 'Hemmeligt punkt om havnen', note: 'Kun for rådet', closed: 'true' },
      'item-2',
    );
    await until(() => bot.connector.calls.some((c) => c.method === 'PUT' && c.path.includes('agenda-1')), 'the card');
    await until(() => text(shown()).includes('Hemmeligt punkt om havnen'), 'the author’s card');
    assert.match(text(shown()), /Ny gadeplan.*Beslutning, 15 min\., \d\d\.\d\d/);
  });

  it('lets two people edit at once: what only one changed is kept, what both changed is shown', async () => {
    const menu = await opens(anna(), draft, 'Ret');
    const [, id = ''] = /"title":"\d+\. Ny gadeplan","value":"([^"]+)"/.exec(text(menu))!;
    const annas = (await anna().presses(menu, 'Ret punktet', { item: id }, 'menu-1')).card!;
    const bo = personIn(bot, 'bo');
    const [list] = await bo.writes('dagsordener');
    const opened = (
      await bo.presses(cardIn(list), /Åbn Lokalrådet/.exec(text(cardIn(list)))! && cardIn(list).actions![0]!.title)
    ).card!;
    const boMenu = await opens(bo, opened, 'Ret');
    const bos = (await bo.presses(boMenu, 'Ret punktet', { item: id }, 'menu-2')).card!;
    const item = {
      title: 'Ny gadeplan',
      type: 'beslutning',
      minutes: '15',
      presenter: 'SSP-konsulent',
      note: 'Udkast vedlagt',
      links: 'https://vordingborg.dk/ssp',
      closed: 'false',
    };
    await anna().presses(annas, 'Gem', { ...item, minutes: '20' }, 'menu-1');
    const merged = await bo.presses(bos, 'Gem', { ...item, note: 'Nyt udkast' }, 'menu-2');
    assert.match(text(merged.card!), /En anden har imens rettet varighed/);
    const conflict = await bo.presses(bos, 'Gem', { ...item, minutes: '5' }, 'menu-2');
    assert.match(text(conflict.card!), /rettet varighed til: ..20/);
    await until(() => /Ny gadeplan.*20 min/.test(text(shown())), 'both changes');
  });

  it('collects items: proposed in a channel, decided by the author, told to whoever proposed', async () => {
    const form = await opens(anna(), draft, 'Saml punkter');
    assert.match(text(form), /SSP Vordingborg › Lokalråd/);
    const chosen = chosenIn(form, 'SSP Vordingborg › Lokalråd');
    const preview = await anna().presses(
      form,
      'Se før afsendelse',
      { deadlineDay: '10/3', deadlineTime: '12', channels: chosen, members: 'true' },
      'collect-1',
    );
    assert.match(text(preview.card!), /Sendes til: SSP Vordingborg › Lokalråd; 2 medlemmer/);
    assert.equal(posts().length, 0, 'nothing goes out before the yes');
    await anna().presses(preview.card!, 'Send indkaldelsen af punkter', {}, 'collect-1');
    const call = await until(() => posts()[0], 'the call');
    await until(
      () => bot.connector.calls.filter((c) => text(c.body).includes('Du er medlem')).length >= 2,
      'the members asked',
    );
    const teacher = personIn(bot, 'teacher');
    const card = call.body.activity!.attachments[0]!.content as SentCard;
    const { text: said } = await personIn(bot, 'teacher', { scope: 'channel' }).presses(card, 'Foreslå punkt');
    assert.match(said!, /vores egen chat|står herunder/);
    const proposal = lastForm(/Send forslaget/);
    const thanks = await teacher.presses(
      proposal,
      'Send forslaget',
      { title: 'Cykeltyverier ved stationen', type: 'droeftelse', minutes: '10', why: 'Der er mange' },
      'p-1',
    );
    assert.match(text(thanks.card!), /Forslaget er sendt/);
    await teacher.presses(
      proposal,
      'Send forslaget',
      { title: 'Cykeltyverier ved stationen', type: 'droeftelse', minutes: '10', why: 'Der er mange' },
      'p-1',
    );
    const asked = await until(
      () => bot.connector.calls.find((c) => c.body.summary?.includes('Forslag til') && c.body.attachments),
      'the proposal at the author',
    );
    assert.equal(
      bot.connector.calls.filter((c) => c.method === 'POST' && c.body.summary?.includes('Forslag til')).length,
      1,
      'sent twice it is one',
    );
    const done = await anna().presses(cardIn(asked), 'Godkend', { word: 'God idé' });
    assert.match(text(done.card!), /Godkendt: det er på dagsordenen/);
    await until(
      () => bot.connector.calls.find((c) => c.body.summary?.includes('Dit punkt er kommet på')),
      'the proposer told',
    );
    await until(() => text(shown()).includes('Cykeltyverier ved stationen'), 'the item on the draft');
  });

  it('is posted once in each channel after a preview, and a closed item is a number there', async () => {
    const before = posts().length;
    const form = await opens(anna(), draft, 'Udgiv');
    const none = await anna().presses(form, 'Se før udgivelse', { when: 'engang' }, 'publish-1');
    assert.match(text(none.card!), /Vælg mindst én kanal.*tidspunktet skal ligge/);
    const dayOnly = await anna().presses(form, 'Se før udgivelse', { when: 'fredag' }, 'publish-1');
    assert.match(text(dayOnly.card!), /klokkeslættet mangler.*"value":"fredag"/);
    const chosen = ['Generelt', 'Lokalråd'].map((name) => chosenIn(form, `SSP Vordingborg › ${name}`)).join(',');
    const preview = await anna().presses(
      form,
      'Se før udgivelse',
      { channels: chosen, when: '', keep: 'true' },
      'publish-1',
    );
    assert.match(text(preview.card!), /Intet er sendt endnu.*SSP Vordingborg › Generelt.*SSP Vordingborg › Lokalråd/);
    assert.ok(!text(preview.card!).includes('Hemmeligt'));
    assert.equal(posts().length, before);
    await Promise.all([1, 2, 3].map(() => anna().presses(preview.card!, 'Udgiv nu', {}, 'publish-1')));
    await until(() => posts().length >= before + 2, 'the posts');
    await until(() => /Udgivet/.test(text(shown())), 'the author’s card');
    assert.equal(posts().length, before + 2, 'once each');
    for (const post of posts().slice(before)) {
      assert.match(text(post.body), /Lukket punkt/);
      assert.ok(!/Hemmeligt|Kun for rådet/.test(text(post.body)));
      assert.match(text(post.body), /Set og læst.*Tilføj til kalender/);
    }
    const ics = /http:\/\/127\.0\.0\.1:\d+\/fil\/[\w.-]+/.exec(text(posts()[before]!.body))![0];
    const file = await (await fetch(ics)).text();
    assert.match(file, /METHOD:PUBLISH[\s\S]*DTSTART:20270312T080000Z/);
    assert.match(file, /DESCRIPTION:Møde i Lokalrådet/);
    assert.ok(!/ATTENDEE|ORGANIZER|Hemmeligt/.test(file), 'from nobody to nobody');
  });

  it('tells who has read it, and nudges only those of the body who have not', async () => {
    const post = posts().at(-1)!.body.activity!.attachments[0]!.content as SentCard;
    assert.match((await personIn(bot, 6).presses(post, 'Set og læst')).text!, /noteret/);
    const report = await opens(anna(), shown(), 'Leveringsrapport');
    assert.match(text(report), /2 af 2 kanaler.*Set og læst: 1.*Mangler at se den: Nis Næs/);
    await anna().presses(report, 'Mind dem om det (1)', {}, 'report-1');
    await until(() => bot.connector.calls.find((c) => c.body.summary?.includes('Har du set dagsordenen')), 'the nudge');
  });

  it('is changed in place with marks, and a large change is said in the threads', async () => {
    const before = bot.connector.calls.length;
    const see = await opens(anna(), shown(), 'Ret og opdater');
    assert.match(text(see), /viser allerede den nyeste/);
    const menu = await anna().presses(see, 'Tilføj punkt', {}, 'update-1');
    const form = menu.card ?? lastForm(/Gem/);
    const changed = await anna().presses(
      form,
      'Gem',
      { title: 'Tryghedsvandring', type: 'orientering', minutes: '5', links: '', closed: 'false' },
      'update-1',
    );
    assert.match(text(changed.card!), /Ændringen er stor.*Nyt punkt: \d+/);
    await anna().presses(changed.card!, 'Opdater opslagene', {}, 'update-1');
    const isUpdate = (c: ConnectorCall) => c.method === 'PUT' && /NYT.*Tryghedsvandring/.test(text(c.body));
    await until(() => bot.connector.calls.slice(before).filter(isUpdate).length >= 2, 'both posts changed');
    await until(
      () =>
        bot.connector.calls
          .slice(before)
          .filter((c) => c.method === 'POST' && c.body.summary?.includes('Dagsordenen er ændret')).length >= 2,
      'a notice in each thread',
    );
  });

  it('ends as minutes, approved, posted in the threads and locked', async () => {
    // Months before the meeting: nothing is locked before a yes, and it can be undone as long as nothing is written.
    const sure = await opens(anna(), shown(), 'Skriv referat');
    assert.match(text(sure), /Mødet er ikke begyndt.*Dagsordenen kan så ikke rettes/);
    assert.match(text(shown()), /Udgivet/);
    const begun = (await anna().presses(sure, 'Ja, skriv referat', {}, 'sure-1')).card!;
    assert.match(text(begun), /Referatet er begyndt.*Skriv om punktet.*Til stede og afbud/);
    await until(() => text(shown()).includes('Referat skrives'), 'the minutes begun');
    const back = (await anna().presses(shown(), 'Fortryd', {}, 'agenda-1')).card!;
    assert.match(text(back), /Udgivet.*Ret og opdater/);
    await anna().presses(sure, 'Ja, skriv referat', {}, 'sure-1');
    const minuted = await until(() => text(shown()).includes('Referat skrives') && shown(), 'the minutes begun again');
    for (const button of ['Træk tilbage', 'Leveringsrapport', 'Fortryd'])
      assert.ok(text(minuted).includes(button), button);
    const people = await opens(anna(), minuted, 'Til stede og afbud');
    const mistaken = await anna().presses(
      people,
      'Gem',
      { present: 'Lis Råd\nMikkel Hansen fra 8.b\nAnna Holm\nPolitiet', apologies: '' },
      'people-1',
    );
    assert.match(text(mistaken.card!), /Til stede, linje 2: skriv en funktion.*Lis Råd\\n\\nAnna Holm\\nPolitiet/);
    assert.ok(!text(mistaken.card!).includes('Mikkel'));
    await anna().presses(people, 'Gem', { present: 'Lis Råd\nAnna Holm\nPolitiet', apologies: 'Nis Næs' }, 'people-1');
    const choice = await opens(anna(), minuted, 'Skriv om punktet');
    const [, item = ''] = /"title":"\d+\. Ny gadeplan","value":"([^"]+)"/.exec(text(choice))!;
    const form = (await anna().presses(choice, 'Skriv om punktet', { item }, 'minutes-1')).card!;
    const wrong = await anna().presses(form, 'Gem', { outcome: 'Mikkel Hansen var uenig', what1: 'Ring' }, 'minutes-1');
    assert.match(text(wrong.card!), /Referatet indeholder.*skriv, hvem der gør det/);
    assert.ok(!text(wrong.card!).includes('Mikkel'));
    await anna().presses(
      form,
      'Gem',
      {
        outcome: 'Drøftet',
        decision: 'Planen er vedtaget',
        what1: 'Ring til klubben',
        who1: 'Bo Friis',
        due1: '1/4',
        putOff: 'false',
      },
      'minutes-1',
    );
    await until(() => text(shown()).includes('Godkend referatet'), 'something to approve');
    const approve = await opens(anna(), shown(), 'Godkend referatet');
    assert.match(
      text(approve),
      /Intet er låst.*under 2 opslag: SSP Vordingborg › .*Planen er vedtaget.*Ring til klubben/,
    );
    const bo = personIn(bot, 'bo');
    const both = await bo.presses(form, 'Gem', { outcome: 'Udskudt', putOff: 'false' }, 'minutes-2');
    assert.match(text(both.card!), /En anden har imens rettet referatet til: ..Drøftet/);
    const second = { decision: 'Planen er vedtaget', what2: 'Skriv til skolerne', who2: 'SSP-konsulent' };
    const merged = await bo.presses(form, 'Gem', second, 'minutes-2');
    assert.match(text(merged.card!), /En anden har imens rettet referatet, en opfølgning\. Begge dele er gemt/);
    const seen = await anna().presses(approve, 'Ja, godkend og lås', {}, 'approve-1');
    assert.match(text(seen.card!), /ændret, siden du så det.*Skriv til skolerne/);
    assert.ok(!bot.connector.calls.some((c) => c.body.summary?.startsWith('Referat fra')), 'nothing unseen is sent');
    const done = await anna().presses(seen.card!, 'Ja, godkend og lås', {}, 'approve-1');
    assert.match(text(done.card!), /låst/);
    const threads = await until(() => {
      const found = bot.connector.calls.filter((c) => c.method === 'POST' && c.body.summary?.startsWith('Referat fra'));
      return found.length >= 2 && found;
    }, 'the minutes in both threads');
    for (const post of threads) {
      assert.match(text(post.body), /Til stede.*Lis Råd, Anna Holm, Politiet.*Afbud.*Nis Næs/);
      assert.match(text(post.body), /Planen er vedtaget.*Ring til klubben.*Skriv til skolerne/);
      assert.ok(!/Hemmeligt/.test(text(post.body)));
    }
    assert.match((await anna().presses(form, 'Gem', { outcome: 'Ændret' }, 'minutes-1')).text!, /kan ikke ændres mere/);
    const [next] = await anna().writes('ny dagsorden lokalrådet 12/6 kl. 9');
    const values = { body: 'lokalraad', date: '12/6', start: '9', end: '', place: '', online: 'false' };
    assert.match(
      text((await anna().presses(cardIn(next), 'Opret', values, 'next-1')).card!),
      /Opfølgning: Ring til klubben/,
    );
  });

  it('is taken back everywhere, and by nobody who writes none', async () => {
    const teacher = personIn(bot, 'teacher');
    assert.match((await teacher.writes('ny dagsorden lokalrådet'))[0]!.body.text!, /skrives af SSP-konsulenter/);
    assert.match((await teacher.presses(draft, 'Udgiv')).text!, /skrives af SSP-konsulenter/);
    const inChannel = await personIn(bot, 'teacher', { scope: 'channel' }).writes('dagsordener');
    assert.ok(inChannel.length > 0 && !text(inChannel.map((c) => c.body)).includes('Hemmeligt'));
  });
});
