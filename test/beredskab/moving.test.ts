import { strict as assert } from 'node:assert';
import { answer } from '../../src/beredskab/answer-rules.ts';
import { move, setLink } from '../../src/beredskab/manage-rules.ts';
import { readTime } from '../../src/beredskab/read-form.ts';
import { meaningOf } from '../../src/beredskab/slots.ts';
import { anna, beredskabWorld, tomorrow } from '../support/beredskab-world.ts';

const later = { start: '2026-11-26T08:00:00.000Z', end: '2026-11-26T09:00:00.000Z', now: false, place: 'Skolen' };

describe('a beredskab that is moved', () => {
  it('is moved once, however often it is pressed, and also by a "nu" that is a few seconds later', async () => {
    const world = await beredskabWorld();
    await world.convene();
    await world.work();
    const to = readTime('nu', new Date('2026-11-24T10:31:10Z'));
    assert.ok(!('fault' in to));
    await world.press((b) => move(b, { ...to, place: 'Skolen' }, world.around(), 0));
    const told = world.toldTo(anna).length;
    assert.deepEqual(await world.press((b) => move(b, later, world.around(), 0)), { refused: 'moved' });
    assert.equal(world.toldTo(anna).length, told);
    const again = readTime('nu', new Date('2026-11-24T10:31:50Z'));
    assert.deepEqual(again, to);
  });

  it('can be moved with a form that was opened before the link of the meeting came', async () => {
    const world = await beredskabWorld();
    await world.convene({ meeting: true });
    await world.press((b) => setLink(b, 'https://teams.microsoft.com/meet/1', world.clock()));
    const moved = await world.press((b) => move(b, later, world.around(), 0));
    assert.ok(moved && 'item' in moved);
    assert.equal((await world.beredskab()).start, later.start);
  });

  it('outdates every card of the time before, and does not touch these again', async () => {
    const world = await beredskabWorld();
    await world.convene({ ...tomorrow });
    await world.work();
    world.pass(15);
    await world.work();
    assert.equal(world.toldTo(anna).length, 2, 'called and reminded');
    await world.press((b) => move(b, later, world.around()));
    const messages = world.messenger.messages.filter((m) => m.to === anna.teamsId);
    const cards = messages.map((m) => m.cards.at(-1)!.data as { text: string; presses: object[] });
    assert.deepEqual(
      cards.map((c) => c.text === 'Flyttet. Se det nyeste kort.'),
      [true, true, false],
    );
    assert.deepEqual(
      cards.map((c) => c.presses.length),
      [0, 0, 3],
    );
    const changes = messages.map((m) => m.cards.length);
    const number = await world.number('Anna');
    await world.press((b) => answer(b, number, 'coming', world.around()));
    const after = messages.map((m) => m.cards.length);
    assert.deepEqual([after[0]! - changes[0]!, after[1]! - changes[1]!, after[2]! - changes[2]!], [0, 0, 1]);
    world.pass(60);
    await world.work();
    assert.ok((await world.beredskab()).slots.some((s) => meaningOf(s).round === 1 && meaningOf(s).kind === 'remind'));
  });
});
