import { strict as assert } from 'node:assert';
import { advanceAgenda } from '../../src/agenda/advance-agenda.ts';
import type { Agenda, Proposal, Refusal } from '../../src/agenda/agenda.ts';
import { changesBetween } from '../../src/agenda/agenda-changes.ts';
import { createAgendaStore } from '../../src/agenda/agenda-store.ts';
import { decideApproval } from '../../src/agenda/approval.ts';
import { channelView } from '../../src/agenda/channel-view.ts';
import { callForItems } from '../../src/agenda/collecting.ts';
import { approveMinutes, beginMinutes, writeAttendance, writeItemMinutes } from '../../src/agenda/minutes.ts';
import { confirmPosting, nudgeReaders, planPosting, publish } from '../../src/agenda/posting.ts';
import { acceptProposal, propose } from '../../src/agenda/proposal-rules.ts';
import { createProposalStore } from '../../src/agenda/proposal-store.ts';
import { createReadsStore } from '../../src/agenda/reads-store.ts';
import { createSettingsStore } from '../../src/agenda/settings-store.ts';
import { fold } from '../../src/language/fold.ts';
import { eraseOwnAgendas, ownAgendas } from '../../src/own-data/own-agendas.ts';
import { agenda, author, colleague, item, made, now } from '../agenda/agenda-builders.ts';
import { activity, tenantId } from '../support/builders.ts';
import { cardIn, personIn, rosterFile, type SentCard, until } from '../support/flow.ts';
import { memoryStore } from '../support/memory-store.ts';
import { startBot } from '../support/running-bot.ts';
import { storedText } from '../support/stored-text.ts';

const kommune = 'vordingborg';
const text = (card: object) => JSON.stringify(card);
const channel = { id: '19:lokal@thread.tacv2', name: 'Lokalråd' };
const channels = [{ id: channel.id, title: 'SSP › Lokalråd' }];
const leader = { objectId: '00000000-0000-0000-0000-000000000003', name: 'Ida Leder' };

/** A meeting that author and colleague took part in, in every way that an agenda can name somebody. */
async function held() {
  const store = memoryStore();
  const records = await store.open('agenda');
  const stores = {
    agendas: createAgendaStore(records),
    proposals: createProposalStore(records),
    reads: createReadsStore(records),
    settings: createSettingsStore(records),
    clock: () => now,
  };
  const rules: ((a: Agenda) => Agenda | Refusal)[] = [
    (a) => callForItems(a, { deadline: '2026-03-10T11:00:00Z', channels, members: [author, colleague] }, now),
    (a) => planPosting(a, { channels, approver: colleague }),
    (a) => confirmPosting(a, now),
    (a) => decideApproval(a, { by: colleague.objectId, version: a.version, yes: true, word: 'Fint' }, now),
    (a) => publish(a, now),
    (a) => nudgeReaders(a, [author, colleague], 0, now),
  ];
  const minuted: typeof rules = [
    (a) => beginMinutes(a, colleague, now),
    (a) => writeAttendance(a, { present: ['SSP-konsulent'], apologies: [] }, now),
    (a) =>
      writeItemMinutes(a, '1', { outcome: 'Drøftet', actions: [action('x', author), action('y', colleague)] }, now),
    (a) => approveMinutes(a, author, now),
  ];
  await stores.agendas.create(agenda({ items: [item('1')] }));
  const follow = async (some: typeof rules) => {
    for (const rule of some) made((await stores.agendas.change(kommune, 'a-1', rule))!);
  };
  await follow(rules.slice(0, 1));
  for (const by of [author, colleague]) {
    const wish = { title: `Punkt fra ${by.objectId.at(-1)}`, type: 'droeftelse' as const, minutes: 5 };
    const id = `p${by.objectId.at(-1)}`;
    await stores.proposals.create(kommune, 'a-1', (a) => propose(a, { ...wish, id, by, language: 'da' }, now));
    await stores.proposals.decide(kommune, 'a-1', id, (both) => acceptProposal(both, leader, now, 'God idé'));
    await stores.reads.mark(kommune, 'a-1', by, 'readAt', now);
    await stores.settings.change(kommune, `b${by.objectId.at(-1)}`, (s) => ({ ...s, changedBy: by }));
  }
  await follow([...rules.slice(1), ...minuted]);
  await stores.agendas.create({ ...agenda(), id: `draft-${author.objectId.at(-1)}` });
  const rows = () => store.rows().map(({ key, json }) => `${key.join('/')} ${json}`);
  return { ...stores, rows };
}

function action(id: string, { objectId, name }: typeof author) {
  return { id, what: `Ring ${id}`, who: name, ownerId: objectId, due: '2026-04-01' };
}

describe('one’s own agendas', () => {
  it('are deleted while they are drafts; from those of the municipality the person is taken out', async () => {
    for (const [person, other] of [
      [author, colleague],
      [colleague, author],
    ] as const) {
      const world = await held();
      assert.ok(world.rows().join().includes(person.objectId), 'the walk sees them');
      await eraseOwnAgendas(world, kommune, person.objectId);
      const rows = world.rows();
      for (const mark of [person.objectId, person.name])
        assert.deepEqual(
          rows.flatMap((row) => (row.includes(mark) ? [row.slice(row.indexOf(mark) - 80).slice(0, 160)] : [])),
          [],
        );
      assert.ok(rows.join().includes(other.name) && rows.join().includes('Ring y'), 'the meeting itself stays');
      assert.equal(
        rows.some((row) => row.includes('draft-1')),
        person === colleague,
      );
      const left = await ownAgendas(world, kommune, person.objectId);
      assert.deepEqual(left, { written: [], proposed: [], decided: [], read: [], named: [], papers: [] });
    }
  });

  it('name whoever decided a proposal, until they are forgotten', async () => {
    const world = await held();
    const { decided } = await ownAgendas(world, kommune, leader.objectId);
    assert.deepEqual(
      decided.map((p) => p.title),
      ['Punkt fra 1', 'Punkt fra 2'],
    );
    await eraseOwnAgendas(world, kommune, leader.objectId);
    assert.ok(!world.rows().join().includes(leader.objectId) && !world.rows().join().includes(leader.name));
    assert.equal((await world.proposals.get(kommune, 'a-1', 'p1'))!.word, 'God idé', 'what was decided stays');
  });

  it('say the function where a text was their name; approved minutes keep it, and it is told', async () => {
    const world = await held();
    const person = { names: [author.name], title: 'SSP-konsulent' };
    const action = { id: 'z', what: 'Ring', who: author.name };
    const follow = { from: { kind: 'action' as const, agenda: 'a-1', actions: ['z', 'y'] } };
    const named = agenda({
      ...{ id: 'named', author: colleague, slots: [], chair: author.name, state: 'posted' as const },
      items: [
        item('1', { presenter: author.name.toLowerCase() }),
        item('2', { ...follow, presenter: author.name }),
        item('3', { ...follow, note: `- Ring (${author.name}, 1. april)\n- Skriv (${author.name})\n- Se (Klubben)` }),
      ],
    });
    const posted = { version: 1, at: now.toISOString(), view: channelView(named), marks: {} };
    const begun = made(beginMinutes({ ...named, posted, id: 'minuted' }, colleague, now));
    const written = made(writeItemMinutes(begun, '1', { actions: [action] }, now));
    const there = made(writeAttendance(written, { present: [author.name, 'Politiet'], apologies: [author.name] }, now));
    const paper = { ...made(approveMinutes(there, colleague, now)), id: 'paper' };
    for (const one of [{ ...named, posted }, there, paper]) await world.agendas.create(one);
    const before = await ownAgendas(world, kommune, author.objectId, person);
    assert.deepEqual(
      [before.named.sort(), before.papers],
      [
        ['minuted', 'named'],
        ['a-1', 'paper'],
      ],
    );

    await eraseOwnAgendas(world, kommune, author.objectId, person);
    for (const id of ['named', 'minuted']) {
      const left = (await world.agendas.get(kommune, id))!;
      assert.ok(!fold(text(left)).includes(fold(author.name)), id);
      assert.equal(left.posted!.view.chair, 'SSP-konsulent');
      assert.match(
        left.items[2]!.note!,
        /^- Ring \(SSP-konsulent, 1\. april\)\n- Skriv \(SSP-konsulent\)\n- Se \(Klubben\)$/,
      );
      const shown = changesBetween(left.posted!.view, channelView(left));
      assert.ok(
        Object.values(shown).every((list) => list.length === 0),
        'post and agenda go on saying the same',
      );
    }
    assert.deepEqual((await world.agendas.get(kommune, 'minuted'))!.minutes!.present, ['SSP-konsulent', 'Politiet']);
    assert.deepEqual((await world.agendas.get(kommune, 'paper'))!.minutes!.present, [author.name, 'Politiet']);
    const left = await ownAgendas(world, kommune, author.objectId, person);
    assert.deepEqual([left.named, left.papers], [[], ['paper']]);
  });

  it('wait for nobody and address nobody who is gone', async () => {
    const world = await held();
    const waiting = made(planPosting(agenda({ id: 'waiting', items: [item('1')] }), { channels, approver: colleague }));
    await world.agendas.create(made(confirmPosting(waiting, now)));
    await eraseOwnAgendas(world, kommune, colleague.objectId);
    const left = (await world.agendas.get(kommune, 'waiting'))!;
    assert.deepEqual([left.approval, left.publishAt, left.plan], [undefined, undefined, undefined]);
    assert.ok(
      left.slots.some((s) => s.to === author.objectId),
      'the author sees it',
    );
    await eraseOwnAgendas(world, kommune, author.objectId);
    const soon = new Date('2026-04-02T09:00:00Z');
    const beside = { proposals: await world.proposals.list(kommune, 'a-1'), looked: new Set<string>(), mayPost: true };
    const minuted = (await world.agendas.get(kommune, 'a-1'))!;
    const fresh = { ...beside.proposals[0], by: leader, id: 'p9', state: 'proposed' as const } as Proposal;
    const later = advanceAgenda(minuted, soon, { ...beside, proposals: [fresh] });
    assert.ok(
      later.slots.every((s) => s.to !== ''),
      text(later.slots),
    );
    assert.equal(advanceAgenda(later, soon, { ...beside, proposals: [fresh] }), later, 'and comes to rest');
  });

  it('are shown and deleted on request, and then found nowhere in the store', async () => {
    const bot = await startBot({ SSP_ROSTER: rosterFile() });
    const posts = () => bot.connector.calls.filter((c) => c.body.activity);
    const sent = (words: string) =>
      until(() => bot.connector.calls.findLast((c) => c.method === 'POST' && text(c.body).includes(words)), words);
    const team = { id: '19:team@thread.tacv2', name: 'SSP' };
    const channelData = { eventType: 'channelCreated', team, channel, tenant: { id: tenantId } };
    const conversation = { id: channel.id, conversationType: 'channel', isGroup: true, tenantId };
    await bot.post(activity({ type: 'conversationUpdate', channelData, conversation }));
    try {
      const anna = personIn(bot, 'anna');
      const tove = personIn(bot, 20, { from: { name: 'Tove Kanariefugl' } });
      const facts = { body: 'lokalraad', date: '12/3', start: '9', end: '', place: '', online: 'false' };
      const [asked] = await anna.writes('ny dagsorden lokalrådet 12/3 kl. 9');
      const { card: draft } = await anna.presses(cardIn(asked), 'Opret', facts, 'agenda-1');
      await anna.presses(draft!, 'Udgiv', {}, 'agenda-1');
      const form = cardIn(await sent('Se før udgivelse'));
      const [, chosen = ''] = /"title":"[^"]*Lokalråd","value":"([^"]+)"/.exec(text(form))!;
      const where = { channels: chosen, when: '', keep: 'true' };
      const { card: preview } = await anna.presses(form, 'Se før udgivelse', where, 'publish-1');
      await anna.presses(preview!, 'Udgiv nu', {}, 'publish-1');
      const post = (await until(() => posts()[0], 'the post')).body.activity!.attachments[0]!.content as SentCard;
      await tove.presses(post, 'Set og læst');
      for (const [title, answer] of [
        ['Cykler ved stationen', 'Godkend'],
        ['Lys på stien', undefined],
      ] as const) {
        await tove.presses(post, 'Foreslå punkt');
        const why = { title, type: 'droeftelse', minutes: '10', why: `${title}: der er mange` };
        await tove.presses(cardIn(await sent('Send forslaget')), 'Send forslaget', why, title);
        const decision = cardIn(await sent(`Forslag til`).then(() => sent(`${title}**`)));
        if (answer) await anna.presses(decision, answer, { word: 'God idé' }, 'decision-1');
      }
      await sent('Dit punkt er godkendt');

      const [shown] = await tove.writes('vis mine data');
      const own = text(cardIn(shown));
      for (const line of ['Foreslået af dig: Cykler ved stationen', 'Foreslået af dig: Lys på stien', 'læst af dig: 1'])
        assert.ok(own.includes(line), line);
      const [question] = await tove.writes('slet mine data');
      assert.match(
        text((await tove.presses(cardIn(question), 'Slet')).card!),
        /Slettet. Jeg har ikke gemt noget om dig/,
      );
      await bot.app.stop();
      const kept = storedText(bot.dataDir);
      assert.ok(kept.includes('Cykler ved stationen'), 'what the author took on stays on the municipality’s agenda');
      for (const mark of [tove.objectId, 'Kanariefugl', 'a:chat-20', '29:user-20', 'Lys på stien'])
        assert.ok(!kept.includes(mark), `${mark} is still there`);
    } finally {
      await bot.stop();
    }
  });
});
