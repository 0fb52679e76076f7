import type { Initiative, Structure } from '../structure/structure.ts';
import type { Agenda, AgendaItem } from './agenda.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { heldBy } from './minutes.ts';

const evaluationMinutes = 15;
// An evaluation is put on the agenda of the meeting before the month it is due, when there is none in it.
const monthsAhead = 1;
/** Who follows an action plan up, where its owner does not meet (kolding, "Tidsplan"; ramme, Tema 3): our reading. */
const followingUp = ['koordinationsgruppen', 'styregruppen', 'lokalraad'];

export interface DueEvaluation {
  /** Names the initiative and the month: an evaluation that is set anew is due anew. */
  key: string;
  initiative: Initiative;
}

export const evaluationKey = ({ id, evaluation }: Initiative) => `${id}@${evaluation?.due ?? ''}`;

/** The body that an initiative's evaluation is put before: its owner or a co-owner that meets, else who follows the plan up. */
export function evaluatingBody({ contacts }: Structure, { owner, coOwners = [] }: Initiative): string | undefined {
  const meets = (id: string) => contacts.some((c) => c.id === id && c.body);
  return [owner, ...coOwners, ...followingUp].find(meets);
}

/**
 * Evaluations that the action plan says are due by the meeting, and that this body has not held yet. `settled`: keys that
 * the municipality said need no item any more.
 */
export function dueEvaluations(
  structure: Structure,
  { body, date }: Pick<Agenda, 'body' | 'date'>,
  agendas: Agenda[],
  settled: readonly string[] = [],
): DueEvaluation[] {
  const held = new Set([...settled, ...heldBy(agendas, body).flatMap(evaluatedIn)]);
  return structure.initiatives
    .filter((i) => i.evaluation && i.status !== 'paused' && i.status !== 'ended')
    .filter((i) => evaluatingBody(structure, i) === body && i.evaluation!.due <= monthAfter(date, monthsAhead))
    .map((initiative) => ({ key: evaluationKey(initiative), initiative }))
    .filter(({ key }) => !held.has(key));
}

function evaluatedIn(agenda: Agenda): string[] {
  return agenda.items.flatMap(({ id, from }) =>
    from?.kind === 'evaluation' && !agenda.minutes?.items[id]?.putOff ? [from.key] : [],
  );
}

/** yyyy-mm so many months after a day. */
function monthAfter(date: string, months: number): string {
  const [year, month] = date.split('-').map(Number);
  return new Date(Date.UTC(year!, month! - 1 + months, 1)).toISOString().slice(0, 7);
}

/** An evaluation as an item, with what the plan says and where. */
export function evaluationItem(
  { key, initiative }: DueEvaluation,
  structure: Structure,
  language: Agenda['language'],
  id: string,
): AgendaItem {
  const texts = agendaTextsIn(language);
  const sources = initiative.sources.map(({ document, section }) => {
    const title = structure.shared.documents.find((d) => d.id === document)?.title ?? document;
    return `${title}, ${section}`;
  });
  return {
    id,
    section: 'items',
    title: texts.agendaEvaluation(initiative.title),
    type: 'droeftelse',
    minutes: evaluationMinutes,
    note: texts.agendaEvaluationNote(initiative.evaluation!.text[language], sources.join('; ')),
    links: [],
    closed: false,
    from: { kind: 'evaluation', key },
  };
}
