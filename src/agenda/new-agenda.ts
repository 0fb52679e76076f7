import type { Agenda, AgendaItem, MeetingFacts, Person } from './agenda.ts';

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
  return { ...made, state: 'draft', slots: [], version: 1, createdAt: at, changedAt: at };
}
