import { messageOf } from '../errors.ts';
import type { Records } from '../ports.ts';
import { inBatches } from './pace-batches.ts';
import { book, type Calendar, type Hold, heldUntil, hold, type Place, type Share, type Want } from './pace-calendar.ts';
import { changeCalendar } from './pace-record.ts';

/** The way to one tenant, as this process knows it. Never fails: a store that cannot be used stops no call. */
export interface Lane {
  /** Books a place. Whoever asks while a booking is under way is booked with the next one, all in one write. */
  book(want: Want): Promise<Place>;
  /** Counts for this process at once, and for the others when it resolves. */
  hold(hold: Hold): Promise<void>;
  /** Until when the tenant or the conversation is to be left alone (epoch milliseconds), by what was last seen. */
  heldUntil(conversation: string | undefined): number;
}

export interface LaneDeps {
  records: Records;
  /** Epoch milliseconds. */
  now: () => number;
  sleep: (milliseconds: number) => Promise<void>;
  onUnpaced: (reason: string) => void;
  /** The places that this process takes while the store cannot be used. */
  alone: Share;
}

// A store that failed is left alone for so long: nobody waits a second time for it to fail.
const brokenMilliseconds = 5_000;
// A write that takes longer is slow: the next places are booked so far ahead that they are not over when it is done.
const slowWriteMilliseconds = 50;
const longestLeadMilliseconds = 2_000;
const longestPauseMilliseconds = 500;

const calendarKey = (tenantId: string) => ['tenant', tenantId];

export function createLane(deps: LaneDeps, kommune: string, tenantId: string): Lane {
  const { now, onUnpaced } = deps;
  const record = { ...deps, kommune, key: calendarKey(tenantId) };
  let known: Calendar | undefined;
  // What the platform asked for and the store does not hold yet. Every write carries it along.
  let holds: Hold[] = [];
  let lead = 0;
  let bookingMilliseconds = 0;
  let brokenUntil = 0;
  const withHolds = (calendar: Calendar | undefined) => holds.reduce((c, h) => hold(c, now(), h), calendar);

  /** In the calendar that all share. Undefined when that cannot be used. */
  const bookWithAll = async (wants: Want[]): Promise<Place[] | undefined> => {
    if (now() < brokenUntil) return undefined;
    let carried: Hold[] = [];
    const began = now();
    try {
      const changed = await changeCalendar(record, (before) => {
        carried = holds;
        const { calendar, places } = book(withHolds(before), now(), wants, { lead });
        return { calendar, result: places, write: carried.length > 0 || places.some((place) => place.booked) };
      });
      if (changed.result) {
        holds = holds.filter((h) => !carried.includes(h));
        lead = leadAfter(changed.writeMilliseconds) ?? lead;
      } else onUnpaced('others changed the calendar all the time');
      known = withHolds(changed.calendar);
      bookingMilliseconds = now() - began;
      return changed.result;
    } catch (error) {
      brokenUntil = now() + brokenMilliseconds;
      onUnpaced(messageOf(error));
    }
    return undefined;
  };

  /** By what this process knows, at its share of the pace. Nobody is sent away: the rest go shortly before their latest. */
  const bookAlone = (wants: Want[]): Place[] => {
    const { calendar, places } = book(known, now(), wants, { share: deps.alone });
    known = calendar;
    const shortlyBefore = (latest: number) => latest - Math.random() * 0.5 * Math.max(0, latest - now());
    return places.map(({ at, booked }, i) => ({ at: booked ? at : shortlyBefore(wants[i]!.latest), booked: true }));
  };

  const keep = inBatches(async (added: Hold[]) => {
    if (holds.length > 0) await bookWithAll([]);
    return added;
  });

  // Who has just booked lets the others come to it: else they are always too late, and in the end book without us.
  const letOthers = () => deps.sleep(Math.random() * Math.min(2 * bookingMilliseconds, longestPauseMilliseconds));

  return {
    book: inBatches(async (wants) => (await bookWithAll(wants)) ?? bookAlone(wants), letOthers),
    async hold(added) {
      holds = [...holds.filter(({ until }) => until > now()), added];
      known = withHolds(known);
      await keep(added);
    },
    heldUntil: (conversation) => (known ? heldUntil(known, conversation) : 0),
  };
}

function leadAfter(writeMilliseconds: number | undefined): number | undefined {
  if (writeMilliseconds === undefined) return undefined;
  return writeMilliseconds < slowWriteMilliseconds ? 0 : Math.min(2 * writeMilliseconds, longestLeadMilliseconds);
}
