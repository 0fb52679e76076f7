import { dayOf } from '../language/dates.ts';
import { type Beredskab, type Called, isOver } from './beredskab.ts';
import { meaningOf, personOfSlot, type SlotMeaning } from './slots.ts';
import { sparedBy } from './standing.ts';

/** What is known when a message is made. */
export interface Moment {
  now: Date;
  /** It stands there already, and is changed. */
  isThere: boolean;
  /** Whether the message of a slot has gone out, as far as anybody knows. */
  wasSent(slot: string): boolean;
}

/** True when a personal message that has not gone out yet has nothing to say any more, or nothing true. */
export function isMoot(beredskab: Beredskab, person: Called, meaning: SlotMeaning, moment: Moment): boolean {
  const over = isOver(beredskab);
  if (meaning.round < person.round) return true;
  switch (meaning.kind) {
    case 'off':
    case 'closed':
      return !wasCalled(beredskab, person, moment);
    case 'remind':
    case 'passed':
      return over || person.answer !== undefined || sparedBy(beredskab, person) !== undefined;
    case 'evening':
    case 'soon':
      return over || staysAway(person) || hasCome(beredskab, meaning.kind, moment.now);
    case 'spared':
      return over || sparedBy(beredskab, person) === undefined;
    default:
      return over;
  }
}

/** Whoever took it over, or had it before, was told in another way. */
function wasCalled(beredskab: Beredskab, person: Called, { wasSent }: Moment): boolean {
  const calls = beredskab.slots.filter(
    (slot) => meaningOf(slot).kind === 'call' && personOfSlot(beredskab, slot)?.number === person.number,
  );
  return calls.length === 0 || calls.some((slot) => wasSent(slot.name));
}

function staysAway({ answer }: Called): boolean {
  return answer === 'not-coming' || answer === 'deputy';
}

/** True when what a reminder announces is here: "tomorrow" is today, or it has begun. */
export function hasCome({ start }: Pick<Beredskab, 'start'>, kind: 'evening' | 'soon', now: Date): boolean {
  return kind === 'evening' ? dayOf(now) >= dayOf(new Date(start)) : now >= new Date(start);
}
