import { type Agenda, type AgendaItem, isRefusal, type Person, type Proposal, type Refusal } from './agenda.ts';
import { addItem, canEdit } from './item-rules.ts';
import type { ProposalFields } from './read-proposal.ts';
import { instantOf } from './times.ts';

/** Sets until when items can be proposed; the call for them goes out with it. */
export function collectUntil(agenda: Agenda, deadline: string, now: Date): Agenda | Refusal {
  if (!canEdit(agenda)) return { refused: 'locked' };
  return agenda.deadline === deadline ? agenda : { ...agenda, deadline, changedAt: now.toISOString() };
}

/** When proposing ends: at the deadline, or when a posted agenda without one meets. Undefined: nobody has been asked. */
export function proposingEnds({ deadline, posted, date, start }: Agenda): Date | undefined {
  if (deadline) return new Date(deadline);
  return posted && instantOf(date, start);
}

/**
 * Until the deadline. A posted agenda without one takes proposals until the meeting begins; a draft without one takes none:
 * nobody has been asked.
 */
export function isOpenForProposals(agenda: Agenda, now: Date): boolean {
  const { state, deadline } = agenda;
  if (state !== 'draft' && state !== 'posted') return false;
  if (deadline) return now < new Date(deadline);
  return state === 'posted' && now < instantOf(agenda.date, agenda.start);
}

/** `id`: made before the form went out, so that a form sent twice proposes once. */
export function propose(
  agenda: Agenda,
  made: ProposalFields & Pick<Proposal, 'id' | 'by' | 'language'>,
  now: Date,
): Proposal | Refusal {
  if (!isOpenForProposals(agenda, now)) return { refused: canEdit(agenda) ? 'late' : 'locked' };
  const at = now.toISOString();
  return { ...made, kommune: agenda.kommune, agenda: agenda.id, state: 'proposed', at, changedAt: at };
}

/**
 * Whether somebody comes by it without being told of it here: it was posted or called for in a channel, or they were asked
 * themselves. `onlyIn`: of the channels only this one counts, for guests see no other.
 */
export function isMetBy(
  { state, channels, collecting }: Agenda,
  objectId: string,
  onlyIn?: { channel?: string },
): boolean {
  const stands = [...(state === 'posted' ? channels.filter((c) => !c.withdrawn) : []), ...(collecting?.channels ?? [])];
  const asked = collecting?.members.some((m) => m.objectId === objectId) ?? false;
  return asked || stands.some(({ id }) => !onlyIn || id === onlyIn.channel);
}

export interface Decided {
  agenda: Agenda;
  proposal: Proposal;
}

/** The proposal becomes an item; what the proposer said why becomes its note. Also after the deadline: the author decides. */
export function acceptProposal({ agenda, proposal }: Decided, by: Person, now: Date, word?: string): Decided | Refusal {
  if (proposal.state === 'accepted') return { agenda, proposal };
  if (proposal.state === 'rejected') return { refused: 'decided' };
  const added = addItem(agenda, itemOf(proposal), now);
  if (isRefusal(added)) return added;
  return { agenda: added, proposal: decided(proposal, 'accepted', by, now, word) };
}

export function rejectProposal({ agenda, proposal }: Decided, by: Person, now: Date, word?: string): Decided | Refusal {
  if (proposal.state === 'rejected') return { agenda, proposal };
  if (proposal.state === 'accepted') return { refused: 'decided' };
  return { agenda, proposal: decided(proposal, 'rejected', by, now, word) };
}

function itemOf({ id, title, type, minutes, why }: Proposal): AgendaItem {
  const from = { kind: 'proposal', proposal: id } as const;
  return { id, section: 'items', title, type, minutes, ...(why && { note: why }), links: [], closed: false, from };
}

function decided(
  proposal: Proposal,
  state: 'accepted' | 'rejected',
  decidedBy: Person,
  now: Date,
  word: string | undefined,
): Proposal {
  return { ...proposal, state, decidedBy, ...(word && { word }), changedAt: now.toISOString() };
}
