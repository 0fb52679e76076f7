import type { Delivery } from '../delivery/deliver-slots.ts';
import type { Slot } from '../delivery/work-item.ts';
import type { Stored } from '../ports.ts';
import type { Agenda } from './agenda.ts';
import { currentChannels, isTakenBack } from './posting.ts';

/**
 * `posted`: it stands there as it is now, or was taken back; `updating`: it stands there, and is being changed; `waiting`: it is to go out;
 * `unknown`: nobody knows whether it was sent ("måske sendt"); `there`: the author found it; `gone`: the bot was taken out of
 * the team, or the channel deleted; `refused`: Teams would refuse it again.
 */
export type PostState = 'posted' | 'updating' | 'waiting' | 'unknown' | 'there' | 'gone' | 'refused';

export interface PostReport {
  index: number;
  /** Which of the posts sent to that channel. */
  turn: number;
  title: string;
  state: PostState;
  /** ISO time of the next try, when one is set. */
  nextAt?: string;
}

/** What became of each post: read off the records of delivery, which nobody but their sender writes. */
export function deliveryReport(agenda: Agenda, known: ReadonlyMap<string, Stored<Delivery>>): PostReport[] {
  return currentChannels(agenda).map(({ channel, index, slot }) => {
    const wanted = agenda.slots.find((s) => s.name === slot)!;
    const delivery = known.get(slot)?.value;
    const state = channel.there ? 'there' : stateOf(wanted, delivery, isTakenBack(agenda, index));
    const nextAt = state === 'waiting' || state === 'updating' ? delivery?.notBefore : undefined;
    return { index, turn: channel.turn, title: channel.title, state, ...(nextAt && { nextAt }) };
  });
}

function stateOf({ wanted }: Slot, delivery: Delivery | undefined, isTakenBack: boolean): PostState {
  if (!delivery) return isTakenBack ? 'posted' : 'waiting';
  if (delivery.failed === 'unknown') return 'unknown';
  const done = delivery.shown >= wanted;
  if (done && delivery.failed) return delivery.failed === 'unreachable' ? 'gone' : 'refused';
  if (delivery.place) return done ? 'posted' : 'updating';
  // Taken back before it went out: nothing stands there, as it should be.
  if (done && isTakenBack) return 'posted';
  // A claim of a dead process turns into "unknown" when it ends; until then it is still being sent.
  return 'waiting';
}

/** Whether somebody has to look: nobody knows, or it did not go out and is not tried again. */
export function isTrouble({ state }: Pick<PostReport, 'state'>): boolean {
  return state === 'unknown' || state === 'gone' || state === 'refused';
}
