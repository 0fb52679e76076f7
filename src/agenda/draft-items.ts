import type { Structure } from '../structure/structure.ts';
import type { Agenda, AgendaItem } from './agenda.ts';
import { followUpItems, postponedItems } from './carried-items.ts';
import { dueEvaluations, evaluationItem } from './evaluations.ts';
import { insertInSection } from './item-rules.ts';
import { mostItems } from './limits.ts';
import { type StandingItem, standingItems, templateOf } from './templates.ts';

export interface DraftSources {
  structure: Structure;
  /** All agendas of the municipality. */
  agendas: Agenda[];
  /** The body's own template. */
  template?: StandingItem[];
  /** Keys of evaluations that need no item any more. */
  settled?: readonly string[];
  newId(): string;
}

/**
 * What a new agenda begins with: the template, what was agreed and is not done, what was put off, and evaluations that are
 * due. What finds no room any more comes with the next one: it is still open then.
 */
export function draftItems(
  { structure, agendas, template, settled, newId }: DraftSources,
  meeting: Pick<Agenda, 'body' | 'date' | 'language'>,
): AgendaItem[] {
  const standing = standingItems(
    templateOf(structure, meeting.body, meeting.language, template),
    meeting.language,
    newId,
  );
  const postponed = postponedItems(agendas, meeting, newId);
  const again = new Set(postponed.map(({ from }) => (from?.kind === 'evaluation' ? from.key : '')));
  const due = dueEvaluations(structure, meeting, agendas, settled).filter(({ key }) => !again.has(key));
  const carried = [
    ...followUpItems(agendas, meeting, newId),
    ...postponed,
    ...due.map((evaluation) => evaluationItem(evaluation, structure, meeting.language, newId())),
  ];
  return carried.slice(0, mostItems - standing.length).reduce(insertInSection, standing);
}
