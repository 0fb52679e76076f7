import type { Agenda } from '../agenda.ts';
import { agendaTextsIn } from '../agenda-texts.ts';
import type { Paper, PaperSetting } from './paper.ts';
import { closedNotice, factsFor, itemsFor, paperItem, underHeadings } from './paper-parts.ts';

/** The agenda as a paper. That its items run over is for its author to know, on the card. */
export function agendaPaper(agenda: Agenda, { kommune, body, audience }: PaperSetting): Paper {
  const texts = agendaTextsIn(agenda.language);
  const items = itemsFor(agenda, audience);
  const papers = items.map((item, i) => paperItem(item, agenda.items[i]!.closed, texts));
  const notice = closedNotice(agenda, audience);
  return {
    ...{ language: agenda.language, kommune, body, kind: texts.agenda, title: agenda.title },
    ...(notice && { notice }),
    facts: factsFor(agenda, texts),
    sections: underHeadings(items, papers, texts),
    ending: [],
  };
}
