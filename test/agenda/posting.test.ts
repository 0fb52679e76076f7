import { strict as assert } from 'node:assert';
import type { Agenda } from '../../src/agenda/agenda.ts';
import { createAgendaStore } from '../../src/agenda/agenda-store.ts';
import { agendaFeature, agendaWorkshop } from '../../src/agenda/agenda-workshop.ts';
import { decideApproval } from '../../src/agenda/approval.ts';
import { deliveryReport } from '../../src/agenda/delivery-report.ts';
import { changeItem } from '../../src/agenda/item-rules.ts';
import { changeLines } from '../../src/agenda/post-cards.ts';
import {
  cancelPosting,
  confirmPosting,
  confirmThere,
  discard,
  planPosting,
  sendAgain,
  updatePosts,
  withdraw,
} from '../../src/agenda/posting.ts';
import { createProposalStore } from '../../src/agenda/proposal-store.ts';
import { createReadsStore } from '../../src/agenda/reads-store.ts';
import { deliveriesOf } from '../../src/delivery/deliver-slots.ts';
import type { Messenger, Records } from '../../src/ports.ts';
import { createSigner } from '../../src/signing.ts';
import { memoryJobQueue } from '../support/memory-job-queue.ts';
import { memoryMessenger } from '../support/memory-messenger.ts';
import { memoryStore } from '../support/memory-store.ts';
import { mortality } from '../support/mortal.ts';
import { agenda, author, colleague, item, vordingborg } from './agenda-builders.ts';

const kommune = 'vordingborg';
const channels = ['a', 'b', 'c'].map((id) => ({ id: `19:${id}`, title: `SSP › ${id}` }));
type Rule = (agenda: Agenda, now: Date) => Agenda | { refused: string };

/** An agenda with its worker in memory; the process can be killed before or after any call. */
async function postingWorld({ mayPost = (_objectId: string): boolean => true } = {}) {
  const store = memoryStore();
  const records = await store.open('agenda');
  let time = Date.parse('2026-03-02T09:00:00Z');
  const clock = () => new Date(time);
  const queue = memoryJobQueue(() => time);
  const messenger = memoryMessenger();
  const { mortal, killAt, revive } = mortality();
  const mortalRecords = {
    get: mortal(records.get),
    list: mortal(records.list),
    write: mortal(records.write),
  } as Records;
  const mortalMessenger: Messenger = {
    send: mortal(messenger.send),
    update: mortal(messenger.update),
    // The call itself is what can be cut: what comes before it in its turn is told apart.
    post: (where, id, card, onTurn) =>
      messenger.post(where, id, card, onTurn && mortal(onTurn)).then(mortal(async (place) => place)),
    reply: mortal(messenger.reply),
  };
  const agendas = createAgendaStore(records);
  const workshop = agendaWorkshop({
    ...{
      agendas,
      records: mortalRecords,
      messenger: mortalMessenger,
      clock,
      queue: { ...queue, send: mortal(queue.send) },
    },
    ...{
      structureOf: () => vordingborg,
      signer: createSigner('s'.repeat(32)),
      forms: 'chat',
      calendarUrl: () => undefined,
    },
    ...{
      proposals: createProposalStore(records),
      reads: createReadsStore(records),
      refreshRoster: async () => undefined,
    },
    mayPost: (_kommune, objectId) => mayPost(objectId),
  });
  await agendas.create(agenda({ items: [item('1'), item('2', { title: 'Hemmeligt', closed: true })] }));
  const world = {
    ...{ store, records, queue, messenger, agendas, workshop, clock, killAt, revive },
    pass: (minutes: number) => {
      time += minutes * 60_000;
    },
    async does(...rules: Rule[]) {
      for (const rule of rules) {
        const changed = await agendas.change(kommune, 'a-1', (a) => rule(a, clock()) as Agenda);
        if (changed && 'refused' in changed) return changed.refused;
      }
      await queue.send({ feature: agendaFeature, kommune, id: 'a-1' });
      return undefined;
    },
    async work() {
      for (let received = await queue.receive(60); received.length > 0; received = await queue.receive(60)) {
        for (const one of received) {
          await workshop.handle(kommune, one.job.id);
          await queue.done(one);
        }
      }
    },
    async sweep() {
      for (const id of await workshop.overdue(kommune)) await workshop.handle(kommune, id);
    },
    one: async () => (await agendas.get(kommune, 'a-1'))!,
    toldAuthor: () => JSON.stringify(messenger.messages.find((m) => m.to === author.objectId)!.cards.at(-1)!.data),
    posts: () => messenger.messages.filter((m) => m.to.startsWith('19:')),
    report: async () =>
      deliveryReport(await world.one(), await deliveriesOf(records, kommune, 'a-1')).map((r) => r.state),
  };
  return world;
}

const publishing: Rule[] = [(a) => planPosting(a, { channels }), (a, now) => confirmPosting(a, now)];

describe('posting an agenda', () => {
  it('makes one new post in each channel, and reports them', async () => {
    const world = await postingWorld();
    await world.does(...publishing);
    await world.work();
    assert.deepEqual(
      world
        .posts()
        .map((m) => m.to)
        .sort(),
      ['19:a', '19:b', '19:c'],
    );
    assert.deepEqual(await world.report(), ['posted', 'posted', 'posted']);
    assert.ok(!JSON.stringify(world.posts()).includes('Hemmeligt'));
    assert.equal(await world.does((a, now) => confirmPosting(a, now)), 'locked', 'it is posted already');
  });

  it('waits for its time and goes out then, also when the nudge was lost', async () => {
    const world = await postingWorld();
    const at = '2026-03-02T11:00:00.000Z';
    await world.does(
      (a) => planPosting(a, { channels, at }),
      (a, now) => confirmPosting(a, now),
    );
    await world.work();
    assert.equal(world.posts().length, 0);
    world.queue.waiting.splice(0);
    world.pass(119);
    await world.sweep();
    assert.equal(world.posts().length, 0);
    world.pass(1.5);
    await world.sweep();
    assert.equal(world.posts().length, 3);
  });

  it('can be taken back before its time', async () => {
    const world = await postingWorld();
    const at = '2026-03-02T11:00:00.000Z';
    await world.does(
      (a) => planPosting(a, { channels, at }),
      (a, now) => confirmPosting(a, now),
      (a, now) => cancelPosting(a, now),
    );
    world.pass(200);
    await world.work();
    await world.sweep();
    assert.equal(world.posts().length, 0);
    assert.equal((await world.one()).state, 'draft');
  });

  const yes = { by: colleague.objectId, version: 1, yes: true };

  it('waits for the yes of whoever has to approve, and of nobody else', async () => {
    const world = await postingWorld();
    await world.does(
      (a) => planPosting(a, { channels, approver: colleague }),
      (a, now) => confirmPosting(a, now),
    );
    await world.work();
    assert.equal(world.posts().length, 0);
    assert.match(
      world.messenger.messages.find((m) => m.to === colleague.objectId)!.cards[0]!.summary,
      /Godkend udgivelse/,
    );
    assert.equal(await world.does((a, now) => decideApproval(a, { ...yes, by: 'somebody' }, now)), 'gone');
    await world.does((a, now) => decideApproval(a, yes, now));
    await world.work();
    assert.equal(world.posts().length, 3);

    const refused = await postingWorld();
    await refused.does(
      (a) => planPosting(a, { channels, approver: colleague }),
      (a, now) => confirmPosting(a, now),
    );
    await refused.does((a, now) => decideApproval(a, { ...yes, yes: false, word: 'Vent til mandag' }, now));
    await refused.work();
    assert.equal(refused.posts().length, 0);
    assert.match(refused.toldAuthor(), /har sagt nej: Vent til mandag/);
  });

  it('asks again when it is changed after the yes: nobody approves what they have not seen', async () => {
    const world = await postingWorld();
    const at = '2026-03-02T11:00:00.000Z';
    await world.does(
      (a) => planPosting(a, { channels, approver: colleague, at }),
      (a, now) => confirmPosting(a, now),
      (a, now) => decideApproval(a, yes, now),
      (a, now) => changeItem(a, '1', { ...item('1'), title: 'Noget andet' }, now),
    );
    await world.work();
    const asked = world.messenger.messages.filter((m) => m.to === colleague.objectId);
    assert.equal(asked.length, 2, 'a question of its own');
    assert.match(JSON.stringify(asked[1]!.cards.at(-1)!.data), /Noget andet.*agenda\.approve/);
    assert.doesNotMatch(JSON.stringify(asked[0]!.cards.at(-1)!.data), /agenda\.approve/);
    world.pass(180);
    await world.sweep();
    assert.equal(world.posts().length, 0);
    assert.equal(await world.does((a, now) => decideApproval(a, yes, now)), 'changed', 'to the earlier version');
    await world.does((a, now) => decideApproval(a, { ...yes, version: 2 }, now));
    await world.work();
    assert.equal(world.posts().length, 3);
  });

  it('goes out when a colleague confirmed it who may, whatever became of its author', async () => {
    const world = await postingWorld({ mayPost: (objectId) => objectId === colleague.objectId });
    await world.does(
      (a) => planPosting(a, { channels }),
      (a, now) => confirmPosting(a, now, colleague),
    );
    await world.work();
    assert.equal(world.posts().length, 3);
  });

  it('posts anew after it was taken back, and leaves what was taken back alone from then on', async () => {
    const world = await postingWorld();
    await world.does(...publishing);
    await world.work();
    await world.does((a, now) => withdraw(a, now));
    await world.work();
    assert.deepEqual(await world.report(), ['posted', 'posted', 'posted'], 'each says that it was taken back');
    await world.does(...publishing);
    await world.work();
    assert.equal(world.posts().length, 6);
    await world.does(
      (a, now) => changeItem(a, '1', { ...item('1'), title: 'Noget andet' }, now),
      (a, now) => updatePosts(a, now, () => []),
    );
    await world.work();
    assert.equal((await world.report()).length, 3);
    const now = world.posts().map((m) => JSON.stringify(m.cards.at(-1)));
    assert.deepEqual(
      now.map((card) => card.includes('Noget andet')),
      [false, false, false, true, true, true],
    );
    assert.ok(now.slice(0, 3).every((card) => card.includes('trukket tilbage')));
  });

  it('is deleted only when everything that stands of it says so', async () => {
    const world = await postingWorld();
    await world.does(...publishing);
    await world.work();
    await world.does((a, now) => withdraw(a, now));
    world.messenger.unreachable.add('19:a');
    await world.does((a, now) => discard(a, now));
    await world.work();
    for (let i = 0; i < 20; i++) {
      world.pass(10);
      await world.sweep();
    }
    assert.equal(await world.agendas.get(kommune, 'a-1'), undefined);
    assert.deepEqual(await world.records.list(kommune, ['delivery']), []);
    const there = world.posts().filter((m) => m.to !== '19:a');
    assert.ok(there.every((m) => JSON.stringify(m.cards.at(-1)).includes('trukket tilbage')));
  });

  it('holds back what its author may not post any more', async () => {
    const world = await postingWorld({ mayPost: () => false });
    await world.does(...publishing);
    await world.work();
    assert.equal(world.posts().length, 0);
    assert.match(world.toldAuthor(), /har ikke rollen mere/);
  });

  it('is changed in place with marks, says a large change in the threads, and is taken back everywhere', async () => {
    const world = await postingWorld();
    await world.does(...publishing);
    await world.work();
    const fields = { title: 'Nyt navn', type: 'droeftelse' as const, minutes: 10, links: [], closed: false };
    const update: Rule = (a, now) => updatePosts(a, now, (changes) => changeLines(changes, 'da'));
    await world.does((a, now) => changeItem(a, '1', fields, now), update);
    await world.work();
    const posts = world.posts().filter((m) => m.cards.length > 1);
    assert.equal(posts.length, 3);
    assert.match(JSON.stringify(posts[0]!.cards.at(-1)!.data), /ÆNDRET.*Nyt navn/);
    assert.equal(world.posts().length, 3, 'a small change is seen in place');
    await world.does((a, now) => changeItem(a, '1', { ...fields, type: 'beslutning' }, now), update);
    await world.work();
    assert.equal(world.posts().filter((m) => m.cards[0]!.summary.includes('Dagsordenen er ændret')).length, 3);
    await world.does((a, now) => withdraw(a, now));
    await world.work();
    const texts = world.posts().map((m) => m.cards.at(-1)!.summary);
    assert.equal(texts.filter((t) => t.includes('trukket tilbage')).length, 3);
  });

  it('is not sent where it was taken back before it could go out', async () => {
    const world = await postingWorld();
    world.messenger.failNext(429, 429, 429, 429);
    await world.does(...publishing);
    await world.workshop.handle(kommune, 'a-1');
    await world.does((a, now) => withdraw(a, now));
    world.pass(10);
    await world.work();
    await world.sweep();
    const said = world.posts().map((m) => m.cards.at(-1)!.summary);
    assert.ok(
      said.every((s) => s.includes('trukket tilbage')),
      String(said),
    );
  });
});

describe('a post whose outcome nobody knows', () => {
  it('is told as perhaps sent, and not repeated by itself', async () => {
    for (const trouble of [504, 502, 0]) {
      const world = await postingWorld();
      world.messenger.failNext(...[trouble, trouble, trouble, trouble]);
      await world.does(...publishing);
      for (let i = 0; i < 5; i++) {
        await world.work();
        world.pass(5);
        await world.sweep();
      }
      assert.ok((await world.report()).includes('unknown'), String(await world.report()));
      const unknown = (await world.report()).filter((s) => s === 'unknown').length;
      assert.equal(world.posts().length, 3 - unknown);
    }
  });

  it('is tried again when it is certain that nothing was taken', async () => {
    const world = await postingWorld();
    world.messenger.failNext(429, 412, 429, 412);
    await world.does(...publishing);
    for (let i = 0; i < 5; i++) {
      await world.work();
      world.pass(5);
      await world.sweep();
    }
    assert.deepEqual(await world.report(), ['posted', 'posted', 'posted']);
    assert.equal(world.posts().length, 3);
  });

  it('is decided by the author: sent again, or found there', async () => {
    const world = await postingWorld();
    world.messenger.unreachable.add('19:a');
    await world.does(...publishing);
    await world.work();
    assert.deepEqual(await world.report(), ['gone', 'posted', 'posted']);
    world.messenger.unreachable.clear();
    const first = { index: 0, turn: 0 };
    // Pressed twice on the same card.
    await world.does((a, now) => sendAgain(a, first, now));
    await world.does((a, now) => sendAgain(a, first, now));
    await world.work();
    assert.deepEqual(await world.report(), ['posted', 'posted', 'posted']);
    assert.equal(world.posts().filter((m) => m.to === '19:a').length, 1);
    await world.does((a, now) => confirmThere(a, { index: 1, turn: 0 }, now));
    assert.equal((await world.report())[1], 'there');
  });

  it('is never doubled and never forgotten, wherever the process dies', async () => {
    let deaths = 0;
    for (const before of [true, false]) {
      for (let call = 1; call < 200; call++) {
        const world = await postingWorld();
        await world.does(...publishing);
        world.killAt(call, before);
        const died = await world.work().then(
          () => false,
          () => true,
        );
        world.revive();
        if (!died) break;
        deaths++;
        if (call % 2 === 0) world.queue.waiting.splice(0);
        for (let i = 0; i < 4; i++) {
          world.pass(1);
          await world.work();
          await world.sweep();
        }
        const what = `killed ${before ? 'before' : 'after'} call ${call}`;
        const perChannel = channels.map((c) => world.posts().filter((m) => m.to === c.id).length);
        assert.ok(
          perChannel.every((n) => n <= 1),
          `${what}: ${perChannel}`,
        );
        const report = await world.report();
        for (const [i, state] of report.entries()) {
          assert.ok(state === 'posted' || state === 'unknown', `${what}: ${report}`);
          if (state === 'posted') assert.equal(perChannel[i], 1, what);
        }
      }
    }
    assert.ok(deaths > 30, `${deaths} deaths`);
  });

  it('is shared by several processes without a post too many', async () => {
    const world = await postingWorld();
    await world.does(...publishing);
    await Promise.all([1, 2, 3].map(() => world.workshop.handle(kommune, 'a-1')));
    await world.work();
    assert.equal(world.posts().length, 3);
  });
});
