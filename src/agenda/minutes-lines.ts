import { spokenDay } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import type { Group } from '../notice-card.ts';
import type { Language } from '../structure/structure.ts';
import type { Agenda, ItemMinutes } from './agenda.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { numbered } from './item-lines.ts';

// A message takes 80 KB of UTF-16 (facts A1): what is longer stands in the document.
const mostCharacters = 24_000;
const longestLine = 600;

/** The minutes item by item, as a channel may see them: of a closed item the number and nothing else. */
export function minutesMarks(agenda: Agenda, language: Language): Group[] {
  const texts = agendaTextsIn(language);
  return agenda.items.map((item, i) => {
    const number = i + 1;
    if (item.closed) return { label: numbered(number, texts.agendaClosed), lines: [texts.agendaClosed] };
    const longest = Math.min(longestLine, Math.floor(mostCharacters / agenda.items.length / 2));
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
