import { strict as assert } from 'node:assert';
import type { Agenda } from '../../src/agenda/agenda.ts';
import { addItem, changeFacts, changeItem, fieldsOf, moveItem, removeItem } from '../../src/agenda/item-rules.ts';
import { mostItems } from '../../src/agenda/limits.ts';
import { agenda, item, made, now } from './agenda-builders.ts';

const order = ({ items }: Agenda) => items.map(({ id }) => id).join(' ');
const standing = [item('w', { section: 'opening' }), item('a'), item('b'), item('z', { section: 'closing' })];

describe('items of an agenda', () => {
  it('are added at the end of their section, before the closing', () => {
    const added = made(addItem(agenda({ items: standing }), item('new'), now));
    assert.equal(order(added), 'w a b new z');
    assert.equal(added.version, 2);
  });

  it('are added once, however often the form is sent', () => {
    const once = made(addItem(agenda({ items: standing }), item('new'), now));
    assert.equal(made(addItem(once, item('new'), now)), once);
  });

  it('are at most forty', () => {
    const full = agenda({ items: Array.from({ length: mostItems }, (_, i) => item(`i${i}`)) });
    assert.deepEqual(addItem(full, item('one-more'), now), { refused: 'full' });
  });

  it('are changed in what a person fills in, and keep where they come from', () => {
    const proposed = item('a', {
      from: { kind: 'proposal', proposal: 'p' },
      note: 'before',
      presenter: 'Ungecenteret',
    });
    const fields = { ...fieldsOf(proposed), title: 'Nyt navn', note: undefined };
    const [changed] = made(changeItem(agenda({ items: [proposed] }), 'a', fields, now)).items;
    assert.deepEqual([changed!.title, changed!.note, changed!.from], ['Nyt navn', undefined, proposed.from]);
    const same = agenda({ items: [proposed] });
    assert.equal(made(changeItem(same, 'a', fieldsOf(proposed), now)), same, 'nothing new is no new version');
  });

  it('are moved, and join the section that they come to', () => {
    const moved = made(moveItem(agenda({ items: standing }), 'b', 0, now));
    assert.equal(order(moved), 'b w a z');
    assert.equal(moved.items[0]!.section, 'opening');
    assert.equal(order(made(moveItem(moved, 'b', 99, now))), 'w a z b');
  });

  it('are removed, and what somebody else removed meanwhile is gone', () => {
    const removed = made(removeItem(agenda({ items: standing }), 'a', now));
    assert.equal(order(removed), 'w b z');
    assert.deepEqual(changeItem(removed, 'a', fieldsOf(item('a')), now), { refused: 'gone' });
  });

  it('stand still once minutes are being written', () => {
    const minuted = agenda({ items: standing, state: 'minuted' });
    for (const result of [
      addItem(minuted, item('new'), now),
      removeItem(minuted, 'a', now),
      moveItem(minuted, 'a', 0, now),
    ])
      assert.deepEqual(result, { refused: 'locked' });
  });
});

describe('the facts of a meeting', () => {
  it('are replaced as a whole: what was emptied is gone', () => {
    const before = agenda({ place: 'Rådhuset', end: '10:00' });
    const facts = { title: 'Lokalrådet', date: '2026-03-13', start: '09:00', online: true };
    const changed = made(changeFacts(before, facts, now));
    assert.deepEqual(
      [changed.date, changed.place, changed.end, changed.online],
      ['2026-03-13', undefined, undefined, true],
    );
    assert.equal(changed.version, 2);
    assert.equal(made(changeFacts(changed, facts, now)), changed);
  });
});
