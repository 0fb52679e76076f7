import { strict as assert } from 'node:assert';
import { dependsOnArea, functionsWithoutPeople, peopleBehind } from '../../src/roster/people-behind.ts';
import { awayMessage } from '../../src/roster/presence.ts';
import {
  type Entry,
  emptyRoster,
  mayActAs,
  type Presence,
  type Roster,
  unconfirmedSince,
} from '../../src/roster/roster.ts';
import { entry, idOf } from '../support/roster-builders.ts';

const person = (n: number, name: string, fields: Partial<Entry> = {}) =>
  entry({ name, teamsId: idOf(n), email: `p${n}@k.example`, ...fields });
const roster = (entries: Entry[], presences: [string, Presence][] = []): Roster => ({
  ...emptyRoster('vordingborg'),
  today: '2026-11-24',
  since: '2026-01-01T00:00:00.000Z',
  entries,
  presences: new Map(presences),
});
const namesBehind = (r: Roster, area?: string) =>
  peopleBehind(r, 'ssp-konsulent', area).map((h) =>
    h.insteadOf ? `${h.entry.name} for ${h.insteadOf.name}` : h.entry.name,
  );

describe('the people behind a function', () => {
  const anna = person(1, 'Anna', { areas: ['Præstø'], deputy: 'p2@k.example' });
  const bo = person(2, 'Bo', { areas: ['Stege'] });
  const carla = person(3, 'Carla');
  const dorte = person(4, 'Dorte', { contact: 'ssp-leder' });

  it('are the nearest first: of the area, of all areas, of others', () => {
    assert.deepEqual(namesBehind(roster([bo, carla, anna]), 'præstø'), ['Anna', 'Carla', 'Bo']);
    assert.deepEqual(namesBehind(roster([bo, carla])), ['Bo', 'Carla']);
    assert.ok(dependsOnArea(peopleBehind(roster([anna, bo]), 'ssp-konsulent')));
    assert.ok(!dependsOnArea(peopleBehind(roster([anna, carla]), 'ssp-konsulent')));
  });

  it('are replaced by their deputies while away, the last day included, and left out without one', () => {
    assert.deepEqual(namesBehind(roster([anna, bo], [[idOf(1), { awayUntil: '2026-11-24' }]]), 'Præstø'), [
      'Bo for Anna',
    ]);
    assert.deepEqual(namesBehind(roster([anna, bo], [[idOf(1), { awayUntil: '2026-11-23' }]]), 'Præstø'), [
      'Anna',
      'Bo',
    ]);
    assert.deepEqual(namesBehind(roster([carla, bo], [[idOf(3), { awayUntil: '2026-12-24' }]])), ['Bo']);
    const bothAway: [string, Presence][] = [1, 2].map((n) => [idOf(n), { awayUntil: '2026-12-24' }]);
    assert.deepEqual(namesBehind(roster([anna, bo, carla], bothAway)), ['Carla']);
  });

  it('are no more those who said that they have left', () => {
    const left = roster([anna, bo], [[idOf(1), { left: { 'ssp-konsulent': '2026-11-01T00:00:00Z' } }]]);
    assert.deepEqual(namesBehind(left), ['Bo']);
    assert.deepEqual(
      namesBehind({ ...left, since: '2026-11-02T00:00:00Z' }),
      ['Anna', 'Bo'],
      'until a new roster names them',
    );
    assert.deepEqual(functionsWithoutPeople(left, [{ id: 'ssp-konsulent' }, { id: 'ssp-leder' }]), ['ssp-leder']);
    assert.deepEqual(functionsWithoutPeople(roster([dorte]), [{ id: 'ssp-leder' }]), []);
  });

  it('are asked again when neither an import nor they themselves confirmed the line', () => {
    const limit = '2026-05-28T00:00:00.000Z';
    const some = roster(
      [anna, bo, carla],
      [
        [idOf(1), { confirmed: { 'ssp-konsulent': '2026-06-01T00:00:00.000Z' } }],
        [idOf(3), { left: { 'ssp-konsulent': '2026-06-01T00:00:00.000Z' } }],
      ],
    );
    assert.deepEqual(
      unconfirmedSince(some, limit).map((e) => e.name),
      ['Bo'],
    );
    assert.deepEqual(unconfirmedSince({ ...some, since: '2026-11-01T00:00:00.000Z' }, limit), []);
  });
});

describe('"Jeg er væk til …"', () => {
  it('is understood in everyday words, and questions are left alone', () => {
    for (const text of ['Jeg er væk til fredag', 'hej, jeg er på ferie til og med 27/11.', "I'm away until Friday"]) {
      assert.deepEqual(awayMessage(text, '2026-11-24'), { until: '2026-11-27' }, text);
    }
    for (const [text, until] of [
      ['jeg er væk i morgen', '2026-11-25'],
      ['jeg er væk en uge', '2026-12-01'],
      ['jeg er væk i 2 uger', '2026-12-08'],
      ['jeg er væk de næste 3 dage', '2026-11-27'],
      ['jeg holder ferie til fredag', '2026-11-27'],
      ['væk til fredag', '2026-11-27'],
      ['jeg er væk til næste fredag', '2026-12-04'],
    ] as const)
      assert.deepEqual(awayMessage(text, '2026-11-24'), { until }, text);
    for (const text of ['jeg er tilbage', 'Jeg er tilbage nu', 'så er jeg tilbage', 'jeg er her igen'])
      assert.deepEqual(awayMessage(text, '2026-11-24'), { back: true }, text);
    assert.deepEqual(awayMessage('Jeg er syg i dag', '2026-11-24'), { until: '2026-11-24' });
    assert.deepEqual(awayMessage('jeg er væk fra mandag til onsdag', '2026-11-24'), { unclear: true });
    assert.equal(awayMessage(`jeg er væk til ${'.'.repeat(100_000)}x`, '2026-11-24'), undefined);
    assert.deepEqual(awayMessage('jeg er væk', '2026-11-24'), { unclear: true });
    assert.deepEqual(awayMessage('jeg er væk til på et tidspunkt', '2026-11-24'), { unclear: true });
    for (const text of ['jeg er væk fra klassen, når det sker, hvem kontakter jeg', 'en elev er væk', 'hvem er væk']) {
      assert.equal(awayMessage(text, '2026-11-24'), undefined, text);
    }
  });
});

describe('roles', () => {
  it('each may do what the ones before it may', () => {
    assert.ok(mayActAs('administrator', 'konsulent') && mayActAs('konsulent', 'konsulent'));
    assert.ok(!mayActAs('laerer', 'konsulent') && !mayActAs('koordinator', 'administrator'));
  });
});
