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
  | 'spared'
  | 'followup';

export interface SlotMeaning {
  kind: SlotKind;
  /** Number of the person, of the telling for `missing`, of the follow-up, of the takeover for `status`. */
  number: number;
  /** Which of several. */
  turn: number;
  /** How often all had been asked anew when it was said: what an earlier round said is outdated. */
  round: number;
}

export const statusSlot = 'status';
/** The card of the co-ordinator, of whoever has it now. */
export const statusSlotOf = ({ takeovers = 0 }: Pick<Beredskab, 'takeovers'>) =>
  takeovers === 0 ? statusSlot : `${statusSlot} ${takeovers}`;
export const channelSlot = 'channel';
export const slotName = (kind: SlotKind, number: number, turn = 0) => `${kind} ${number} ${turn}`;

export function meaningOf({ name }: Pick<Slot, 'name'>): SlotMeaning {
  const [kind = '', number = '0', turn = '0', ...more] = name.split(' ');
  const round = more.find((part) => /^r\d+$/.test(part))?.slice(1) ?? (kind === 'call' ? turn : '0');
  return { kind: kind as SlotKind, number: Number(number), turn: Number(turn), round: Number(round) };
}

/** Kinds whose number is a person's. */
const personal: SlotKind[] = ['call', 'remind', 'passed', 'evening', 'soon', 'off', 'closed', 'spared'];

/** The person whom a message is for, if it is one person's. */
export function personOfSlot({ people }: Beredskab, slot: Pick<Slot, 'name'>): Called | undefined {
  const { kind, number } = meaningOf(slot);
  return personal.includes(kind) ? people.find((p) => p.number === number) : undefined;
}

/** A message of this kind to somebody in their way; undefined for those who are rung up, and for the co-ordinator. */
export function messageTo(person: Called, kind: SlotKind, turn = 0): Omit<Slot, 'wanted'> | undefined {
  const { number, round, way, unreachable, objectId, email } = person;
  const inRound = kind !== 'call' && round > 0 ? ` r${round}` : '';
  const name = `${slotName(kind, number, turn)}${inRound}`;
  if (person.erased) return undefined;
  if (way === 'teams') return { name, to: objectId! };
  // A second way has messages of its own names: the first one's have failed.
  if (way === 'mail') return { name: unreachable ? `${name} mail` : name, to: email!, by: 'mail' };
  return undefined;
}
