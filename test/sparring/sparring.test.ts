import { strict as assert } from 'node:assert';
import { advance } from '../../src/sparring/advance.ts';
import { close, forgetHelper, passOn, take, withdraw } from '../../src/sparring/press-rules.ts';
import { createSparringStore } from '../../src/sparring/sparring-store.ts';
import { entry, idOf } from '../support/roster-builders.ts';
import { anna, asker, bo, carla, kommune, rosterOf, sparringWorld } from '../support/sparring-world.ts';

const [annaId, boId, carlaId] = [anna, bo, carla].map((e) => e.teamsId!) as [string, string, string];
type World = Awaited<ReturnType<typeof sparringWorld>>;
const steps = async (world: World) => (await world.request()).steps.map((s) => `${s.what} ${s.who}`.trim());
const press = async (world: World, rule: Parameters<World['requests']['change']>[2]) => {
  const changed = await world.requests.change(kommune, 'r-1', rule);
  await world.workshop.handle(kommune, 'r-1');
  return changed;
};

describe('a request for advice', () => {
  it('goes to the nearest person, who takes it; the asker’s one card says so', async () => {
    const world = await sparringWorld();
    await world.ask();
    await world.work();
    assert.deepEqual(world.messenger.messages.map((m) => m.to).sort(), [annaId, asker.objectId].sort());
    await press(world, (request) => take(request, annaId, world.clock()));
    assert.equal(world.toldTo(asker.objectId).length, 1);
    assert.match(world.toldTo(asker.objectId)[0]!.summary, /^S-\d{5}: Anna har taget den/);
    assert.equal(world.toldTo(annaId)[0]!.data.status, 'Du har taget den. Kontakt kollegaen, og afslut bagefter.');
    await press(world, (request) => close(request, annaId, world.clock()));
    assert.match(world.toldTo(asker.objectId)[0]!.summary, /Afsluttet/);
  });

  it('is reminded of, then goes to the deputy, then to the others, and says each step', async () => {
    const world = await sparringWorld();
    await world.ask();
    for (let i = 0; i < 5; i++) {
      await world.work();
      world.pass(15);
    }
    assert.deepEqual(await steps(world), ['asked Anna', 'reminded Anna', 'deputy Bo', 'others Carla', 'nobody']);
    const card = JSON.stringify(world.toldTo(asker.objectId)[0]!.data);
    for (const step of [
      'Anna er spurgt',
      'Anna er mindet',
      'Bo er spurgt som stedfortræder',
      'Carla er spurgt',
      'Ingen tog den',
    ])
      assert.ok(card.includes(step), step);
    assert.equal((await world.request()).state, 'unanswered');
    assert.equal(world.toldTo(annaId).length, 2, 'the card and the reminder');
  });

  it('is not escalated before its time, and not after it was taken', async () => {
    const world = await sparringWorld();
    await world.ask();
    await world.work();
    world.pass(14);
    await world.work();
    await world.sweep();
    assert.deepEqual(await steps(world), ['asked Anna']);
    await press(world, (request) => take(request, annaId, world.clock()));
    world.pass(200);
    await world.work();
    await world.sweep();
    assert.deepEqual(await steps(world), ['asked Anna', 'taken Anna']);
  });

  it('can still be taken when nobody did in time', async () => {
    const world = await sparringWorld();
    await world.ask();
    for (let i = 0; i < 6; i++) {
      await world.work();
      world.pass(15);
    }
    await press(world, (request) => take(request, carlaId, world.clock()));
    assert.equal((await world.request()).owner!.name, 'Carla');
  });

  it('belongs to one person, also when two press in the same second', async () => {
    const world = await sparringWorld();
    await world.ask();
    for (let i = 0; i < 3; i++) {
      await world.work();
      world.pass(15);
    }
    const results = await Promise.all(
      [annaId, boId, annaId].map((by) => world.requests.change(kommune, 'r-1', (r) => take(r, by, world.clock()))),
    );
    const { owner } = await world.request();
    const refused = results.filter((r) => r && 'refused' in r);
    assert.deepEqual(
      refused.map((r) => r && 'by' in r && r.by),
      Array(owner!.objectId === annaId ? 1 : 2).fill(owner!.name),
    );
  });

  it('is passed on to a colleague, who is asked anew, and comes back to nobody', async () => {
    const world = await sparringWorld();
    await world.ask();
    await world.work();
    const to = { objectId: carlaId, name: 'Carla' };
    await press(world, (request) => passOn(request, annaId, to, world.around()));
    assert.deepEqual(await steps(world), ['asked Anna', 'passed-on Carla']);
    assert.equal(world.toldTo(annaId)[0]!.data.status, 'Du har givet den videre. Tak.');
    assert.deepEqual(await press(world, (request) => take(request, annaId, world.clock())), { refused: 'over' });
    await press(world, (request) => take(request, carlaId, world.clock()));
    assert.equal((await world.request()).state, 'taken');
  });

  it('goes on at once past somebody who cannot be reached', async () => {
    const world = await sparringWorld();
    world.messenger.unreachable.add(annaId);
    await world.ask();
    await world.work();
    assert.deepEqual(await steps(world), ['asked Anna', 'unreachable Anna', 'deputy Bo']);
    assert.equal(world.toldTo(boId).length, 1);
  });

  it('goes to the deputy straight away when the person is away', async () => {
    const world = await sparringWorld(rosterOf(undefined, [[annaId, { awayUntil: '2026-11-30' }]]));
    await world.ask();
    await world.work();
    assert.deepEqual(await steps(world), ['stands-in Bo']);
    assert.equal(world.toldTo(boId)[0]!.data.status, 'Du spørges som stedfortræder.');
  });

  it('goes on when somebody leaves the roster, whether they were asked or have it', async () => {
    for (const owned of [true, false]) {
      const world = await sparringWorld();
      await world.ask();
      await world.work();
      if (owned) await press(world, (r) => take(r, annaId, world.clock()));
      const { entries } = world.roster;
      entries.splice(entries.indexOf(anna), 1);
      const after = { ...world.roster, entries: [...entries] };
      entries.push(anna);
      const request = await world.request();
      const next = advance(request, { ...world.around(), roster: after }, []);
      assert.equal(next.owner, undefined);
      assert.equal(next.state, 'asked');
      assert.ok(next.steps.some((s) => s.what === 'gone' && s.who === 'Anna'));
      assert.equal(advance(next, { ...world.around(), roster: after }, []).offers.at(-1)!.to.name, 'Carla');
    }
  });

  it('takes nobody for gone by a roster that the process read some time ago', async () => {
    const world = await sparringWorld(rosterOf(), rosterOf([bo, carla]));
    await world.ask();
    await world.work();
    assert.deepEqual(await steps(world), ['asked Anna']);
  });

  it('goes on when the reminder cannot be delivered, and tells the unreachable nothing when it is over', async () => {
    const world = await sparringWorld();
    await world.ask();
    await world.work();
    world.messenger.unreachable.add(annaId);
    world.pass(15);
    await world.work();
    assert.deepEqual((await steps(world)).slice(-2), ['unreachable Anna', 'deputy Bo']);
    const before = world.toldTo(annaId).length;
    world.messenger.unreachable.clear();
    await press(world, (request) => withdraw(request, asker.objectId, world.clock()));
    assert.equal(world.toldTo(annaId).length, before);
  });

  it('is taken back by the asker and by nobody else', async () => {
    const world = await sparringWorld();
    await world.ask();
    await world.work();
    assert.deepEqual(await press(world, (request) => withdraw(request, annaId, world.clock())), {
      refused: 'not-theirs',
    });
    await press(world, (request) => withdraw(request, asker.objectId, world.clock()));
    assert.equal(world.toldTo(annaId)[0]!.data.status, 'Trukket tilbage. Du skal ikke gøre mere.');
    assert.deepEqual(await press(world, (request) => take(request, annaId, world.clock())), { refused: 'not-open' });
    assert.deepEqual(await press(world, (request) => take(request, idOf(77), world.clock())), {
      refused: 'not-theirs',
    });
  });

  it('tries again what Teams did not take, and waits as long as Teams says', async () => {
    const world = await sparringWorld();
    world.messenger.failNext(429, 502);
    await world.ask();
    await world.work();
    assert.equal(world.messenger.messages.length, 0);
    world.pass(1);
    await world.work();
    assert.equal(world.messenger.messages.length, 2);
  });

  it('is found by the sweep when its nudge was lost', async () => {
    const world = await sparringWorld();
    await world.ask();
    world.queue.waiting.splice(0);
    await world.sweep();
    assert.equal(world.messenger.messages.length, 2);
    world.queue.waiting.splice(0);
    world.pass(16);
    await world.sweep();
    assert.deepEqual(await steps(world), ['asked Anna', 'reminded Anna']);
  });

  it('outlives an outage of Teams, however long: everybody is told in the end', async () => {
    const world = await sparringWorld();
    world.messenger.failNext(...Array(400).fill(503));
    await world.ask();
    for (let minute = 0; minute < 40; minute++) {
      await world.work();
      await world.sweep();
      world.pass(1);
    }
    world.messenger.recover();
    // At most the longest pause between two tries.
    for (let minute = 0; minute < 6; minute++) {
      world.pass(1);
      await world.work();
      await world.sweep();
    }
    assert.ok(world.toldTo(annaId).length > 0 && world.toldTo(boId).length > 0);
    assert.ok(!(await steps(world)).some((s) => s.startsWith('unreachable')));
  });

  it('is said anew to somebody whose card is gone', async () => {
    const world = await sparringWorld();
    await world.ask();
    await world.work();
    world.messenger.messages.splice(0);
    await press(world, (request) => take(request, annaId, world.clock()));
    await world.work();
    assert.match(world.toldTo(asker.objectId)[0]!.summary, /Anna har taget den/);
    assert.deepEqual(await steps(world), ['asked Anna', 'taken Anna'], 'and nobody is called unreachable');
  });

  it('comes as a new message to somebody who is asked again', async () => {
    const world = await sparringWorld();
    await world.ask();
    await world.work();
    const colleague = (objectId: string, name: string) => ({ objectId, name });
    await press(world, (r) => passOn(r, annaId, colleague(carlaId, 'Carla'), world.around()));
    await press(world, (r) => passOn(r, carlaId, colleague(annaId, 'Anna'), world.around()));
    assert.equal(world.toldTo(annaId).length, 2);
    await press(world, (r) => take(r, annaId, world.clock()));
    assert.equal((await world.request()).owner!.name, 'Anna');
  });

  it('goes on when somebody who has it wants to be forgotten, and never comes back to them', async () => {
    for (const owned of [true, false]) {
      const world = await sparringWorld();
      await world.ask();
      await world.work();
      if (owned) await press(world, (r) => take(r, annaId, world.clock()));
      await press(world, (r) => forgetHelper(r, annaId, world.around()));
      await world.work();
      assert.equal(world.toldTo(boId)[0]!.data.status, 'Du spørges som stedfortræder.');
      assert.ok(!JSON.stringify(await world.request()).includes(annaId));
      assert.ok(!JSON.stringify(await world.request()).includes('"Anna"'));
      for (let i = 0; i < 5; i++) {
        world.pass(15);
        await world.work();
      }
      assert.equal((await world.request()).state, 'unanswered');
      assert.ok(!(await world.request()).offers.some((o) => o.to.objectId === annaId));
    }
  });

  it('asks at most ten others at once', async () => {
    const crowd = Array.from({ length: 40 }, (_, i) =>
      entry({ name: `P${i}`, teamsId: idOf(200 + i), areas: ['Præstø'] }),
    );
    const world = await sparringWorld(rosterOf([anna, ...crowd]));
    await world.ask();
    for (let i = 0; i < 4; i++) {
      await world.work();
      world.pass(15);
    }
    assert.equal((await world.request()).offers.length, 11);
  });

  it('is deleted to the last row, also when that was begun and broken off', async () => {
    const world = await sparringWorld();
    await world.ask();
    await world.work();
    const records = await world.store.open('sparring');
    const failing = createSparringStore({
      ...records,
      write: async (where, changes) => {
        if (changes[0]!.do === 'delete') throw new Error('down');
        return records.write(where, changes);
      },
    });
    await assert.rejects(failing.delete(kommune, 'r-1'));
    assert.equal(await world.requests.get(kommune, 'r-1'), undefined);
    await world.sweep();
    assert.deepEqual(await world.requests.halfDeleted(kommune), ['r-1']);
    await world.requests.delete(kommune, 'r-1');
    assert.deepEqual(world.store.rows(), []);
  });

  it('loses nothing when the process dies before or after any of its calls', async () => {
    let deaths = 0;
    for (const before of [true, false]) {
      for (let call = 1; call < 200; call++) {
        const world = await sparringWorld();
        await world.ask();
        world.killAt(call, before);
        const died = await world.work().then(
          () => false,
          () => true,
        );
        world.revive();
        if (!died) break;
        deaths++;
        // The claim of the dead process ends; then the queue or the sweep of another one finds the rest.
        world.pass(1);
        if (call % 2 === 0) world.queue.waiting.splice(0);
        await world.work();
        await world.sweep();
        const what = `killed ${before ? 'before' : 'after'} call ${call}`;
        const [toAnna, toAsker] = [world.toldTo(annaId), world.toldTo(asker.objectId)];
        assert.ok(toAnna.length >= 1 && toAnna.length <= 2, `${what}: ${toAnna.length} messages to the first`);
        assert.ok(toAsker.length >= 1 && toAsker.length <= 2, what);
        assert.equal(new Set(toAnna.map((c) => c.summary.slice(0, 7))).size, 1, 'a double one is recognised');
        assert.deepEqual(await steps(world), ['asked Anna'], what);
        world.pass(15);
        await world.work();
        await world.sweep();
        assert.deepEqual(await steps(world), ['asked Anna', 'reminded Anna'], what);
      }
    }
    assert.ok(deaths > 20, `${deaths} deaths`);
  });

  it('is worked on by several processes at once without a message too many', async () => {
    const world = await sparringWorld();
    await world.ask();
    await Promise.all([1, 2, 3].map(() => world.workshop.handle(kommune, 'r-1')));
    assert.deepEqual(world.messenger.messages.map((m) => m.to).sort(), [annaId, asker.objectId].sort());
  });
});
