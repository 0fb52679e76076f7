import { type Beredskab, isOver } from '../beredskab/beredskab.ts';
import type { BeredskabStore } from '../beredskab/beredskab-store.ts';
import type { Drafts } from '../beredskab/drafts.ts';
import { forgetPerson } from '../beredskab/manage-rules.ts';
import { endSeries, type Series } from '../beredskab/series.ts';
import type { SeriesStore } from '../beredskab/series-store.ts';
import type { Clock } from '../ports.ts';

export interface OwnBeredskabDeps {
  beredskaber: BeredskabStore;
  series: SeriesStore;
  drafts: Drafts;
  clock: Clock;
  nudgeBeredskab(kommune: string, id: string): Promise<void>;
}

/** What the store holds about one person and beredskaber. */
export interface OwnBeredskaber {
  /** Those that they convened. */
  convened: Beredskab[];
  /** Those that they were called to. */
  calledTo: Beredskab[];
  series: Series[];
  /** Ids of forms that they filled in and did not confirm. */
  drafts: string[];
}

export async function ownBeredskaber(
  { beredskaber, series, drafts }: OwnBeredskabDeps,
  kommune: string,
  objectId: string,
): Promise<OwnBeredskaber> {
  const [all, allSeries, allDrafts] = await Promise.all([
    beredskaber.list(kommune),
    series.list(kommune),
    drafts.list(kommune),
  ]);
  const isTheirs = (b: Beredskab) => b.coordinator.objectId === objectId;
  return {
    convened: all.filter(isTheirs),
    calledTo: all.filter((b) => !isTheirs(b) && b.people.some((p) => p.objectId === objectId)),
    series: allSeries.filter((s) => s.coordinator.objectId === objectId),
    drafts: allDrafts.filter((d) => d.by === objectId).map((d) => d.id),
  };
}

/**
 * Deletes it. One that they convened and that is still running stays until it is closed: others are on their way to it.
 * From those that they were called to they are taken out; what was answered stays without saying by whom.
 */
export async function eraseOwnBeredskaber(deps: OwnBeredskabDeps, kommune: string, objectId: string): Promise<void> {
  const { convened, calledTo, series, drafts } = await ownBeredskaber(deps, kommune, objectId);
  for (const id of drafts) await deps.drafts.delete(kommune, id);
  for (const { id } of series) {
    await deps.series.change(kommune, id, (s) => endSeries(s, deps.clock()));
    await deps.series.delete(kommune, id);
  }
  for (const beredskab of convened.filter(isOver)) await deps.beredskaber.delete(kommune, beredskab.id);
  for (const { id, slots } of calledTo) {
    await deps.beredskaber.change(kommune, id, (b) => forgetPerson(b, objectId, deps.clock()));
    const theirs = slots.filter((slot) => slot.to === objectId).map((slot) => slot.name);
    await deps.beredskaber.forgetMessages(kommune, id, theirs);
    await deps.nudgeBeredskab(kommune, id);
  }
}
