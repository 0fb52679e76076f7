import { strict as assert } from 'node:assert';
import { move } from '../../src/beredskab/manage-rules.ts';
import { createMeetings } from '../../src/graph/online-meetings.ts';
import { anna, beredskabWorld, coordinator, per, tomorrow } from '../support/beredskab-world.ts';
import {
  graphError,
  graphToken,
  type LoopbackGraph,
  organiser,
  startLoopbackGraph,
  withoutPolicy,
} from '../support/loopback-graph.ts';

describe('the Teams meeting of a beredskab', () => {
  let graph: LoopbackGraph;
  before(async () => {
    graph = await startLoopbackGraph();
  });
  beforeEach(() => {
    graph.calls.length = 0;
    graph.meetings.length = 0;
  });
  after(() => graph.close());

  const open = () =>
    beredskabWorld({ meetings: createMeetings({ baseUrl: graph.url, organiser, token: async () => graphToken }) });
  type World = Awaited<ReturnType<typeof open>>;
  const cardOf = (world: World, to: string) =>
    JSON.stringify(
      world.messenger.messages
        .filter((m) => m.to === to)
        .at(-1)!
        .cards.at(-1)!.data,
    );

  it('is made before the calls go out: its link stands in every card, mail and calendar file', async () => {
    const world = await open();
    const { reference } = await world.convene({ meeting: true });
    await world.work();
    const [meeting, ...more] = graph.meetings;
    assert.equal(more.length, 0);
    assert.equal(meeting!.subject, `SSP-beredskab ${reference}`);
    assert.ok(cardOf(world, anna.teamsId!).includes(meeting!.joinWebUrl));
    assert.ok(cardOf(world, coordinator.objectId).includes(meeting!.joinWebUrl));
    const [mail, ...later] = world.mailedTo(per);
    assert.equal(later.length, 0);
    assert.ok(mail!.text.includes(meeting!.joinWebUrl));
    assert.equal(mail!.calendar!.joinUrl, meeting!.joinWebUrl);
  });

  it('is made once, also when the process dies after Graph has made it', async () => {
    const world = await open();
    await world.convene({ meeting: true });
    // Its third call writes the link down.
    world.killAt(3, true);
    await assert.rejects(world.work());
    world.revive();
    world.pass(2);
    await world.work();
    assert.equal(graph.meetings.length, 1);
    assert.ok(cardOf(world, anna.teamsId!).includes(graph.meetings[0]!.joinWebUrl));
  });

  it('holds up no call while Graph is busy, and its link follows', async () => {
    for (const trouble of [graphError(429, 'TooManyRequests', 'x'), graphError(503, 'ServiceUnavailable', 'x')]) {
      graph.meetings.length = 0;
      const world = await open();
      graph.next(trouble);
      await world.convene({ meeting: true });
      await world.work();
      assert.equal(world.toldTo(anna).length, 1, 'called without the link');
      assert.match(cardOf(world, anna.teamsId!), /linket følger/);
      world.pass(1);
      await world.work();
      assert.ok(cardOf(world, anna.teamsId!).includes(graph.meetings[0]!.joinWebUrl));
      assert.equal(world.toldTo(anna).length, 1, 'in the same card');
      assert.ok(world.mailedTo(per).at(-1)!.text.includes(graph.meetings[0]!.joinWebUrl));
    }
  });

  it('is left to the co-ordinator when the bot is not allowed, who is told and has the way to make it', async () => {
    const world = await open();
    graph.next(withoutPolicy);
    await world.convene({ meeting: true });
    await world.work();
    const card = cardOf(world, coordinator.objectId);
    assert.match(card, /Botten måtte ikke oprette mødet/);
    assert.match(card, /teams\.microsoft\.com\/l\/meeting\/new/);
    assert.equal(world.toldTo(anna).length, 1);
    world.pass(60);
    await world.work();
    assert.equal(graph.calls.length, 1, 'not tried again');
  });

  it('moves with the beredskab', async () => {
    const world = await open();
    await world.convene({ meeting: true });
    await world.work();
    await world.press((b) => move(b, { ...tomorrow, place: 'Skolen' }, world.around()));
    assert.equal(new Date(graph.meetings[0]!.startDateTime).toISOString(), tomorrow.start);
    assert.equal((await world.beredskab()).online!.outdated, undefined);
  });
});
