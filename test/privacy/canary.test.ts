import { strict as assert } from 'node:assert';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { message } from '../support/builders.ts';
import { canaries, child } from '../support/canary.ts';
import { cardIn, personIn, rosterFile, rosterLines, until } from '../support/flow.ts';
import { file, line } from '../support/roster-builders.ts';
import { type RunningBot, startBot } from '../support/running-bot.ts';
import { storedText } from '../support/stored-text.ts';

describe('personal data in a message, a form or a file', () => {
  let bot: RunningBot;
  before(async () => {
    const police = { navn: 'Per Politi', kontaktpunkt: 'ssp-omraadegruppen', instans: 'politi', telefon: '' };
    const outside = line({ ...police, 'e-mail': 'per@politi.example' });
    bot = await startBot({ SSP_ROSTER: rosterFile(...rosterLines, outside), SSP_LOCAL_ROLE: 'administrator' });
  });
  after(() => bot.stop());

  it('is warned of, and found nowhere: not on a card, not in the log, not in a table or the queue', async () => {
    await bot.post(message(`${child}, ryger hash i 8. klasse. Hvem kontakter jeg?`));
    await bot.post(message(`der er slagsmål i gang nu, ${canaries[2]} Kanariefugl bløder, cpr ${canaries[1]}`));
    assert.match(JSON.stringify(bot.connector.calls[0]!.body), /Slet beskeden i chatten/);
    const teacher = personIn(bot, 'teacher');
    const wish = { topic: 'rusmidler', area: 'Præstø', reach: 'teams', phone: '', when: 'soon', note: '' };
    for (const said of [
      { note: child },
      { note: child, topic: 'x' },
      { area: child },
      { phone: canaries[1] },
      { topic: child },
    ]) {
      const [form] = await teacher.writes(`bed om sparring om hash, ${child}`);
      await teacher.presses(cardIn(form), 'Send', { ...wish, ...said });
    }
    await teacher.writes(`jeg er væk til ${child}`);
    await teacher.writes(`indsat ${child}`, { attachments: [{ contentType: 'text/html', content: child }] });
    for (const bytes of [
      file(line({ navn: child })),
      file(line({ områder: child })),
      file(line({ kontaktpunkt: child, rolle: child })),
    ])
      await sendFile(bytes);
    await convene();
    const [answer] = await teacher.writes(`hash, ${child}`);
    await teacher.presses(cardIn(answer), 'Passer ikke', { text: child });

    const sent = JSON.stringify(bot.connector.calls);
    await bot.app.stop();
    const kept = storedText(bot.dataDir);
    assert.ok(kept.includes('rusmidler'), 'the walk sees what is stored');
    assert.ok(kept.includes('Uro ved havnen') && kept.includes('per@politi.example'), 'the beredskab and its mail too');
    for (const canary of canaries) {
      assert.ok(!sent.includes(canary), `${canary} went out`);
      assert.ok(!bot.log.join('').includes(canary), `${canary} was logged`);
      assert.ok(!kept.includes(canary), `${canary} was stored`);
    }
  });

  /** A beredskab with the child in every word of it that can be written, and one that is right, by mail too. */
  async function convene(): Promise<void> {
    const form = { kind: 'ssp-beredskab/gruppekonflikt', area: '-', when: 'nu', place: 'Rådhuset', meeting: 'true' };
    const right = { ...form, exercise: 'false', reason: 'Uro ved havnen' };
    const bo = personIn(bot, 'bo');
    const [asked] = await bo.writes(`indkald beredskab om ${child} nu på ${child}`);
    for (const said of [{ reason: child }, { place: child }, { when: child }, { area: child }, { kind: child }])
      await bo.presses(cardIn(asked), 'Se hvem der kaldes', { ...right, ...said }, 'form-1');
    const preview = (await bo.presses(cardIn(asked), 'Se hvem der kaldes', right, 'form-1')).card!;
    const status = (await bo.presses(preview, 'Indkald nu', {}, 'form-1')).card!;
    const mails = () => (existsSync(join(bot.dataDir, 'mail')) ? readdirSync(join(bot.dataDir, 'mail')) : []);
    await until(() => mails().some((name) => name.endsWith('.eml')), 'the mail');
    const { press } = status.actions![0]!.data!;
    await bo.sends('beredskab.link', { press, joinUrl: `https://teams.microsoft.com/x?${child}` });
    await bo.sends('beredskab.more-send', { press, people: child });
    await bo.sends('beredskab.move-send', { press, when: child, place: child });
    await bo.sends('beredskab.close-send', { press, decisions: child, what1: child, who1: child, due1: child });
    const posted = await fetch(`http://127.0.0.1:${bot.app.port}/svar/${child}`, {
      ...{ method: 'POST', body: new URLSearchParams({ svar: child, note: child }) },
    });
    assert.ok(posted.status >= 400);
  }

  async function sendFile(bytes: Uint8Array): Promise<void> {
    const server = createServer((_request, response) => response.end(bytes));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const downloadUrl = `http://127.0.0.1:${(server.address() as { port: number }).port}/x`;
    const contentType = 'application/vnd.microsoft.teams.file.download.info';
    await personIn(bot, 'admin').writes('', { attachments: [{ contentType, content: { downloadUrl } }] });
    server.close();
  }
});
