import type { Cell } from './counters.ts';

/** Smaller cells are not shown: they could point at somebody (domain.md, Privacy). */
export const smallestShown = 5;

/** A figure that may be shown. `all`: of all areas together; `other`: of the concerns that are too small alone. */
export interface Published {
  month: string;
  concern: { id: string } | 'other';
  area: { name: string } | 'all';
  count: number;
}

/**
 * The figures that may be shown, as sums over disjoint groups of cells of at least five each, so that no difference of
 * any of them shows a cell of one to four. Areas of a concern are shown one by one only when none of them is small;
 * concerns that are small even in all areas are shown together, unless their sum would tell each of them. A total is
 * the sum of what is shown. That nobody asked (0) is no secret.
 * `concerns`: how many concerns there are at all.
 */
export function publishCells(cells: Cell[], concerns: number): Published[] {
  const months = Map.groupBy(cells, (c) => c.month);
  return [...months]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .flatMap(([month, some]) => publishMonth(month, some, concerns));
}

function publishMonth(month: string, cells: Cell[], concerns: number): Published[] {
  const published: Published[] = [];
  let rest = 0;
  let shown = 0;
  for (const [id, areas] of Map.groupBy(cells, (c) => c.concern)) {
    const total = areas.reduce((sum, c) => sum + c.count, 0);
    if (total < smallestShown) {
      rest += total;
      continue;
    }
    shown++;
    const small = areas.some((c) => c.count > 0 && c.count < smallestShown);
    if (small) published.push({ month, concern: { id }, area: 'all', count: total });
    else for (const { area, count } of areas) published.push({ month, concern: { id }, area: { name: area }, count });
  }
  // Each of the concerns that are not shown has 0 to 4. Only if all of them had 4 would the sum tell them apart.
  const mostTogether = (smallestShown - 1) * (concerns - shown);
  if (rest >= smallestShown && rest < mostTogether)
    published.push({ month, concern: 'other', area: 'all', count: rest });
  return published.sort((a, b) => b.count - a.count);
}

/** How many there are in all; undefined where they are too few to be told, none included. */
export function publishSum(cells: Cell[]): number | undefined {
  const sum = cells.reduce((total, c) => total + c.count, 0);
  return sum >= smallestShown ? sum : undefined;
}

/** Sums of the shown figures by concern, the largest first. */
export function byConcern(published: Published[]): { concern: Published['concern']; count: number }[] {
  const keyOf = ({ concern }: Published) => (concern === 'other' ? 'other' : `id ${concern.id}`);
  return [...Map.groupBy(published, keyOf).values()]
    .map((some) => ({ concern: some[0]!.concern, count: some.reduce((sum, p) => sum + p.count, 0) }))
    .sort((a, b) => b.count - a.count);
}
