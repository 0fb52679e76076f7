import { createHash } from 'node:crypto';
import { wantMessages } from '../delivery/work-item.ts';
import { entriesOf, hasLeft } from '../roster/roster.ts';
import { later, offer, stepOf, wantAll, wantAsker } from './changes.ts';
import {
  askerSlot,
  type Offer,
  offerSlot,
  reminderSlot,
  type SparringRequest,
  type Surroundings,
  type Wish,
} from './sparring.ts';
import { candidates, deputiesOf, everAsked, mostOthers } from './who-to-ask.ts';

/** A new request, with its first person to ask. Undefined when there is nobody. */
export function newRequest(
  base: Pick<SparringRequest, 'id' | 'kommune' | 'language' | 'asker'> & Wish,
  { roster, answerMilliseconds, now }: Surroundings,
): SparringRequest | undefined {
  const [first] = candidates(roster, base.contact, base.area, new Set([base.asker.objectId]));
  if (!first) return undefined;
  const at = now.toISOString();
  const request: SparringRequest = {
    ...base,
    reference: referenceOf(base.id),
    state: 'asked',
    stage: 'first',
    offers: [],
    steps: [],
    slots: [{ name: askerSlot, to: base.asker.objectId, wanted: 1 }],
    askedAt: at,
    changedAt: at,
    dueAt: at,
  };
  return offer(request, [first], first.standIn ? 'stands-in' : 'asked', 'first', now, answerMilliseconds);
}

/** `S-` and five digits out of the request's id. */
function referenceOf(id: string): string {
  const number = createHash('sha256').update(id).digest().readUInt32BE() % 100_000;
  return `S-${String(number).padStart(5, '0')}`;
}

/** What time and failed messages lead to; the same request when nothing follows. */
export function advance(request: SparringRequest, surroundings: Surroundings, failedSlots: string[]): SparringRequest {
  const told = markGone(markUnreachable(request, surroundings.now, failedSlots), surroundings);
  if (told.state !== 'asked') return told;
  const open = told.offers.filter((o) => !o.end);
  if (open.length === 0) return askNext(told, surroundings);
  if (!told.timer || new Date(told.timer) > surroundings.now) return told;
  return told.stage === 'first' ? remind(told, open, surroundings) : askNext(told, surroundings);
}

/** Takes those out who are in the roster no more, the one who has the request too: somebody else is asked. */
function markGone(request: SparringRequest, { roster, now }: Surroundings): SparringRequest {
  if (request.state === 'closed' || request.state === 'withdrawn') return request;
  const isGone = ({ to, end }: Offer) =>
    !end && !entriesOf(roster, to.objectId).some((entry) => !hasLeft(roster, entry));
  const gone = request.offers.filter(isGone);
  if (gone.length === 0) return request;
  const offers = request.offers.map((o) => (gone.includes(o) ? { ...o, end: 'gone' as const } : o));
  const steps = [...request.steps, ...gone.map((o) => stepOf('gone', o.to, now))];
  const { owner, ...ownerless } = request;
  const lost = owner && gone.some((o) => o.to.objectId === owner.objectId);
  if (!lost) return wantAll({ ...request, offers, steps });
  return wantAll({ ...ownerless, state: 'asked', stage: 'first', offers, steps });
}

function markUnreachable(request: SparringRequest, now: Date, failedSlots: string[]): SparringRequest {
  if (request.state !== 'asked' && request.state !== 'unanswered') return request;
  const lost = request.offers.filter(
    (o) => !o.end && [offerSlot(o), reminderSlot(o)].some((slot) => failedSlots.includes(slot)),
  );
  if (lost.length === 0) return request;
  const offers = request.offers.map((o) => (lost.includes(o) ? { ...o, end: 'unreachable' as const } : o));
  const steps = lost.map((o) => stepOf('unreachable', o.to, now));
  return wantAsker({ ...request, offers, steps: [...request.steps, ...steps] });
}

function remind(request: SparringRequest, open: Offer[], { now, answerMilliseconds }: Surroundings): SparringRequest {
  const reminders = open.map((o) => ({ name: reminderSlot(o), to: o.to.objectId }));
  return wantAsker({
    ...request,
    stage: 'reminded',
    timer: later(now, answerMilliseconds),
    steps: [...request.steps, ...open.map((o) => stepOf('reminded', o.to, now))],
    slots: wantMessages(request.slots, reminders),
  });
}

/** The deputies of those who were asked, then the function's other people, then nobody. */
export function askNext(request: SparringRequest, { roster, answerMilliseconds, now }: Surroundings): SparringRequest {
  const had = everAsked(request, roster);
  if (request.stage === 'first' || request.stage === 'reminded') {
    const deputies = deputiesOf(roster, request, had);
    if (deputies.length > 0) return offer(request, deputies, 'deputy', 'deputy', now, answerMilliseconds);
  }
  const others =
    request.stage === 'others' ? [] : candidates(roster, request.contact, request.area, had).slice(0, mostOthers);
  if (others.length > 0) return offer(request, others, 'others', 'others', now, answerMilliseconds);
  const { timer: _, ...rest } = request;
  return wantAsker({ ...rest, state: 'unanswered', steps: [...request.steps, stepOf('nobody', undefined, now)] });
}
