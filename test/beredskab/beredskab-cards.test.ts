import { strict as assert } from 'node:assert';
import { answerLinks, answerToken } from '../../src/beredskab/answer-links.ts';
import { answer, tick } from '../../src/beredskab/answer-rules.ts';
import type { Beredskab } from '../../src/beredskab/beredskab.ts';
import { conveningForm, conveningLaunchCard, previewCard } from '../../src/beredskab/convening-cards.ts';
import { logAsWord, logDocument } from '../../src/beredskab/event-log.ts';
import { cancelForm, closeForm, doneCard, moreForm, moveForm } from '../../src/beredskab/manage-cards.ts';
import { cancel, close, move } from '../../src/beredskab/manage-rules.ts';
import { messageOf } from '../../src/beredskab/messages.ts';
import { choiceOf, everybody, proposePeople } from '../../src/beredskab/propose-people.ts';
import { readConvening } from '../../src/beredskab/read-convening.ts';
import { rollCallCard } from '../../src/beredskab/roll-call-card.ts';
import { statusCard } from '../../src/beredskab/status-card.ts';
import { createSigner } from '../../src/signing.ts';
import { expandCard } from '../../src/teams/expand-card.ts';
import { anna, beredskabWorld, pia, rosterOf, structure, tomorrow, wish } from '../support/beredskab-world.ts';
import { assertGood } from '../support/good-card.ts';
import { entry, idOf } from '../support/roster-builders.ts';

const signer = createSigner('s'.repeat(32));
const text = (card: object) => JSON.stringify(card);
const now = new Date('2026-11-24T09:30:00Z');

describe('the cards of a beredskab', () => {
  for (const forms of ['chat', 'dialog'] as const) {
    const deps = { structure, signer, forms };
    it(`are good in every state, where forms are a ${forms}`, async () => {
      const world = await beredskabWorld();
      const first = await world.convene({ meeting: true, exercise: true });
      const states: Beredskab[] = [first];
      const next = (changed: Beredskab | { refused: string }) => {
        assert.ok(!('refused' in changed));
        states.push(changed);
        return changed;
      };
      const answered = next(answer(first, 2, 'deputy', world.around()));
      next(answer(answered, 5, 'not-coming', world.around()));
      const ticked = next(tick(answered, 3, 'coming', world.around()));
      const moved = next(move(ticked, { ...tomorrow, place: 'Skolen' }, world.around()));
      next(cancel(moved, now));
      next(close(moved, 'Mere gadeplan', [{ what: 'Ring', person: 2, due: '2026-12-01' }], now));
      for (const beredskab of states) {
        assertGood(statusCard(deps, beredskab, true));
        assertGood(rollCallCard(deps, beredskab));
        assertGood(doneCard(deps, beredskab, 'Flyttet'));
        for (const slot of beredskab.slots) {
          const card = messageOf(deps, beredskab, slot, { now, isThere: true, wasSent: () => true });
          if (card) assertGood(card);
        }
      }
    });

    it(`hold forms that keep what was filled in, where forms are a ${forms}`, async () => {
      const world = await beredskabWorld();
      const beredskab = await world.convene(tomorrow);
      const { values } = readConvening(structure, ['Præstø'], 'beredskab i Præstø om gruppekonflikt kl. 14', now);
      const people = everybody(rosterOf(), true);
      const filled = conveningForm(
        deps,
        { id: 'x', language: 'da' },
        { ...values, reason: 'Uro', people: 'k' },
        {
          ...{ areas: ['Præstø'], channels: [{ id: '19:a', title: 'SSP' }], faults: ['kind', 'whenEmpty'], people },
        },
      );
      for (const card of [
        filled,
        conveningLaunchCard(deps, { language: 'en', values }, 'Ring 112'),
        previewCard(
          deps,
          {
            id: 'x',
            kommune: 'k',
            language: 'en',
            by: 'x',
            edition: 1,
            values,
            wish: wish(),
            people: [],
            proposed: [],
            at: '',
          },
          'Kim',
        ),
        moreForm(deps, beredskab, { people }, []),
        moreForm(deps, beredskab, { people: [] }, []),
        moveForm(deps, beredskab, ['Fejl']),
        cancelForm(deps, beredskab),
        closeForm(deps, beredskab, ['whoMissing'], {
          decisions: 'x',
          followUps: [{ what: 'y', person: '2', due: '2026-12-01' }],
        }),
      ])
        assertGood(card);
      const actions = (expandCard(filled) as { actions: { type: string }[] }).actions;
      assert.deepEqual(
        actions.map((a) => a.type),
        [forms === 'dialog' ? 'Action.Submit' : 'Action.Execute'],
      );
    });
  }

  it('stay within Teams’ size with forty people, each with a deputy', async () => {
    const crowd = Array.from({ length: 40 }, (_, i) =>
      entry({
        name: `Medarbejder Nummer ${i}`,
        teamsId: idOf(200 + i),
        email: `m${i}@k.example`,
        contact: 'ssp-konsulent',
        deputy: `m${(i + 1) % 40}@k.example`,
      }),
    );
    const world = await beredskabWorld({ roster: rosterOf(crowd) });
    await world.convene();
    await world.press((b) => ({ ...b, ...(b.people.length < 40 && {}) }));
    const people = everybody(rosterOf(crowd), true);
    const beredskab = await world.beredskab();
    const big = {
      ...beredskab,
      people: people.map((p, i) => ({
        ...p,
        number: i + 2,
        round: 0,
        stage: 'called' as const,
        calledAt: beredskab.convenedAt,
      })),
    };
    for (const card of [
      statusCard({ structure, signer, forms: 'chat' }, big),
      moreForm({ structure, signer, forms: 'chat' }, beredskab, { people }, []),
    ])
      assert.ok(Buffer.byteLength(text(expandCard(card)), 'utf16le') < 80 * 1024);
  });

  it('show in a channel figures only: no name, no reason, no link', async () => {
    const world = await beredskabWorld();
    const beredskab = {
      ...(await world.convene({ meeting: true, channel: '19:x' })),
      online: { joinUrl: 'https://teams.microsoft.com/l/meetup-join/x' },
    };
    const card = text(expandCard(rollCallCard({ structure, signer }, beredskab)));
    for (const word of ['Kim', 'Anna', 'Per', 'Dan', 'Uro', 'meetup-join', '41414141', 'politi.example'])
      assert.ok(!card.includes(word), word);
    assert.match(card, /Politi: … afventer/);
  });

  it('keep what a person wrote from being a link, an emphasis or a template', async () => {
    const world = await beredskabWorld();
    const nasty = '[x](https://evil.example) **fed** ${secret}';
    const card = text(
      expandCard(
        statusCard({ structure, signer, forms: 'chat' }, await world.convene({ reason: nasty, place: nasty })),
      ),
    );
    assert.ok(card.includes('\\\\[x\\\\](https://evil.example)') && card.includes('${secret}'));
    assert.ok(!card.includes('"[x](https'));
  });

  it('say of an exercise that it is one, wherever it is spoken of, and once on the answer page', async () => {
    const world = await beredskabWorld();
    const made = await world.convene({ exercise: true });
    const deps = { structure, signer, forms: 'chat' as const };
    const closed = close(made, '', [{ what: 'Ring', person: 2, due: '2026-12-01' }], now);
    assert.ok(!('refused' in closed));
    const followUp = { name: 'followup 0 0', to: idOf(1), wanted: 1 };
    const moment = { now, isThere: false, wasSent: () => false };
    assert.match(text(messageOf(deps, closed, followUp, moment)!), /ØVELSE/);
    const missing = { ...made, tellings: [['politi' as const]] };
    const said = messageOf(deps, missing, { name: 'missing 1 0', to: 'x', wanted: 1 }, moment)!;
    for (const card of [statusCard(deps, made), rollCallCard(deps, made), said]) assert.match(card.summary, /ØVELSE/);
    const english = { ...made, language: 'en' as const };
    const status = text(expandCard(statusCard(deps, english)));
    assert.ok(status.includes('EXERCISE') && !status.includes('ØVELSE'));
    const links = answerLinks({
      ...{ store: world.beredskaber, signer, structureOf: () => structure },
      ...{ around: world.around, nudge: async () => undefined },
    });
    const view = (await links.show(answerToken(signer, made, made.people[1]!)))!;
    assert.equal(view.exercise, 'ØVELSE');
    assert.ok(!view.title.includes('ØVELSE'));
  });

  it('are previewed as they go out: reference, Danish facts, and the channel that shows who comes', async () => {
    const values = readConvening(structure, ['Præstø'], 'beredskab nu', now).values;
    const draft = {
      ...{ id: 'b-1', kommune: 'k', language: 'en' as const, by: 'x', edition: 1, values, at: '' },
      ...{ wish: wish({ channel: '19:a' }), people: [], proposed: [] },
    };
    const preview = text(previewCard({ structure, signer, forms: 'chat' }, draft, 'Kim', 'SSP / Generelt'));
    const world = await beredskabWorld();
    const { reference } = await world.convene({ channel: '19:a' });
    await world.work();
    const { title, facts } = JSON.parse(world.card(anna)) as { title: string; facts: { value: string }[] };
    assert.ok(preview.includes(`"title":"${title}"`) && title.startsWith(reference));
    for (const { value } of facts.slice(0, -1)) assert.ok(preview.includes(value), value);
    assert.match(preview, /"title":"When","value":"Nu \(10\.30\)"/);
    assert.match(preview, /"title":"Attendance is shown in","value":"SSP \/ Generelt"/);
  });

  it('offer sixty people at most, those to think of first, and a search for the others', async () => {
    const crowd = Array.from({ length: 320 }, (_, i) =>
      entry({ name: `Medarbejder ${i}`, teamsId: idOf(200 + i), email: `m${i}@k.example`, contact: 'trivselscoach' }),
    );
    const world = await beredskabWorld({ roster: rosterOf([...crowd, pia]) });
    const beredskab = await world.convene();
    const people = everybody(world.roster, true);
    const deps = { structure, signer, forms: 'chat' as const };
    const titles = (card: object) => [...text(card).matchAll(/"title":"([^",]+), /g)].map(([, name]) => name!);
    const all = expandCard(moreForm(deps, beredskab, { people }, [choiceOf({ key: idOf(400) })]));
    assert.equal(titles(all).length, 60);
    assert.equal(titles(all)[0], 'Medarbejder 200', 'who is chosen stays in sight');
    assert.match(text(all), /Søg på navn eller funktion/);
    const found = expandCard(moreForm(deps, beredskab, { people, search: 'medarbejder 31' }, []));
    assert.deepEqual(
      titles(found).sort(),
      [31, 310, 311, 312, 313, 314, 315, 316, 317, 318, 319].map((n) => `Medarbejder ${n}`).sort(),
    );
    assert.ok(Buffer.byteLength(text(all), 'utf16le') < 60 * 1024, `${Buffer.byteLength(text(all), 'utf16le')} bytes`);
    const { values } = readConvening(structure, [], 'beredskab nu', now);
    const form = conveningForm(
      deps,
      { id: 'x', language: 'da' },
      { ...values, people: '' },
      { areas: [], channels: [], people },
    );
    assert.ok(Buffer.byteLength(text(expandCard(form)), 'utf16le') < 60 * 1024);
  });

  it('offer the event log as a document', async () => {
    const world = await beredskabWorld();
    await world.convene();
    await world.press((b) => answer(b, 2, 'coming', world.around()));
    const document = logDocument(structure, await world.beredskab());
    assert.deepEqual(
      document.events.rows.map((r) => r[1]),
      ['Indkaldt', 'Anna er kaldt', 'Ole er kaldt', 'Per er kaldt', 'Dan er kaldt', 'Anna deltager'],
    );
    const ended = close(await world.beredskab(), '', [{ what: 'Ring', person: 2, due: '2026-12-01' }], now);
    assert.match(
      JSON.stringify(logDocument(structure, ended as Beredskab).decisions),
      /Ring \(Anna, tirsdag 1\. december\)/,
    );
    assert.equal(document.people.title, 'Kaldte');
    assert.ok(document.facts.some((f) => f.value === 'tirsdag 24. november, nu (kl. 10.30)'));
    assert.equal(
      Buffer.from(await logAsWord(document))
        .subarray(0, 2)
        .toString(),
      'PK',
    );
  });

  it('propose for every municipality people whom its structure names', async () => {
    const { loadStructures } = await import('../../src/structure/load-structures.ts');
    for (const one of loadStructures().values()) {
      for (const kind of one.beredskab) {
        const lines = kind.calls.map((contact, i) =>
          entry({ contact, name: `P${i}`, teamsId: idOf(i + 1), agency: 'social' }),
        );
        assert.equal(
          proposePeople(rosterOf(lines), kind, one.contacts, undefined, true).length,
          kind.calls.length,
          one.id,
        );
      }
    }
  });
});
