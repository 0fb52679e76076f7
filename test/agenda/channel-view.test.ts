import { strict as assert } from 'node:assert';
import { channelView, itemBytes, mostItemsOnPage, pagesOf } from '../../src/agenda/channel-view.ts';
import { agenda, item } from './agenda-builders.ts';

const canary = 'Kanariefugl';
const secret = item('s', {
  ...{ title: `${canary} 1`, note: `${canary} 2`, presenter: `${canary} 3`, links: [`https://x.dk/${canary}`] },
  ...{ closed: true, minutes: 20, from: { kind: 'proposal', proposal: canary } },
});
const items = [item('a', { minutes: 5, presenter: 'SSP-konsulent' }), secret, item('b', { note: 'Bilag følger' })];

describe('what a channel may see of an agenda', () => {
  it('is nothing of a closed item but its number', () => {
    const view = channelView(agenda({ items }));
    assert.deepEqual(view.items[1], { id: 's', number: 2, closed: true });
    assert.ok(!JSON.stringify(view).includes(canary));
    assert.ok(!JSON.stringify(pagesOf(view)).includes(canary));
  });

  it('is all of an open item, with its clock times, and nothing of who made it or where it comes from', () => {
    const proposed = item('b', { note: 'Bilag følger', from: { kind: 'proposal', proposal: 'p' } });
    const view = channelView(agenda({ items: [items[0]!, secret, proposed] }));
    assert.deepEqual(view.items[2], {
      ...{ id: 'b', number: 3, closed: false, section: 'items', title: 'Punkt b', type: 'droeftelse', minutes: 10 },
      ...{ links: [], note: 'Bilag følger', start: '09:25', end: '09:35' },
    });
    assert.deepEqual(Object.keys(view).sort(), ['body', 'date', 'items', 'online', 'start', 'title']);
  });
});

describe('the pages of an agenda', () => {
  const pages = (count: number, fields = {}) => {
    const all = Array.from({ length: count }, (_, i) => item(`i${i}`, fields));
    return pagesOf(channelView(agenda({ items: all })));
  };

  it('are of about the same length, and at most twelve items', () => {
    assert.deepEqual(
      [0, 1, 12, 13, 40].map((n) => pages(n).map((p) => p.items.length)),
      [...[[0], [1], [12], [7, 6], [10, 10, 10, 10]]],
    );
    assert.deepEqual(
      pages(13).map((p) => [p.number, p.of]),
      [
        [1, 2],
        [2, 2],
      ],
    );
  });

  it('keep under 80 KB with forty of the longest items, and lose none', () => {
    const links = Array.from({ length: 10 }, (_, i) => `https://x.dk/${i}${'a'.repeat(980)}`);
    const longest = pages(40, { title: 'å'.repeat(120), note: 'å'.repeat(2_000), links });
    assert.equal(longest.flatMap((p) => p.items).length, 40);
    for (const page of longest) {
      assert.ok(page.items.length <= mostItemsOnPage);
      assert.ok(page.items.map(itemBytes).reduce((a, b) => a + b) < 64_000);
    }
  });
});
