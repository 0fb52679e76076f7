import { spokenDay } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import type { Group } from '../notice-card.ts';
import type { Language } from '../structure/structure.ts';
import type { Agenda, ItemMinutes } from './agenda.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { numbered } from './item-lines.ts';

// A message takes 80 KB of UTF-16 (facts A1), with the titles and what a card wraps around each line: what is longer stands
// in the document.
const mostCharacters = 16_000;
const longestLine = 600;

/** How long a line may be, so that all lines of the minutes are within `most` characters. */
export function lineRoom({ items, minutes }: Agenda, most: number, longest: number): number {
  const lines = items.reduce((sum, { id }) => sum + 2 + (minutes?.items[id]?.actions.length ?? 0), 0);
  return Math.min(longest, Math.floor(most / lines));
}

/** The minutes item by item, as a channel may see them: of a closed item the number and nothing else. */
export function minutesMarks(agenda: Agenda, language: Language): Group[] {
  const texts = agendaTextsIn(language);
  const longest = lineRoom(agenda, mostCharacters, longestLine);
  return agenda.items.map((item, i) => {
    const number = i + 1;
    if (item.closed) return { label: numbered(number, texts.agendaClosed), lines: [texts.agendaClosed] };
    const lines = itemLines(agenda.minutes?.items[item.id], language, longest);
    return { label: numbered(number, asPlain(item.title)), lines };
  });
}

/** Outcome, decision and actions of one item. */
export function itemLines(written: ItemMinutes | undefined, language: Language, longest = longestLine): string[] {
  const texts = agendaTextsIn(language);
  const short = (text: string) => asPlain(text.length > longest ? `${text.slice(0, longest)}…` : text);
  const actions = (written?.actions ?? []).map(({ what, who, due, doneAt }) =>
    [
      `${texts.agendaAction}: ${short(what)}`,
      asPlain(who),
      due ? spokenDay(due, language) : '',
      doneAt ? texts.agendaActionDone : '',
    ]
      .filter(Boolean)
      .join(', '),
  );
  const lines = [
    written?.outcome ? short(written.outcome) : '',
    written?.decision ? `**${texts.agendaDecision}:** ${short(written.decision)}` : '',
    ...actions,
    written?.putOff ? texts.agendaPutOff : '',
  ].filter(Boolean);
  return lines.length > 0 ? lines : [texts.agendaNothingNoted];
}
