import { spokenDay } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import type { Group } from '../notice-card.ts';
import type { Language } from '../structure/structure.ts';
import type { Agenda, ItemMinutes } from './agenda.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { numbered } from './item-lines.ts';

/** The minutes with who was there, item by item, as a channel may see them: of a closed item the number and nothing else. */
export function minutesGroups(agenda: Agenda): Group[] {
  const { language, minutes } = agenda;
  const texts = agendaTextsIn(language);
  const names = (label: string, people: string[] = []): Group[] =>
    people.length > 0 ? [{ label, lines: [people.map(asPlain).join(', ')] }] : [];
  return [
    ...names(texts.agendaPresent, minutes?.present),
    ...names(texts.agendaApologies, minutes?.apologies),
    ...agenda.items.map((item, i) => {
      if (item.closed) return { label: numbered(i + 1, texts.agendaClosed), lines: [texts.agendaClosed] };
      return { label: numbered(i + 1, asPlain(item.title)), lines: itemLines(minutes?.items[item.id], language) };
    }),
  ];
}

/** Outcome, decision and actions of one item, whole. */
function itemLines(written: ItemMinutes | undefined, language: Language): string[] {
  const texts = agendaTextsIn(language);
  const actions = (written?.actions ?? []).map(({ what, who, due, doneAt }) =>
    [
      `${texts.agendaAction}: ${asPlain(what)}`,
      asPlain(who),
      due ? spokenDay(due, language) : '',
      doneAt ? texts.agendaActionDone : '',
    ]
      .filter(Boolean)
      .join(', '),
  );
  const lines = [
    paragraphs(written?.outcome),
    written?.decision ? `**${texts.agendaDecision}:** ${paragraphs(written.decision)}` : '',
    ...actions,
    written?.putOff ? texts.agendaPutOff : '',
  ].filter(Boolean);
  return lines.length > 0 ? lines : [texts.agendaNothingNoted];
}

function paragraphs(text = ''): string {
  return text.split('\n').map(asPlain).filter(Boolean).join('\n\n');
}

// A message takes 80 KB of UTF-16 (facts A1), and forty titles are on the author's card twice.
const mostSummary = 6_000;
const longestSummary = 200;

/** For the card of whoever writes: of each item that is written the beginning, and how many actions there are. */
export function minutesSummary(agenda: Agenda): Group[] {
  const { language, minutes, items } = agenda;
  const texts = agendaTextsIn(language);
  const longest = Math.min(longestSummary, Math.floor(mostSummary / Math.max(1, items.length)));
  return items.flatMap((item, i) => {
    const written = minutes?.items[item.id];
    if (!written) return [];
    const { outcome = '', decision = '', actions, putOff } = written;
    const said = [outcome, decision].filter(Boolean).join(' · ');
    const lines = [
      asPlain(said.length > longest ? `${said.slice(0, longest)}…` : said),
      actions.length > 0 ? `${texts.agendaAction}: ${actions.length}` : '',
      putOff ? texts.agendaPutOff : '',
    ].filter(Boolean);
    return [
      { label: numbered(i + 1, asPlain(item.title)), lines: lines.length > 0 ? lines : [texts.agendaNothingNoted] },
    ];
  });
}
