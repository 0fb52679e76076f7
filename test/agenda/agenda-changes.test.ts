import { strict as assert } from 'node:assert';
import type { Agenda } from '../../src/agenda/agenda.ts';
import { changeMarks, changesBetween, isLargeChange } from '../../src/agenda/agenda-changes.ts';
import { channelView } from '../../src/agenda/channel-view.ts';
import { agenda, item } from './agenda-builders.ts';

const before = agenda({ items: ['a', 'b', 'c', 'd'].map((id) => item(id)) });
const changes = (now: Partial<Agenda>, was = before) =>
  changesBetween(channelView(was), channelView({ ...was, ...now }));
const nothing = { facts: [], added: [], removed: [], moved: [], changed: [] };
type Item = Agenda['items'][number];
const [a, b, c, d] = before.items as [Item, Item, Item, Item];

describe('what differs from the posted agenda', () => {
  it('is nothing when nothing was changed', () => {
    assert.deepEqual(changes({ version: 9 }), nothing);
  });

  it('is what was added, removed, and changed in which fields', () => {
    const result = changes({ items: [a, { ...b, title: 'Nyt', minutes: 20 }, d, item('e')] });
    assert.deepEqual(
      result.added.map(({ id }) => id),
      ['e'],
    );
    assert.deepEqual(
      result.removed.map(({ number }) => number),
      [3],
    );
    assert.deepEqual(
      result.changed.map(({ item: i, fields }) => [i.id, fields]),
      [['b', ['title', 'minutes']]],
    );
    assert.deepEqual(result.moved, [], 'a new number alone is no move');
    assert.deepEqual(
      [...changeMarks(result)],
      [
        ['b', 'changed'],
        ['e', 'added'],
      ],
    );
  });

  it('is the item that was moved, not those that made room', () => {
    assert.deepEqual(
      changes({ items: [d, a, b, c] }).moved.map(({ item: i, from }) => [i.id, from]),
      [['d', 4]],
    );
    assert.deepEqual(
      changes({ items: [b, c, a, d] }).moved.map(({ item: i }) => i.id),
      ['a'],
    );
  });

  it('is when and where', () => {
    assert.deepEqual(changes({ date: '2026-03-13', place: 'Rådhuset' }).facts, [
      { field: 'date', before: '2026-03-12', after: '2026-03-13' },
      { field: 'place', before: undefined, after: 'Rådhuset' },
    ]);
  });

  it('tells nothing of a closed item, also of one that was open or is opened', () => {
    const canary = 'Kanariefugl';
    const closed = { ...b, title: canary, note: canary, closed: true };
    const closing = changes({ items: [a, closed, c, d] });
    assert.deepEqual(closing.changed, [{ item: { id: 'b', number: 2, closed: true }, fields: ['closed'] }]);
    const was = { ...before, items: [a, closed, c, d] };
    const inside = changesBetween(
      channelView(was),
      channelView({ ...was, items: [a, { ...closed, note: `${canary}!` }, c, d] }),
    );
    assert.deepEqual(inside, nothing);
    assert.ok(!JSON.stringify([closing, inside, changes({ items: [a, c, d] }, was)]).includes(canary));
  });
});

describe('a large change', () => {
  it('is one that people must be told of', () => {
    const large: Partial<Agenda>[] = [
      ...[{ date: '2026-03-13' }, { start: '10:00' }, { place: 'Rådhuset' }, { items: [...before.items, item('e')] }],
      ...[
        { items: [a, b, c] },
        { items: [a, b, c, { ...d, type: 'beslutning' as const }] },
        { items: [{ ...a, closed: true }, b, c, d] },
      ],
    ];
    for (const now of large) assert.equal(isLargeChange(changes(now)), true, JSON.stringify(now));
    const small: Partial<Agenda>[] = [
      ...[
        { title: 'x' },
        { chair: 'x' },
        { items: [d, a, b, c] },
        { items: [{ ...a, note: 'x', minutes: 5 }, b, c, d] },
      ],
    ];
    for (const now of small) assert.equal(isLargeChange(changes(now)), false, JSON.stringify(now));
  });
});
