import { strict as assert } from 'node:assert';
import type { Action, ItemMinutes } from '../../src/agenda/agenda.ts';
import { mergeMinutes, minutesMarksOf } from '../../src/agenda/minutes-merge.ts';

const action = (id: string, what = `Gør ${id}`, fields: Partial<Action> = {}): Action => ({
  ...{ id, what, who: 'SSP-konsulent' },
  ...fields,
});
const before: ItemMinutes = { outcome: 'Drøftet', actions: [action('x'), action('y')] };
const base = minutesMarksOf(before);

describe('two who write the minutes of one item', () => {
  it('lose nothing: what only one of them wrote stands there, and each action stays the one that it was', () => {
    const theirs: ItemMinutes = {
      ...{ outcome: 'Drøftet', decision: 'Vedtaget' },
      actions: [action('y', 'Gør y', { doneAt: '2026-03-12T10:00:00Z' }), action('z')],
    };
    const mine: ItemMinutes = {
      outcome: 'Drøftet længe',
      actions: [action('x'), action('y', 'Gør y nu'), action('n')],
    };
    const { merged, conflicts, theirs: fields } = mergeMinutes(base, mine, theirs);
    assert.deepEqual(conflicts, []);
    assert.deepEqual(merged, {
      ...{ outcome: 'Drøftet længe', decision: 'Vedtaget' },
      actions: [action('y', 'Gør y nu', { doneAt: '2026-03-12T10:00:00Z' }), action('z'), action('n')],
    });
    assert.deepEqual(fields.sort(), ['decision', 'x', 'z']);
  });

  it('are told of what both wrote, also when one took out what the other changed', () => {
    const theirs: ItemMinutes = { outcome: 'Udskudt', actions: [action('y', 'Gør y senere')] };
    const mine: ItemMinutes = { outcome: 'Vedtaget', actions: [action('x', 'Gør x nu')] };
    const { merged, conflicts } = mergeMinutes(base, mine, theirs);
    assert.deepEqual(conflicts, [
      { field: 'outcome', theirs: 'Udskudt' },
      { field: 'x', theirs: undefined },
      { field: 'y', theirs: { what: 'Gør y senere', who: 'SSP-konsulent', due: undefined } },
    ]);
    assert.deepEqual(merged, { outcome: 'Vedtaget', actions: [action('x', 'Gør x nu')] });
  });

  it('are one when it is the same form sent twice', () => {
    const mine: ItemMinutes = { outcome: 'Ny', actions: [action('x'), action('y'), action('n')], putOff: true };
    const once = mergeMinutes(base, mine, before).merged;
    const twice = mergeMinutes(base, mine, once);
    assert.deepEqual([twice.merged, twice.conflicts], [mine, []]);
  });
});
