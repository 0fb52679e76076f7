import { strict as assert } from 'node:assert';
import type { Agenda, ItemMinutes } from '../../src/agenda/agenda.ts';
import {
  actionsOf,
  approveMinutes,
  beginMinutes,
  markAction,
  openActions,
  putOffItems,
  undoMinutes,
  writeAttendance,
  writeItemMinutes,
} from '../../src/agenda/minutes.ts';
import { withdraw } from '../../src/agenda/posting.ts';
import { readItemMinutes, readPeople } from '../../src/agenda/read-minutes.ts';
import { agenda, author, colleague, guard, item, made, now } from './agenda-builders.ts';

const posted = agenda({ state: 'posted', items: [item('a'), item('b')] });
const action = { id: 'x', what: 'Skriver til skolerne', who: 'Bo Dam', ownerId: colleague.objectId, due: '2026-04-01' };
const written: ItemMinutes = { outcome: 'Drøftet', decision: 'Vi gør det', actions: [action] };
const begun = made(beginMinutes(posted, author, now));
const minuted = made(writeItemMinutes(begun, 'a', written, now));

describe('minutes', () => {
  it('are begun once, for a meeting that was not withdrawn', () => {
    assert.equal(begun.state, 'minuted');
    assert.equal(made(beginMinutes(minuted, colleague, now)), minuted);
    assert.deepEqual(beginMinutes(agenda({ state: 'withdrawn' }), author, now), { refused: 'locked' });
  });

  it('can be undone as long as nothing is written in them, and the agenda is as it was', () => {
    const view = {
      body: 'lokalraad',
      title: 'Lokalrådet',
      date: '2026-03-12',
      start: '09:00',
      online: false,
      items: [],
    };
    const shown: Agenda = { ...posted, posted: { version: 1, at: now.toISOString(), view, marks: {} } };
    assert.deepEqual(made(undoMinutes(made(beginMinutes(shown, author, now)), now)), {
      ...shown,
      changedAt: now.toISOString(),
    });
    assert.equal(made(undoMinutes(made(beginMinutes(agenda(), author, now)), now)).state, 'draft');
    const empty = made(writeItemMinutes(begun, 'a', { actions: [] }, now));
    assert.ok(!('refused' in undoMinutes(empty, now)), 'an empty form that was saved is nothing written');
    const there = made(writeAttendance(begun, { present: ['Bo Dam'], apologies: [] }, now));
    for (const some of [minuted, there, made(approveMinutes(minuted, author, now))])
      assert.deepEqual(undoMinutes(some, now), { refused: 'locked' });
  });

  it('are still there when the agenda was taken back meanwhile and posted anew', () => {
    const back = made(withdraw(minuted, now));
    assert.equal(back.state, 'withdrawn');
    const again = made(beginMinutes({ ...back, state: 'posted' }, colleague, now));
    assert.deepEqual([again.state, again.minutes], ['minuted', minuted.minutes]);
  });

  it('say for each item what came out, and who was there', () => {
    const there = made(writeAttendance(minuted, { present: ['Bo Dam'], apologies: ['Ungecenteret'] }, now));
    assert.deepEqual([there.minutes!.items.a, there.minutes!.present], [written, ['Bo Dam']]);
    assert.deepEqual(writeItemMinutes(minuted, 'no-such', written, now), { refused: 'gone' });
  });

  it('are locked when they are approved; only whether an action is done goes on', () => {
    const approved = made(approveMinutes(minuted, colleague, now));
    assert.deepEqual(approved.minutes!.approved, { by: colleague, at: now.toISOString() });
    assert.deepEqual(writeItemMinutes(approved, 'a', written, now), { refused: 'locked' });
    assert.equal(made(approveMinutes(approved, author, now)), approved);
    const done = made(markAction(approved, 'x', true, now));
    assert.equal(actionsOf(done)[0]!.action.doneAt, now.toISOString());
    assert.equal(actionsOf(made(markAction(done, 'x', false, now)))[0]!.action.doneAt, undefined);
    assert.deepEqual(markAction(approved, 'no-such', true, now), { refused: 'gone' });
  });

  it('keep an action done when the item is written again', () => {
    const done = made(markAction(minuted, 'x', true, now));
    const again = made(writeItemMinutes(done, 'a', { actions: [{ ...action, what: 'Skrev til skolerne' }] }, now));
    assert.deepEqual(again.minutes!.items.a!.actions, [
      { ...action, what: 'Skrev til skolerne', doneAt: now.toISOString() },
    ]);
  });

  it('leave open what a body has not done, the earliest due first', () => {
    const held = (id: string, due: string | undefined, fields: Partial<Agenda> = {}) => {
      const entry = { ...action, id: `${id}-x`, due };
      return made(writeItemMinutes({ ...begun, id, ...fields }, 'b', { actions: [entry] }, now));
    };
    const agendas = [
      ...[
        held('1', undefined),
        held('2', '2026-05-01'),
        held('3', '2026-04-01'),
        held('4', '2026-04-02', { body: 'kredsraad' }),
      ],
      made(markAction(held('5', '2026-01-01'), '5-x', true, now)),
    ];
    assert.deepEqual(
      openActions(agendas, 'lokalraad').map((o) => o.action.id),
      ['3-x', '2-x', '1-x'],
    );
    assert.equal(openActions(agendas, 'lokalraad')[0]!.number, 2);
  });

  it('put items off', () => {
    const off = made(writeItemMinutes(minuted, 'b', { actions: [], putOff: true }, now));
    assert.deepEqual(
      putOffItems(off).map(({ id }) => id),
      ['b'],
    );
  });
});

describe('the form of who was there', () => {
  it('takes who may present: functions, agencies and colleagues; a line that is refused is named, the others stay', () => {
    const read = readPeople({ present: 'ssp-konsulent\nAnna Holm\nPolitiet\nAnna Holm', apologies: '' }, guard);
    assert.deepEqual(read.people, { present: ['SSP-konsulent', 'Anna Holm', 'Politiet'], apologies: [] });
    assert.deepEqual(read.faults, []);
    const present = `Politiet\nMikkel Hansen fra 8.b\nBo Dam\n${'x'.repeat(121)}`;
    const wrong = readPeople({ present, apologies: 'Anna Holm' }, guard);
    assert.deepEqual(wrong.faults, [
      { list: 'present', fault: 'personal', line: 2 },
      { list: 'present', fault: 'long', line: 4 },
    ]);
    assert.deepEqual(wrong.chosen, { present: 'Politiet\n\nBo Dam\n', apologies: 'Anna Holm' });
    const many = Array.from({ length: 41 }, (_, i) => `Politiet ${'x'.repeat(i)}`).join('\n');
    assert.deepEqual(readPeople({ present: many }, guard).faults, [{ list: 'present', fault: 'many' }]);
  });
});

describe('the form of an item’s minutes', () => {
  const rules = { guard, people: [author, colleague], today: '2026-03-12', rows: ['x', 'y', 'n1'] };
  const read = (inputs: Record<string, unknown>) => readItemMinutes(inputs, rules);

  it('reads outcome, decision and actions; a known row stays the same action', () => {
    const result = read({
      ...{ outcome: 'Drøftet', decision: 'Ja', putOff: 'true', what1: 'Ringer', who1: 'bo dam', due1: '1/4' },
      ...{ what2: '', who2: '', due2: '', what3: 'Skriver', who3: 'Ungecenteret', due3: '' },
    });
    assert.deepEqual(result, {
      minutes: {
        ...{ outcome: 'Drøftet', decision: 'Ja', putOff: true },
        actions: [
          { id: 'x', what: 'Ringer', who: 'Bo Dam', ownerId: colleague.objectId, due: '2026-04-01' },
          { id: 'n1', what: 'Skriver', who: 'Ungecenteret' },
        ],
      },
    });
  });

  it('names all that is wrong, and shows nothing personal again', () => {
    const result = read({
      outcome: 'Zeinab Kanariefugl kom',
      what1: 'Ringer',
      what2: '',
      who2: 'Mohammed Ali',
      due2: 'snart',
    });
    assert.ok('faults' in result);
    assert.deepEqual(result.faults, ['outcomePersonal', 'whoMissing', 'whatMissing', 'whoPersonal', 'due']);
    assert.deepEqual(result.chosen, { putOff: 'false', what1: 'Ringer' });
  });
});
