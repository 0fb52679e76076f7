import { wantMessages } from '../delivery/work-item.ts';
import type { Agenda, ChannelPost, Person, PostPlan, Refusal } from './agenda.ts';
import { type AgendaChanges, changeMarks, changesBetween, isLargeChange } from './agenda-changes.ts';
import { agendaSlot, authorSlot, slotMeaning } from './agenda-slots.ts';
import { channelView } from './channel-view.ts';

/** The author's card has to say something else, and the agenda has to be looked at. */
export function wantAuthor(agenda: Agenda, now: Date): Agenda {
  const slots = wantMessages(agenda.slots, [{ name: authorSlot, to: agenda.author.objectId }]);
  const at = now.toISOString();
  return { ...agenda, slots, changedAt: at, dueAt: at };
}

/** What was chosen for a posting, to be shown before the yes. */
export function planPosting(agenda: Agenda, plan: Omit<PostPlan, 'version'>): Agenda | Refusal {
  if (agenda.state !== 'draft' && agenda.state !== 'withdrawn') return { refused: 'locked' };
  return { ...agenda, plan: { ...plan, version: agenda.version } };
}

/** Whether a plan is still what was shown. */
export function isCurrent({ plan, version }: Agenda): boolean {
  return plan !== undefined && plan.version === version;
}

/** The yes to a plan: asks whoever has to approve, else it goes out at its time. Saying it twice is saying it once. */
export function confirmPosting(agenda: Agenda, now: Date): Agenda | Refusal {
  const { plan } = agenda;
  if (!plan || (agenda.state !== 'draft' && agenda.state !== 'withdrawn')) return { refused: 'locked' };
  const at = plan.at && new Date(plan.at) > now ? plan.at : now.toISOString();
  const { heldBack: _, approval: _a, ...rest } = agenda;
  const planned: Agenda = { ...rest, publishAt: at };
  if (!plan.approver) return wantAuthor(planned, now);
  const approval = { of: plan.approver, askedAt: now.toISOString(), state: 'asked' as const };
  const turn = agenda.slots.filter((s) => slotMeaning(s).kind === 'approve').length;
  const ask = { name: agendaSlot('approve', plan.approver.objectId, turn), to: plan.approver.objectId };
  return wantAuthor({ ...planned, approval, slots: wantMessages(agenda.slots, [ask]) }, now);
}

/** Takes back a yes whose time has not come. */
export function cancelPosting(agenda: Agenda, now: Date): Agenda | Refusal {
  if (!agenda.publishAt) return agenda;
  const { publishAt: _, approval: _a, ...rest } = agenda;
  return wantAuthor(wantApprovers(rest), now);
}

/** What the approver says. A no takes the posting back. */
export function decideApproval(
  agenda: Agenda,
  by: string,
  yes: boolean,
  word: string | undefined,
  now: Date,
): Agenda | Refusal {
  const { approval } = agenda;
  if (approval?.of.objectId !== by) return { refused: 'gone' };
  if (approval.state !== 'asked')
    return approval.state === (yes ? 'given' : 'refused') ? agenda : { refused: 'decided' };
  const decided: Agenda = {
    ...agenda,
    approval: { ...approval, state: yes ? 'given' : 'refused', ...(word && { word }) },
  };
  if (yes) return wantAuthor(wantApprovers(decided), now);
  const { publishAt: _, ...unplanned } = decided;
  return wantAuthor(wantApprovers(unplanned), now);
}

function wantApprovers(agenda: Agenda): Agenda {
  const isAsked = (name: string) => slotMeaning({ name }).kind === 'approve';
  const slots = agenda.slots.map((s) => (isAsked(s.name) ? { ...s, wanted: s.wanted + 1 } : s));
  return { ...agenda, slots };
}

/** A confirmed posting whose time has come, and which everybody who has to has said yes to. */
export function isDue({ publishAt, approval }: Agenda, now: Date): boolean {
  const allowed = !approval || approval.state === 'given';
  return publishAt !== undefined && allowed && new Date(publishAt) <= now;
}

/** Posts it: one new post in each channel, at most once each. */
export function publish(agenda: Agenda, now: Date): Agenda {
  const { publishAt: _, plan, ...rest } = agenda;
  // After it was taken back everywhere it begins anew, with posts of its own.
  const first = agenda.channels.length;
  const channels = (plan?.channels ?? []).map((c): ChannelPost => ({ ...c, turn: 0 }));
  const posted: Agenda = {
    ...rest,
    state: 'posted',
    channels: [...agenda.channels, ...channels],
    posted: { version: agenda.version, at: now.toISOString(), view: channelView(agenda), marks: {} },
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

/** The channels that the agenda stands in now: those of the last posting. */
export function currentChannels({ channels, slots }: Agenda): { channel: ChannelPost; index: number; slot: string }[] {
  return channels.flatMap((channel, index) => {
    const slot = agendaSlot('post', index, channel.turn);
    return slots.some((s) => s.name === slot) ? [{ channel, index, slot }] : [];
  });
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
      ...(large && { notice: say(changes) }),
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
  if (agenda.state !== 'posted') return { refused: 'locked' };
  return wantAuthor({ ...wantPosts(agenda), state: 'withdrawn' }, now);
}

/** The author has looked: there is no post in this channel. It is sent once more, as a post of its own. */
export function sendAgain(agenda: Agenda, index: number, now: Date): Agenda | Refusal {
  const channel = agenda.channels[index];
  if (agenda.state !== 'posted' || !channel) return { refused: 'locked' };
  const again: ChannelPost = { id: channel.id, title: channel.title, turn: channel.turn + 1 };
  const channels = agenda.channels.with(index, again);
  return wantAuthor({ ...agenda, channels, slots: wantMessages(agenda.slots, [postSlot(again, index)]) }, now);
}

/** The author has looked: the post is there. It cannot be changed in place, because nobody knows its id. */
export function confirmThere(agenda: Agenda, index: number, now: Date): Agenda | Refusal {
  const channel = agenda.channels[index];
  if (!channel) return { refused: 'gone' };
  return channel.there
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
