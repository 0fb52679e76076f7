import type { Clock, MessagePlace, Records, Stored } from '../ports.ts';
import { type Claim, type Lease, takeLease } from './lease.ts';
import { Undelivered } from './undelivered.ts';
import type { Slot } from './work-item.ts';

/** What is known of one message. Written by whoever holds its claim, and by nobody else. */
export interface Delivery {
  /** The `wanted` that the person has before them. */
  shown: number;
  place?: MessagePlace;
  claim?: Claim;
  attempts: number;
  notBefore?: string;
  /** Set when the last wanted message could not go out and will not be tried again. */
  failed?: DeliveryFailure;
}

/** `unknown`: it may have been sent, and is not tried again ("måske sendt"). */
export type DeliveryFailure = 'unreachable' | 'refused' | 'unknown';

export interface DeliveryDeps {
  records: Records;
  clock: Clock;
  /** Lets only so many messages of this process be in the making at a time; all at once when it is not given. */
  lane?<T>(work: () => Promise<T>): Promise<T>;
  /** The process is being ended: nothing more is begun, and what is in hand is finished. */
  isStopping?(): boolean;
}

export interface DeliveryResult {
  /** Names of the slots whose message could not go out and will not be tried again. */
  failed: string[];
  /** The earliest time at which something is worth another try. */
  retryAt?: Date;
  /** The first error that nobody foresaw; to be thrown when all else is done. */
  error?: { thrown: unknown };
}

/**
 * Sends the message of a slot, or changes the one that stands at `place`. Answers where it stands, if it can be changed.
 * `onTurn` is called when the call is next to be made, each time it gets a place in the pace; it rejects when somebody else
 * has taken over.
 */
export type SendSlot = (
  slot: Slot,
  place: MessagePlace | undefined,
  onTurn: () => Promise<void>,
) => Promise<MessagePlace | undefined>;

// What went wrong in a way of its own will most likely do so again.
const faultMilliseconds = 45_000;
const longestBackoffSeconds = 300;

export const deliveryKey = (id: string, slot: string) => ['delivery', id, slot];

/** What is known of an item's messages, by slot. */
export async function deliveriesOf(
  records: Records,
  kommune: string,
  id: string,
): Promise<Map<string, Stored<Delivery>>> {
  const known = await records.list<Delivery>(kommune, ['delivery', id]);
  return new Map(known.map((stored) => [stored.key.at(-1)!, stored]));
}

/**
 * Brings these messages of an item up to what is wanted: claim, send or change, record. When a process dies between
 * sending and recording, a message is sent once more after its claim ends (a missed one is worse than a double one), but
 * one that is to be sent at most once is told as perhaps sent.
 */
export async function deliverSlots(
  deps: DeliveryDeps,
  kommune: string,
  id: string,
  slots: Slot[],
  known: ReadonlyMap<string, Stored<Delivery>>,
  send: SendSlot,
): Promise<DeliveryResult> {
  const lane = deps.lane ?? ((work) => work());
  const ordered = inOrder(slots, known);
  const settled = await Promise.allSettled(
    ordered.map(async (slot): Promise<After> => {
      const stored = known.get(slot.name);
      if (stored && stored.value.shown >= slot.wanted) return { failed: isFailed(slot, stored) };
      return lane(() => bringUp(deps, kommune, id, slot, stored, send));
    }),
  );
  // One that went wrong in a way of its own keeps its claim, and nobody else waiting.
  const claimEnds = new Date(deps.clock().getTime() + faultMilliseconds);
  const results = settled.map((one): After => (one.status === 'fulfilled' ? one.value : { retryAt: claimEnds }));
  const times = results.flatMap(({ retryAt }) => (retryAt ? [retryAt.getTime()] : []));
  const broken = settled.find((one) => one.status === 'rejected');
  return {
    failed: ordered.filter((_, i) => results[i]!.failed).map(({ name }) => name),
    ...(times.length > 0 && { retryAt: new Date(Math.min(...times)) }),
    ...(broken && { error: { thrown: broken.reason } }),
  };
}

/**
 * People before channels: somebody waits for an answer there. Of each, what is not there at all goes before what changes a
 * message, and what was tried already before the rest: it has waited, and may have to again. Beyond that each process has an
 * order of its own, so that several of them share the work.
 */
export function inOrder(slots: Slot[], known: ReadonlyMap<string, Stored<Delivery>>): Slot[] {
  const place = (slot: Slot) => {
    const isPost = slot.by === 'channel' || slot.by === 'thread';
    return (isPost ? 2 : 0) + (known.get(slot.name)?.value.place ? 1 : 0);
  };
  const at = ({ name }: Slot) => Math.random() - (known.get(name)?.value.notBefore ? 1 : 0);
  const order = slots.map((slot) => ({ slot, place: place(slot), at: at(slot) }));
  return order.sort((a, b) => a.place - b.place || a.at - b.at).map(({ slot }) => slot);
}

/** Somebody has it in hand, or it is to be tried again later. */
export function isWaiting(stored: Stored<Delivery> | undefined, now: Date): boolean {
  const { claim, notBefore } = stored?.value ?? {};
  return [claim?.until, notBefore].some((time) => time !== undefined && new Date(time) > now);
}

/** Whether a message has gone out, or may have: somebody has it in hand. */
export function wasSent(stored: Stored<Delivery> | undefined, now: Date): boolean {
  if (!stored) return false;
  const { place, shown, failed, claim } = stored.value;
  return place !== undefined || (shown > 0 && !failed) || (claim !== undefined && new Date(claim.until) > now);
}

/** True when the last wanted message of a slot could not go out. */
export function isFailed(slot: Slot, stored: Stored<Delivery> | undefined): boolean {
  return stored !== undefined && stored.value.shown >= slot.wanted && stored.value.failed !== undefined;
}

interface After {
  failed?: boolean;
  retryAt?: Date;
}

async function bringUp(
  deps: DeliveryDeps,
  kommune: string,
  id: string,
  slot: Slot,
  stored: Stored<Delivery> | undefined,
  sendSlot: SendSlot,
): Promise<After> {
  const before: Delivery = stored?.value ?? { shown: 0, attempts: 0 };
  const waitUntil = laterOf(before.claim?.until, before.notBefore);
  if (waitUntil && waitUntil > deps.clock()) return { retryAt: waitUntil };
  if (isPerhapsThere(slot, stored)) return leaveBe(deps, kommune, slot, stored);
  if (deps.isStopping?.()) return { retryAt: deps.clock() };
  const lease = await takeLease(deps, kommune, deliveryKey(id, slot.name), before, stored);
  if (!lease) return { retryAt: new Date(deps.clock().getTime() + 1_000) };
  // Whoever had it before died, or was cut off, in the middle of the call.
  const lost = slot.once && !before.place && before.claim?.sending;
  try {
    const after = lost ? perhapsSent(slot) : await send(deps, slot, before, sendSlot, lease);
    await lease.end(after);
    return after.notBefore ? { retryAt: new Date(after.notBefore) } : { failed: after.failed !== undefined };
  } catch (error) {
    await lease.keep(faultMilliseconds);
    throw error;
  }
}

/**
 * It may stand there, and nobody knows where: a change of it cannot be made, and its new words sent as a message of their
 * own would be the double that it is to be spared.
 */
function isPerhapsThere(slot: Slot, stored: Stored<Delivery> | undefined): stored is Stored<Delivery> {
  return slot.once !== undefined && stored?.value.failed === 'unknown' && !stored.value.place;
}

/** What was perhaps sent stays so, whatever is wanted of it. */
async function leaveBe(
  { records, clock }: DeliveryDeps,
  kommune: string,
  { wanted }: Slot,
  { key, value, revision }: Stored<Delivery>,
): Promise<After> {
  const written = await records.write(kommune, [{ do: 'update', key, value: { ...value, shown: wanted }, revision }]);
  return written ? { failed: true } : { retryAt: new Date(clock().getTime() + 1_000) };
}

function perhapsSent({ wanted }: Slot): Delivery {
  return { shown: wanted, attempts: 0, failed: 'unknown' };
}

async function send(
  { clock }: DeliveryDeps,
  slot: Slot,
  before: Delivery,
  sendSlot: SendSlot,
  lease: Lease<Delivery>,
): Promise<Delivery> {
  const kept = before.place && { place: before.place };
  // Only what must not be sent twice needs to be known to have begun.
  const onTurn = slot.once && !before.place ? lease.begin : lease.check;
  try {
    const place = await sendSlot(slot, before.place, onTurn);
    return { shown: slot.wanted, attempts: 0, ...(place && { place }) };
  } catch (error) {
    if (!(error instanceof Undelivered)) throw error;
    return afterFailure(slot, before, error, kept, clock());
  }
}

function afterFailure(
  slot: Slot,
  { shown, attempts, place }: Delivery,
  error: Undelivered,
  kept: { place: MessagePlace } | undefined,
  now: Date,
): Delivery {
  const again = (seconds: number, more: Partial<Delivery>): Delivery => {
    const notBefore = new Date(now.getTime() + seconds * 1000).toISOString();
    return { shown, attempts: attempts + 1, notBefore, ...more };
  };
  // Nothing was tried: that is no attempt.
  if (error.kind === 'busy') return again(error.retryAfterSeconds ?? 1, { ...kept, attempts });
  if (slot.once && !place && !error.sure) return perhapsSent(slot);
  // What is to be changed is there no more: it is said anew; a post that somebody deleted is not posted again.
  if (error.kind === 'unreachable' && place && !slot.once) return again(0, {});
  if (error.kind !== 'later') return { shown: slot.wanted, attempts: 0, ...kept, failed: error.kind };
  // Tried for as long as the item is there: an outage of Teams ends, and the business has a timer of its own.
  // The platform knows how long; the pace keeps those apart who were told the same. It says nothing of an outage.
  if (error.retryAfterSeconds !== undefined) return again(error.retryAfterSeconds, { ...kept, attempts });
  const backoffSeconds = Math.min(2 ** attempts, longestBackoffSeconds) * (0.5 + Math.random() / 2);
  return again(backoffSeconds, { ...kept });
}

function laterOf(...times: (string | undefined)[]): Date | undefined {
  const known = times.filter((t) => t !== undefined).sort();
  return known.length > 0 ? new Date(known.at(-1)!) : undefined;
}
