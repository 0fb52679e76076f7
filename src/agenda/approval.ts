import { wantMessages } from '../delivery/work-item.ts';
import type { Agenda, Approval, Person, Refusal } from './agenda.ts';
import { agendaSlot, slotMeaning } from './agenda-slots.ts';
import { wantAuthor } from './want-author.ts';

/** What somebody is asked to say yes to: that it goes out, or that the posts are changed. */
export type ApprovalKind = Approval['what'];

/** Asks for a yes to the version that stands there now, in a message of its own. */
export function askApproval(agenda: Agenda, of: Person, what: ApprovalKind, now: Date): Agenda {
  const { version } = agenda;
  const approval: Approval = { of, what, version, askedAt: now.toISOString(), state: 'asked' };
  const turn = agenda.slots.filter((s) => slotMeaning(s).kind === 'approve').length;
  // Whoever had their data deleted since is nobody's address: the author takes the plan back.
  const ask = of.objectId ? [{ name: agendaSlot('approve', of.objectId, turn), to: of.objectId }] : [];
  return wantAuthor({ ...agenda, approval, slots: wantMessages(wantApprovers(agenda).slots, ask) }, now);
}

/** Whether a yes is being waited for. It is to a version: words that came later were never seen by whoever says it. */
export function isAsked({ approval, version, publishAt, state }: Agenda): boolean {
  if (approval?.state !== 'asked' || approval.version !== version) return false;
  return approval.what === 'update' ? state === 'posted' : publishAt !== undefined;
}

/** Whether it may go out as it is now: nobody has to be asked, or this very version was said yes to. */
export function isAllowed({ approval, version }: Agenda): boolean {
  return !approval || (approval.state === 'given' && approval.version === version);
}

/** A planned posting that was changed after the yes, or while it was asked for: the same person is asked again. */
export function askAgain(agenda: Agenda, now: Date): Agenda {
  const { approval, publishAt, version } = agenda;
  const stale = publishAt && approval && approval.state !== 'refused' && approval.version !== version;
  return stale ? askApproval(agenda, approval.of, approval.what, now) : agenda;
}

/** What the approver says of the version that they were shown. A no takes a planned posting back. */
export function decideApproval(
  agenda: Agenda,
  { by, version, yes, word }: { by: string; version: number; yes: boolean; word?: string },
  now: Date,
): Agenda | Refusal {
  const { approval } = agenda;
  if (approval?.of.objectId !== by) return { refused: 'gone' };
  const state = yes ? 'given' : 'refused';
  if (approval.state !== 'asked') return approval.state === state ? agenda : { refused: 'decided' };
  if (version !== agenda.version || version !== approval.version) return { refused: 'changed' };
  if (!isAsked(agenda)) return { refused: 'decided' };
  const decided: Agenda = { ...agenda, approval: { ...approval, state, ...(word && { word }) } };
  if (yes || approval.what === 'update') return wantAuthor(wantApprovers(decided), now);
  const { publishAt: _, ...unplanned } = decided;
  return wantAuthor(wantApprovers(unplanned), now);
}

/** The cards of those who were asked have to say something else. */
export function wantApprovers(agenda: Agenda): Agenda {
  const slots = agenda.slots.map((s) => (slotMeaning(s).kind === 'approve' ? { ...s, wanted: s.wanted + 1 } : s));
  return { ...agenda, slots };
}

/** The message in which the last question stands; earlier ones are over. */
export function lastAsk({ slots }: Agenda): string | undefined {
  return slots.findLast((s) => slotMeaning(s).kind === 'approve')?.name;
}
