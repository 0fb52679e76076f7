import { createItemStore, type ItemStore } from '../delivery/item-store.ts';
import { itemChanges, itemKey, overdueItems, wantMessages } from '../delivery/work-item.ts';
import { type Business, type WorkDeps, workOnItem } from '../delivery/work-on-item.ts';
import type { Workshop } from '../delivery/worker.ts';
import { asPlain } from '../language/plain-text.ts';
import type { Records } from '../ports.ts';
import type { Structure } from '../structure/structure.ts';
import type { Person, Surroundings } from './beredskab.ts';
import type { BeredskabStore } from './beredskab-store.ts';
import { convene } from './convene.ts';
import { afterConvening, convenesAt, endSeries, occurrenceId, type Series, skip, wishOf } from './series.ts';
import { seriesLostCard } from './series-card.ts';

export const seriesFeature = 'series';
export type SeriesStore = ItemStore<Series>;

export function createSeriesStore(records: Records): SeriesStore {
  return createItemStore<Series>(records);
}

export interface SeriesWorkDeps extends WorkDeps {
  beredskaber: BeredskabStore;
  around(kommune: string): Surroundings;
  /** Who is called for a series today. */
  peopleFor(series: Series): Person[];
  /** Whether this person may convene now. */
  mayConvene(kommune: string, objectId: string): boolean;
  /** Entra object ids of others who may, the nearest to it first. */
  others(kommune: string): string[];
  structureOf(kommune: string): Structure;
  refreshRoster(kommune: string): Promise<void>;
  nudge(kommune: string, id: string): Promise<void>;
  /** Comes back to a series so many seconds from now. */
  comeBack(kommune: string, id: string, seconds: number): Promise<void>;
}

const mostOccurrences = 60;

/** What the worker does for series: the next occurrence is convened when the one before has ended. */
export function seriesWorkshop(deps: SeriesWorkDeps): Workshop {
  return {
    async handle(kommune, id) {
      await deps.refreshRoster(kommune);
      for (let i = 0; i < mostOccurrences; i++) if (!(await step(deps, kommune, id))) break;
      const series = await deps.records.get<Series>(kommune, itemKey(id));
      if (series?.value.ended && series.value.slots.length > 0) await workOnItem(deps, lost(deps), kommune, id);
    },
    overdue: (kommune) => overdueItems(deps.records, kommune, deps.around(kommune).now),
  };
}

/** What is said of a series that ended with the role of its co-ordinator: once to each, and nothing more. */
function lost({ structureOf }: SeriesWorkDeps): Business<Series> {
  return {
    feature: seriesFeature,
    advance: (series) => series,
    render: (series) => seriesLostCard(structureOf(series.kommune), series, asPlain(series.coordinator.name)),
  };
}

// More would be no message any more, but a notice to everybody.
const mostTold = 5;

function endedWithRole(deps: SeriesWorkDeps, series: Series, now: Date): Series {
  const { objectId } = series.coordinator;
  const told = deps.others(series.kommune).filter((other) => other !== objectId);
  const messages = told.slice(0, mostTold).map((to) => ({ name: `lost ${to}`, to }));
  return { ...endSeries(series, now), slots: wantMessages(series.slots, messages) };
}

/** One step of a series; true when there may be another at once. */
async function step(deps: SeriesWorkDeps, kommune: string, id: string): Promise<boolean> {
  const stored = await deps.records.get<Series>(kommune, itemKey(id));
  if (!stored || stored.value.deleted) return false;
  const series = stored.value;
  // What is said of its end keeps a time of its own.
  if (series.ended && series.slots.length > 0) return false;
  const around = deps.around(kommune);
  const allowed = deps.mayConvene(kommune, series.coordinator.objectId);
  const next = series.ended
    ? series
    : allowed
      ? await goOn(deps, series, around)
      : endedWithRole(deps, series, around.now);
  const dueAt = next.ended ? (next.slots.length > 0 ? next.dueAt : undefined) : convenesAt(next);
  const { dueAt: _, ...rest } = next;
  const written = { ...rest, ...(dueAt && { dueAt }) };
  if (JSON.stringify(written) === JSON.stringify(series)) return false;
  if (!(await deps.records.write(kommune, itemChanges(stored, written)))) return true;
  if (!dueAt || next.ended) return false;
  const seconds = (new Date(dueAt).getTime() - around.now.getTime()) / 1000;
  if (seconds <= 0) return true;
  await deps.comeBack(kommune, id, seconds);
  return false;
}

/** Convenes the next occurrence when its time has come. One that has begun already is left out. */
async function goOn(deps: SeriesWorkDeps, series: Series, around: Surroundings): Promise<Series> {
  if (new Date(convenesAt(series)) > around.now) return series;
  const wish = wishOf(series, series.next);
  if (new Date(wish.start) <= around.now) return skip(series, series.next, around.now);
  const { kommune, language, coordinator } = series;
  const id = occurrenceId(series, series.next);
  const people = deps.peopleFor(series);
  // The same id whoever convenes it: made twice, it is there once.
  await deps.beredskaber.create(
    convene({ id, kommune, language, coordinator, wish, people, series: series.id }, around),
  );
  await deps.nudge(kommune, id);
  return afterConvening(series);
}
