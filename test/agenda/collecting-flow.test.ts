import { strict as assert } from 'node:assert';
import { activity, tenantId } from '../support/builders.ts';
import { cardIn, personIn, rosterFile, type SentCard, until } from '../support/flow.ts';
import { idOf, line } from '../support/roster-builders.ts';
import { type RunningBot, startBot } from '../support/running-bot.ts';

const text = (card: object) => JSON.stringify(card);
const lines = [
  line({ navn: 'Anna Holm', kontaktpunkt: 'ssp-gruppen', 'teams-id': idOf(1), rolle: 'konsulent' }),
  line({ navn: 'Lis Råd', kontaktpunkt: 'lokalraad', 'teams-id': idOf(6) }),
  line({ navn: 'Kaj Lund', kontaktpunkt: 'koordinationsgruppen', 'teams-id': idOf(7) }),
  line({ navn: 'Pia Vagt', kontaktpunkt: 'koordinationsgruppen', instans: 'politi', 'e-mail': 'pia@politi.example' }),
];
const team = { id: '19:team@thread.tacv2', name: 'SSP Kolding' };
const channels = [
  { id: team.id, name: null },
  { id: '19:lokal@thread.tacv2', name: 'Lokalråd' },
];

describe('a call for items to Lokalrådet', () => {
  let bot: RunningBot;
  let now = Date.parse('2026-11-02T09:00:00Z');
  // It goes on: what is paced waits for it.
  const began = Date.now();
  const clock = () => new Date(now + Date.now() - began);
  before(async () => {
    const env = { SSP_KOMMUNE: 'kolding', SSP_ROSTER: rosterFile(...lines), SSP_LOCAL_ROLE: 'laerer' };
    bot = await startBot(env, { clock });
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

  const anna = () => personIn(bot, 'anna');
  const opens = async (card: SentCard, title: string) => {
    const from = bot.connector.calls.length;
    await anna().presses(card, title, {}, 'agenda-1');
    return cardIn(
      bot.connector.calls.slice(from).find((c) => c.method === 'POST' && /Se før afsendelse/.test(text(c.body))),
    );
  };
  const inputsOf = (card: SentCard) => {
    const found: Record<string, unknown> = {};
    JSON.stringify(card.body, (_, part) => {
      if (part && typeof part === 'object' && 'id' in part) found[part.id] = part.value;
      return part;
    });
    return found;
  };
  const keyOf = (card: SentCard, title: string) =>
    new RegExp(`"title":"${title}","value":"([^"]+)"`).exec(text(card))![1]!;
  const posts = () => bot.connector.calls.filter((c) => c.body.activity);
  let draft: SentCard;
  let form: SentCard;
  let call: SentCard;

  it('has Koordinationsgruppen chosen, as the plan says', async () => {
    const [asked] = await anna().writes('ny dagsorden lokalrådet 12/11 kl. 9');
    const facts = { body: 'lokalraad', date: '12/11', start: '9', end: '', place: '', online: 'false' };
    draft = (await anna().presses(cardIn(asked), 'Opret', facts, 'agenda-1')).card!;
    form = await opens(draft, 'Saml punkter');
    assert.match(text(form), /Spørg også.*Koordinationsgruppen \(1\)/);
    assert.equal(inputsOf(form).also, 'koordinationsgruppen');
  });

  it('keeps what was chosen when something is wrong, and repeats nothing that it could not read', async () => {
    const chosen = keyOf(form, 'SSP Kolding › Lokalråd');
    const given = { deadlineTime: '14.30', channels: chosen, members: 'false', also: '' };
    const late = await anna().presses(form, 'Se før afsendelse', { ...given, deadlineDay: '12/11' }, 'collect-1');
    assert.match(text(late.card!), /Fristen skal ligge før mødet/);
    const kept = { deadlineDay: '2026-11-12', deadlineTime: '14.30', channels: chosen, members: 'false', also: '' };
    assert.deepEqual(inputsOf(late.card!), kept);
    const personal = { ...given, deadlineDay: 'når Mikkel Hansen kan' };
    const unread = (await anna().presses(form, 'Se før afsendelse', personal, 'collect-1')).card!;
    assert.deepEqual(inputsOf(unread), { ...kept, deadlineDay: '' });
    assert.ok(!text(unread).includes('Mikkel'));
  });

  it('says before it goes out who is asked, how many they are, and who cannot be', async () => {
    const chosen = keyOf(form, 'SSP Kolding › Lokalråd');
    const inputs = {
      deadlineDay: '10/11',
      deadlineTime: '12',
      channels: chosen,
      members: 'true',
      also: 'koordinationsgruppen',
    };
    const { card } = await anna().presses(form, 'Se før afsendelse', inputs, 'collect-1');
    assert.match(
      text(card!),
      /Sendes til: SSP Kolding › Lokalråd; ét medlem: Lis Råd; Koordinationsgruppen \(1\): Kaj Lund\. Intet er sendt/,
    );
    assert.match(text(card!), /Er ikke i Teams og spørges ikke: Pia Vagt/);
    assert.equal(posts().length, 0);
    await anna().presses(card!, 'Send indkaldelsen af punkter', {}, 'collect-1');
    call = (await until(() => posts()[0], 'the call')).body.activity!.attachments[0]!.content as SentCard;
    const asked = (why: string) => bot.connector.calls.some((c) => text(c.body).includes(why));
    await until(() => asked('fordi du er med i Koordinationsgruppen') && asked('Du er medlem'), 'both asked');
  });

  it('shows nothing of the draft to whoever turns its button into another', async () => {
    const { data } = call.actions!.find((a) => a.title === 'Foreslå punkt')!;
    for (const verb of ['agenda.page', 'agenda.read', 'agenda.show', 'agenda.export']) {
      const { card, text: said } = await personIn(bot, 'teacher').sends(verb, { ...data!, verb });
      assert.equal(card, undefined, verb);
      assert.match(said!, /Kortet er for gammel|findes ikke længere/, verb);
    }
  });

  it('loses its button when the deadline is over, and a late press is refused kindly', async () => {
    const at = bot.connector.calls.length;
    now = Date.parse('2026-11-10T11:00:01Z');
    const { text: said } = await personIn(bot, 'teacher').presses(call, 'Foreslå punkt');
    assert.match(said!, /Fristen for punkter er udløbet/);
    // The sweep at the start finds what is due.
    await bot.restart({ clock });
    const isOver = (c: { method: string; body: object }) =>
      c.method === 'PUT' && /Fristen for punkter er udløbet/.test(text(c.body)) && !/Foreslå punkt"/.test(text(c.body));
    await until(
      () => bot.connector.calls.slice(at).filter(isOver).length >= 3,
      'the call and both who were asked',
      15_000,
    );
  });
});
