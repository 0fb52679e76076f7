import { strict as assert } from 'node:assert';
import { advanceAgenda, type Beside } from '../../src/agenda/advance-agenda.ts';
import type { Agenda, Proposal } from '../../src/agenda/agenda.ts';
import { agendaFile } from '../../src/agenda/agenda-files.ts';
import { agendaPurposes } from '../../src/agenda/agenda-verbs.ts';
import { callForItems } from '../../src/agenda/collecting.ts';
import { type AgendaCardDeps, callCard } from '../../src/agenda/post-cards.ts';
import { planPosting, publish, updatePosts } from '../../src/agenda/posting.ts';
import { answeredCard, proposalCard } from '../../src/agenda/proposal-cards.ts';
import { acceptProposal, propose } from '../../src/agenda/proposal-rules.ts';
import { readersOf } from '../../src/agenda/readers.ts';
import { createReadsStore } from '../../src/agenda/reads-store.ts';
import { askedBy, consultants, groupIn, groupsBeside, unreachedBy, usualGroups } from '../../src/agenda/recipients.ts';
import { emptyRoster } from '../../src/roster/roster.ts';
import { createSigner } from '../../src/signing.ts';
import { memoryStore } from '../support/memory-store.ts';
import { entry } from '../support/roster-builders.ts';
import { agenda, author, colleague, item, kolding, made, now } from './agenda-builders.ts';

const deadline = '2026-03-10T11:00:00.000Z';
const channels = [{ id: '19:a@thread.tacv2', title: 'SSP › Lokalråd' }];
const beside: Beside = { proposals: [], looked: new Set(), mayPost: true };
const deps: AgendaCardDeps = {
  ...{ structure: kolding, signer: createSigner('secret'), forms: 'chat' as const, calendarUrl: () => undefined },
};
const text = (card: object) => JSON.stringify(card);
const wantedOf = ({ slots }: Agenda) => Object.fromEntries(slots.map((s) => [s.name, s.wanted]));
const lis = { objectId: 'lis', name: 'Lis Råd' };

const roster = {
  ...emptyRoster('kolding'),
  entries: [
    entry({ ...{ name: 'Lis Råd', contact: 'lokalraad', teamsId: 'lis' } }),
    entry({ ...{ name: 'Ida Ude', contact: 'lokalraad' } }),
    entry({ ...{ name: 'Lis Råd', contact: 'koordinationsgruppen', teamsId: 'lis' } }),
    entry({ ...{ name: 'Kaj Lund', contact: 'koordinationsgruppen', teamsId: 'kaj' } }),
    entry({ ...{ name: 'Pia Politi', contact: 'koordinationsgruppen' } }),
    entry({ ...{ name: author.name, contact: 'ssp-gruppen', teamsId: author.objectId, role: 'konsulent' } }),
    entry({ ...{ name: 'Kim Vej', contact: 'kim-hansen', teamsId: 'kim', role: 'konsulent' } }),
  ],
};

describe('who is asked for items', () => {
  const one = agenda({ kommune: 'kolding' });
  const plan = { members: true, also: ['koordinationsgruppen', consultants] };

  it('can be another body and the SSP-konsulenter, each person once, and never whoever asks', () => {
    assert.deepEqual(groupsBeside(kolding, roster, one), [consultants, 'koordinationsgruppen']);
    assert.deepEqual(askedBy(roster, one, plan), [
      lis,
      { objectId: 'kaj', name: 'Kaj Lund', as: 'koordinationsgruppen' },
      { objectId: 'kim', name: 'Kim Vej', as: consultants },
    ]);
    assert.deepEqual(unreachedBy(roster, one, plan), ['Ida Ude', 'Pia Politi'], 'who cannot be written to is named');
  });

  it('is proposed where the sources say so', () => {
    assert.deepEqual(['lokalraad', 'kredsraad', 'styregruppen'].map(usualGroups), [
      ['koordinationsgruppen'],
      [consultants],
      [],
    ]);
  });

  it('is told why; consultants see beforehand what is on it, and of a closed item its number', () => {
    const draft = {
      ...one,
      items: [item('1', { title: 'Ny gadeplan' }), item('2', { title: 'Hemmeligt', closed: true })],
    };
    const asked = made(callForItems(draft, { deadline, channels, members: askedBy(roster, one, plan) }, now));
    const cards = ['lis', 'kaj', 'kim'].map((of) => text(callCard(deps, asked, now, 'member', of)));
    assert.match(cards[0]!, /Du er medlem/);
    assert.match(cards[1]!, /fordi du er med i Koordinationsgruppen/);
    assert.match(cards[2]!, /som SSP-konsulent.*1 · Ny gadeplan.*2 · Lukket punkt/);
    for (const card of [...cards.slice(0, 2), text(callCard(deps, asked, now, 'channel'))])
      assert.ok(!card.includes('Ny gadeplan'));
    assert.ok(!cards.join().includes('Hemmeligt'));
  });
});

describe('the end of a call for items', () => {
  const called = made(callForItems(agenda(), { deadline, channels, members: [lis] }, now));

  it('comes by itself: the button goes from calls and posts, once', () => {
    const posted = publish(made(planPosting(called, { channels })), now);
    const { remindAt: _, ...collecting } = posted.collecting!;
    const before = advanceAgenda({ ...posted, collecting }, now, beside);
    assert.equal(before.timer, deadline);
    const over = advanceAgenda(before, new Date(deadline), beside);
    const [was, is] = [wantedOf(before), wantedOf(over)];
    for (const name of ['call 0 0', 'ask lis 0', 'post 0 0']) assert.equal(is[name], was[name]! + 1, name);
    assert.equal(over.timer, undefined);
    assert.deepEqual(advanceAgenda(over, new Date(deadline), beside), over);
    const later = made(
      callForItems(over, { deadline: '2026-03-11T11:00:00.000Z', channels, members: [] }, new Date(deadline)),
    );
    assert.notEqual(advanceAgenda(later, new Date(deadline), beside).timer, undefined, 'a later deadline ends too');
  });

  it('is the meeting’s beginning for what is posted without a deadline', () => {
    const posted = advanceAgenda(publish(made(planPosting(agenda(), { channels })), now), now, beside);
    assert.equal(posted.timer, '2026-03-12T08:00:00.000Z');
    assert.equal(wantedOf(advanceAgenda(posted, new Date(posted.timer!), beside))['post 0 0'], 2);
  });

  it('is said as called off when the draft was thrown away', () => {
    for (const to of ['channel', 'member', 'reminder'] as const) {
      const { summary, data } = callCard(deps, { ...called, state: 'deleted' }, now, to, 'lis');
      assert.match(summary, /Aflyst/);
      assert.deepEqual([data.presses, data.dialogs], [[], []]);
    }
  });
});

describe('the calendar file of an agenda', () => {
  it('is there once the agenda is posted: its link has no end', async () => {
    const { signer } = deps;
    const fileOf = (one: Agenda) =>
      agendaFile(
        {
          ...{ agendas: { get: async () => one }, signer, clock: () => now, structureOf: () => kolding },
          calendarText: async () => 'BEGIN:VCALENDAR',
        },
        signer.sign(agendaPurposes.file, { kommune: one.kommune, id: one.id, kind: 'calendar' }),
      );
    assert.equal(await fileOf(agenda({ deadline })), undefined);
    assert.equal((await fileOf(publish(made(planPosting(agenda(), { channels })), now)))?.content, 'BEGIN:VCALENDAR');
  });
});

describe('what is told of an accepted proposal', () => {
  it('does not say that it is on an agenda whose posts do not show it yet', () => {
    const base = { id: 'p-1', by: colleague, language: 'da', title: 'Lys', type: 'droeftelse', minutes: 5 } as const;
    const posted = publish(made(planPosting(agenda(), { channels })), now);
    const accept = (to: Agenda) =>
      made(acceptProposal({ agenda: to, proposal: made(propose(to, base, now)) }, author, now));
    const titles = (to: Agenda, proposal: Proposal) =>
      [answeredCard, (a: Agenda, p: Proposal) => proposalCard(deps, a, p)].map((card) =>
        String(card(to, proposal).data.title),
      );
    const waiting = accept(posted);
    assert.deepEqual(titles(waiting.agenda, waiting.proposal), [
      'Dit punkt er godkendt og kommer på, når opslagene opdateres',
      'Godkendt: det kommer på opslagene, når du trykker Ret og opdater',
    ]);
    const shown = made(updatePosts(waiting.agenda, now, () => []));
    assert.match(titles(shown, waiting.proposal)[0]!, /er kommet på dagsordenen/);
    const draft = accept(agenda({ deadline }));
    assert.match(titles(draft.agenda, draft.proposal)[0]!, /er kommet på dagsordenen/);
  });
});

describe('"Set og læst"', () => {
  it('counts the version that was read: after a large change it is asked for anew', async () => {
    const reads = createReadsStore(await memoryStore().open('agenda'));
    const posted = publish(made(planPosting(agenda(), { channels })), now);
    const mark = (who: { objectId: string; name: string }, version: number) =>
      reads.mark('vordingborg', 'a-1', who, 'readAt', now, version);
    const readers = async (one: Agenda) => {
      const found = readersOf(one, await reads.list('vordingborg', 'a-1'), groupIn(roster, 'lokalraad'));
      const names = (people: { name: string }[]) => people.map((p) => p.name);
      return [names(found.read), names(found.earlier), names(found.missing), found.unreached];
    };
    await mark(lis, posted.posted!.version);
    assert.deepEqual(await readers(posted), [['Lis Råd'], [], [], ['Ida Ude']]);
    const changed = { ...posted, version: 2, items: [item('1')] };
    const large = made(updatePosts(changed, now, () => []));
    assert.deepEqual(await readers(large), [[], ['Lis Råd'], ['Lis Råd'], ['Ida Ude']]);
    const small = made(updatePosts({ ...large, version: 3, items: [item('1', { note: 'Mere' })] }, now, () => []));
    await mark(lis, 1);
    assert.deepEqual((await readers(small))[0], [], 'a press on the post as it was is of the earlier version');
    await mark(lis, 2);
    assert.deepEqual(await readers(small), [['Lis Råd'], [], [], ['Ida Ude']], 'a small change asks for nothing');
  });
});
