import { strict as assert } from 'node:assert';
import { createAgendaStore } from '../../src/agenda/agenda-store.ts';
import { createProposalStore } from '../../src/agenda/proposal-store.ts';
import { createBeredskabStore } from '../../src/beredskab/beredskab-store.ts';
import { createDrafts, type Draft } from '../../src/beredskab/drafts.ts';
import { close } from '../../src/beredskab/manage-rules.ts';
import { createSeriesStore } from '../../src/beredskab/series-store.ts';
import { runDueJobs } from '../../src/delivery/daily.ts';
import { createLog } from '../../src/log.ts';
import { removeOld } from '../../src/privacy/retention.ts';
import { createRosterStore } from '../../src/roster/roster-store.ts';
import { take } from '../../src/sparring/press-rules.ts';
import { beredskabWorld } from '../support/beredskab-world.ts';
import { memoryStore } from '../support/memory-store.ts';
import { anna, kommune, rosterOf, sparringWorld } from '../support/sparring-world.ts';

async function noBeredskaber() {
  const store = memoryStore();
  const records = await store.open('beredskab');
  return {
    beredskaber: createBeredskabStore(records),
    drafts: createDrafts(records),
    series: createSeriesStore(await store.open('series')),
    agendas: createAgendaStore(await store.open('agenda')),
    proposals: createProposalStore(await store.open('agenda')),
  };
}

describe('retention', () => {
  it('removes old requests with all that was known of their messages, and leaves the others', async () => {
    const world = await sparringWorld();
    await world.ask({ id: 'old' });
    await world.work();
    world.pass(60 * 24 * 100);
    await world.sweep();
    await world.requests.change(kommune, 'old', (r) => take(r, anna.teamsId!, world.clock()));
    await world.ask({ id: 'never-taken' });
    world.pass(60 * 24 * 100);
    await world.ask({ id: 'new' });
    const rosterStore = createRosterStore(await world.store.open('roster'));
    const deps = {
      rosterStore,
      sparring: world.requests,
      ...(await noBeredskaber()),
      clock: world.clock,
      retentionDays: 180,
    };
    assert.equal((await removeOld(deps, rosterOf())).sparring, 0, 'touched a hundred days ago');
    world.pass(60 * 24 * 81);
    assert.equal((await removeOld(deps, rosterOf())).sparring, 2);
    const left = world.store.rows().filter((row) => row.kind === 'sparring');
    assert.ok(
      left.length > 0 && left.every((row) => row.json.includes('"new"') || row.key.includes('new')),
      JSON.stringify(left),
    );
  });

  it('removes beredskaber long after they were over, forms after a day, and nothing that is still to come', async () => {
    const world = await beredskabWorld();
    const drafts = createDrafts(await world.store.open('beredskab'));
    const series = createSeriesStore(await world.store.open('series'));
    const { kommune } = await world.convene({}, 'closed');
    await world.press((b) => close(b, '', [], world.clock()), 'closed');
    await world.convene({}, 'never-closed');
    await world.work();
    await drafts.upsert({ id: 'd', kommune, by: 'x', at: world.clock().toISOString() } as Draft);
    world.pass(60 * 24 * 100);
    const start = new Date(world.clock().getTime() + 100 * 24 * 3_600_000).toISOString();
    await world.convene({ start, end: start, now: false }, 'to-come');
    const rosterStore = createRosterStore(await world.store.open('roster'));
    const { requests } = await sparringWorld();
    const { agendas, proposals } = await noBeredskaber();
    const deps = {
      rosterStore,
      sparring: requests,
      beredskaber: world.beredskaber,
      drafts,
      series,
      agendas,
      proposals,
    };
    const remove = () => removeOld({ ...deps, clock: world.clock, retentionDays: 180 }, rosterOf());
    const first = await remove();
    assert.deepEqual([first.beredskaber, first['beredskab-drafts']], [0, 1]);
    world.pass(60 * 24 * 81);
    assert.equal((await remove()).beredskaber, 2);
    const left = world.store.rows().filter((row) => row.kind === 'beredskab');
    assert.ok(left.length > 0 && left.every((row) => row.json.includes('to-come') || row.key.includes('to-come')));
  });

  it('removes files that nobody said yes to, rosters long replaced, and what people said who are gone', async () => {
    let now = Date.parse('2026-01-01T10:00:00Z');
    const clock = () => new Date(now);
    const day = 24 * 3600 * 1000;
    const store = memoryStore();
    const rosterStore = createRosterStore(await store.open('roster'));
    const put = async () => {
      const { id } = await rosterStore.draft(kommune, 'x', clock(), [anna]);
      await rosterStore.putInForce(kommune, id, await rosterStore.head(kommune), clock(), 'x');
      now += day;
      return id;
    };
    const ids = [await put(), await put(), await put()];
    await rosterStore.draft(kommune, 'x', clock(), [anna]);
    await rosterStore.changePresence(kommune, 'gone', () => ({ awayUntil: '2026-02-01' }));
    await rosterStore.changePresence(kommune, anna.teamsId!, () => ({ awayUntil: '2026-02-01' }));
    const world = await sparringWorld();
    const deps = { rosterStore, sparring: world.requests, ...(await noBeredskaber()), clock, retentionDays: 180 };
    now += 2 * day;
    const removed = {
      ...{ sparring: 0, beredskaber: 0, 'beredskab-drafts': 0, series: 0, agendas: 0, 'agenda-proposals': 0 },
      ...{ 'roster-drafts': 1, rosters: 0, presences: 1 },
    };
    assert.deepEqual(await removeOld(deps, rosterOf([anna])), removed);
    now += 200 * day;
    assert.equal((await removeOld(deps, rosterOf([anna]))).rosters, 1);
    const left = (await rosterStore.versions(kommune)).map((v) => v.id).sort();
    assert.deepEqual(left, ids.slice(1).sort(), 'the one in force and the one before it');
    assert.equal(store.rows().filter((r) => r.key[0] === 'lines').length, 2);
  });

  it('runs once a day, by whichever process comes first, and again when it failed', async () => {
    const records = await memoryStore().open('jobs');
    const ran: string[] = [];
    let now = new Date('2026-11-24T02:00:00Z');
    let failing = true;
    const log: string[] = [];
    const run = (name: string) => async (where: string) => {
      if (name === 'breaks' && failing) throw new Error('once');
      ran.push(`${name} ${where}`);
    };
    const jobs = [
      { name: 'any', inWorkingHours: false, run: run('any') },
      { name: 'day', inWorkingHours: true, run: run('day') },
      { name: 'breaks', inWorkingHours: false, run: run('breaks') },
    ];
    const deps = {
      records,
      jobs,
      kommuner: ['kolding', 'vejen'],
      clock: () => now,
      log: createLog((l) => log.push(l)),
    };
    await Promise.all([runDueJobs(deps), runDueJobs(deps)]);
    assert.deepEqual(ran.sort(), ['any kolding', 'any vejen']);
    assert.ok(log.some((l) => l.includes('daily-failed')));
    failing = false;
    now = new Date('2026-11-24T09:30:00Z');
    await runDueJobs(deps);
    await runDueJobs(deps);
    assert.deepEqual(ran.slice(2).sort(), ['breaks kolding', 'breaks vejen', 'day kolding', 'day vejen']);
    now = new Date('2026-11-28T09:30:00Z');
    await runDueJobs(deps);
    assert.equal(ran.filter((r) => r.startsWith('day')).length, 2, 'not on a Saturday');
  });
});
