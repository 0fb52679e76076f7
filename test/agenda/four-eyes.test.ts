import { strict as assert } from 'node:assert';
import { activity, tenantId } from '../support/builders.ts';
import { cardIn, personIn, rosterFile, rosterLines, type SentCard, until } from '../support/flow.ts';
import { type RunningBot, startBot } from '../support/running-bot.ts';

const text = (card: object) => JSON.stringify(card);
const team = { id: '19:team@thread.tacv2', name: 'SSP Vordingborg' };
const channels = [
  { id: team.id, name: null },
  { id: '19:lokal@thread.tacv2', name: 'Lokalråd' },
];
const chosenIn = (form: object, name: string) =>
  text(form).split(`"title":"SSP Vordingborg › ${name}","value":"`)[1]!.split('"')[0]!;
const item = { title: 'Gadeplan', type: 'droeftelse', minutes: '10', presenter: '', note: '', links: '' };

describe('what goes out is what somebody saw and said yes to', () => {
  let bot: RunningBot;
  const anna = () => personIn(bot, 'anna');
  const bo = () => personIn(bot, 'bo');
  const posts = () => bot.connector.calls.filter((c) => c.body.activity);
  const questions = () =>
    bot.connector.calls.filter((c) => c.method === 'POST' && c.body.summary?.startsWith('Godkend udgivelse'));
  let draft: SentCard;

  before(async () => {
    bot = await startBot({ SSP_ROSTER: rosterFile(...rosterLines), SSP_LOCAL_ROLE: 'laerer' });
    for (const channel of channels)
      await bot.post(
        activity({
          type: 'conversationUpdate',
          channelData: { eventType: 'channelCreated', team, channel, tenant: { id: tenantId } },
          conversation: { id: channel.id, conversationType: 'channel', isGroup: true, tenantId },
        }),
      );
    await bo().writes('hjælp');
    const [sent] = await anna().writes('ny dagsorden lokalrådet 12/3 kl. 9');
    const facts = { body: 'lokalraad', date: '12/3', start: '9', end: '11', place: 'Rådhuset', online: 'false' };
    draft = (await anna().presses(cardIn(sent), 'Opret', facts, 'agenda-1')).card!;
  });
  after(() => bot.stop());

  const opens = async (who: ReturnType<typeof personIn>, card: SentCard, title: string, at = 'agenda-1') => {
    const from = bot.connector.calls.length;
    await who.presses(card, title, {}, at);
    return cardIn(bot.connector.calls.slice(from).find((c) => c.method === 'POST' && c.body.attachments));
  };
  const sees = async (who: ReturnType<typeof personIn>, name: string, more: object = {}) => {
    const form = await opens(who, draft, 'Udgiv');
    const inputs = { channels: chosenIn(form, name), when: '', keep: 'false', ...more };
    return (await who.presses(form, 'Se før udgivelse', inputs, 'form-1')).card!;
  };
  const adds = async (title: string) => {
    const form = await opens(anna(), draft, 'Tilføj punkt');
    await anna().presses(form, 'Gem', { ...item, title }, 'form-2');
  };

  it('shows the preview again when other channels were chosen since, or the agenda was changed', async () => {
    const earlier = await sees(anna(), 'Generelt');
    const later = await sees(bo(), 'Lokalråd');
    const again = (await anna().presses(earlier, 'Udgiv nu', {}, 'form-1')).card!;
    assert.match(text(again), /Noget er ændret.*SSP Vordingborg › Lokalråd/);
    await adds('Lys på stien');
    const changed = (await bo().presses(later, 'Udgiv nu', {}, 'form-1')).card!;
    assert.match(text(changed), /Noget er ændret.*Lys på stien/);
    assert.equal(posts().length, 0);
  });

  it('goes out now or at a time before the meeting, as is pressed', async () => {
    assert.match(text(await sees(anna(), 'Generelt', { when: '13/3 2027 kl. 9' })), /Mødet er begyndt/);
    const preview = await sees(anna(), 'Generelt', { when: '1/3 2027 kl. 9' });
    assert.deepEqual(
      preview.actions!.map((a) => a.title),
      ['Udgiv nu', 'Planlæg', 'Ret'],
    );
    const planned = (await anna().presses(preview, 'Planlæg', {}, 'form-1')).card!;
    assert.match(text(planned), /Planlagt til mandag 1. marts.*kl. 09.00/);
    const shown = () => cardIn(bot.connector.calls.findLast((c) => c.method === 'PUT' && /agenda-1$/.test(c.path)));
    await until(() => text(shown()).includes('Fortryd planen'), 'the plan on the card');
    await anna().presses(shown(), 'Fortryd planen', {}, 'agenda-1');
    assert.equal(posts().length, 0);
  });

  it('lets nobody approve what they publish themselves, and asks about the version that goes out', async () => {
    const own = await sees(bo(), 'Generelt', { approver: bo().objectId });
    assert.ok(!text(own).includes('Venter på godkendelse'), 'Bo is not among those whom Bo can ask');
    const preview = await sees(anna(), 'Generelt', { approver: bo().objectId });
    assert.match(text(preview), /Venter på godkendelse fra Bo/);
    const self = (await bo().presses(preview, 'Udgiv nu', {}, 'form-1')).card!;
    assert.match(text(self), /vælg en kollega/);
    await anna().presses(preview, 'Udgiv nu', {}, 'form-1');
    const asked = await until(() => questions()[0], 'the question');
    await adds('Nyt efter spørgsmålet');
    const anew = await until(() => questions()[1], 'the question about what it is now');
    assert.match(text(anew.body), /Nyt efter spørgsmålet/);
    const stale = (await bo().presses(cardIn(asked), 'Godkend', {}, 'ask-1')).card!;
    assert.match(text(stale), /ændret, siden du så den.*Nyt efter spørgsmålet/);
    assert.match((await anna().presses(cardIn(anew), 'Godkend', {}, 'ask-2')).text!, /ikke dit kort/);
    assert.equal(posts().length, 0);
    const given = (await bo().presses(stale, 'Godkend', {}, 'ask-1')).card!;
    assert.match(text(given), /Du har godkendt den/);
    await until(() => posts().length === 1, 'the post');
  });
});
