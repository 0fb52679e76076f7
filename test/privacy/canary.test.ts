import { strict as assert } from 'node:assert';
import { createServer } from 'node:http';
import { message } from '../support/builders.ts';
import { cardIn, personIn, rosterFile } from '../support/flow.ts';
import { file, line } from '../support/roster-builders.ts';
import { type RunningBot, startBot } from '../support/running-bot.ts';
import { storedText } from '../support/stored-text.ts';

const canaries = ['240211-1238', '2402111238', 'Zeinab', 'Kanariefugl'];
const child = `Zeinab Kanariefugl, CPR ${canaries[0]} (${canaries[1]})`;

describe('personal data in a message, a form or a file', () => {
  let bot: RunningBot;
  before(async () => {
    bot = await startBot({ SSP_ROSTER: rosterFile(), SSP_LOCAL_ROLE: 'administrator' });
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
    const [answer] = await teacher.writes(`hash, ${child}`);
    await teacher.presses(cardIn(answer), 'Passer ikke', { text: child });

    const sent = JSON.stringify(bot.connector.calls);
    await bot.app.stop();
    const kept = storedText(bot.dataDir);
    assert.ok(kept.includes('rusmidler'), 'the walk sees what is stored');
    for (const canary of canaries) {
      assert.ok(!sent.includes(canary), `${canary} went out`);
      assert.ok(!bot.log.join('').includes(canary), `${canary} was logged`);
      assert.ok(!kept.includes(canary), `${canary} was stored`);
    }
  });

  async function sendFile(bytes: Uint8Array): Promise<void> {
    const server = createServer((_request, response) => response.end(bytes));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const downloadUrl = `http://127.0.0.1:${(server.address() as { port: number }).port}/x`;
    const contentType = 'application/vnd.microsoft.teams.file.download.info';
    await personIn(bot, 'admin').writes('', { attachments: [{ contentType, content: { downloadUrl } }] });
    server.close();
  }
});
