import { strict as assert } from 'node:assert';
import { cardIn, personIn, rosterFile, until } from '../support/flow.ts';
import { type RunningBot, startBot } from '../support/running-bot.ts';
import { storedText } from '../support/stored-text.ts';

const wish = {
  topic: 'rusmidler',
  area: 'Præstø',
  reach: 'phone',
  phone: '28282828',
  when: 'soon',
  note: 'Vil gerne vende en samtale',
};
const text = (card: object) => JSON.stringify(card);

describe('one’s own data', () => {
  let bot: RunningBot;
  before(async () => {
    bot = await startBot({ SSP_ROSTER: rosterFile() });
  });
  after(() => bot.stop());

  const asks = async (who: ReturnType<typeof personIn>, phone: string) => {
    const [form] = await who.writes('bed om sparring');
    await who.presses(cardIn(form), 'Send', { ...wish, phone });
  };

  it('is shown in full, deleted in full, and then found nowhere in the store', async () => {
    const teacher = personIn(bot, 20, { from: { name: 'Tanja Kanariefugl' } });
    const other = personIn(bot, 21, { from: { name: 'Nabo Lærer' } });
    await bot.post({ type: 'installationUpdate', action: 'add', ...(await installOf(teacher.objectId)) });
    await asks(teacher, '28282828');
    await asks(other, '29292929');
    await until(
      () => bot.connector.calls.filter((c) => c.body.summary?.includes('beder om sparring')).length >= 2,
      'the offers',
    );
    const [shown] = await teacher.writes('vis mine data');
    assert.match(text(cardIn(shown)), /rusmidler.*Spørgsmål gemmes ikke/);
    const marks = [teacher.objectId, 'Tanja', 'Kanariefugl', '28282828', 'a:chat-20', '29:user-20'];
    const [question] = await teacher.writes('slet mine data');
    assert.match((await other.presses(cardIn(question), 'Slet')).text!, /ikke dit kort/);
    assert.match(text((await teacher.presses(cardIn(question), 'Behold')).card!), /Intet er slettet/);
    const done = await teacher.presses(cardIn(question), 'Slet');
    assert.match(text(done.card!), /Slettet. Jeg har ikke gemt noget om dig/);
    const told = bot.connector.calls.filter((c) => c.method === 'PUT' && text(c.body).includes('Trukket tilbage'));
    assert.ok(told.length > 0, 'whoever was asked sees that it is off');
    assert.ok(!told.some((c) => text(c.body).includes('Kanariefugl')), 'without the name');
    assert.match(text(cardIn((await teacher.writes('min sparring'))[0])), /Du har ingen/);
    const [again] = await teacher.writes('slet mine data');
    await teacher.presses(cardIn(again), 'Slet');

    await bot.app.stop();
    const kept = storedText(bot.dataDir);
    assert.ok(kept.includes('Nabo') && kept.includes('29292929'), 'the walk sees what others have');
    for (const mark of marks) assert.ok(!kept.includes(mark), `${mark} is still there`);
  });

  it('leaves the municipality’s own line in the roster, and says so', async () => {
    const own = await startBot({ SSP_ROSTER: rosterFile() });
    try {
      const anna = personIn(own, 'anna');
      await anna.writes('jeg er væk til 31/12');
      const [question] = await anna.writes('slet mine data');
      const done = await anna.presses(cardIn(question), 'Slet');
      assert.match(text(done.card!), /Anna Holm, SSP-konsulent.*kommunens. En administrator kan fjerne den/);
      const [shown] = await anna.writes('vis mine data');
      assert.doesNotMatch(text(cardIn(shown)), /væk til og med/);
    } finally {
      await own.stop();
    }
  });

  async function installOf(objectId: string) {
    const { activity, tenantId } = await import('../support/builders.ts');
    const conversation = { id: 'a:chat-20', conversationType: 'personal', tenantId };
    const { type: _, ...rest } = activity({
      type: 'x',
      conversation,
      from: { id: '29:user-20', aadObjectId: objectId },
    });
    return rest;
  }
});
