import { CodedError } from '../errors.ts';
import type { CardMessage, JobQueue, Mail, Mailer, MessagePlace, Messenger, OnTurn, Stored } from '../ports.ts';
import {
  type Delivery,
  type DeliveryDeps,
  type DeliveryResult,
  deliveriesOf,
  deliverSlots,
  inOrder,
  isFailed,
  isWaiting,
  wasSent,
} from './deliver-slots.ts';
import { Undelivered } from './undelivered.ts';
import { itemChanges, itemKey, type Slot, type WorkItem } from './work-item.ts';

/** A feature's part of the work: what time and failures lead to, and what each message says. All are pure. */
export interface Business<T extends WorkItem> {
  /** Name of its jobs in the queue. */
  feature: string;
  /** The item after this time has come and these slots have failed; the same item when nothing follows. */
  advance(item: T, now: Date, failed: string[]): T;
  /**
   * The card of a chat or a channel; undefined: nothing is to be said any more. `isThere`: it changes what stands there.
   * `wasSent`: whether the message of another slot has gone out, or may have.
   */
  render(item: T, slot: Slot, isThere: boolean, wasSent: (slot: string) => boolean): CardMessage | undefined;
  /** The mail of a slot that goes by mail; for businesses that have such. */
  renderMail?(item: T, slot: Slot, wasSent: (slot: string) => boolean): Mail | undefined;
}

export interface WorkDeps extends DeliveryDeps {
  messenger: Messenger;
  queue: JobQueue;
  /** Nudges for mails: a slow mail server must not hold up Teams. */
  mailQueue?: JobQueue;
  /** Waits for what is to be done in a moment; without it that too is left to a nudge. */
  pause?(milliseconds: number): Promise<unknown>;
}

export interface MailDeps extends DeliveryDeps {
  mailer: Mailer;
  queue: JobQueue;
  mailQueue: JobQueue;
}

const mostRounds = 30;
// So many messages go out before it is looked again what is wanted: somebody may have thought better of the rest.
const mostInRound = 48;
// A nudge's way round takes longer. Shorter than what is left of the claim of a living process, which is not waited for.
const longestPauseMilliseconds = 3_400;
// Of all pauses together: the nudge that started this must not come back meanwhile, and a process that stops waits for it.
const longestPausesMilliseconds = 15_000;
// The mail queue's own nudges come back earlier; this is for one that was lost.
const mailSweepMilliseconds = 60_000;

/**
 * Does all that is to be done for an item now, and says when to come back. Any number of processes may work on the same
 * item: each step is written only if nobody wrote in between.
 */
export async function workOnItem<T extends WorkItem>(
  deps: WorkDeps,
  business: Business<T>,
  kommune: string,
  id: string,
): Promise<void> {
  const nudged = new Set<string>();
  const pauses = createPauses(deps);
  const invite = onlyOnce(() => deps.queue.send({ feature: business.feature, kommune, id }));
  let fault: DeliveryResult['error'];
  for (let round = 0; round < mostRounds; ) {
    const stored = await deps.records.get<T>(kommune, itemKey(id));
    if (!stored || stored.value.deleted) return;
    const item = stored.value;
    const { failed, retryAt, error, more } = await deliverChats(deps, business, kommune, item, nudged, invite);
    fault ??= error;
    if (more && !deps.isStopping?.()) continue;
    round++;
    const next = business.advance(item, deps.clock(), failed);
    const again = next.slots !== item.slots;
    const dueAt = again ? deps.clock().toISOString() : earliest(next.timer, retryAt?.toISOString());
    const pause = again || fault ? undefined : pauses.until(retryAt && dueAt);
    // Whoever pauses sends no nudge: should it die, the sweep finds the item.
    const written = { ...next, ...(dueAt && { dueAt: pause ? earliest(dueAt, item.dueAt) : dueAt }) };
    if (!dueAt) delete written.dueAt;
    const changed = JSON.stringify(written) !== JSON.stringify(item);
    if (changed && !(await deps.records.write(kommune, itemChanges(stored, written)))) continue;
    if (again && !fault) continue;
    if (pause) {
      await pause();
      round--;
      continue;
    }
    const dueNow = dueAt !== undefined && new Date(dueAt) <= deps.clock();
    if (dueAt && (changed || dueNow)) await nudge(deps, business.feature, kommune, id, dueAt);
    if (fault) throw fault.thrown;
    return;
  }
  throw new CodedError('storage', `${business.feature} ${id}: no end after ${mostRounds} rounds`);
}

/** Pauses until something is due, if that is soon; not for ever. */
function createPauses({ pause, clock, isStopping }: WorkDeps) {
  let left = longestPausesMilliseconds;
  return {
    until(time: string | undefined): (() => Promise<unknown>) | undefined {
      if (!pause || !time || isStopping?.()) return undefined;
      // Several processes wait for the same: not all at once.
      const milliseconds = Math.max(0, new Date(time).getTime() - clock().getTime()) + 20 + Math.random() * 50;
      if (milliseconds > Math.min(longestPauseMilliseconds, left)) return undefined;
      left -= milliseconds;
      return () => pause(milliseconds);
    },
  };
}

function onlyOnce(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}

/** The messages to chats and channels; mails are left to their own worker, which is told. */
async function deliverChats<T extends WorkItem>(
  deps: WorkDeps,
  business: Business<T>,
  kommune: string,
  item: T,
  nudged: Set<string>,
  invite: () => Promise<void>,
): Promise<DeliveryResult & { more: boolean }> {
  const known = await deliveriesOf(deps.records, kommune, item.id);
  const mails = item.slots.filter((slot) => slot.by === 'mail');
  const late = mails.filter((slot) => (known.get(slot.name)?.value.shown ?? 0) < slot.wanted);
  const ready = late.filter((slot) => !isWaiting(known.get(slot.name), deps.clock()));
  // One nudge for each mail that is wanted: more would only start more of them.
  const fresh = ready.map(({ name, wanted }) => `${name} ${wanted}`).filter((mail) => !nudged.has(mail));
  for (const mail of fresh) nudged.add(mail);
  if (fresh.length > 0) await deps.mailQueue?.send({ feature: mailFeature(business.feature), kommune, id: item.id });
  const { chats, more } = chatsOfRound(item.slots, known, deps.clock());
  // There is work for others too.
  if (more) await invite();
  const sent = (slot: string) => wasSent(known.get(slot), deps.clock());
  const result = await deliverSlots(deps, kommune, item.id, chats, known, async (slot, place, onTurn) => {
    const post = slot.by === 'thread' ? known.get(slot.to)?.value.place : undefined;
    const card = business.render(item, slot, place !== undefined, sent);
    return sendCard(deps.messenger, kommune, slot, { place, post }, card, onTurn);
  });
  const failedMails = mails.filter((slot) => isFailed(slot, known.get(slot.name))).map((slot) => slot.name);
  const look = late.length > 0 ? new Date(deps.clock().getTime() + mailSweepMilliseconds) : undefined;
  const left = more ? deps.clock() : undefined;
  const times = [result.retryAt, look, left].filter((t) => t !== undefined).map((t) => t.getTime());
  return {
    more,
    ...(result.error && { error: result.error }),
    failed: [...result.failed, ...failedMails],
    ...(times.length > 0 && { retryAt: new Date(Math.min(...times)) }),
  };
}

/** All chats and channels, but of those that can go out now only so many; `more`: there are others. */
function chatsOfRound(slots: Slot[], known: ReadonlyMap<string, Stored<Delivery>>, now: Date) {
  const all = slots.filter((slot) => slot.by !== 'mail');
  const isLate = ({ name, wanted }: Slot) => (known.get(name)?.value.shown ?? 0) < wanted;
  const ready = all.filter((slot) => isLate(slot) && !isWaiting(known.get(slot.name), now));
  const later = new Set(inOrder(ready, known).slice(mostInRound));
  return { chats: all.filter((slot) => !later.has(slot)), more: later.size > 0 };
}

async function sendCard(
  messenger: Messenger,
  kommune: string,
  { to, by }: Slot,
  { place, post }: { place: MessagePlace | undefined; post: MessagePlace | undefined },
  card: CardMessage | undefined,
  onTurn: OnTurn,
): Promise<MessagePlace | undefined> {
  if (!card) return place;
  if (place) {
    await messenger.update(kommune, place, card, onTurn);
    return place;
  }
  if (by === 'channel') return messenger.post(kommune, to, card, onTurn);
  if (by !== 'thread') return messenger.send(kommune, to, card, onTurn);
  // Below a post that is not there, or of which nobody knows where it is, nothing can be said.
  if (!post) throw new Undelivered('unreachable', 'there is no post to reply to');
  return messenger.reply(kommune, post, card, onTurn);
}

/** Name of the jobs of a feature's mails. */
export const mailFeature = (feature: string) => `${feature}-mail`;

/** Sends the mails of an item. One that cannot be sent is told to the item's own worker. */
export async function sendMailsOf<T extends WorkItem>(
  deps: MailDeps,
  business: Business<T>,
  kommune: string,
  id: string,
): Promise<void> {
  const stored = await deps.records.get<T>(kommune, itemKey(id));
  if (!stored || stored.value.deleted) return;
  const item = stored.value;
  const known = await deliveriesOf(deps.records, kommune, id);
  // What waits has a nudge of its own on the way.
  const mails = item.slots.filter((slot) => slot.by === 'mail');
  const slots = mails.filter((slot) => !isWaiting(known.get(slot.name), deps.clock()));
  const sent = (slot: string) => wasSent(known.get(slot), deps.clock());
  const { failed, retryAt, error } = await deliverSlots(deps, kommune, id, slots, known, async (slot) => {
    const mail = business.renderMail?.(item, slot, sent);
    if (mail) await deps.mailer.send(mail);
    return undefined;
  });
  const news = failed.filter((name) => !isFailed(slots.find((s) => s.name === name)!, known.get(name)));
  if (news.length > 0) await deps.queue.send({ feature: business.feature, kommune, id });
  const seconds = retryAt && Math.max(0, (retryAt.getTime() - deps.clock().getTime()) / 1000);
  if (retryAt) await deps.mailQueue.send({ feature: mailFeature(business.feature), kommune, id }, seconds);
  if (error) throw error.thrown;
}

async function nudge({ queue, clock }: WorkDeps, feature: string, kommune: string, id: string, dueAt: string) {
  const seconds = (new Date(dueAt).getTime() - clock().getTime()) / 1000;
  await queue.send({ feature, kommune, id }, Math.max(0, seconds));
}

function earliest(...times: (string | undefined)[]): string | undefined {
  return times.filter((t) => t !== undefined).sort()[0];
}
