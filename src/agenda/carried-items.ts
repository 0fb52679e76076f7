import { spokenDay } from '../language/dates.ts';
import type { Agenda, AgendaItem } from './agenda.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { longestNote, longestTitle } from './limits.ts';
import { type AgreedAction, heldBy, openActions, putOffItems } from './minutes.ts';

// More would bury the meeting's own items; the rest is gathered in one.
const mostSingleActions = 12;
const followUpMinutes = 5;

type Written = Pick<Agenda, 'body' | 'language'>;

/**
 * What a body agreed and has not done yet, one item each. What was agreed under a closed item stays closed: its words may
 * tell what was behind closed doors.
 */
export function followUpItems(agendas: Agenda[], { body, language }: Written, newId: () => string): AgendaItem[] {
  const open = openActions(agendas, body);
  const single = open.slice(0, mostSingleActions).map((agreed) => followUp([agreed], language, newId()));
  const rest = open.slice(mostSingleActions);
  const gathered = [rest.filter((a) => a.item.closed), rest.filter((a) => !a.item.closed)].filter((r) => r.length > 0);
  return [...single, ...gathered.map((agreed) => followUp(agreed, language, newId()))];
}

function followUp(agreed: AgreedAction[], language: Agenda['language'], id: string): AgendaItem {
  const texts = agendaTextsIn(language);
  const [{ agenda, item, action }] = agreed as [AgreedAction];
  const one = agreed.length === 1;
  const day = (date: string) => spokenDay(date, language);
  const due = action.due ? ` ${texts.agendaDue(day(action.due))}` : '';
  const note = one
    ? `${action.what.length > titleRoom(texts.agendaFollowUp('')) ? `${action.what}\n` : ''}${texts.agendaAgreed(day(agenda.date))}${due}`
    : agreed
        .map(({ action: a }) => `- ${a.what} (${[a.who, a.due && day(a.due)].filter(Boolean).join(', ')})`)
        .join('\n');
  return {
    id,
    section: 'followup',
    title: one ? texts.agendaFollowUp(cut(action.what, titleRoom(texts.agendaFollowUp('')))) : texts.agendaMoreActions,
    type: 'orientering',
    minutes: followUpMinutes,
    ...(one && { presenter: action.who }),
    note: cut(note, longestNote),
    links: [],
    closed: item.closed,
    from: { kind: 'action', agenda: agenda.id, actions: agreed.map((a) => a.action.id) },
  };
}

const titleRoom = (words: string) => longestTitle - words.length;

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;
}

/** What the last minutes of a body put off, as it was. An evaluation stays one, so that it is not proposed twice. */
export function postponedItems(agendas: Agenda[], { body, language }: Written, newId: () => string): AgendaItem[] {
  const [last] = heldBy(agendas, body);
  if (!last) return [];
  const { agendaPutOffFrom } = agendaTextsIn(language);
  const since = agendaPutOffFrom(spokenDay(last.date, language));
  // A standing item stands on the next agenda anyway, and an open action comes by itself.
  const comesByItself = (item: AgendaItem) => item.standing || item.from?.kind === 'action';
  return putOffItems(last).flatMap((item) => {
    if (comesByItself(item)) return [];
    const note = [since, item.note].filter(Boolean).join('\n');
    const putOff = { kind: 'put-off', agenda: last.id, item: item.id } as const;
    const from = item.from?.kind === 'evaluation' ? item.from : putOff;
    const fits = note.length <= longestNote || !item.note;
    return [{ ...item, id: newId(), section: 'items' as const, note: fits ? note : item.note, from }];
  });
}
