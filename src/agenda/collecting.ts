import { wantMessages } from '../delivery/work-item.ts';
import type { Agenda, Asked, ChannelPost, Refusal } from './agenda.ts';
import { type AgendaSlotKind, agendaSlot, isCallKind, slotMeaning } from './agenda-slots.ts';
import { currentChannels } from './posting.ts';
import { collectUntil, proposingEnds } from './proposal-rules.ts';
import { wantAuthor } from './want-author.ts';

const remindBeforeMilliseconds = 24 * 3_600_000;

/** Calls for items until the deadline: a post in each channel, at most once each, and a message to each member. */
export function callForItems(
  agenda: Agenda,
  {
    deadline,
    channels,
    members,
  }: { deadline: string; channels: Pick<ChannelPost, 'id' | 'title'>[]; members: Asked[] },
  now: Date,
): Agenda | Refusal {
  const open = collectUntil(agenda, deadline, now);
  if ('refused' in open) return open;
  const before = agenda.collecting ?? { channels: [], members: [] };
  const freshChannels = channels.filter((c) => !before.channels.some((b) => b.id === c.id));
  const freshMembers = members.filter((m) => !before.members.some((b) => b.objectId === m.objectId));
  const all = [...before.channels, ...freshChannels.map((c): ChannelPost => ({ ...c, turn: 0 }))];
  const calls = freshChannels.map((c, i) => callSlot(c, before.channels.length + i));
  const asks = freshMembers.map(({ objectId }) => ({ name: agendaSlot('ask', objectId), to: objectId }));
  const collecting = { channels: all, members: [...before.members, ...freshMembers], ...remindAt(deadline, now) };
  // Those who were asked before see the new deadline in the same message.
  const { collectPlan: _, ...asked } = agenda.deadline === deadline ? open : wantCalls(open);
  return wantAuthor({ ...asked, collecting, slots: wantMessages(asked.slots, [...calls, ...asks]) }, now);
}

function callSlot({ id }: Pick<ChannelPost, 'id'>, index: number) {
  return { name: agendaSlot('call', index), to: id, by: 'channel' as const, once: true as const };
}

/** All that says until when items are taken: calls, and posts with what was sent of them to single people. */
function wantCalls(agenda: Agenda): Agenda {
  const { state } = agenda;
  const stands = state === 'posted' || state === 'minuted' || state === 'approved';
  const posts = new Set(stands ? currentChannels(agenda).map(({ slot }) => slot) : []);
  const isMeant = (kind: AgendaSlotKind) => isCallKind(kind) || (stands && kind === 'nudge');
  const slots = agenda.slots.map((s) =>
    posts.has(s.name) || isMeant(slotMeaning(s).kind) ? { ...s, wanted: s.wanted + 1 } : s,
  );
  return { ...agenda, slots };
}

/** When proposing ends the button goes, and a call says that it is over. Once for each end: a later deadline is another. */
export function closeCalls(agenda: Agenda, now: Date): Agenda {
  const ends = proposingEnds(agenda);
  if (!ends || ends > now || agenda.closedFor === ends.toISOString()) return agenda;
  return { ...wantCalls(agenda), closedFor: ends.toISOString() };
}

/** A day before the deadline, or half-way there when that is sooner. */
function remindAt(deadline: string, now: Date): { remindAt: string } {
  const left = new Date(deadline).getTime() - now.getTime();
  return {
    remindAt: new Date(new Date(deadline).getTime() - Math.min(remindBeforeMilliseconds, left / 2)).toISOString(),
  };
}

/** Members who have neither looked nor proposed are reminded, once. */
export function remindMembers(agenda: Agenda, looked: ReadonlySet<string>, now: Date): Agenda {
  const { collecting, deadline } = agenda;
  if (!collecting?.remindAt || new Date(collecting.remindAt) > now) return agenda;
  const { remindAt: _, ...reminded } = collecting;
  const late = deadline !== undefined && new Date(deadline) <= now;
  const quiet = late ? [] : collecting.members.filter((m) => !looked.has(m.objectId));
  const messages = quiet.map(({ objectId }) => ({ name: agendaSlot('remind', objectId), to: objectId }));
  return { ...agenda, collecting: reminded, slots: wantMessages(agenda.slots, messages) };
}
