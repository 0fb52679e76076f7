import type { Agenda, AgendaItem, MeetingFacts, Person } from './agenda.ts';
import { authorSlot } from './agenda-slots.ts';

export interface NewAgenda extends MeetingFacts {
  /** Made before the form went out, so that a form sent twice makes one agenda. */
  id: string;
  kommune: string;
  language: Agenda['language'];
  body: string;
  author: Person;
  /** Of the template, and what is carried over from earlier meetings. */
  items: AgendaItem[];
  plannedFor?: string;
}

/** A draft that nobody but its author has before them. */
export function newAgenda(made: NewAgenda, now: Date): Agenda {
  const at = now.toISOString();
  const slots = [{ name: authorSlot, to: made.author.objectId, wanted: 1 }];
  const nothing = { channels: [], notices: 0, nudges: 0 };
  return { ...made, ...nothing, state: 'draft', slots, version: 1, createdAt: at, changedAt: at, dueAt: at };
}
