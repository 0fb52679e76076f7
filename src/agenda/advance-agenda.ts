import { wantMessages } from '../delivery/work-item.ts';
import { instantOf } from '../language/when.ts';
import type { Action, Agenda, Proposal } from './agenda.ts';
import { agendaSlot } from './agenda-slots.ts';
import { askAgain } from './approval.ts';
import { closeCalls, remindMembers } from './collecting.ts';
import { type AgreedAction, actionsOf } from './minutes.ts';
import { isDue, publish } from './posting.ts';
import { proposingEnds } from './proposal-rules.ts';
import { wantAuthor } from './want-author.ts';

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
  if (agenda.state === 'deleted') return agenda;
  const reminded = remindMembers(tellProposals(agenda, beside.proposals), beside.looked, now);
  const told = remindOfActions(closeCalls(reminded, now), now);
  const asked = askAgain(told, now);
  return withTimer(isDue(asked, now) ? post(asked, now, beside) : asked);
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
  const { objectId } = agenda.author;
  const fresh = proposals.filter((p) => objectId && !known.has(agendaSlot('proposal', p.id)));
  const decided = proposals.filter((p) => p.state !== 'proposed' && !known.has(agendaSlot('answered', p.id)));
  if (fresh.length + decided.length === 0) return agenda;
  const shown = objectId ? [...fresh, ...decided.filter((p) => !fresh.includes(p))] : [];
  const messages = [
    ...shown.map((p) => ({ name: agendaSlot('proposal', p.id), to: objectId })),
    ...decided.map((p) => ({ name: agendaSlot('answered', p.id), to: p.by.objectId })),
  ];
  return { ...agenda, slots: wantMessages(agenda.slots, messages) };
}

/** On the day that an action is due its owner is reminded; the author, where the owner has no chat. */
function remindOfActions(agenda: Agenda, now: Date): Agenda {
  const messages = waitingActions(agenda)
    .filter(({ action }) => dueTime(action.due!) <= now)
    .map(({ action }) => ({ name: agendaSlot('action', action.id), to: remindedOf(agenda, action) }));
  return messages.length > 0 ? { ...agenda, slots: wantMessages(agenda.slots, messages) } : agenda;
}

/** Actions of which somebody is still to be reminded. */
function waitingActions(agenda: Agenda): AgreedAction[] {
  const known = new Set(agenda.slots.map((s) => s.name));
  return actionsOf(agenda).filter(
    ({ action }) =>
      !action.doneAt && action.due && remindedOf(agenda, action) && !known.has(agendaSlot('action', action.id)),
  );
}

/** Nobody, where the author had their data deleted. */
function remindedOf({ author }: Agenda, { ownerId }: Action): string {
  return ownerId ?? author.objectId;
}

function dueTime(day: string): Date {
  return instantOf(day, remindActionsAt)!;
}

function withTimer(agenda: Agenda): Agenda {
  const { timer: before, ...rest } = agenda;
  const actions = waitingActions(agenda);
  const ends = proposingEnds(agenda)?.toISOString();
  const waits = agenda.approval && agenda.approval.state !== 'given';
  const times = [
    waits ? undefined : agenda.publishAt,
    agenda.collecting?.remindAt,
    ends === agenda.closedFor ? undefined : ends,
    ...actions.map(({ action }) => dueTime(action.due!).toISOString()),
  ];
  const timer = times.filter((t) => t !== undefined).sort()[0];
  if (timer === before) return agenda;
  return timer ? { ...rest, timer } : rest;
}
