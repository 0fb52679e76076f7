import { strict as assert } from 'node:assert';
import type { Cell } from '../../src/statistics/counters.ts';
import { byConcern, type Published, publishCells, publishSum } from '../../src/statistics/publish-cells.ts';

const cell = (concern: string, area: string, count: number, month = '2026-11'): Cell => ({
  month,
  concern,
  area,
  count,
});
const shown = (published: Published[]) =>
  published.map(
    (p) => `${p.concern === 'other' ? '*' : p.concern.id} ${p.area === 'all' ? '*' : p.area.name} ${p.count}`,
  );

describe('the figures that are shown', () => {
  it('are by area where no area is small', () => {
    assert.deepEqual(shown(publishCells([cell('hash', 'Stege', 7), cell('hash', 'Præstø', 5)], 40)), [
      'hash Stege 7',
      'hash Præstø 5',
    ]);
  });

  it('are of all areas together where one is small, and of the small concerns together', () => {
    const cells = [cell('hash', 'Stege', 9), cell('hash', 'Præstø', 2), cell('vold', '', 3), cell('mobning', '', 2)];
    assert.deepEqual(shown(publishCells(cells, 40)), ['hash * 11', '* * 5']);
  });

  it('are none below five', () => {
    assert.deepEqual(publishCells([cell('hash', 'Stege', 4), cell('vold', '', 4, '2026-10')], 40), []);
  });

  it('have one sum for all beredskaber, and none below five', () => {
    assert.equal(publishSum([cell('', '', 3), cell('', '', 4, '2026-10')]), 7);
    assert.equal(publishSum([cell('', '', 4)]), undefined);
  });

  it('have sums of what is shown only', () => {
    const cells = [cell('hash', 'Stege', 9), cell('vold', '', 4), cell('hash', '', 6, '2026-10')];
    assert.deepEqual(byConcern(publishCells(cells, 40)), [{ concern: { id: 'hash' }, count: 15 }]);
  });

  it('let no cell of one to four be worked out: every table with the same figures is tried', () => {
    // Two concerns, two areas, up to seven questions in each cell: all 4,096 tables, grouped by what would be shown.
    const size = 8;
    const tables = Array.from({ length: size ** 4 }, (_, n) =>
      [0, 1, 2, 3].map((i) => Math.floor(n / size ** i) % size),
    );
    const cellsOf = (counts: number[]) =>
      counts
        .map((count, i) => cell(i < 2 ? 'hash' : 'vold', i % 2 === 0 ? 'Stege' : 'Præstø', count))
        .filter((c) => c.count > 0);
    const groups = Map.groupBy(tables, (t) =>
      shown(publishCells(cellsOf(t), 2))
        .sort()
        .join(),
    );
    assert.ok(groups.size > 100);
    for (const [figures, possible] of groups) {
      for (const i of [0, 1, 2, 3]) {
        const values = new Set(possible.map((t) => t[i]!));
        const [only = 0] = values;
        assert.ok(values.size > 1 || only === 0 || only >= 5, `"${figures}" tells that cell ${i} is ${only}`);
      }
    }
  });
});
