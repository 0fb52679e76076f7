import { strict as assert } from 'node:assert';
import type { ItemFields } from '../../src/agenda/agenda.ts';
import { fieldsOf } from '../../src/agenda/item-rules.ts';
import { marksOf, mergeEdit } from '../../src/agenda/merge-edit.ts';
import { item } from './agenda-builders.ts';

const base: ItemFields = fieldsOf(item('a', { title: 'Hash', note: 'før', minutes: 10 }));
const merge = (mine: Partial<ItemFields>, theirs: Partial<ItemFields>) =>
  mergeEdit(marksOf(base), { ...base, ...mine }, { ...base, ...theirs });

describe('two people editing at once', () => {
  it('keep both changes when they changed different fields', () => {
    const { merged, conflicts, theirs } = merge(
      { title: 'Hash i skolen' },
      { note: 'efter', links: ['https://a.dk/'] },
    );
    assert.deepEqual(merged, { ...base, title: 'Hash i skolen', note: 'efter', links: ['https://a.dk/'] });
    assert.deepEqual([conflicts, theirs.sort()], [[], ['links', 'note']]);
  });

  it('see both texts when they changed the same field, and lose neither', () => {
    const { merged, conflicts } = merge({ note: 'min', minutes: 20 }, { note: 'deres', type: 'beslutning' });
    assert.deepEqual(conflicts, [{ field: 'note', mine: 'min', theirs: 'deres' }]);
    assert.deepEqual([merged.note, merged.minutes, merged.type], ['min', 20, 'beslutning']);
  });

  it('agree when they changed a field to the same', () => {
    assert.deepEqual(merge({ title: 'Ens' }, { title: 'Ens' }).conflicts, []);
  });

  it('may empty a field: the other’s emptying counts, and against a change it is a conflict', () => {
    assert.equal('note' in merge({ title: 'x' }, { note: undefined }).merged, false);
    assert.deepEqual(merge({ note: undefined }, { note: 'deres' }).conflicts, [
      { field: 'note', mine: undefined, theirs: 'deres' },
    ]);
  });

  it('need only marks of how the form began, small enough to travel with it', () => {
    const long = { ...base, note: 'x'.repeat(2_000) };
    assert.ok(JSON.stringify(marksOf(long)).length < 200);
  });
});
