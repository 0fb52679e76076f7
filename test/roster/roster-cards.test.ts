import { strict as assert } from 'node:assert';
import { answerQuestion } from '../../src/contacts/answer-question.ts';
import { missCard } from '../../src/contacts/contact-buttons.ts';
import { answerCard } from '../../src/contacts/contact-cards.ts';
import { compareRosters } from '../../src/roster/compare-rosters.ts';
import { awayCard, dryRunCard, faultsCard, peopleCard, rosterCard, stillCard } from '../../src/roster/roster-cards.ts';
import { createSigner } from '../../src/signing.ts';
import { statisticsCard } from '../../src/statistics/statistics-cards.ts';
import { expandCard } from '../../src/teams/expand-card.ts';
import { assertGood } from '../support/good-card.ts';
import { entry, idOf } from '../support/roster-builders.ts';
import { rosterOf, structure } from '../support/sparring-world.ts';

const signer = createSigner('s'.repeat(32));
const link = '[klik](https://evil.example)';
const many = Array.from({ length: 120 }, (_, i) =>
  entry({
    name: i === 0 ? link : `Person ${i}`,
    teamsId: idOf(i + 1),
    email: `p${i}@k.example`,
    phone: '+4520202020',
    areas: ['Præstø'],
  }),
);
const roster = { ...rosterOf(many, [[idOf(3), { awayUntil: '2026-12-24' }]]), since: '2026-11-24T10:00:00Z' };

describe('the cards of the roster and the figures', () => {
  for (const language of ['da', 'en'] as const) {
    const deps = { structure, roster, signer, language };
    it(`are good, also with many people (${language})`, () => {
      const version = {
        id: 'v',
        at: '2026-11-24T10:00:00Z',
        by: 'file',
        lines: 120,
        inForceAt: '2026-11-24T10:00:00Z',
      };
      const versions = ['v', 'w', 'x', 'y', 'z'].map((id) => ({ ...version, id }));
      const more = { caller: 'x', unconfirmedLimit: '2027-01-01' };
      assertGood(rosterCard(deps, versions, 'v', more));
      assertGood(rosterCard({ ...deps, roster: rosterOf([]) }, [], undefined, more));
      for (const page of [0, 1, 3, 99]) assertGood(peopleCard(deps, page));
      const difference = compareRosters(many.slice(0, 50), [
        ...many.slice(20),
        entry({ name: 'Ny', phone: '+4530303030' }),
      ]);
      assertGood(dryRunCard(deps, { version, difference, seen: 'v' }, 'Advarsel'));
      assertGood(dryRunCard(deps, { version, difference: compareRosters(many, many) }));
      const faults = Array.from({ length: 40 }, (_, row) => ({
        row,
        reason: { code: 'required' as const, column: 'navn' },
      }));
      assertGood(faultsCard(faults, language));
      assertGood(stillCard(structure, many[0]!, signer, language));
      assertGood(awayCard('2026-12-24', many[0], language));
      const figure = (id: string) => ({ month: '2026-11', concern: { id }, area: 'all' as const, count: 7 });
      const figures = structure.shared.concerns.map((c) => figure(c.id));
      const shown = { questions: figures, misses: [figure('rusmidler')], convenings: 12 };
      assertGood(statisticsCard(structure, shown, 'https://k.example/fil/x', language));
      const none = { questions: [], misses: [], convenings: undefined };
      assertGood(statisticsCard(structure, none, undefined, language));
    });
  }

  it('show the people behind an answer, and turn no name into a link', () => {
    for (const forms of ['chat', 'dialog'] as const) {
      const answer = answerQuestion(structure, 'hvem kontakter jeg om hash i Præstø');
      const card = answerCard(structure, answer, signer, { roster, forms });
      assertGood(card);
      const text = JSON.stringify(expandCard(card));
      assert.ok(text.includes('klik') && !text.includes('[klik](https'));
      const missed = { contact: 'ssp-konsulent', near: ['opsoegende', 'ssp-leder'], language: 'da' } as const;
      assertGood(missCard(structure, { ...missed, near: [...missed.near] }, { roster }));
      assertGood(missCard(structure, { ...missed, near: [] }, { roster }));
    }
  });

  it('let whoever asks choose where the area decides and was not told', () => {
    const two = rosterOf([
      entry({ name: 'Anna', phone: '+4520202020', areas: ['Præstø'], email: 'a@k.example', teamsId: idOf(1) }),
      entry({ name: 'Bo', phone: '+4530303030', areas: ['Stege'], email: 'b@k.example', teamsId: idOf(2) }),
    ]);
    const card = answerCard(structure, answerQuestion(structure, 'hvem kontakter jeg om hash'), signer, {
      roster: two,
      forms: 'chat',
    });
    assertGood(card);
    const { actions } = expandCard(card) as { actions: { title: string }[] };
    assert.deepEqual(
      actions.map((a) => a.title),
      ['Ring op Anna', 'Ring op Bo', 'Skriv i Teams', 'Bed om sparring', 'Passer ikke'],
    );
  });
});
