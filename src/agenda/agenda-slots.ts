import type { Slot } from '../delivery/work-item.ts';

/** What a message about an agenda is. */
export type AgendaSlotKind =
  | 'author'
  | 'post'
  | 'call'
  | 'ask'
  | 'remind'
  | 'notice'
  | 'minutes'
  | 'proposal'
  | 'answered'
  | 'approve'
  | 'nudge'
  | 'action';

export const authorSlot = 'author';

/** Whether a message asks for items: in a channel, of a person, or once more. */
export function isCallKind(kind: AgendaSlotKind): boolean {
  return kind === 'call' || kind === 'ask' || kind === 'remind';
}

/** `of`: number of the channel, id of the proposal or action, or object id of the person; `turn`: which of several. */
export const agendaSlot = (kind: AgendaSlotKind, of: string | number, turn = 0) => `${kind} ${of} ${turn}`;

export function slotMeaning({ name }: Pick<Slot, 'name'>): { kind: AgendaSlotKind; of: string; turn: number } {
  const [kind = '', of = '', turn = '0'] = name.split(' ');
  return { kind: kind as AgendaSlotKind, of, turn: Number(turn) };
}
