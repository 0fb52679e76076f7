import { wantMessages } from '../delivery/work-item.ts';
import type { Agenda } from './agenda.ts';
import { authorSlot } from './agenda-slots.ts';

/** The author's card has to say something else, and the agenda has to be looked at. */
export function wantAuthor(agenda: Agenda, now: Date): Agenda {
  const { objectId } = agenda.author;
  // Whoever had their data deleted is nobody's address.
  const slots = objectId ? wantMessages(agenda.slots, [{ name: authorSlot, to: objectId }]) : agenda.slots;
  const at = now.toISOString();
  return { ...agenda, slots, changedAt: at, dueAt: at };
}
