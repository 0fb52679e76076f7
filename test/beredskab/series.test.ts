import { strict as assert } from 'node:assert';
import type { Series } from '../../src/beredskab/series.ts';
import { convenesAt, endSeries, occurrenceId, skip, wishOf } from '../../src/beredskab/series.ts';
import { createSeriesStore, seriesWorkshop } from '../../src/beredskab/series-store.ts';
import { anna, beredskabWorld, coordinator, dan, kommune, structure, wish } from '../support/beredskab-world.ts';

const weekly = { weekday: 1, at: '08:15', until: '09:00' };
const series = (fields: Partial<Series> = {}): Series => ({
  ...{ id: 's-1', kommune, language: 'da', coordinator, slots: [], without: [], besides: [], next: '2026-11-30' },
  ...{
    wish: { ...wish({ now: false }), weekly },
    changedAt: '2026-11-24T09:30:00.000Z',
    dueAt: '2026-11-24T09:30:00.000Z',
  },
  ...fields,
});

async function seriesWorld(allowed = true) {
  const world = await beredskabWorld();
  const records = await world.store.open('series');
  const store = createSeriesStore(records);
  const comeBack: number[] = [];
  const workshop = seriesWorkshop({
    ...{ records, beredskaber: world.beredskaber, around: world.around, mayConvene: () => allowed },
    ...{ messenger: world.messenger, queue: world.queue, clock: world.clock, structureOf: () => structure },
    others: () => [coordinator.objectId, anna.teamsId!, dan.teamsId!],
    peopleFor: () => [
      { key: 'a', name: 'Anna', agency: 'skole', contact: 'ssp-konsulent', objectId: anna.teamsId!, way: 'teams' },
    ],
    refreshRoster: async () => undefined,
    nudge: (where, id) => world.queue.send({ feature: 'beredskab', kommune: where, id }),
    comeBack: async (_kommune, _id, seconds) => {
      comeBack.push(seconds);
    },
  });
  await store.create(kommune, series());
  const convened = async () => (await world.beredskaber.list(kommune)).map((b) => b.start).sort();
  return { ...world, store, workshop, comeBack, convened, one: async () => (await store.get(kommune, 's-1'))! };
}

describe('a series', () => {
  it('convenes one occurrence at a time: the first at once, the next when the one before has ended', async () => {
    const world = await seriesWorld();
    await world.workshop.handle(kommune, 's-1');
    assert.deepEqual(await world.convened(), ['2026-11-30T07:15:00.000Z']);
    assert.equal((await world.one()).next, '2026-12-07');
    assert.equal(convenesAt(await world.one()), '2026-11-30T08:00:00.000Z');
    await world.workshop.handle(kommune, 's-1');
    assert.equal((await world.convened()).length, 1, 'not before its time');
    world.pass(6 * 24 * 60);
    assert.deepEqual(await world.workshop.overdue(kommune), ['s-1'], 'found without a nudge');
    await world.workshop.handle(kommune, 's-1');
    assert.deepEqual(await world.convened(), ['2026-11-30T07:15:00.000Z', '2026-12-07T07:15:00.000Z']);
    await world.work();
    assert.equal(world.toldTo(anna).filter((t) => t.includes('Du kaldes')).length, 2);
  });

  it('convenes an occurrence once, whoever does it and however often', async () => {
    const world = await seriesWorld();
    await Promise.all([1, 2, 3].map(() => world.workshop.handle(kommune, 's-1')));
    assert.equal((await world.convened()).length, 1);
    assert.ok(await world.beredskaber.get(kommune, occurrenceId(series(), '2026-11-30')));
  });

  it('keeps its hour over the clock changes', () => {
    assert.equal(wishOf(series(), '2027-03-22').start, '2027-03-22T07:15:00.000Z');
    assert.equal(wishOf(series(), '2027-03-29').start, '2027-03-29T06:15:00.000Z');
    assert.equal(wishOf(series(), '2027-03-29').end, '2027-03-29T07:00:00.000Z');
  });

  it('is skipped once for each press, and ended', async () => {
    const now = new Date('2026-11-24T10:00:00Z');
    const skipped = skip(series(), '2026-11-30', now);
    assert.equal(skipped.next, '2026-12-07');
    assert.equal(skip(skipped, '2026-11-30', now), skipped, 'an old press skips nothing more');
    const world = await seriesWorld();
    await world.store.change(kommune, 's-1', (s) => endSeries(s, world.clock()));
    await world.workshop.handle(kommune, 's-1');
    world.pass(30 * 24 * 60);
    await world.workshop.handle(kommune, 's-1');
    assert.deepEqual(await world.convened(), []);
    assert.deepEqual(await world.workshop.overdue(kommune), []);
  });

  it('leaves out what has passed while nobody worked, and goes on', async () => {
    const world = await seriesWorld();
    world.pass(20 * 24 * 60);
    await world.workshop.handle(kommune, 's-1');
    assert.deepEqual(await world.convened(), ['2026-12-21T07:15:00.000Z']);
  });

  it('ends with its co-ordinator’s role', async () => {
    const world = await seriesWorld(false);
    await world.workshop.handle(kommune, 's-1');
    assert.equal((await world.one()).ended, true);
    assert.deepEqual(await world.convened(), []);
    for (const person of [anna, dan])
      assert.deepEqual(
        world.toldTo(person).map((t) => t.split('.')[0]),
        ['En serie er afsluttet'],
      );
    assert.match(world.card(anna), /Hver mandag kl\. 08\.15\. Kim Koordinator kan ikke indkalde mere/);
    assert.deepEqual(world.toldCoordinator(), [], 'not the one who lost it');
    await world.workshop.handle(kommune, 's-1');
    assert.equal(world.toldTo(anna).length, 1);
    assert.deepEqual(await world.workshop.overdue(kommune), []);
  });

  it('tells of its end once more when Teams was down', async () => {
    const world = await seriesWorld(false);
    world.messenger.failNext(503, 503);
    await world.workshop.handle(kommune, 's-1');
    assert.equal(world.toldTo(anna).length, 0);
    world.pass(10);
    assert.deepEqual(await world.workshop.overdue(kommune), ['s-1']);
    await world.workshop.handle(kommune, 's-1');
    assert.equal(world.toldTo(anna).length, 1);
  });
});
