import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { message } from '../support/builders.ts';
import { type RunningBot, startBot } from '../support/running-bot.ts';

const filesBelow = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });

describe('personal data in a message', () => {
  let bot: RunningBot;
  before(async () => {
    bot = await startBot();
  });
  after(() => bot.stop());

  it('is warned of, and found nowhere: not on the card, not in the log, not in the store', async () => {
    const canaries = ['240211-1238', '2402111238', 'Zeinab', 'Kanariefugl'];
    await bot.post(
      message(`Zeinab Kanariefugl, CPR ${canaries[0]} (${canaries[1]}), ryger hash i 8. klasse. Hvem kontakter jeg?`),
    );
    await bot.post(message(`der er slagsmål i gang nu, ${canaries[2]} Kanariefugl bløder, cpr ${canaries[1]}`));
    assert.equal(bot.connector.calls.length, 2);
    const sent = JSON.stringify(bot.connector.calls);
    assert.match(sent, /Slet beskeden i chatten/);
    assert.match(sent, /SSP-konsulent/);
    await bot.app.stop();
    const kept = filesBelow(bot.dataDir).map((path) => readFileSync(path, 'utf8'));
    for (const canary of canaries) {
      assert.ok(!sent.includes(canary), `${canary} went out`);
      assert.ok(!bot.log.join('').includes(canary), `${canary} was logged`);
      assert.ok(!kept.some((text) => text.includes(canary)), `${canary} was stored`);
    }
  });
});
