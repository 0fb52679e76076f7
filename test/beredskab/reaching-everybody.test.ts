import { strict as assert } from 'node:assert';
import { answer, tick } from '../../src/beredskab/answer-rules.ts';
import { logged } from '../../src/beredskab/changes.ts';
import { dueAfter } from '../../src/beredskab/due.ts';
import { logDocument } from '../../src/beredskab/event-log.ts';
import { cancel, close, move, nudge, tickTold } from '../../src/beredskab/manage-rules.ts';
import {
  anna,
  beredskabWorld,
  coordinator,
  dan,
  ole,
  per,
  structure,
  tomorrow,
  type World,
} from '../support/beredskab-world.ts';

const says = async (world: World, name: string, said: 'coming' | 'not-coming' | 'deputy') => {
  const number = await world.number(name);
  return world.press((b) => answer(b, number, said, world.around()));
};
const wait = async (world: World, minutes: number) => {
  world.pass(minutes);
  await world.work();
};
/** Until nobody is waited for any more. */
const untilSilent = async (world: World) => {
  for (let i = 0; i < 8; i++) await wait(world, 15);
};
const minutesUntil = (world: World, time: string) => (Date.parse(time) - world.clock().getTime()) / 60_000;

describe('everybody of a beredskab', () => {
  it('who did not answer in time is reminded by Ryk, the evening before and shortly before the start', async () => {
    const world = await beredskabWorld();
    await world.convene({ ...tomorrow });
    await untilSilent(world);
    const before = world.toldTo(dan).length;
    await world.press((b) => nudge(b, 0, world.around()));
    for (const person of [anna, dan]) assert.match(world.toldTo(person).at(-1)!, /Påmindelse/, person.name);
    assert.equal(world.toldTo(dan).length, before + 1);
    await wait(world, minutesUntil(world, '2026-11-24T17:00:01Z'));
    for (const person of [anna, dan]) assert.match(world.toldTo(person).at(-1)!, /I morgen/);
    await wait(world, minutesUntil(world, '2026-11-25T07:45:01Z'));
    for (const person of [anna, dan]) assert.match(world.toldTo(person).at(-1)!, /Om et kvarter/);
  });

  it('who has answered leaves nobody for Ryk, and nothing in the log', async () => {
    const world = await beredskabWorld();
    await world.convene();
    for (const name of ['Anna', 'Dan', 'Per']) await says(world, name, 'coming');
    const events = await world.events();
    assert.deepEqual(await world.press((b) => nudge(b, 0, world.around())), { refused: 'nobody' });
    assert.deepEqual(await world.events(), events);
  });

  it('of an agency that only waits is missing a quarter of an hour before, and that is said', async () => {
    const world = await beredskabWorld();
    const { reference } = await world.convene({ ...tomorrow });
    for (const name of ['Anna', 'Dan']) await says(world, name, 'coming');
    await world.press((b) => ({
      ...b,
      people: b.people.map((p) => (p.name === 'Per' ? { ...p, dueAt: '2026-11-25T20:00:00.000Z' } : p)),
    }));
    await wait(world, minutesUntil(world, '2026-11-25T07:45:01Z'));
    assert.match(world.toldCoordinator().at(-1)!, new RegExp(`^${reference}: Politiet mangler`));
    assert.equal((await world.events()).at(-1), 'missing politi');
  });

  it('who is only rung up stands on the co-ordinator’s card until they have been told', async () => {
    for (const over of ['cancel', 'close'] as const) {
      const world = await beredskabWorld();
      await world.convene();
      const number = await world.number('Ole');
      await world.press((b) => tick(b, number, 'coming', world.around()));
      assert.doesNotMatch(world.card(coordinator), /tel:\+4541414141/);
      await world.press((b) => (over === 'cancel' ? cancel(b, world.clock()) : close(b, '', [], world.clock())));
      const card = world.card(coordinator);
      assert.match(card, /Ring op, og fortæl, at det er slut.*\*\*Ole\*\*, 41 41 41 41.*Har fået besked/);
      await world.press((b) => tickTold(b, number, world.clock()));
      assert.doesNotMatch(world.card(coordinator), /tel:/);
      assert.equal((await world.events()).at(-1), 'told Ole');
    }
    const moved = await beredskabWorld();
    await moved.convene();
    const number = await moved.number('Ole');
    await moved.press((b) => tick(b, number, 'coming', moved.around()));
    await moved.press((b) => move(b, { ...tomorrow, place: 'Skolen' }, moved.around()));
    assert.match(moved.card(coordinator), /\*\*Ole\*\*, 41 41 41 41/, 'to be asked again');
    assert.equal(ole.phone, '+4541414141');
  });

  it('who was not told yet is told nothing when it is cancelled at once', async () => {
    const world = await beredskabWorld();
    await world.convene();
    await world.press((b) => cancel(b, world.clock()));
    assert.deepEqual([...world.toldTo(anna), ...world.toldTo(dan)], []);
    assert.deepEqual(world.mailedTo(per), [], 'nor is an invitation cancelled that nobody had');
  });

  it('who was told gets one short notice more, and their card changes in its place', async () => {
    const world = await beredskabWorld();
    await world.convene();
    await world.work();
    await world.press((b) => cancel(b, world.clock()));
    const messages = world.messenger.messages.filter((m) => m.to === anna.teamsId);
    assert.equal(messages.length, 2);
    const [call, notice] = messages.map((m) => m.cards.at(-1)!.data as { facts: object[]; presses: object[] });
    assert.deepEqual([call!.presses, notice!.presses, notice!.facts], [[], [], []]);
    assert.equal(world.mailedTo(per).at(-1)!.calendar!.method, 'CANCEL');
  });

  it('is told nothing untrue: no "tomorrow" on the day, no "in a quarter of an hour" after the start', async () => {
    const world = await beredskabWorld();
    await world.convene({ ...tomorrow });
    await world.work();
    world.pass(minutesUntil(world, '2026-11-25T08:10:00Z'));
    await world.work();
    const told = world.toldTo(anna).join(' ');
    assert.doesNotMatch(told, /I morgen|Om et kvarter/);
    assert.ok(!(await world.events()).some((e) => /^(evening|soon)/.test(e)));

    const late = await beredskabWorld();
    await late.convene({ ...tomorrow });
    await late.work();
    late.pass(minutesUntil(late, '2026-11-24T17:00:01Z'));
    late.messenger.failNext(...Array(400).fill(503));
    await late.work();
    late.pass(minutesUntil(late, '2026-11-25T00:00:00Z'));
    late.messenger.recover();
    await late.sweep();
    await late.work();
    assert.doesNotMatch(late.toldTo(anna).join(' '), /I morgen/, 'the outage lasted until the day had come');
  });

  it('is reminded at night of nothing that begins much later', async () => {
    const minutes = 15 * 60_000;
    const start = '2026-11-27T08:00:00.000Z';
    const at = (time: string) => dueAfter({ start }, new Date(time), minutes);
    assert.equal(at('2026-11-24T18:44:00Z'), '2026-11-24T18:59:00.000Z');
    assert.equal(at('2026-11-24T18:50:00Z'), '2026-11-25T06:00:00.000Z');
    assert.equal(at('2026-11-25T01:00:00Z'), '2026-11-25T06:00:00.000Z');
    assert.equal(at('2026-11-25T06:00:00Z'), '2026-11-25T06:15:00.000Z');
    // Twelve hours before it is urgent.
    assert.equal(at('2026-11-26T21:00:00Z'), '2026-11-26T21:15:00.000Z');
  });

  it('who answered while their reminder waited for the mail server is not reminded', async () => {
    const world = await beredskabWorld();
    await world.convene();
    await world.work();
    world.mailer.failNext(...Array(20).fill('later'));
    await wait(world, 15);
    await says(world, 'Per', 'coming');
    world.mailer.failNext();
    for (let i = 0; i < 30; i++) await wait(world, 1);
    assert.deepEqual(
      world.mailedTo(per).map((m) => m.subject.split(':')[0]),
      ['Du kaldes'],
    );
  });

  it('who follows up is reminded by mail where Teams fails, and by the co-ordinator where nothing else is left', async () => {
    const world = await beredskabWorld();
    await world.convene();
    await world.work();
    const numbers = await Promise.all(['Anna', 'Dan'].map(world.number));
    const followUps = numbers.map((person) => ({ what: 'Gadeplan', person, due: '2026-11-25' }));
    await world.press((b) => close(b, '', followUps, world.clock()));
    for (const { teamsId } of [anna, dan]) world.messenger.unreachable.add(teamsId!);
    world.mailer.refuse.add(dan.email!);
    world.pass(24 * 60);
    for (let i = 0; i < 4; i++) {
      await world.work();
      await world.sweep();
      world.pass(1);
    }
    assert.equal(world.mailedTo(anna).filter((m) => m.subject.startsWith('Opfølgning i dag')).length, 1);
    const toCoordinator = world.messenger.messages.filter((m) => m.to === coordinator.objectId);
    const last = toCoordinator
      .map((m) => JSON.stringify(m.cards.at(-1)!.data))
      .filter((c) => c.includes('opfølgning i dag'));
    assert.equal(last.length, 1);
    assert.match(last[0]!, /For Dan/);
  });

  it('of the co-ordinator’s knows when the channel cannot show who comes', async () => {
    const world = await beredskabWorld();
    world.messenger.unreachable.add('19:gone');
    await world.convene({ channel: '19:gone' });
    await world.work();
    await says(world, 'Anna', 'coming');
    assert.match(world.card(coordinator), /Fremmødet kan ikke vises i kanalen/);
    assert.equal((await world.events()).filter((e) => e === 'channel-failed').length, 1);
  });

  it('has a story that ends somewhere: what came between its beginning and now is left out', async () => {
    const world = await beredskabWorld();
    let long = await world.convene();
    for (let i = 0; i < 400; i++) long = logged(long, 'nudged', world.clock());
    assert.equal(long.events.length, 300);
    assert.equal(long.events[0]!.what, 'convened');
    const { rows } = logDocument(structure, long).events;
    assert.equal(rows.length, 301);
    assert.equal(rows[20]![1], `${long.omitted} hændelser udeladt`);
  });
});
