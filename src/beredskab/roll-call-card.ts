import { textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import { agencyColumn } from './agency-column.ts';
import { type Beredskab, threeAgencies } from './beredskab.ts';
import type { BeredskabCardDeps } from './call-card.ts';
import { countOf } from './standing.ts';
import { exerciseMark, factsOf, kindTitle, titleOfCall } from './wording.ts';

/** The roll-call for a channel: kind, time and agencies with figures; no name, and no reason. In Danish. */
export function rollCallCard({ structure }: BeredskabCardDeps, beredskab: Beredskab): CardMessage {
  const texts = textsIn('da');
  const { coming, places } = countOf(beredskab);
  const lines = threeAgencies.map((agency) => {
    const { title, text } = agencyColumn(beredskab, agency, texts);
    return `${title}: ${text}`;
  });
  const state = texts.statusStates[beredskab.state];
  return noticeCard(
    {
      ...(beredskab.exercise && { warning: texts.beredskabExerciseMark }),
      title: titleOfCall(structure, beredskab),
      text: `${state} · ${texts.statusCount(coming, places)}`,
      facts: factsOf(structure, { ...beredskab, reason: '' }, '', 'da', { dated: true }),
      groups: [{ label: '', lines }],
      small: texts.rollText,
      summary: `${beredskab.reference}: ${exerciseMark(beredskab)}${kindTitle(structure, beredskab)}. ${state}`,
    },
    'da',
  );
}
