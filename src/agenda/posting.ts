import { createHash } from 'node:crypto';
import { wantMessages } from '../delivery/work-item.ts';
import type { Agenda, ChannelPost, Person, PostPlan, Refusal } from './agenda.ts';
import { type AgendaChanges, changeMarks, changesBetween, isLargeChange } from './agenda-changes.ts';
import { agendaSlot } from './agenda-slots.ts';
import { askApproval, isAllowed, wantApprovers } from './approval.ts';
import { channelView } from './channel-view.ts';
import { wantAuthor } from './want-author.ts';

/** What was chosen for a posting, to be shown before the yes. */
export function planPosting(agenda: Agenda, plan: Omit<PostPlan, 'version'>): Agenda | Refusal {
  if (agenda.state !== 'draft' && agenda.state !== 'withdrawn') return { refused: 'locked' };
  return { ...agenda, plan: { ...plan, version: agenda.version } };
}

/** Tells one plan from another: the same only for the same channels, time, approver and version. */
export function planMark({ plan }: Agenda): string {
  return createHash('sha256')
    .update(JSON.stringify(plan ?? ''))
    .digest('base64url')
    .slice(0, 16);
}

/** Whether a plan is of the agenda as it is now. */
export function isCurrent({ plan, version }: Agenda): boolean {
  return plan !== undefined && plan.version === version;
}

/** The yes to a plan: asks whoever has to approve, else it goes out at its time. Saying it twice is saying it once. */
export function confirmPosting(agenda: Agenda, now: Date, by: Person = agenda.author): Agenda | Refusal {
  const { plan } = agenda;
  if (!plan || (agenda.state !== 'draft' && agenda.state !== 'withdrawn')) return { refused: 'locked' };
  const at = plan.at && new Date(plan.at) > now ? plan.at : now.toISOString();
  const { heldBack: _, approval: _a, ...rest } = agenda;
  const planned: Agenda = { ...rest, publishAt: at, confirmedBy: by };
  return plan.approver ? askApproval(planned, plan.approver, 'posting', now) : wantAuthor(planned, now);
}

/** Takes back a yes whose time has not come. */
export function cancelPosting(agenda: Agenda, now: Date): Agenda | Refusal {
  if (!agenda.publishAt) return agenda;
  const { publishAt: _, approval: _a, ...rest } = agenda;
  return wantAuthor(wantApprovers(rest), now);
}

/** A confirmed posting whose time has come, and which everybody who has to has said yes to as it is now. */
export function isDue(agenda: Agenda, now: Date): boolean {
  const { publishAt } = agenda;
  return publishAt !== undefined && isAllowed(agenda) && new Date(publishAt) <= now;
}

/** Posts it: one new post in each channel, at most once each. */
export function publish(agenda: Agenda, now: Date): Agenda {
  const { publishAt: _, plan, ...rest } = agenda;
  // After it was taken back everywhere it begins anew, with posts of its own: the earlier ones go on saying that they were.
  const earlier = agenda.channels.map((c): ChannelPost => ({ ...c, withdrawn: true }));
  const first = earlier.length;
  const channels = (plan?.channels ?? []).map((c): ChannelPost => ({ ...c, turn: 0 }));
  const posted: Agenda = {
    ...rest,
    state: 'posted',
    channels: [...earlier, ...channels],
    posted: {
      ...{ version: agenda.version, at: now.toISOString(), view: channelView(agenda), marks: {} },
      // Whoever read what was taken back has not read this.
      ...(first > 0 && { since: agenda.version }),
    },
    slots: wantMessages(
      agenda.slots,
      channels.map((channel, i) => postSlot(channel, first + i)),
    ),
  };
  return wantAuthor(posted, now);
}

export function postSlot({ id, turn }: ChannelPost, index: number) {
  return { name: agendaSlot('post', index, turn), to: id, by: 'channel' as const, once: true as const };
}

/** The channels of the last posting; those of earlier ones, which were taken back, are not among them. */
export function currentChannels({ channels, slots }: Agenda): { channel: ChannelPost; index: number; slot: string }[] {
  return channels.flatMap((channel, index) => {
    const slot = agendaSlot('post', index, channel.turn);
    return !channel.withdrawn && slots.some((s) => s.name === slot) ? [{ channel, index, slot }] : [];
  });
}

/** Whether a post, or what was said below one, belongs to a posting that was taken back. `index`: of its channel. */
export function isTakenBack({ state, channels }: Agenda, index: number): boolean {
  return state === 'withdrawn' || state === 'deleted' || channels[index]?.withdrawn === true;
}

/** Whether the posts would change by so much that it is said in the threads. */
export function isLargeUpdate(agenda: Agenda): boolean {
  return agenda.posted !== undefined && isLargeChange(changesBetween(agenda.posted.view, channelView(agenda)));
}

/** Every post is changed in place, with what is new marked; only a large change is said in the threads, in these words. */
export function updatePosts(agenda: Agenda, now: Date, say: (changes: AgendaChanges) => string[]): Agenda | Refusal {
  const { posted } = agenda;
  if (agenda.state !== 'posted' || !posted) return { refused: 'locked' };
  if (posted.version === agenda.version) return agenda;
  const view = channelView(agenda);
  const changes = changesBetween(posted.view, view);
  const large = isLargeChange(changes);
  const notices = agenda.notices + (large ? 1 : 0);
  const updated: Agenda = {
    ...agenda,
    notices,
    posted: {
      ...{ version: agenda.version, at: now.toISOString(), view, marks: Object.fromEntries(changeMarks(changes)) },
      ...(large ? { notice: say(changes), since: agenda.version } : posted.since && { since: posted.since }),
    },
    slots: wantMessages(
      wantPosts(agenda).slots,
      large ? currentChannels(agenda).map(({ index, slot }) => threadSlot('notice', index, slot, notices)) : [],
    ),
  };
  return wantAuthor(updated, now);
}

function threadSlot(kind: 'notice' | 'minutes', index: number, post: string, turn = 0) {
  return { name: agendaSlot(kind, index, turn), to: post, by: 'thread' as const, once: true as const };
}

function wantPosts(agenda: Agenda): Agenda {
  const names = new Set(currentChannels(agenda).map(({ slot }) => slot));
  const slots = agenda.slots.map((s) => (names.has(s.name) ? { ...s, wanted: s.wanted + 1 } : s));
  return { ...agenda, slots };
}

/** Taken back everywhere: what stands there says so, and what has not gone out yet does not go out. */
export function withdraw(agenda: Agenda, now: Date): Agenda | Refusal {
  if (agenda.state === 'withdrawn') return agenda;
  // Also when minutes were begun too early: what is written in them stays with the agenda.
  if (agenda.state !== 'posted' && agenda.state !== 'minuted') return { refused: 'locked' };
  return wantAuthor({ ...wantPosts(agenda), state: 'withdrawn' }, now);
}

/**
 * A draft is thrown away: what stands of it in channels and chats (posts that were taken back, calls for items) says so
 * first; then nothing of it is kept.
 */
export function discard(agenda: Agenda, now: Date): Agenda | Refusal {
  if (agenda.state === 'deleted') return agenda;
  if (agenda.state !== 'draft' && agenda.state !== 'withdrawn') return { refused: 'locked' };
  const { publishAt: _, plan: _p, approval: _a, timer: _t, ...rest } = agenda;
  const slots = agenda.slots.map((s) => ({ ...s, wanted: s.wanted + 1 }));
  return wantAuthor({ ...rest, state: 'deleted', slots }, now);
}

/** A post of the report: the number of its channel, and which of the posts sent there. */
export interface PostChosen {
  index: number;
  turn: number;
}

/**
 * The author has looked: there is no post in this channel. It is sent once more, as a post of its own. When it was sent
 * again already, pressing twice sends nothing more.
 */
export function sendAgain(agenda: Agenda, { index, turn }: PostChosen, now: Date): Agenda | Refusal {
  const channel = agenda.channels[index];
  if (agenda.state !== 'posted' || !channel || channel.withdrawn) return { refused: 'locked' };
  if (channel.turn !== turn) return agenda;
  const again: ChannelPost = { id: channel.id, title: channel.title, turn: turn + 1 };
  const channels = agenda.channels.with(index, again);
  return wantAuthor({ ...agenda, channels, slots: wantMessages(agenda.slots, [postSlot(again, index)]) }, now);
}

/** The author has looked: the post is there. It cannot be changed in place, because nobody knows its id. */
export function confirmThere(agenda: Agenda, { index, turn }: PostChosen, now: Date): Agenda | Refusal {
  const channel = agenda.channels[index];
  if (!channel) return { refused: 'gone' };
  return channel.there || channel.turn !== turn
    ? agenda
    : wantAuthor({ ...agenda, channels: agenda.channels.with(index, { ...channel, there: true }) }, now);
}

/** Reminds those of the body who have not read it, each in their own chat. `times`: as it was when the report was shown. */
export function nudgeReaders(agenda: Agenda, people: Person[], times: number, now: Date): Agenda | Refusal {
  if (agenda.state !== 'posted') return { refused: 'locked' };
  if (times !== agenda.nudges) return agenda;
  const nudges = times + 1;
  const messages = people.map(({ objectId }) => ({ name: agendaSlot('nudge', objectId, nudges), to: objectId }));
  return wantAuthor({ ...agenda, nudges, slots: wantMessages(agenda.slots, messages) }, now);
}

/** The approved minutes go into the thread of each post. */
export function postMinutes(agenda: Agenda, now: Date): Agenda {
  const messages = currentChannels(agenda).map(({ index, slot }) => threadSlot('minutes', index, slot));
  return wantAuthor({ ...agenda, slots: wantMessages(agenda.slots, messages) }, now);
}
