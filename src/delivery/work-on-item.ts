import { CodedError } from '../errors.ts';
import type { CardMessage, JobQueue } from '../ports.ts';
import { type DeliveryDeps, deliverSlots } from './deliver-slots.ts';
import { itemChanges, itemKey, type Slot, type WorkItem } from './work-item.ts';

/** A feature's part of the work: what time and failures lead to, and what each message says. Both are pure. */
export interface Business<T extends WorkItem> {
  /** Name of its jobs in the queue. */
  feature: string;
  /** The item after this time has come and these slots have failed; the same item when nothing follows. */
  advance(item: T, now: Date, failed: string[]): T;
  render(item: T, slot: Slot): CardMessage | undefined;
}

export interface WorkDeps extends DeliveryDeps {
  queue: JobQueue;
}

const mostRounds = 30;

/**
 * Does all that is to be done for an item now, and says when to come back. Any number of processes may work on the same
 * item: each step is written only if nobody wrote in between.
 */
export async function workOnItem<T extends WorkItem>(
  deps: WorkDeps,
  business: Business<T>,
  kommune: string,
  id: string,
): Promise<void> {
  for (let round = 0; round < mostRounds; round++) {
    const stored = await deps.records.get<T>(kommune, itemKey(id));
    if (!stored || stored.value.deleted) return;
    const item = stored.value;
    const { failed, retryAt } = await deliverSlots(deps, kommune, item, (slot) => business.render(item, slot));
    const next = business.advance(item, deps.clock(), failed);
    const again = next.slots !== item.slots;
    const dueAt = again ? deps.clock().toISOString() : earliest(next.timer, retryAt?.toISOString());
    const written = { ...next, ...(dueAt && { dueAt }) };
    if (!dueAt) delete written.dueAt;
    const changed = JSON.stringify(written) !== JSON.stringify(item);
    if (changed && !(await deps.records.write(kommune, itemChanges(stored, written)))) continue;
    if (again) continue;
    const dueNow = dueAt !== undefined && new Date(dueAt) <= deps.clock();
    if (dueAt && (changed || dueNow)) await nudge(deps, business.feature, kommune, id, dueAt);
    return;
  }
  throw new CodedError('storage', `${business.feature} ${id}: no end after ${mostRounds} rounds`);
}

async function nudge({ queue, clock }: WorkDeps, feature: string, kommune: string, id: string, dueAt: string) {
  const seconds = (new Date(dueAt).getTime() - clock().getTime()) / 1000;
  await queue.send({ feature, kommune, id }, Math.max(0, seconds));
}

function earliest(...times: (string | undefined)[]): string | undefined {
  return times.filter((t) => t !== undefined).sort()[0];
}
