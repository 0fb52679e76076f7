import type { Action, Agenda, AgendaItem, ItemMinutes, Minutes, Person, Refusal } from './agenda.ts';

/**
 * From now on the agenda stands still. A meeting that was never posted has minutes too; a withdrawn one was not held. What
 * was written before the agenda was taken back and posted anew is still there.
 */
export function beginMinutes(agenda: Agenda, by: Person, now: Date): Agenda | Refusal {
  if (agenda.state === 'minuted' || agenda.state === 'approved') return agenda;
  if (agenda.state !== 'posted' && agenda.state !== 'draft') return { refused: 'locked' };
  const fresh: Minutes = { by, begunAt: now.toISOString(), present: [], apologies: [], items: {} };
  return { ...agenda, state: 'minuted', minutes: agenda.minutes ?? fresh, changedAt: now.toISOString() };
}

/** Whether anything stands in the minutes yet. */
export function isWritten({ minutes }: Pick<Agenda, 'minutes'>): boolean {
  if (!minutes) return false;
  const said = Object.values(minutes.items).some((i) => i.outcome || i.decision || i.putOff || i.actions.length > 0);
  return said || minutes.present.length + minutes.apologies.length > 0;
}

/** Back to the agenda as it was, as long as nothing is written: it was begun too early. */
export function undoMinutes(agenda: Agenda, now: Date): Agenda | Refusal {
  if (agenda.state === 'posted' || agenda.state === 'draft') return agenda;
  if (agenda.state !== 'minuted' || isWritten(agenda)) return { refused: 'locked' };
  const { minutes: _, ...before } = agenda;
  return { ...before, state: agenda.posted ? 'posted' : 'draft', changedAt: now.toISOString() };
}

/** What came out of an item. An action that was done stays done. */
export function writeItemMinutes(agenda: Agenda, item: string, written: ItemMinutes, now: Date): Agenda | Refusal {
  if (!agenda.items.some((i) => i.id === item)) return { refused: 'gone' };
  return withMinutes(agenda, now, (minutes) => {
    const before = minutes.items[item]?.actions ?? [];
    const actions = written.actions.map((action) => {
      const doneAt = before.find((a) => a.id === action.id)?.doneAt;
      return doneAt ? { ...action, doneAt } : action;
    });
    return { ...minutes, items: { ...minutes.items, [item]: { ...written, actions } } };
  });
}

export function writeAttendance(
  agenda: Agenda,
  attendance: Pick<Minutes, 'present' | 'apologies'>,
  now: Date,
): Agenda | Refusal {
  return withMinutes(agenda, now, (minutes) => ({ ...minutes, ...attendance }));
}

/** Locks the minutes, and the agenda with them. Only whether an action is done goes on. */
export function approveMinutes(agenda: Agenda, by: Person, now: Date): Agenda | Refusal {
  if (agenda.state === 'approved') return agenda;
  const approved = withMinutes(agenda, now, (minutes) => ({ ...minutes, approved: { by, at: now.toISOString() } }));
  return 'refused' in approved ? approved : { ...approved, state: 'approved' };
}

/** Somebody says that an action is done, or that it is not after all; also when the minutes are locked. */
export function markAction(agenda: Agenda, actionId: string, done: boolean, now: Date): Agenda | Refusal {
  const found = actionsOf(agenda).find(({ action }) => action.id === actionId);
  if (!agenda.minutes || !found) return { refused: 'gone' };
  if ((found.action.doneAt !== undefined) === done) return agenda;
  const { doneAt: _, ...open } = found.action;
  const marked: Action = done ? { ...open, doneAt: now.toISOString() } : open;
  const before = agenda.minutes.items[found.item.id]!;
  const actions = before.actions.map((a) => (a.id === actionId ? marked : a));
  const items = { ...agenda.minutes.items, [found.item.id]: { ...before, actions } };
  return { ...agenda, minutes: { ...agenda.minutes, items }, changedAt: now.toISOString() };
}

/** An action with the item and the agenda that it was agreed under. */
export interface AgreedAction {
  agenda: Agenda;
  item: AgendaItem;
  /** From 1. */
  number: number;
  action: Action;
}

/** All actions of the minutes, in the order of the items. */
export function actionsOf(agenda: Agenda): AgreedAction[] {
  return agenda.items.flatMap((item, i) =>
    (agenda.minutes?.items[item.id]?.actions ?? []).map((action) => ({ agenda, item, number: i + 1, action })),
  );
}

/** What is not done yet of all that a body agreed, the earliest due first; without a day last. */
export function openActions(agendas: Agenda[], body: string): AgreedAction[] {
  const open = heldBy(agendas, body)
    .flatMap(actionsOf)
    .filter(({ action }) => !action.doneAt);
  return open.sort((a, b) => (a.action.due ?? '9').localeCompare(b.action.due ?? '9'));
}

/** The meetings of a body that have minutes, the latest first. */
export function heldBy(agendas: Agenda[], body: string): Agenda[] {
  return agendas
    .filter((a) => a.body === body && a.minutes && (a.state === 'minuted' || a.state === 'approved'))
    .sort((a, b) => `${b.date} ${b.start}`.localeCompare(`${a.date} ${a.start}`));
}

/** Items that these minutes put off to the next meeting. */
export function putOffItems(agenda: Agenda): AgendaItem[] {
  return agenda.items.filter((item) => agenda.minutes?.items[item.id]?.putOff);
}

function withMinutes(agenda: Agenda, now: Date, change: (minutes: Minutes) => Minutes): Agenda | Refusal {
  if (agenda.state !== 'minuted' || !agenda.minutes) return { refused: 'locked' };
  return { ...agenda, minutes: change(agenda.minutes), changedAt: now.toISOString() };
}
