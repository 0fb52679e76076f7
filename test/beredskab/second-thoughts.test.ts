import { strict as assert } from 'node:assert';
import { createServer } from 'node:http';
import { cardIn, personIn, rosterFile, rosterLines, type SentCard, until } from '../support/flow.ts';
import { file, idOf, line } from '../support/roster-builders.ts';
import { type RunningBot, startBot } from '../support/running-bot.ts';

const text = (card: object) => JSON.stringify(card);
const lines = [
  ...rosterLines,
  line({
    ...{ navn: 'Per Politi', kontaktpunkt: 'ssp-omraadegruppen', instans: 'politi' },
    ...{ 'teams-id': idOf(5), 'e-mail': 'per@k.example' },
  }),
  line({
    ...{ navn: 'Eva Vagt', kontaktpunkt: 'ssp-leder', 'teams-id': idOf(6), 'e-mail': 'eva@k.example' },
    ...{ rolle: 'koordinator' },
  }),
];
const form = {
  ...{ kind: 'ssp-beredskab/gruppekonflikt', area: 'Præstø', when: 'i morgen kl. 9', place: 'Rådhuset' },
  ...{ meeting: 'false', exercise: 'false', reason: 'Uro mellem to grupper ved havnen' },
};
const referenceIn = (card: SentCard) => /B-\d{5}/.exec(text(card))![0];

/** An administrator takes another contact list into use. */
async function isInForce(bot: RunningBot, list: string[]): Promise<void> {
  const server = createServer((_, response) => response.end(file(...list)));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const downloadUrl = `http://127.0.0.1:${(server.address() as { port: number }).port}/liste.csv`;
  const contentType = 'application/vnd.microsoft.teams.file.download.info';
  const attachments = [{ contentType, name: 'liste.csv', content: { downloadUrl, fileType: 'csv' } }];
  const admin = personIn(bot, 'admin');
  const [dryRun] = await admin.writes('', { attachments });
  await admin.presses(cardIn(dryRun), 'Tag listen i brug');
  server.close();
}

describe('a co-ordinator who thinks again', () => {
  let bot: RunningBot;
  before(async () => {
    bot = await startBot({ SSP_ROSTER: rosterFile(...lines), SSP_LOCAL_ROLE: 'laerer' });
  });
  after(() => bot.stop());
  const bo = () => personIn(bot, 'bo');
  const preview = async (inputs: object, message: string) => {
    const [sent] = await bo().writes('indkald beredskab');
    return (await bo().presses(cardIn(sent), 'Se hvem der kaldes', { ...form, ...inputs }, message)).card!;
  };
  const chosenIn = (card: SentCard) => /"id":"people"[^[]*?"value":"([^"]*)"/.exec(text(card))![1]!;
  const written = (what: string) =>
    cardIn(bot.connector.calls.findLast((c) => c.method === 'POST' && text(c.body).includes(what)));

  it('is proposed others for another area, unless they chose by hand', async () => {
    const first = await preview({}, 'a-1');
    assert.ok(text(first).includes('Anna Holm') && !text(first).includes('Carla Dam'));
    const edit = (await bo().presses(first, 'Ret', {}, 'a-1')).card!;
    const people = chosenIn(edit);
    const again = await bo().presses(edit, 'Se hvem der kaldes', { ...form, area: 'Stege', people }, 'a-1');
    assert.ok(text(again.card!).includes('Carla Dam') && !text(again.card!).includes('Anna Holm'));
    const second = (await bo().presses(again.card!, 'Ret', {}, 'a-1')).card!;
    const byHand = `${chosenIn(second)},${idOf(1)}`;
    const chosen = await bo().presses(second, 'Se hvem der kaldes', { ...form, area: 'Stege', people: byHand }, 'a-1');
    const third = (await bo().presses(chosen.card!, 'Ret', {}, 'a-1')).card!;
    const kept = await bo().presses(third, 'Se hvem der kaldes', { ...form, people: chosenIn(third) }, 'a-1');
    assert.ok(text(kept.card!).includes('Carla Dam') && text(kept.card!).includes('Anna Holm'));
  });

  it('presses "Indkald nu" of a series twice, and sees the same series with its real next day', async () => {
    const shown = await preview({ when: 'hver mandag kl. 8.15', exercise: 'true' }, 's-1');
    const once = (await bo().presses(shown, 'Indkald nu', {}, 's-1')).card!;
    assert.match(text(once), /ØVELSE Serien er oprettet: hver mandag kl\. 08\.15/);
    const [, first, next] = /Den første, mandag (\d+)[^,]*, indkaldes nu.*Næste: mandag (\d+)/.exec(text(once))!;
    assert.notEqual(first, next);
    await until(() => bot.connector.calls.some((c) => c.body.summary?.includes('Du kaldes')), 'its first call');
    const twice = (await bo().presses(shown, 'Indkald nu', {}, 's-1')).card!;
    assert.match(text(twice), new RegExp(`Den første, mandag ${first}[^,]*, indkaldes nu.*Næste: mandag ${next}`));
  });

  it('chooses among all that is theirs: shows each beredskab, and skips and ends each series', async () => {
    const other = await preview({ when: 'hver fredag kl. 10' }, 's-2');
    await bo().presses(other, 'Indkald nu', {}, 's-2');
    const [sent] = await bo().writes('mine beredskab');
    const mine = cardIn(sent);
    const options = [...text(mine).matchAll(/"title":"([^"]*)","value":"([^"]+)"/g)].map(([, title, value]) => ({
      title,
      value,
    }));
    const series = options.filter((o) => o.title!.includes('Hver '));
    assert.equal(series.length, 2);
    assert.ok(series.some((o) => o.title!.startsWith('ØVELSE')));
    const friday = series.find((o) => o.title!.includes('fredag'))!.value;
    assert.match(text((await bo().presses(mine, 'Spring næste over', { series: friday })).card!), /Sprunget over/);
    assert.match(text((await bo().presses(mine, 'Afslut serien', { series: friday })).card!), /Serien er afsluttet/);
    const running = options.filter((o) => /^B-/.test(o.title!));
    for (const { title, value } of running) {
      const shown = await bo().presses(mine, 'Vis', { which: value });
      assert.ok(text(shown.card!).includes(title!.split(' ')[0]!));
    }
    const stranger = await personIn(bot, 'admin').presses(mine, 'Afslut serien', { series: series[0]!.value });
    assert.match(stranger.text!, /koordinator, der har oprettet serien/);
  });

  it('moves once: the second press on the form is told what became of the first', async () => {
    const shown = await preview({ when: 'nu' }, 'm-1');
    const status = (await bo().presses(shown, 'Indkald nu', {}, 'm-1')).card!;
    await bo().presses(status, 'Flyt');
    const move = written('Flyt beredskabet');
    const to = { when: 'i morgen kl. 9', place: 'Algade 63' };
    assert.match(text((await bo().presses(move, 'Flyt og giv besked', to)).card!), /Flyttet\. Alle har fået besked/);
    const again = await bo().presses(move, 'Flyt og giv besked', { when: 'om en time', place: 'Skolen' });
    assert.match(text(again.card!), /Det er allerede flyttet: .*kl\. 09\.00/);
  });

  it('is taken over from with a yes, and not before', async () => {
    const shown = await preview({ when: 'nu' }, 't-1');
    const status = (await bo().presses(shown, 'Indkald nu', {}, 't-1')).card!;
    const eva = personIn(bot, 6);
    const question = (await eva.presses(status, 'Ryk')).card!;
    assert.match(text(question), /Overtag B-\d{5}\?/);
    assert.ok((await bo().presses(status, 'Ryk', {}, 't-1')).card, 'still Bo’s');
    assert.match(text((await eva.presses(question, 'Overtag')).card!), /Du har overtaget/);
    const reference = referenceIn(status);
    await until(
      () =>
        bot.connector.calls.find(
          (c) =>
            c.method === 'POST' &&
            c.path.includes('chat-6') &&
            c.body.summary?.startsWith(`${reference}: SSP-beredskab. I gang`),
        ),
      'Eva’s card',
    );
    const old = await until(
      () =>
        bot.connector.calls.find(
          (c) => c.method === 'PUT' && c.path.endsWith('/t-1') && text(c.body).includes('Person 6 har overtaget'),
        ),
      'Bo’s card',
    );
    assert.equal(cardIn(old).actions!.length, 0);
    assert.match((await bo().presses(status, 'Aflys')).text!, /herunder/);
    assert.match(text(written('Overtag B-')), /Person 6 har indkaldt/);
  });

  it('is told by Ryk when nobody is left to answer', async () => {
    const [sent] = await bo().writes('indkald beredskab');
    const all = (await bo().presses(cardIn(sent), 'Se hvem der kaldes', { ...form, when: 'nu' }, 'r-1')).card!;
    const edit = (await bo().presses(all, 'Ret', {}, 'r-1')).card!;
    const only = { ...form, when: 'nu', people: idOf(1) };
    const one = (await bo().presses(edit, 'Se hvem der kaldes', only, 'r-1')).card!;
    const status = (await bo().presses(one, 'Indkald nu', {}, 'r-1')).card!;
    const reference = referenceIn(status);
    const call = await until(
      () =>
        bot.connector.calls.find((c) => c.method === 'POST' && c.body.summary?.startsWith(`${reference}: Du kaldes`)),
      'the call',
    );
    await personIn(bot, 'anna').presses(cardIn(call), 'Deltager');
    assert.equal((await bo().presses(status, 'Ryk', {}, 'r-1')).text, 'Ingen mangler at svare.');
  });
});

describe('a beredskab whose co-ordinator has no role any more', () => {
  it('is listed for the others below their own, and can be taken over', async () => {
    const bot = await startBot({ SSP_ROSTER: rosterFile(...lines), SSP_LOCAL_ROLE: 'laerer' });
    try {
      const bo = personIn(bot, 'bo');
      const [sent] = await bo.writes('indkald beredskab');
      const preview = (await bo.presses(cardIn(sent), 'Se hvem der kaldes', form, 'x-1')).card!;
      const reference = referenceIn((await bo.presses(preview, 'Indkald nu', {}, 'x-1')).card!);
      const eva = personIn(bot, 6);
      assert.doesNotMatch(text(cardIn((await eva.writes('mine beredskaber'))[0])), new RegExp(reference));
      await isInForce(
        bot,
        lines.filter((l) => !l.includes('Bo Friis')).map((l) => l.replace('bo@k.example', '')),
      );
      const mine = cardIn((await eva.writes('mine beredskaber'))[0]);
      assert.match(text(mine), new RegExp(`Uden koordinator: kan overtages.*${reference}`));
      const which = new RegExp(`"title":"${reference}[^"]*","value":"([^"]+)"`).exec(text(mine))![1];
      const question = (await eva.presses(mine, 'Vis', { which })).card!;
      assert.match(text((await eva.presses(question, 'Overtag')).card!), /Du har overtaget/);
    } finally {
      await bot.stop();
    }
  });
});

describe('a series', () => {
  it('calls also whoever came into the contact list after its preview was seen', async () => {
    const bot = await startBot({ SSP_ROSTER: rosterFile(...lines), SSP_LOCAL_ROLE: 'laerer' });
    try {
      const bo = personIn(bot, 'bo');
      const [sent] = await bo.writes('indkald beredskab');
      const weekly = { ...form, when: 'hver mandag kl. 8.15' };
      const preview = (await bo.presses(cardIn(sent), 'Se hvem der kaldes', weekly, 'w-1')).card!;
      assert.ok(!text(preview).includes('Ole'));
      const ole = line({ navn: 'Ole Ny', kontaktpunkt: 'opsoegende', instans: 'andet', telefon: '41414141' });
      await isInForce(bot, [...lines, ole]);
      await bo.presses(preview, 'Indkald nu', {}, 'w-1');
      await until(
        () =>
          bot.connector.calls.find(
            (c) => c.path.includes('chat-2') && text(c.body).includes('**Ole Ny**, 41 41 41 41'),
          ),
        'Ole on the co-ordinator’s card',
      );
    } finally {
      await bot.stop();
    }
  });
});

describe('a municipality without a contact list', () => {
  it('is told kindly how to get on, and not led round in a circle', async () => {
    const bot = await startBot({});
    try {
      const anna = personIn(bot, 'anna');
      const [sent] = await anna.writes('indkald beredskab nu');
      const { card } = await anna.presses(cardIn(sent), 'Se hvem der kaldes', form);
      assert.match(text(card!), /Kontaktlisten er tom.*ring selv til skole, socialforvaltning og politi/);
      assert.equal(card!.actions!.length, 0);
    } finally {
      await bot.stop();
    }
  });
});

describe('a dialog', () => {
  it('says at its button what is wrong with the time that was written', async () => {
    const bot = await startBot({ SSP_ROSTER: rosterFile(...lines), SSP_FORMS: 'dialog' });
    try {
      const [launch] = await personIn(bot, 'bo').writes('indkald beredskab i går kl. 9');
      assert.match(text(cardIn(launch)), /Tidspunktet er passeret/);
    } finally {
      await bot.stop();
    }
  });
});
