import { wantMessages } from '../delivery/work-item.ts';
import { instantOf } from '../language/when.ts';
import type { Agenda, Proposal } from './agenda.ts';
import { agendaSlot } from './agenda-slots.ts';
import { remindMembers } from './collecting.ts';
import { actionsOf } from './minutes.ts';
import { isDue, publish, wantAuthor } from './posting.ts';

/** What is known beside the agenda itself. */
export interface Beside {
  proposals: Proposal[];
  /** Object ids of those who have looked at the call for items. */
  looked: ReadonlySet<string>;
  /** Whether the author may post now. */
  mayPost: boolean;
}

const remindActionsAt = '08:00';

/** What time and proposals lead to; the same agenda when nothing follows. */
export function advanceAgenda(agenda: Agenda, now: Date, beside: Beside): Agenda {
  const told = remindOfActions(remindMembers(tellProposals(agenda, beside.proposals), beside.looked, now), now);
  return withTimer(isDue(told, now) ? post(told, now, beside) : told);
}

/** Posted at its time; held back when whoever confirmed it may not post any more. */
function post(agenda: Agenda, now: Date, { mayPost }: Beside): Agenda {
  if (mayPost) return publish(agenda, now);
  const { publishAt: _, ...rest } = agenda;
  return wantAuthor({ ...rest, heldBack: 'role' }, now);
}

/** The author is shown each proposal, and each proposer what became of theirs. */
function tellProposals(agenda: Agenda, proposals: Proposal[]): Agenda {
  const known = new Set(agenda.slots.map((s) => s.name));
  const fresh = proposals.filter((p) => !known.has(agendaSlot('proposal', p.id)));
  const decided = proposals.filter((p) => p.state !== 'proposed' && !known.has(agendaSlot('answered', p.id)));
  if (fresh.length + decided.length === 0) return agenda;
  const messages = [
    ...[...fresh, ...decided.filter((p) => !fresh.includes(p))].map((p) => ({
      name: agendaSlot('proposal', p.id),
      to: agenda.author.objectId,
    })),
    ...decided.map((p) => ({ name: agendaSlot('answered', p.id), to: p.by.objectId })),
  ];
  return { ...agenda, slots: wantMessages(agenda.slots, messages) };
}

/** On the day that an action is due its owner is reminded; the author, where the owner has no chat. */
function remindOfActions(agenda: Agenda, now: Date): Agenda {
  const known = new Set(agenda.slots.map((s) => s.name));
  const due = actionsOf(agenda).filter(
    ({ action }) =>
      !action.doneAt && action.due && dueTime(action.due) <= now && !known.has(agendaSlot('action', action.id)),
  );
  if (due.length === 0) return agenda;
  const messages = due.map(({ action }) => ({
    name: agendaSlot('action', action.id),
    to: action.ownerId ?? agenda.author.objectId,
  }));
  return { ...agenda, slots: wantMessages(agenda.slots, messages) };
}

function dueTime(day: string): Date {
  return instantOf(day, remindActionsAt)!;
}

function withTimer(agenda: Agenda): Agenda {
  const { timer: before, ...rest } = agenda;
  const known = new Set(agenda.slots.map((s) => s.name));
  const actions = actionsOf(agenda).filter(
    ({ action }) => !action.doneAt && action.due && !known.has(agendaSlot('action', action.id)),
  );
  const waits = agenda.approval && agenda.approval.state !== 'given';
  const times = [
    waits ? undefined : agenda.publishAt,
    agenda.collecting?.remindAt,
    ...actions.map(({ action }) => dueTime(action.due!).toISOString()),
  ];
  const timer = times.filter((t) => t !== undefined).sort()[0];
  if (timer === before) return agenda;
  return timer ? { ...rest, timer } : rest;
}
