import { strict as assert } from 'node:assert';
import { answer } from '../../src/beredskab/answer-rules.ts';
import { cancel, move } from '../../src/beredskab/manage-rules.ts';
import { takeOver } from '../../src/beredskab/take-over.ts';
import { anna, beredskabWorld, coordinator, dan, everyone, rosterOf, tomorrow } from '../support/beredskab-world.ts';
import { entry, idOf } from '../support/roster-builders.ts';

const mona = { objectId: idOf(8), name: 'Mona Ny' };
const kim = entry({ name: 'Kim', teamsId: coordinator.objectId, contact: 'ssp-leder', role: 'koordinator' });

describe('a beredskab that somebody else takes over', () => {
  it('goes on with a card of theirs; the card before says who has it, and people know whom to turn to', async () => {
    const world = await beredskabWorld({ roster: rosterOf([...everyone, kim]) });
    await world.convene();
    await world.work();
    await world.press((b) => takeOver(b, mona, 0, world.around()));
    assert.match(world.card(coordinator), /Mona Ny har overtaget/);
    assert.doesNotMatch(world.card(coordinator), /"verb":/);
    assert.match(world.card(mona), /I gang · 2 af 6 deltager/);
    assert.match(world.card(mona), /"verb":"beredskab\.nudge"/);
    assert.match(world.card(anna), /"title":"Indkaldt af","value":"Mona Ny"/);
    assert.equal(world.toldTo(anna).length, 1, 'in the card that they have');
    assert.equal((await world.events()).at(-1), 'taken-over Mona Ny');
    const number = await world.number('Dan');
    await world.press((b) => answer(b, number, 'not-coming', world.around()));
    const toMona = world.messenger.messages.filter((m) => m.to === mona.objectId).map((m) => m.cards.at(-1)!.summary);
    assert.match(toMona.at(-1)!, /Socialforvaltningen mangler/);
    assert.equal(world.toldCoordinator().length, 1);
  });

  it('is taken over once: whoever was slower is told', async () => {
    const world = await beredskabWorld();
    await world.convene();
    await world.press((b) => takeOver(b, mona, 0, world.around()));
    const slower = await world.press((b) => takeOver(b, { objectId: idOf(7), name: 'X' }, 0, world.around()));
    assert.deepEqual(slower, { refused: 'taken' });
    assert.equal((await world.beredskab()).coordinator.name, 'Mona Ny');
  });

  it('may be taken by somebody who was called, and counts nobody who is gone', async () => {
    const world = await beredskabWorld();
    await world.convene();
    await world.work();
    await world.press((b) => takeOver(b, { objectId: anna.teamsId!, name: 'Anna' }, 0, world.around()));
    const { people } = await world.beredskab();
    assert.deepEqual(
      people.filter((p) => p.answer).map((p) => `${p.name} ${p.answer} ${p.way}`),
      ['Kim Koordinator not-coming teams', 'Anna coming self'],
    );
    assert.match(world.card(anna), /Du har overtaget beredskabet/);
    assert.doesNotMatch(world.card(anna), /"verb":"beredskab\.coming"/);
  });

  it('tells the one before too when it is moved or cancelled', async () => {
    const world = await beredskabWorld({ roster: rosterOf([...everyone, kim]) });
    await world.convene();
    await world.work();
    await world.press((b) => takeOver(b, mona, 0, world.around()));
    await world.press((b) => move(b, { ...tomorrow, place: 'Skolen' }, world.around()));
    assert.match(world.toldCoordinator().at(-1)!, /Nyt tidspunkt/);
    await world.press((b) => cancel(b, world.clock()));
    assert.match(world.toldCoordinator().at(-1)!, /Aflyst/);
    assert.match(world.toldTo(dan).at(-1)!, /Aflyst/);
  });
});
