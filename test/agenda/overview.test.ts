import { strict as assert } from 'node:assert';
import { soonestFirst, yearCard, yearsShown } from '../../src/agenda/overview-cards.ts';
import { bodyPlans, unagreedOf, yearOf } from '../../src/agenda/year-plan.ts';
import { createSigner } from '../../src/signing.ts';
import { cardIn, personIn, rosterFile, rosterLines, type SentCard } from '../support/flow.ts';
import { type RunningBot, startBot } from '../support/running-bot.ts';
import { agenda, vordingborg } from './agenda-builders.ts';

const text = (card: object) => JSON.stringify(card);
const titles = ({ actions = [] }: SentCard) => actions.map((a) => a.title);

describe('the year of meetings on a card', () => {
  const deps = {
    ...{ structure: vordingborg, signer: createSigner('x'.repeat(32)), forms: 'chat' as const },
    calendarUrl: () => undefined,
  };
  const cardOn = (today: string, dates: string[]) => {
    const plans = bodyPlans(vordingborg, []);
    const held = dates.map((date, i) => agenda({ id: `a-${i}`, date }));
    const years = yearsShown(today).map((year) => {
      const meetings = yearOf(plans, held, year);
      return { year, meetings, unagreed: unagreedOf(plans, meetings, year) };
    });
    return yearCard(deps, { today, years, picture: 'https://a.dk/x.png', language: 'da' });
  };

  it('shows no day that nobody has agreed', () => {
    const { data } = cardOn('2026-03-02', ['2026-03-12']);
    const groups = data.groups as { label: string; lines: { text: string }[] }[];
    assert.deepEqual(
      groups.map(({ label, lines }) => [label, lines.map((l) => l.text)]),
      [
        ['Marts', ['torsdag 12. marts kl. 09.00: Lokalrådet']],
        [
          'Endnu uden dato',
          [
            'Forebyggelsesnetværket: hvert kvartal, dato ikke aftalt',
            'De tre instansers ugentlige møde: hver uge, dato ikke aftalt',
          ],
        ],
      ],
    );
    assert.match(data.pictureAlt as string, /Årshjul 2026: 1 .*; 2 organer mangler aftalte datoer/);
  });

  it('shows in November the rest of this year and the next', () => {
    const { data } = cardOn('2026-11-27', ['2026-03-12', '2026-12-03', '2027-01-14']);
    const labels = (data.groups as { label: string }[]).map((g) => g.label);
    assert.deepEqual(labels, ['December 2026', 'Januar 2027', 'Endnu uden dato']);
    assert.match(data.title as string, /resten af 2026 og i 2027/);
  });

  it('lists the soonest first, and what was behind it', () => {
    const held = ['2026-02-01', '2026-06-01', '2026-03-02', '2026-01-01'].map((date) => agenda({ date }));
    assert.deepEqual(
      soonestFirst(held, '2026-03-02').map((a) => a.date),
      ['2026-03-02', '2026-06-01', '2026-02-01', '2026-01-01'],
    );
  });
});

describe('the words about agendas, in the chat', () => {
  let bot: RunningBot;
  before(async () => {
    bot = await startBot({ SSP_ROSTER: rosterFile(...rosterLines), SSP_LOCAL_ROLE: 'laerer' });
  });
  after(() => bot.stop());
  const anna = () => personIn(bot, 'anna');
  const cardOf = async (who: ReturnType<typeof anna>, words: string) => cardIn((await who.writes(words))[0]);

  it('lead to the form, the year, the minutes and the proposals', async () => {
    assert.match(text(await cardOf(anna(), 'lav en dagsorden til lokalrådet på torsdag')), /"value":"lokalraad"/);
    assert.match(text(await cardOf(anna(), 'vis årshjul')), /Endnu uden dato.*Rytme og skabelon/);
    assert.match(text(await cardOf(anna(), 'skriv referat')), /Ingen møder venter på referat/);
    const [refused] = await personIn(bot, 'teacher').writes('referat');
    assert.match(refused!.body.text!, /skrives af SSP-konsulenter/);
    assert.match(text(await cardOf(personIn(bot, 'teacher'), 'foreslå punkt')), /Ingen dagsorden tager imod punkter/);
  });

  it('let a body have a template and an approval without a rhythm', async () => {
    const choice = await opened('Rytme og skabelon');
    const form = (await anna().presses(choice, 'Næste', { body: 'styregruppen' }, 's-1')).card!;
    assert.match(text(form), /"id":"rhythm"[^}]*"value":"none"/);
    const filled = { rhythm: 'none', template: '# Punkter\nStatus; drøftelse; 20', approval: 'true' };
    const saved = await anna().presses(form, 'Gem', filled, 's-1');
    assert.match(text(saved.card!), /Gemt/);
    assert.doesNotMatch(text(saved.card!), /laves det næste mødes kladde/);
    const year = text(await cardOf(anna(), 'årshjul'));
    assert.doesNotMatch(year, /styregruppe/i);
  });

  it('keep what was filled in when something is wrong, but for what tells who somebody is', async () => {
    const choice = await opened('Rytme og skabelon');
    const form = (await anna().presses(choice, 'Næste', { body: 'lokalraad' }, 's-2')).card!;
    const template = '# Punkter\nNyt fra klubben; drøftelse\nMikkel Hansen fra 8.b; drøftelse; 5';
    const filled = { rhythm: 'weekly', weekday: '4', start: 'ni', minutes: '75', approval: 'true', template };
    const again = text((await anna().presses(form, 'Gem', filled, 's-2')).card!);
    for (const kept of ['"value":"weekly"', '"value":"ni"', '"value":"75"', 'Nyt fra klubben; drøftelse'])
      assert.ok(again.includes(kept), kept);
    assert.match(again, /Skabelonen, linje 2: .*Skabelonen, linje 3: /);
    assert.doesNotMatch(again, /Mikkel|[Ll]inje 0/);
    const empty = text((await anna().presses(form, 'Gem', { ...filled, template: '' }, 's-2')).card!);
    assert.match(empty, /Skabelonen har ingen punkter/);
    assert.doesNotMatch(empty, /[Ll]inje 0/);
  });

  it('put into a new agenda the end that the body’s meetings have', async () => {
    const choice = await opened('Rytme og skabelon');
    const form = (await anna().presses(choice, 'Næste', { body: 'lokalraad' }, 's-3')).card!;
    const template = '# Punkter\nStatus; drøftelse; 20';
    const filled = { rhythm: 'dates', dates: '12/3 2028, 4/6 2028', start: 'kl. 9', minutes: '75', template };
    assert.match(text((await anna().presses(form, 'Gem', filled, 's-3')).card!), /Gemt.*næste mødes kladde/);
    const made = text(await cardOf(anna(), 'ny dagsorden lokalrådet 12/3 kl. 9'));
    assert.match(made, /"id":"end"[^}]*"value":"kl\. 10\.15"/);
  });

  async function opened(button: string): Promise<SentCard> {
    const list = await cardOf(anna(), 'mine dagsordener');
    assert.ok(titles(list).includes(button));
    const from = bot.connector.calls.length;
    await anna().presses(list, button);
    return cardIn(bot.connector.calls.slice(from).find((c) => c.method === 'POST' && c.body.attachments));
  }
});
