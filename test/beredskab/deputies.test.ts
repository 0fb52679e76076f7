import { strict as assert } from 'node:assert';
import { agencyState } from '../../src/beredskab/agencies.ts';
import { answer } from '../../src/beredskab/answer-rules.ts';
import { personOfNumber } from '../../src/beredskab/beredskab.ts';
import { logDocument } from '../../src/beredskab/event-log.ts';
import { callMore, cancel, close, nudge } from '../../src/beredskab/manage-rules.ts';
import { everybody, thereDeputy } from '../../src/beredskab/propose-people.ts';
import { countOf, isHole, standingOf } from '../../src/beredskab/standing.ts';
import {
  anna,
  beredskabWorld,
  bo,
  carla,
  coordinator,
  dan,
  everyone,
  ole,
  per,
  pia,
  rosterOf,
  structure,
  type World,
} from '../support/beredskab-world.ts';
import { entry, idOf } from '../support/roster-builders.ts';

type Said = 'coming' | 'not-coming' | 'deputy';
const says = async (world: World, name: string, said: Said) => {
  const number = await world.number(name);
  return world.press((b) => answer(b, number, said, world.around()));
};
const standing = async (world: World, name: string) => {
  const beredskab = await world.beredskab();
  return standingOf(beredskab, personOfNumber(beredskab, await world.number(name))!);
};
const wait = async (world: World, minutes: number) => {
  world.pass(minutes);
  await world.work();
};
const dora = entry({
  ...{ name: 'Dora', teamsId: idOf(11), email: '11@k.example' },
  ...{ contact: 'trivselscoach', agency: 'social' },
});

describe('deputies of a beredskab', () => {
  it('are called at once for whoever cannot come, where the roster names one', async () => {
    const world = await beredskabWorld();
    await world.convene();
    await says(world, 'Anna', 'not-coming');
    assert.match(world.toldTo(bo)[0]!, /Du kaldes som stedfortræder for Anna/);
    assert.match(world.card(anna), /Du kan ikke\..*Bo er kaldt/);
    await says(world, 'Dan', 'not-coming');
    const beredskab = await world.beredskab();
    const holes = beredskab.people.filter((p) => isHole(beredskab, p)).map((p) => p.name);
    assert.deepEqual(holes, ['Dan'], 'a hole only where there is none');
  });

  it('are spared when the one they are called for comes after all, in their way, and asked again when not', async () => {
    const world = await beredskabWorld();
    await world.convene();
    await says(world, 'Anna', 'deputy');
    await says(world, 'Per', 'not-coming');
    await says(world, 'Anna', 'coming');
    await says(world, 'Per', 'coming');
    assert.equal(world.toldTo(bo).length, 1, 'the card in its place, and no new message');
    assert.match(world.card(bo), /Anna kommer selv.*Du behøver ikke at komme/);
    assert.doesNotMatch(world.card(bo), /"verb":/);
    assert.deepEqual(
      world.mailedTo(pia).map((m) => m.subject.split(':')[0]),
      ['Du kaldes', 'Du behøver ikke at komme'],
    );
    assert.equal(await standing(world, 'Bo'), 'spared');
    assert.match(world.card(coordinator), /\*\*Bo\*\* \(stedfortræder for Anna\): behøves ikke, Anna kommer selv/);
    await world.press((b) => nudge(b, 0, world.around()));
    await wait(world, 100);
    const later = (await world.events()).filter((e) => /(reminded|passed) (Bo|Pia)/.test(e));
    assert.deepEqual(later, [], 'neither reminded nor passed over');
    await says(world, 'Anna', 'not-coming');
    assert.match(world.toldTo(bo).at(-1)!, /Påmindelse/);
    assert.equal(await standing(world, 'Bo'), 'waiting');
    assert.equal(world.toldTo(carla).length, 0);
  });

  it('are spared down the line', async () => {
    const world = await beredskabWorld();
    await world.convene();
    await says(world, 'Anna', 'deputy');
    await says(world, 'Bo', 'deputy');
    assert.equal(await standing(world, 'Carla'), 'waiting');
    await says(world, 'Anna', 'coming');
    assert.equal(await standing(world, 'Carla'), 'spared');
    const beredskab = await world.beredskab();
    assert.ok(!beredskab.people.some((p) => p.name === 'Carla' && p.dueAt));
  });

  it('who decline count no more: the next is called, or it is said that there is none', async () => {
    const world = await beredskabWorld();
    await world.convene();
    await says(world, 'Anna', 'deputy');
    await says(world, 'Bo', 'not-coming');
    assert.equal(world.toldTo(carla).length, 1, 'Bo’s own deputy');
    assert.match(world.card(anna), /Carla er kaldt/);
    await says(world, 'Carla', 'not-coming');
    assert.match(world.card(anna), /Bo kan heller ikke, og kontaktlisten har ingen anden/);
    assert.match(world.card(anna), /Sender stedfortræder/, 'can be pressed again');
    const before = (await world.events()).length;
    await says(world, 'Anna', 'deputy');
    assert.equal((await world.events()).length, before, 'nobody is there');
    world.roster = rosterOf([...everyone.filter((e) => e !== carla), { ...carla, deputy: '11@k.example' }, dora]);
    await says(world, 'Anna', 'deputy');
    assert.equal(world.toldTo(dora).length, 1);
  });

  it('who are called already, or convene, are told to be so, and the place is a hole', async () => {
    const roster = rosterOf([{ ...anna, deputy: '4@k.example' }, dan, per, pia, ole]);
    const world = await beredskabWorld({ roster });
    await world.convene();
    await says(world, 'Anna', 'deputy');
    assert.match(world.card(anna), /Din stedfortræder Dan er allerede kaldt/);
    assert.match(world.card(coordinator), /\*\*Anna\*\*[^"]*sender stedfortræder[^"]*Dan er allerede kaldt, HUL/);
    let beredskab = await world.beredskab();
    assert.ok(isHole(beredskab, beredskab.people.find((p) => p.name === 'Anna')!));
    assert.equal(agencyState(beredskab, 'skole'), 'missing');

    const kim = entry({ name: 'Kim', teamsId: coordinator.objectId, email: '9@k.example', contact: 'ssp-leder' });
    const other = await beredskabWorld({ roster: rosterOf([{ ...anna, deputy: '9@k.example' }, kim, dan, per]) });
    await other.convene();
    await says(other, 'Anna', 'deputy');
    assert.match(other.card(anna), /Din stedfortræder Kim indkalder selv/);
    // One whom the roster does not know may come: by one rule no hole, and not missing.
    await says(other, 'Dan', 'deputy');
    beredskab = await other.beredskab();
    assert.ok(!isHole(beredskab, beredskab.people.find((p) => p.name === 'Dan')!));
    assert.equal(agencyState(beredskab, 'social'), 'waiting');
  });

  it('stand where they stand: who did not answer does not send one', async () => {
    const world = await beredskabWorld();
    await world.convene();
    for (let i = 0; i < 3; i++) await wait(world, 15);
    assert.equal(await standing(world, 'Anna'), 'passed');
    assert.match(world.card(coordinator), /\*\*Anna\*\*[^"]*svarede ikke; stedfortræder er kaldt/);
    const row = logDocument(structure, await world.beredskab()).people.rows.find(([name]) => name!.startsWith('Anna'));
    assert.equal(row![2], 'svarede ikke; stedfortræder er kaldt');
  });

  it('fill one place together: nobody is counted twice', async () => {
    const world = await beredskabWorld();
    await world.convene();
    await says(world, 'Anna', 'deputy');
    await says(world, 'Bo', 'coming');
    await says(world, 'Anna', 'coming');
    for (const name of ['Dan', 'Per', 'Ole']) await says(world, name, 'coming');
    assert.deepEqual(countOf(await world.beredskab()), { coming: 5, places: 5 });
    assert.match(world.card(coordinator), /5 af 5 deltager/);
  });

  it('close a hole when they, or others called for it, come', async () => {
    const world = await beredskabWorld({ roster: rosterOf([...everyone, dora]) });
    await world.convene();
    await says(world, 'Dan', 'not-coming');
    const people = everybody(world.roster, true).filter((p) => p.name === 'Dora');
    await world.press((b) => callMore(b, people, world.around()));
    assert.match(world.toldTo(dora)[0]!, /Du kaldes i stedet for Dan/);
    await says(world, 'Dora', 'coming');
    const beredskab = await world.beredskab();
    assert.ok(!isHole(beredskab, beredskab.people.find((p) => p.name === 'Dan')!));
    assert.match(world.card(coordinator), /\*\*Dora\*\* \(i stedet for Dan\): deltager/);
    assert.doesNotMatch(world.card(coordinator), /HUL/);
  });

  it('are called for nobody once it is over', async () => {
    for (const over of ['cancel', 'close'] as const) {
      const world = await beredskabWorld();
      await world.convene();
      await world.work();
      world.messenger.unreachable.add(anna.teamsId!);
      world.mailer.refuse.add(anna.email!);
      await world.press((b) => (over === 'cancel' ? cancel(b, world.clock()) : close(b, '', [], world.clock())));
      await world.work();
      assert.ok(!(await world.events()).some((e) => e.startsWith('deputy-called')), over);
      assert.equal(world.toldTo(bo).length, 0);
      assert.match(world.card(coordinator), /Anna\*\*[^"]*","wrap":true\}?|"ring":\[\{"text":"\*\*Anna/);
    }
  });

  it('of one another are no endless circle', () => {
    const a = entry({ name: 'A', teamsId: idOf(31), email: 'a@k.example', deputy: 'b@k.example' });
    const b = entry({ name: 'B', teamsId: idOf(32), email: 'b@k.example', deputy: 'a@k.example' });
    const away = (...ids: string[]) =>
      rosterOf(
        [a, b],
        ids.map((id) => [id, { awayUntil: '2026-12-31' }]),
      );
    assert.equal(thereDeputy(away(), a), b);
    assert.equal(thereDeputy(away(idOf(31), idOf(32)), a), undefined);
    assert.equal(thereDeputy(away(idOf(32)), a), undefined, 'not oneself');
  });
});
