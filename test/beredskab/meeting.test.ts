import { strict as assert } from 'node:assert';
import { move, setLink } from '../../src/beredskab/manage-rules.ts';
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

  it('is waited for by no call', async () => {
    let give = (_made: { id: string; joinUrl: string }) => {};
    const world = await beredskabWorld({
      meetings: {
        create: () =>
          new Promise((resolve) => {
            give = resolve;
          }),
        move: async () => undefined,
      },
    });
    await world.convene({ meeting: true });
    const working = world.work();
    while (world.toldTo(anna).length === 0) await new Promise((next) => setTimeout(next, 20));
    assert.match(cardOf(world, anna.teamsId!), /linket følger/);
    give({ id: 'MSo1', joinUrl: 'https://teams.microsoft.com/meet/1' });
    await working;
    assert.ok(cardOf(world, anna.teamsId!).includes('https://teams.microsoft.com/meet/1'));
    assert.equal(world.toldTo(anna).length, 1);
  });

  it('lets no call fall when it throws something that nobody foresaw, and says nothing of it in the log', async () => {
    let fails = true;
    const world = await beredskabWorld({
      meetings: {
        create: async () => {
          if (fails) throw new TypeError('Bearer eyJ0 was refused');
          return { id: 'MSo1', joinUrl: 'https://teams.microsoft.com/meet/1' };
        },
        move: async () => undefined,
      },
    });
    await world.convene({ meeting: true });
    await world.work();
    assert.equal(world.toldTo(anna).length, 1);
    assert.ok(world.logged.some((line) => line.includes('TypeError') && !line.includes('Bearer')));
    fails = false;
    world.pass(1);
    await world.work();
    assert.ok(cardOf(world, anna.teamsId!).includes('/meet/1'), 'tried again');
  });

  it('never takes the place of a link that the co-ordinator has pasted meanwhile', async () => {
    const world = await open();
    graph.next(graphError(503, 'ServiceUnavailable', 'x'));
    await world.convene({ meeting: true });
    await world.work();
    const pasted = 'https://teams.microsoft.com/meet/77';
    await world.press((b) => setLink(b, pasted, world.clock()));
    world.pass(1);
    await world.work();
    assert.equal((await world.beredskab()).online!.joinUrl, pasted);
    const slow = await beredskabWorld({
      meetings: {
        create: async () => {
          await slow.beredskaber.change('vordingborg', 'b-1', (b) => setLink(b, pasted, slow.clock()));
          return { id: 'MSo1', joinUrl: 'https://teams.microsoft.com/meet/1' };
        },
        move: async () => undefined,
      },
    });
    await slow.convene({ meeting: true });
    await slow.work();
    assert.deepEqual((await slow.beredskab()).online, { joinUrl: pasted });
  });

  it('that was not moved is told as such, and its link stays', async () => {
    const world = await open();
    await world.convene({ meeting: true });
    await world.work();
    graph.next(graphError(400, 'BadRequest', 'the meeting is running'));
    await world.press((b) => move(b, { ...tomorrow, place: 'Skolen' }, world.around()));
    const card = cardOf(world, coordinator.objectId);
    assert.match(card, /Mødet i Teams er ikke flyttet: linket virker/);
    assert.ok((await world.events()).includes('move-failed'));
    assert.ok(!(await world.events()).includes('meeting-failed'));
    assert.ok(card.includes(graph.meetings[0]!.joinWebUrl));
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
