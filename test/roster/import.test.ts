import { strict as assert } from 'node:assert';
import { createServer, type Server } from 'node:http';
import { cardIn, personIn, rosterFile, rosterLines } from '../support/flow.ts';
import { file, heading, idOf, line, workbook } from '../support/roster-builders.ts';
import { type RunningBot, startBot } from '../support/running-bot.ts';

const text = (card: object) => JSON.stringify(card);

describe('the roster, from the administrator’s chat', () => {
  let bot: RunningBot;
  let server: Server;
  let files: string;
  let content: Uint8Array = Buffer.alloc(0);
  before(async () => {
    server = createServer((request, response) => {
      if (request.url === '/redirect') {
        response.statusCode = 302;
        response.setHeader('location', '/liste.csv');
      }
      response.end(content);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    files = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    bot = await startBot({ SSP_ROSTER: rosterFile(), SSP_LOCAL_ROLE: 'laerer' });
  });
  after(async () => {
    await bot.stop();
    server.close();
  });

  const sends = async (who: ReturnType<typeof personIn>, bytes: Uint8Array, downloadUrl = `${files}/liste.csv`) => {
    content = bytes;
    const contentType = 'application/vnd.microsoft.teams.file.download.info';
    const attachments = [{ contentType, name: 'liste.csv', content: { downloadUrl, fileType: 'csv' } }];
    const [call] = await who.writes('', { attachments });
    return call!;
  };
  const contactsOf = async () => {
    const [answer] = await personIn(bot, 50).writes('hvem kontakter jeg om hash i Præstø');
    return text(cardIn(answer));
  };

  it('is shown to administrators in their own chat, and to nobody else', async () => {
    const [card] = await personIn(bot, 'admin').writes('kontaktliste');
    assert.match(text(cardIn(card)), /"Linjer","value":"4"/);
    assert.match(text(cardIn(card)), /Trivselscoach/, 'a function with nobody behind it');
    for (const who of ['anna', 'bo', 'teacher'] as const) {
      const [refusal] = await personIn(bot, who).writes('kontaktliste');
      assert.match(refusal!.body.text!, /kun administratorer/);
    }
    const guest = personIn(bot, 'admin', { from: { userRole: 'guest' } });
    assert.match((await guest.writes('kontaktliste'))[0]!.body.text!, /kun administratorer/);
    const foreign = personIn(bot, 'admin', { from: { tenantId: idOf(7) } });
    assert.match((await foreign.writes('kontaktliste'))[0]!.body.text!, /kun administratorer/);
    const [inChannel] = await personIn(bot, 'admin', { scope: 'channel' }).writes('kontaktliste');
    assert.match(inChannel!.body.text!, /egen chat/);
  });

  it('is changed by a dry run and a yes, once, and can be brought back', async () => {
    const admin = personIn(bot, 'admin');
    const [, ...rest] = rosterLines;
    const eva = line({ navn: 'Eva Ny', områder: 'Præstø', telefon: '30303030', 'teams-id': idOf(9) });
    const dryRun = cardIn(await sends(admin, file(eva, rest[0]!.replace('Bo Friis', 'Bo F. Friis'), ...rest.slice(1))));
    assert.match(text(dryRun), /Nye \(1\).*Eva Ny.*Ændrede \(1\).*Bo F\. Friis.*Udgår \(1\).*Anna Holm/);
    assert.match(await contactsOf(), /Anna Holm/, 'nothing has changed yet');
    const teacher = personIn(bot, 'teacher');
    assert.match((await teacher.presses(dryRun, 'Tag listen i brug')).text!, /kun administratorer/);
    const done = await Promise.all([1, 2].map(() => admin.presses(dryRun, 'Tag listen i brug')));
    for (const { card } of done) assert.match(text(card!), /Listen er i brug|Kontaktliste|ændret, siden/);
    assert.match(await contactsOf(), /Eva Ny/);
    const [overview] = await admin.writes('kontaktliste');
    assert.match(text(cardIn(overview)), /Lagt ind af","value":"dig"/);
    const compare = cardIn(overview).actions!.find((a) => a.title.startsWith('Sammenlign'))!;
    const back = await admin.presses(cardIn(overview), compare.title);
    assert.match(text(back.card!), /Nye \(1\).*Anna Holm/);
    await admin.presses(back.card!, 'Tag listen i brug');
    assert.match(await contactsOf(), /Anna Holm/);
    assert.ok(
      bot.log.some((l) => l.includes('roster-in-force') && l.includes(idOf(4))),
      'who did it is logged',
    );
  });

  it('is not changed on top of what the administrator did not see', async () => {
    const admin = personIn(bot, 'admin');
    const first = cardIn(await sends(admin, file(...rosterLines, line({ navn: 'Første', telefon: '40404040' }))));
    const second = cardIn(await sends(admin, file(...rosterLines, line({ navn: 'Anden', telefon: '50505050' }))));
    await admin.presses(first, 'Tag listen i brug');
    const outdated = await admin.presses(second, 'Tag listen i brug');
    assert.match(text(outdated.card!), /ændret, siden du så dette.*Anden.*Første/);
    await admin.presses(outdated.card!, 'Behold den gamle');
    assert.match(await contactsOf(), /Første/);
    assert.doesNotMatch(await contactsOf(), /Anden/);
  });

  it('takes .xlsx, and nothing of a file with a fault', async () => {
    const admin = personIn(bot, 'admin');
    const good = workbook([heading, ...rosterLines].map((l) => l.split(';')));
    assert.match(text(cardIn(await sends(admin, good))), /Udgår \(1\).*Første/);
    const bad = cardIn(await sends(admin, file(line({ navn: 'Ny' }), line({ kontaktpunkt: 'findes-ikke' }))));
    assert.match(text(bad), /Række 3: kontaktpunkt/);
    assert.equal(bad.actions?.length ?? 0, 0);
    assert.match(text(cardIn(await sends(admin, Buffer.alloc(50 * 1024 * 1024, 'a')))), /for stor; højst 5 MB/);
    assert.match(await contactsOf(), /Første/);
  });

  it('warns an administrator who would not be one any more', async () => {
    const admin = personIn(bot, 'admin');
    assert.match(text(cardIn(await sends(admin, file(...rosterLines.slice(0, 3))))), /ikke længere administrator/);
    assert.doesNotMatch(text(cardIn(await sends(admin, file(...rosterLines)))), /ikke længere administrator/);
  });

  it('takes 5,000 lines, all of them', async () => {
    const admin = personIn(bot, 'admin');
    const many = Array.from({ length: 5_000 }, (_, i) => {
      const contact = ['trivselscoach', 'opsoegende'][i % 2]!;
      const email = `p${i}@k.example`;
      return line({
        navn: `Person ${i}`,
        kontaktpunkt: contact,
        områder: `Skole ${i}`,
        'e-mail': email,
        'teams-id': idOf(1_000 + i),
      });
    });
    const dryRun = cardIn(await sends(admin, file(...rosterLines, ...many)));
    assert.match(text(dryRun), /Nye \(5000\)/);
    await admin.presses(dryRun, 'Tag listen i brug');
    const [answer] = await personIn(bot, 50).writes('mobning i 5. klasse på Skole 4242');
    assert.match(text(cardIn(answer)), /Person 4242, dækker Skole 4242/);
    const [overview] = await admin.writes('kontaktliste');
    const page = await admin.presses(cardIn(overview), 'Vis personer');
    assert.match(text(page.card!), /Side 1 af 201/);
    await admin.presses(cardIn(await sends(admin, file(...rosterLines))), 'Tag listen i brug');
  });

  it('fetches from nowhere else, and follows nobody elsewhere', async () => {
    const admin = personIn(bot, 'admin');
    for (const elsewhere of [
      'https://evil.example/x.csv',
      'file:///etc/passwd',
      `${files.replace('://', '://a:b@')}/x`,
      '',
    ]) {
      assert.match((await sends(admin, file(), elsewhere)).body.text!, /ikke henter fra/);
    }
    assert.match((await sends(admin, file(), `${files}/redirect`)).body.text!, /kunne ikke hentes/);
    const teacher = personIn(bot, 'teacher');
    assert.match((await sends(teacher, file(...rosterLines))).body.text!, /kun administratorer/);
  });

  it('lets people say that they are away and back, and shows their deputy meanwhile', async () => {
    const anna = personIn(bot, 'anna');
    assert.match(text(cardIn((await anna.writes('Jeg er væk til 31/12'))[0])), /til og med.*31\. december.*Bo Friis/);
    assert.match(await contactsOf(), /Bo Friis, stedfortræder for Anna Holm, der er væk til og med/);
    assert.match((await anna.writes('jeg er væk til i går'))[0]!.body.text!, /forstod ikke datoen/);
    assert.match((await anna.writes('jeg er tilbage'))[0]!.body.text!, /Velkommen tilbage/);
    assert.match(await contactsOf(), /Anna Holm, dækker/);
    const nobody = personIn(bot, 61, { from: { aadObjectId: undefined } });
    assert.match((await nobody.writes('jeg er væk til fredag'))[0]!.body.text!, /ikke i kontaktlisten/);
    const danger = 'jeg er på ferie til fredag, og en elev vil tage sit liv nu';
    assert.match((await anna.writes(danger))[0]!.body.summary!, /^Ring 112/);
    assert.match(
      (await anna.writes('jeg er på ferie til fredag, hvem kontakter jeg om mobning?'))[0]!.body.summary!,
      /^Trivselscoach/,
    );
    assert.match((await personIn(bot, 60).writes('jeg er væk til fredag'))[0]!.body.text!, /ikke i kontaktlisten/);
  });
});

describe('the roster of the settings', () => {
  it('keeps the bot from starting when it has a fault, with the row', async () => {
    await assert.rejects(startBot({ SSP_ROSTER: rosterFile(line({ telefon: '1' })) }), /Række 2: telefon/);
    await assert.rejects(startBot({ SSP_ROSTER: '/nowhere.csv' }), /SSP_ROSTER: a file that can be read/);
  });
});

describe('a line that nobody confirmed for 180 days', () => {
  it('makes the bot ask its person, who answers for themselves', async () => {
    let now = new Date('2026-03-02T10:00:00Z');
    const clock = () => now;
    const first = await startBot({ SSP_ROSTER: rosterFile() }, { clock });
    assert.equal(first.connector.calls.length, 0);
    await personIn(first, 'anna').writes('vis mine data');
    await personIn(first, 'anna').writes('min sparring');
    await first.restart({ clock: () => new Date('2026-08-20T10:00:00Z') });
    assert.ok(!first.connector.calls.some((c) => c.body.summary?.startsWith('Er du stadig')), 'not before its time');
    now = new Date('2026-09-03T10:00:00Z');
    await first.restart({ clock });
    try {
      const { until } = await import('../support/flow.ts');
      const asked = () => first.connector.calls.filter((c) => c.body.summary?.startsWith('Er du stadig'));
      await until(() => asked().length === 4, 'the four people of the list');
      const question = cardIn(asked().find((c) => text(cardIn(c)).includes('SSP-konsulent')));
      const anna = personIn(first, 'anna');
      assert.match((await personIn(first, 'bo').presses(question, 'Nej, ikke mere')).text!, /ikke dit kort/);
      assert.match(text((await anna.presses(question, 'Nej, ikke mere')).card!), /viser dig ikke længere/);
      const [answer] = await personIn(first, 50).writes('hvem kontakter jeg om hash i Præstø');
      assert.doesNotMatch(text(cardIn(answer)), /Anna/);
      await anna.presses(question, 'Ja, det er jeg');
      const [again] = await personIn(first, 50).writes('hvem kontakter jeg om hash i Præstø?');
      assert.match(text(cardIn(again)), /Anna/);
    } finally {
      await first.stop();
    }
  });
});
