import type { Slot } from '../delivery/work-item.ts';
import type { Beredskab, Called } from './beredskab.ts';

/** What a message of a beredskab is. `call` and what follows it are each a message of their own: only new ones are noticed. */
export type SlotKind =
  | 'status'
  | 'channel'
  | 'call'
  | 'remind'
  | 'passed'
  | 'evening'
  | 'soon'
  | 'off'
  | 'closed'
  | 'missing'
  | 'followup';

export interface SlotMeaning {
  kind: SlotKind;
  /** Number of the person, of the telling for `missing`, of the follow-up. */
  number: number;
  /** Which of several. */
  turn: number;
}

export const statusSlot = 'status';
export const channelSlot = 'channel';
export const slotName = (kind: SlotKind, number: number, turn = 0) => `${kind} ${number} ${turn}`;

export function meaningOf({ name }: Pick<Slot, 'name'>): SlotMeaning {
  const [kind = '', number = '0', turn = '0'] = name.split(' ');
  return { kind: kind as SlotKind, number: Number(number), turn: Number(turn) };
}

/** Kinds whose number is a person's. */
const personal: SlotKind[] = ['call', 'remind', 'passed', 'evening', 'soon', 'off', 'closed'];

/** The person whom a message is for, if it is one person's. */
export function personOfSlot({ people }: Beredskab, slot: Pick<Slot, 'name'>): Called | undefined {
  const { kind, number } = meaningOf(slot);
  return personal.includes(kind) ? people.find((p) => p.number === number) : undefined;
}

/** A message of this kind to somebody in their way; undefined for those who are rung up, and for the co-ordinator. */
export function messageTo(person: Called, kind: SlotKind, turn = 0): Omit<Slot, 'wanted'> | undefined {
  // A second way has messages of its own names: the first one's have failed.
  const name = person.way === 'mail' && person.unreachable ? `${slotName(kind, person.number, turn)} mail` : undefined;
  if (person.erased) return undefined;
  if (person.way === 'teams') return { name: slotName(kind, person.number, turn), to: person.objectId! };
  if (person.way === 'mail')
    return { name: name ?? slotName(kind, person.number, turn), to: person.email!, by: 'mail' };
  return undefined;
}
