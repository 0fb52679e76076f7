import { strict as assert } from 'node:assert';
import type { Agenda, Proposal } from '../../src/agenda/agenda.ts';
import { agendaCard, updatePreview } from '../../src/agenda/agenda-cards.ts';
import {
  editMenu,
  itemForm,
  itemValues,
  meetingForm,
  meetingValues,
  newAgendaForm,
  yesForm,
} from '../../src/agenda/agenda-forms.ts';
import { agendaPurposes } from '../../src/agenda/agenda-verbs.ts';
import { decideApproval } from '../../src/agenda/approval.ts';
import { chosenChannels } from '../../src/agenda/channel-inputs.ts';
import { channelView, pagesOf } from '../../src/agenda/channel-view.ts';
import { callForItems } from '../../src/agenda/collecting.ts';
import { collectForm, proposeForm } from '../../src/agenda/collecting-forms.ts';
import { addItem, changeItem, factsOf, fieldsOf } from '../../src/agenda/item-rules.ts';
import { longestNote, longestOutcome, longestTitle, mostItems } from '../../src/agenda/limits.ts';
import { marksOf } from '../../src/agenda/merge-edit.ts';
import { actionsOf, approveMinutes, beginMinutes, markAction, writeItemMinutes } from '../../src/agenda/minutes.ts';
import { actionCard, minutesItemChoice, minutesItemForm, minutesPeopleForm } from '../../src/agenda/minutes-forms.ts';
import { minutesPost, minutesPreview } from '../../src/agenda/minutes-post.ts';
import { type AgendaCardDeps, callCard, changeLines, changeNotice, postCard } from '../../src/agenda/post-cards.ts';
import { confirmPosting, planPosting, publish, updatePosts, withdraw } from '../../src/agenda/posting.ts';
import { answeredCard, proposalCard } from '../../src/agenda/proposal-cards.ts';
import { approvalCard, nudgeCard, publishPreview, refusalForm, reportCard } from '../../src/agenda/publish-cards.ts';
import { publishForm } from '../../src/agenda/publish-form.ts';
import type { CardMessage } from '../../src/ports.ts';
import { createSigner } from '../../src/signing.ts';
import type { Language } from '../../src/structure/structure.ts';
import { expandCard } from '../../src/teams/expand-card.ts';
import { assertGood } from '../support/good-card.ts';
import { agenda, author, colleague, item, made, now, vordingborg } from './agenda-builders.ts';

const signer = createSigner('s'.repeat(32));
const text = (card: object) => JSON.stringify(card);
const channels = ['Generelt', 'Lokalråd'].map((name, i) => ({ id: `19:${i}@thread.tacv2`, title: `SSP › ${name}` }));
const deadline = '2026-03-10T11:00:00.000Z';
const calendarUrl = () => 'https://bot.example/fil/x';
const depsOf = (forms: AgendaCardDeps['forms']): AgendaCardDeps => ({
  structure: vordingborg,
  signer,
  forms,
  calendarUrl,
});

const items = [
  item('1', { title: 'Ny gadeplan', type: 'beslutning', presenter: 'SSP-konsulent', note: 'Udkast\n\nvedlagt' }),
  item('2', { title: 'Hemmeligt punkt', note: 'Kun for rådet', presenter: 'Anna Holm', closed: true }),
  item('3', { links: ['https://vordingborg.dk/ssp?a=1(2)'], minutes: 0 }),
];
const facts = { end: '10:00', place: 'Rådhuset', online: true, chair: 'Anna Holm' };
const joinUrl = 'https://teams.microsoft.com/l/meetup-join/x';

/** One agenda in each state that it goes through. */
function statesOf(language: Language) {
  const draft = agenda({ language, items, ...facts, joinUrl });
  const asked = { deadline, channels, members: [colleague] };
  const collecting = made(callForItems(draft, asked, now));
  const planned = made(planPosting(collecting, { channels, at: '2026-03-03T08:00:00.000Z', approver: colleague }));
  const waiting = made(confirmPosting(planned, now));
  const answer = { by: colleague.objectId, version: waiting.version };
  const refused = made(decideApproval(waiting, { ...answer, yes: false, word: 'Vent til mandag' }, now));
  const given = made(decideApproval(waiting, { ...answer, yes: true }, now));
  const posted = publish(given, now);
  const shorter = { ...fieldsOf(items[0]!), title: 'Gadeplan', type: 'droeftelse' as const };
  const edited = made(addItem(made(changeItem(posted, '1', shorter, now)), item('4'), now));
  const updated = made(updatePosts(edited, now, (changes) => changeLines(changes, language)));
  const withdrawn = made(withdraw(updated, now));
  const begun = made(beginMinutes(updated, colleague, now));
  const actions = [author, { name: 'Klubben' }].map((who, i) => ({
    ...{ id: `x${i}`, what: 'Ring til klubben', who: who.name, due: '2026-04-01' },
    ...('objectId' in who && { ownerId: who.objectId }),
  }));
  const one = { outcome: 'Drøftet', decision: 'Vedtaget', actions };
  const written = made(writeItemMinutes(begun, '1', one, now));
  const closed = made(writeItemMinutes(written, '2', { outcome: 'Fortroligt', actions: [], putOff: true }, now));
  const approved = made(approveMinutes(closed, colleague, now));
  const done = made(markAction(approved, 'x0', true, now));
  const drafts = { empty: agenda({ language }), draft, collecting, planned, waiting, refused, given };
  return {
    ...drafts,
    heldBack: { ...draft, heldBack: 'role' as const },
    posted,
    edited,
    updated,
    withdrawn,
    begun,
    closed,
    approved,
    done,
  };
}

function proposalsFor({ language, kommune, id }: Agenda): Proposal[] {
  const at = now.toISOString();
  const base = { ...{ id: 'p', kommune, agenda: id, title: 'Lys på stien', type: 'droeftelse' as const, minutes: 10 } };
  const proposed: Proposal = {
    ...base,
    by: colleague,
    language,
    state: 'proposed',
    why: 'Der er mørkt',
    at,
    changedAt: at,
  };
  return [proposed, { ...proposed, state: 'accepted', word: 'God idé' }, { ...proposed, state: 'rejected' }];
}

const report = (['posted', 'updating', 'waiting', 'unknown', 'there', 'gone', 'refused'] as const).map(
  (state, index) => ({
    ...{ index, turn: 0, title: `SSP › ${state}`, state, nextAt: '2026-03-02T09:05:00.000Z' },
  }),
);

const nobody = { read: [], earlier: [], missing: [], unreached: [] };

/** All that is said in channels and to others than who writes. */
function publicCards(deps: AgendaCardDeps, one: Agenda): CardMessage[] {
  return [
    ...[postCard(deps, one, now), nudgeCard(deps, one, now), changeNotice(one)],
    ...(['channel', 'member', 'reminder'] as const).map((to) => callCard(deps, one, now, to)),
    ...(one.minutes ? [minutesPost(deps, one)] : []),
  ];
}

/** The author's card and every form that it opens. */
function authorCards(deps: AgendaCardDeps, one: Agenda): CardMessage[] {
  const choice = { channels, chosen: [channels[0]!.id], faults: ['Vælg en kanal.'] };
  const audience = channels.map((c) => ({ ...c, name: 'Lokalråd', audience: { members: 12, guests: 1 } }));
  const [first] = one.items;
  return [
    ...[agendaCard(deps, one), updatePreview(deps, one), editMenu(deps, one)],
    yesForm(deps, one, 'Slet dagsordenen?', 'Det kan ikke fortrydes.', {
      title: 'Ja, slet',
      verb: 'agenda.delete-yes',
    }),
    meetingForm(deps, one, marksOf(factsOf(one)), meetingValues(one), ['Dato mangler.']),
    itemForm(deps, one, { id: 'new' }, {}),
    ...(first
      ? [itemForm(deps, one, { id: '1', base: marksOf(fieldsOf(first)) }, itemValues(first), ['x mangler.'])]
      : []),
    collectForm(deps, one, { ...choice, members: 2 }),
    collectForm(deps, one, { channels: [], chosen: [], members: 0 }),
    publishForm(deps, one, { ...choice, approvers: [colleague], approval: true, keep: true }),
    publishForm(deps, one, { channels: [], chosen: [], approvers: [], approval: true, keep: true }),
    publishPreview(deps, one, [...audience, { id: '19:x', name: 'Ukendt', title: 'SSP › Ukendt' }], now),
    approvalCard(deps, one, now, colleague.objectId, true, 'Dagsordenen er ændret.'),
    refusalForm(deps, one, 'press', ['For langt.']),
    reportCard(deps, one, report, { read: [colleague], earlier: [author], missing: [author], unreached: ['Ida Ude'] }),
    reportCard(deps, one, [], nobody),
    proposeForm(deps, one, 'p'),
    proposeForm(deps, one, 'p', { title: 'Lys på stien' }, ['Minutter: et helt tal.']),
    ...proposalsFor(one).flatMap((p) => [proposalCard(deps, one, p, ['For langt.']), answeredCard(one, p)]),
    ...(first
      ? [
          minutesItemChoice(deps, one),
          minutesItemForm(deps, one, '1'),
          minutesItemForm(deps, one, '1', {}, ['For langt.']),
        ]
      : []),
    minutesPeopleForm(deps, one),
    minutesPreview(deps, one),
    ...actionsOf(one).map(({ action }) => actionCard(deps, one, action)),
  ];
}

/** On a phone a card is 300 points wide: texts wrap, nothing stands in columns, and pictures are told in words. */
function assertFitsPhone(card: CardMessage): void {
  const walk = (element: unknown): void => {
    if (typeof element !== 'object' || element === null) return;
    const { type, wrap, altText, size } = element as Record<string, unknown>;
    assert.ok(type !== 'TextBlock' || wrap === true, text([element]));
    assert.ok(
      type !== 'Image' || (typeof altText === 'string' && altText.length > 10 && size === 'Stretch'),
      text([element]),
    );
    assert.ok(type !== 'ColumnSet' && type !== 'Table', `${type} on a phone`);
    for (const value of Object.values(element)) walk(value);
  };
  walk(expandCard(card));
}

/** Teams takes a message of 80 KB in UTF-16. */
function bytesOf(card: CardMessage): number {
  return Buffer.byteLength(text(expandCard(card)), 'utf16le');
}
const mostBytes = 80 * 1024;

describe('the cards of an agenda', () => {
  for (const language of ['da', 'en'] as const) {
    for (const forms of ['chat', 'dialog'] as const) {
      it(`are good in every state and on a phone, in ${language}, where forms are a ${forms}`, () => {
        const deps = depsOf(forms);
        for (const [name, one] of Object.entries(statesOf(language))) {
          for (const card of [...publicCards(deps, one), ...authorCards(deps, one)]) {
            try {
              assertGood(card);
              assertFitsPhone(card);
            } catch (error) {
              throw new Error(`${name}: ${card.template} ${card.summary}`, { cause: error });
            }
          }
        }
        const values = { body: 'lokalraad', date: '2026-03-12', start: '09:00', place: 'Rådhuset', online: 'true' };
        for (const form of [
          newAgendaForm(deps, { id: 'a', language }, values),
          newAgendaForm(deps, { id: 'a', language }, {}, ['x.']),
        ])
          assertGood(form);
      });
    }

    it(`are all of one language, ${language}`, () => {
      const words = {
        da: /\b(?:the|Item|Close|Proposed|minutes)\b/,
        en: /\b(?:Punkt|Lukket|Dagsorden|Frist|Beslutning|Referat)\b/,
      };
      const strange = words[language];
      for (const one of Object.values(statesOf(language))) {
        // What people wrote is in their own words.
        const plain = { ...one, items: one.items.map((i) => ({ ...i, title: 'X', note: '' })) };
        for (const card of [postCard(depsOf('chat'), { ...plain }, now), agendaCard(depsOf('chat'), plain)]) {
          const said = text(expandCard(card)).replace(/"(press|verb|url|title)":"[^"]*"/g, '');
          assert.doesNotMatch(said.replace(/Lokalrådet|Ny gadeplan|Gadeplan|Punkt \d|Hemmeligt punkt/g, ''), strange);
        }
      }
    });
  }

  it('show in a channel of a closed item the number and nothing else, in every state', () => {
    for (const [name, one] of Object.entries(statesOf('da'))) {
      for (const card of publicCards(depsOf('chat'), one)) {
        const said = text(expandCard(card)) + card.summary;
        assert.ok(!/Hemmeligt|Kun for rådet|Fortroligt/.test(said), `${name}: ${card.summary}`);
      }
      if (one.items.length > 0 && !['withdrawn'].includes(name))
        assert.match(text(expandCard(postCard(depsOf('chat'), one, now))), /2 · Lukket punkt/, name);
    }
  });

  it('offer in a channel what can be done then: to propose until the deadline, to read, and to put in a calendar', () => {
    const { posted, withdrawn } = statesOf('da');
    const titles = (card: CardMessage) =>
      (expandCard(card) as { actions?: { title: string }[] }).actions?.map((a) => a.title);
    const buttons = ['Set og læst', 'Tilføj til kalender', 'Deltag i Teams-mødet'];
    assert.deepEqual(titles(postCard(depsOf('chat'), posted, now)), ['Foreslå punkt', ...buttons]);
    assert.deepEqual(titles(postCard(depsOf('chat'), posted, new Date(deadline))), buttons);
    assert.deepEqual(titles(postCard(depsOf('chat'), withdrawn, now)) ?? [], []);
    assert.deepEqual(titles(callCard(depsOf('chat'), posted, new Date(deadline), 'member')) ?? [], []);
  });

  it('keep what a person wrote from being a link, an emphasis or a template', () => {
    const nasty = '[x](https://evil.example) **fed** ${secret}';
    const written = { title: nasty, note: nasty, presenter: nasty, links: ['https://a.dk/[x](https://evil.example)'] };
    const draft = agenda({ items: [item('1', written)], title: nasty, place: nasty, chair: nasty });
    const minuted = made(
      writeItemMinutes(
        made(beginMinutes(publish(draft, now), author, now)),
        '1',
        { outcome: nasty, decision: nasty, actions: [{ id: 'x', what: nasty, who: nasty }] },
        now,
      ),
    );
    const approved = made(approveMinutes(minuted, { ...author, name: nasty }, now));
    const [proposal] = proposalsFor(draft);
    const cards = [
      ...publicCards(depsOf('chat'), approved),
      agendaCard(depsOf('chat'), approved),
      actionCard(depsOf('chat'), approved, actionsOf(approved)[0]!.action),
      proposalCard(depsOf('chat'), draft, { ...proposal!, title: nasty, why: nasty }),
      answeredCard(draft, { ...proposal!, title: nasty, word: nasty, state: 'rejected' }),
    ];
    for (const card of cards) {
      const shown = text((expandCard(card) as { body: object }).body);
      assert.doesNotMatch(shown, /(?<!\\)\[x(?<!\\)\]\(https:\/\/evil|(?<![\\*])\*\*fed/, card.summary);
    }
  });

  it('are split over pages, each within Teams’ size, with forty items that have long notes', () => {
    const long = (id: string) =>
      item(id, {
        title: 'Å'.repeat(longestTitle),
        note: 'ordet er æøå\n'.repeat(longestNote / 13),
        presenter: 'SSP-konsulent',
      });
    const big = agenda({ items: Array.from({ length: mostItems }, (_, i) => long(String(i + 1))), ...facts });
    const posted = publish(made(planPosting(big, { channels })), now);
    const pages = pagesOf(channelView(big));
    const seen: string[] = [];
    for (const { number, of } of pages) {
      const card = postCard(depsOf('chat'), posted, now, number);
      assertFitsPhone(card);
      assert.ok(bytesOf(card) < mostBytes, `page ${number}: ${bytesOf(card)} bytes`);
      assert.match(text(expandCard(card)), new RegExp(`${number} af ${of}`));
      seen.push(...[...text(expandCard(card)).matchAll(/"text":"(\d+) · /g)].map(([, n]) => n!));
    }
    assert.deepEqual(
      seen,
      Array.from({ length: mostItems }, (_, i) => String(i + 1)),
    );
    const deps = depsOf('chat');
    const action = { what: 'å'.repeat(300), who: 'Klubben', due: '2026-04-01' };
    const said = { outcome: 'æ'.repeat(longestOutcome), decision: 'ø'.repeat(longestOutcome) };
    const withMinutes = (a: Agenda, id: string) =>
      made(writeItemMinutes(a, id, { ...said, actions: ['x', 'y'].map((x) => ({ ...action, id: x + id })) }, now));
    const minuted = big.items.reduce((a, { id }) => withMinutes(a, id), made(beginMinutes(posted, author, now)));
    for (const card of [
      ...[
        agendaCard(deps, posted),
        editMenu(deps, big),
        publishPreview(
          deps,
          posted,
          channels.map((c) => ({ ...c, name: c.title })),
          now,
        ),
      ],
      approvalCard(deps, posted, now, colleague.objectId, true),
      ...[agendaCard(deps, minuted), minutesPost(deps, minuted)],
      ...[minutesItemChoice(deps, minuted), minutesItemForm(deps, minuted, '1')],
    ])
      assert.ok(bytesOf(card) < mostBytes, `${card.summary}: ${bytesOf(card)} bytes`);
  });

  it('stay within Teams’ size with 500 channels of 50 teams, and every one of them can be chosen', () => {
    const deps = depsOf('chat');
    for (const words of ['SSP', 'SSP-samarbejdet i området omkring skolen og klubben']) {
      const many = Array.from({ length: 500 }, (_, i) => ({
        id: `19:${String(i).padStart(32, 'a')}@thread.tacv2`,
        ...{ team: `${words} ${Math.floor(i / 10)}`, name: `Kanal ${i}` },
        title: `${words} ${Math.floor(i / 10)} › Kanal ${i}`,
      }));
      const one = agenda({ items, plan: { channels: many, version: 1 } });
      const parts = { channels: many, chosen: many.map((c) => c.id), keep: true };
      const form = publishForm(deps, one, { ...parts, approvers: [colleague], approval: false });
      const choices = [...text(expandCard(form)).matchAll(/"value":"((?:t-)?[\w-]{8})"/g)].map(([, key]) => key!);
      assert.equal(chosenChannels(many, { channels: choices.join(',') }).length, 500);
      assert.ok(choices.join(',').length < 8_000, 'fits into what a press may bring');
      const trouble = many.map(({ title }, index) => ({ index, turn: 0, title, state: 'unknown' as const }));
      for (const card of [
        form,
        collectForm(deps, one, { ...parts, members: 9 }),
        publishPreview(
          deps,
          one,
          many.map((c) => ({ ...c, audience: { members: 30, guests: 2 } })),
          now,
        ),
        approvalCard(deps, one, now, colleague.objectId, true),
        reportCard(deps, one, trouble, nobody),
      ])
        assert.ok(bytesOf(card) < mostBytes, `${card.summary}: ${bytesOf(card)} bytes`);
    }
  });

  it('carry in their buttons no more than comes back: what is signed fits, whatever the item holds', () => {
    const full = item('1', {
      title: 'Å'.repeat(longestTitle),
      note: 'ø'.repeat(longestNote),
      links: Array.from({ length: 10 }, (_, i) => `https://vordingborg.dk/${i}/${'a'.repeat(900)}`),
    });
    const one = agenda({ items: [full], ...facts, place: 'æ'.repeat(200), joinUrl: `${joinUrl}${'a'.repeat(900)}` });
    for (const card of [
      itemForm(depsOf('chat'), one, { id: '1', base: marksOf(fieldsOf(full)) }, itemValues(full)),
      meetingForm(depsOf('chat'), one, marksOf(factsOf(one)), meetingValues(one)),
    ]) {
      const [send] = (expandCard(card) as { actions: { data: { press: string } }[] }).actions;
      assert.ok(signer.read(agendaPurposes.manage, send!.data.press), card.summary);
      assert.ok(bytesOf(card) < mostBytes);
    }
  });
});
