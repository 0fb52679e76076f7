/**
 * The rules of the pace: when the next calls to a tenant may go out. Facts A6 has the platform's limits:
 *
 *   all that the bot sends to a tenant      50 in 1 s
 *   to one conversation                      7 in 1 s, 8 in 2 s, 60 in 30 s, 1800 in 3600 s
 *
 * The tenant has a calendar of places of 25 ms, one call in each: 40 a second and, both ends counted, at most 41 in any
 * second. A calendar and not an arrival time: a call that has to wait for its conversation takes a later place and
 * leaves the ones before it to others.
 *
 * A conversation has two theoretical arrival times (GCRA). A burst of b and then one every i milliseconds are at most
 * b + floor(T / i) in any T milliseconds, both ends counted:
 *
 *   fast  b = 2,  i = 500      4 of 7 in 1 s, 6 of 8 in 2 s
 *   slow  b = 42, i = 2084     56 of 60 in 30 s, 1769 of 1800 in 3600 s
 *
 * The rest is slack. Two machines whose clocks are s seconds apart, or a call that goes out s seconds late, put into a
 * second what was meant for 1 + s seconds: the tenant's limit holds up to s = 0.2 (49 calls), a conversation's up to
 * s = 1 (8 in 2 s). With clocks in step it is room for what turns answer by themselves, which no calendar sees:
 * 9 calls a second in a tenant, 2 in two seconds in a conversation.
 */

const placeMilliseconds = 25;
const fast = { burst: 2, everyMilliseconds: 500 };
const slow = { burst: 42, everyMilliseconds: 2_084 };
// The past that is kept: a machine whose clock is behind books in it, and has not to wait until its clock is here too.
const keptMilliseconds = 1_000;
// A calendar that begins so much later was written by a clock that is wrong, or is read by one. It is begun anew.
const wrongClockMilliseconds = 3_000;

/** What is booked in one tenant. All times are epoch milliseconds. Stays small: what is over is dropped at every write. */
export interface Calendar {
  /** The number of the first place in `taken`: its time divided by 25 ms. */
  from: number;
  /** One character a place: 1 is taken, 0 is free, and so is everything after the end. */
  taken: string;
  /** Nothing goes to the tenant before. */
  held: number;
  /** By the hash of their id: it belongs to a person. One whose times have passed is as good as unknown. */
  conversations: Record<string, Arrivals>;
}

interface Arrivals {
  fast: number;
  slow: number;
  /** Nothing goes to the conversation before. */
  held: number;
}

/** Somebody who wants to call. */
export interface Want {
  /** The hash of the conversation, where one is told. */
  conversation?: string | undefined;
  latest: number;
  /** Not in so many milliseconds: something has to be done first. */
  lead?: number;
}

/** The conversation, or else the whole tenant, is to be left alone until then (epoch milliseconds). */
export interface Hold {
  conversation: string | undefined;
  until: number;
}

/** When they may. Not booked: that is after their latest, and nothing was taken for them. */
export interface Place {
  at: number;
  booked: boolean;
}

/** Of every so many places only the one with this number, from 0 on. */
export interface Share {
  every: number;
  number: number;
}

const never: Arrivals = { fast: 0, slow: 0, held: 0 };

/** Books for all of them in their order, each as early as can be after `lead` milliseconds. */
export function book(
  before: Calendar | undefined,
  now: number,
  wants: Want[],
  { lead = 0, share = { every: 1, number: 0 } }: { lead?: number; share?: Share } = {},
): { calendar: Calendar; places: Place[] } {
  const calendar = tidied(before, now);
  return { calendar, places: wants.map((want) => bookOne(calendar, now + lead + (want.lead ?? 0), want, share)) };
}

/** The calendar with a time in which somebody is left alone. Never shortens one. */
export function hold(before: Calendar | undefined, now: number, { conversation, until }: Hold): Calendar {
  const calendar = tidied(before, now);
  if (conversation === undefined) return { ...calendar, held: Math.max(calendar.held, until) };
  const arrivals = calendar.conversations[conversation] ?? never;
  calendar.conversations[conversation] = { ...arrivals, held: Math.max(arrivals.held, until) };
  return calendar;
}

export function heldUntil({ held, conversations }: Calendar, conversation: string | undefined): number {
  return Math.max(held, (conversation && conversations[conversation]?.held) || 0);
}

/** A copy without what is over. */
export function tidied(calendar: Calendar | undefined, now: number): Calendar {
  const from = placeAt(now - keptMilliseconds);
  if (!calendar || calendar.from > placeAt(now + wrongClockMilliseconds)) {
    return { from, taken: '', held: 0, conversations: {} };
  }
  const over = Math.max(0, from - calendar.from);
  const lasting = Object.entries(calendar.conversations).filter(
    ([, arrivals]) => Math.max(arrivals.fast, arrivals.slow, arrivals.held) > now - keptMilliseconds,
  );
  return {
    from: calendar.from + over,
    taken: calendar.taken.slice(over),
    held: calendar.held,
    conversations: Object.fromEntries(lasting),
  };
}

function bookOne(calendar: Calendar, earliest: number, { conversation, latest }: Want, share: Share): Place {
  const arrivals = (conversation && calendar.conversations[conversation]) || never;
  const soonest = Math.max(
    earliest,
    heldUntil(calendar, conversation),
    arrivals.fast - (fast.burst - 1) * fast.everyMilliseconds,
    arrivals.slow - (slow.burst - 1) * slow.everyMilliseconds,
  );
  const place = firstFree(calendar, soonest, share);
  // A place that has begun is good to its end: whoever finds it free goes at once.
  const at = Math.max(soonest, place * placeMilliseconds);
  if (at > latest) return { at, booked: false };
  const { from, taken } = calendar;
  calendar.taken = `${taken.slice(0, place - from).padEnd(place - from, '0')}1${taken.slice(place - from + 1)}`;
  if (conversation !== undefined) {
    calendar.conversations[conversation] = {
      fast: Math.max(at, arrivals.fast) + fast.everyMilliseconds,
      slow: Math.max(at, arrivals.slow) + slow.everyMilliseconds,
      held: arrivals.held,
    };
  }
  return { at, booked: true };
}

function firstFree({ from, taken }: Calendar, time: number, { every, number }: Share): number {
  let place = Math.max(from, placeAt(time));
  while (taken[place - from] === '1' || place % every !== number) place++;
  return place;
}

function placeAt(time: number): number {
  return Math.floor(time / placeMilliseconds);
}
