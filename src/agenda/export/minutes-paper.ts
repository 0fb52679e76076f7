import { dayOf } from '../../language/dates.ts';
import type { Agenda } from '../agenda.ts';
import { type AgendaTexts, agendaTextsIn } from '../agenda-texts.ts';
import { actionsOf } from '../minutes.ts';
import type { Paper, PaperAction, PaperItem, PaperSetting } from './paper.ts';
import { closedNotice, dayOfYear, factsFor, itemsFor, paperItem, underHeadings } from './paper-parts.ts';

/** The minutes as a paper: each item with what came out of it, and all that was agreed in one table. */
export function minutesPaper(agenda: Agenda, { kommune, body, audience }: PaperSetting): Paper {
  const texts = agendaTextsIn(agenda.language);
  const items = itemsFor(agenda, audience);
  const papers = items.map((item, i) => {
    const paper = paperItem(item, agenda.items[i]!.closed, texts);
    return item.closed ? paper : withMinutes(paper, agenda, item.id, texts);
  });
  const notice = [closedNotice(agenda, audience), agenda.minutes?.approved ? '' : texts.agendaNotApproved];
  const said = notice.filter(Boolean).join(' ');
  return {
    ...{ language: agenda.language, kommune, body, kind: texts.agendaMinutes, title: agenda.title },
    ...(said && { notice: said }),
    facts: [...factsFor(agenda, texts), ...attendance(agenda, texts)],
    sections: underHeadings(items, papers, texts),
    actions: papers.flatMap((paper) => paper.actions),
    ending: approval(agenda, texts),
  };
}

function attendance({ minutes }: Agenda, texts: AgendaTexts): Paper['facts'] {
  if (!minutes) return [];
  const { by, present, apologies } = minutes;
  return [
    ...(present.length > 0 ? [{ label: texts.agendaPresent, value: present.join(', ') }] : []),
    ...(apologies.length > 0 ? [{ label: texts.agendaApologies, value: apologies.join(', ') }] : []),
    { label: texts.agendaMinutesBy, value: by.name },
  ];
}

/** The note of the agenda stays on the agenda: minutes say what came out. */
function withMinutes(paper: PaperItem, agenda: Agenda, id: string, texts: AgendaTexts): PaperItem {
  const { outcome, decision, putOff } = agenda.minutes?.items[id] ?? {};
  const minutes = [
    ...(outcome ? [{ label: texts.agendaOutcome, text: outcome }] : []),
    ...(decision ? [{ label: texts.agendaDecision, text: decision }] : []),
    ...(putOff ? [{ label: '', text: texts.agendaPutOff }] : []),
  ];
  const actions = actionsFor(agenda, id);
  const nothing = minutes.length === 0 && actions.length === 0;
  return {
    ...paper,
    note: '',
    minutes: nothing ? [{ label: '', text: texts.agendaNothingNoted }] : minutes,
    actions,
  };
}

function actionsFor(agenda: Agenda, id: string): PaperAction[] {
  return actionsOf(agenda)
    .filter(({ item }) => item.id === id)
    .map(({ number, action: { what, who, due, doneAt } }) => ({
      ...{ number, what, who, done: doneAt !== undefined },
      due: due ? dayOfYear(due, agenda.language) : '',
    }));
}

function approval({ minutes, language }: Agenda, texts: AgendaTexts): string[] {
  if (!minutes?.approved) return [];
  const { by, at } = minutes.approved;
  return [texts.agendaApprovedBy(by.name, dayOfYear(dayOf(new Date(at)), language))];
}
