import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Clock, OnTurn, Pace, Records } from '../ports.ts';
import { type Calendar, type Place, tidied } from './pace-calendar.ts';
import { createLane, type Lane } from './pace-lane.ts';
import { Undelivered } from './undelivered.ts';

export interface PaceOptions {
  /** Nobody waits for longer than that: whoever would is told `busy`. */
  horizonMilliseconds?: number;
  clock?: Clock;
  sleep?: (milliseconds: number) => Promise<unknown>;
  /** Told why calls go out at a pace that is not agreed with the other processes. */
  onUnpaced?: (reason: string) => void;
}

const defaultHorizonMilliseconds = 8_000;
// Who goes out later than that is in a window where others were booked: the slack of the calendar is 200 ms in all.
const latestMilliseconds = 100;
// Whoever came too late so many times goes anyway.
const mostTries = 3;
const leastRetryMilliseconds = 1_000;
// The longest window of the limits: no reason to leave anybody alone for longer, whatever a header says.
const longestHoldSeconds = 3_600;
// How long before its place a call is prepared: twice what that took lately. What takes no time makes nobody wait.
const longestLeadMilliseconds = 2_000;
// While the store cannot be used each process takes one place in four, 10 calls a second: four of them keep the limits.
const shares = 4;

/**
 * Keeps the calls of all processes under the limits of the platform (facts A6; what follows from them is in
 * pace-calendar.ts). One record a tenant holds what is booked, in it every conversation that was called in the last
 * seconds. The two are booked in one write because a place must suit both: who had one of each and waited for the later
 * would come out in a heap with all who waited for the same. So a conversation that is busy takes no place from others,
 * and a store call is made for a batch and not for a message.
 */
export function createPace(records: Records, options: PaceOptions = {}): Pace {
  const { horizonMilliseconds: horizon = defaultHorizonMilliseconds, clock = () => new Date() } = options;
  const { sleep = setTimeout, onUnpaced = () => undefined } = options;
  const now = () => clock().getTime();
  const alone = { every: shares, number: Math.floor(Math.random() * shares) };
  const laneDeps = { records, now, sleep: async (ms: number) => void (await sleep(ms)), onUnpaced, alone };
  // One for each tenant of a municipality: there are few.
  const lanes = new Map<string, Lane>();
  const laneTo = (kommune: string, tenantId: string) => {
    const id = JSON.stringify([kommune, tenantId]);
    const lane = lanes.get(id) ?? createLane(laneDeps, kommune, tenantId);
    lanes.set(id, lane);
    return lane;
  };

  let lead = 0;
  /** Prepares the call so early that it keeps its place, and no earlier: who dies meanwhile leaves it unknown. */
  const prepare = async (at: number, onTurn: OnTurn) => {
    if (at - lead > now()) await sleep(at - lead - now());
    const began = now();
    await onTurn();
    lead = leadAfter(lead, now() - began);
  };

  return {
    async turn(kommune, { tenantId, conversationId }, onTurn) {
      const lane = laneTo(kommune, tenantId);
      const conversation = hashOf(conversationId);
      const latest = now() + horizon;
      for (let i = 0; i < mostTries; i++) {
        const place = await lane.book({ conversation, latest, ...(onTurn && { lead }) });
        if (!place.booked) throw tooFarAhead(place, now(), horizon);
        if (onTurn) await prepare(place.at, onTurn);
        if (place.at > now()) await sleep(place.at - now());
        // What was said while it waited counts, and a place that is over is no place.
        if (lane.heldUntil(conversation) <= now() && now() - place.at <= latestMilliseconds) return;
      }
    },
    async hold(kommune, { tenantId, conversationId }, seconds) {
      if (!(seconds > 0)) return;
      const until = now() + Math.min(seconds, longestHoldSeconds) * 1000;
      await laneTo(kommune, tenantId).hold({ conversation: hashOf(conversationId), until });
    },
  };
}

/**
 * Forgets the conversations whose times are over; what is written later than this forgets them too, so they are those
 * of tenants where nothing was sent since. Returns how many.
 */
export async function removeOldPaces(records: Records, kommune: string, now: Date): Promise<number> {
  let removed = 0;
  for (const { key, value, revision } of await records.list<Calendar>(kommune, ['tenant'])) {
    const kept = tidied(value, now.getTime());
    const old = countOf(value) - countOf(kept);
    // Refused: it was written a moment ago, and so it is tidy.
    const written = old > 0 && (await records.write(kommune, [{ do: 'update', key, value: kept, revision }]));
    if (written) removed += old;
  }
  return removed;
}

/** Longer at once when it took longer; shorter by and by. */
function leadAfter(lead: number, tookMilliseconds: number): number {
  return Math.min(longestLeadMilliseconds, Math.max(2 * tookMilliseconds, Math.floor(lead * 0.95)));
}

function countOf({ conversations }: Calendar): number {
  return Object.keys(conversations).length;
}

/** Ids belong to people and stay out of the store. The posts of a channel share its limits. */
function hashOf(conversationId: string | undefined): string | undefined {
  const [thread] = conversationId?.split(';messageid=') ?? [];
  return thread && createHash('sha256').update(thread).digest('base64url').slice(0, 16);
}

/** To come back up to half a horizon before the place that there is now: not all at once, and not to an empty calendar. */
function tooFarAhead({ at }: Place, now: number, horizonMilliseconds: number): Undelivered {
  // Less only when the store was so slow that the place is over by now.
  const aheadMilliseconds = Math.max(at - now, leastRetryMilliseconds);
  const earlier = (Math.random() * Math.min(aheadMilliseconds, horizonMilliseconds)) / 2;
  const retryAfterSeconds = (aheadMilliseconds - earlier) / 1000;
  return new Undelivered('busy', `no place for ${Math.round(aheadMilliseconds)} ms`, { retryAfterSeconds });
}
