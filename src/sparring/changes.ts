import { wantMessages } from '../delivery/work-item.ts';
import {
  askerSlot,
  type Colleague,
  type Offer,
  offerSlot,
  reminderSlot,
  type SparringRequest,
  type Stage,
  type Step,
  type StepName,
} from './sparring.ts';
import type { Asked } from './who-to-ask.ts';

/** Asks these people: each gets an offer with messages of its own, and the time starts anew. */
export function offer(
  request: SparringRequest,
  asked: Asked[],
  what: StepName,
  stage: Stage,
  now: Date,
  answerMilliseconds: number,
): SparringRequest {
  const numbered: Offer[] = asked.map((a, i) => ({ number: request.offers.length + i + 1, ...a }));
  const again = new Set(asked.map((a) => a.to.objectId));
  const before = request.offers.map((o) =>
    !o.end && again.has(o.to.objectId) ? { ...o, end: 'asked-again' as const } : o,
  );
  return wantAsker({
    ...request,
    stage,
    offers: [...before, ...numbered],
    timer: later(now, answerMilliseconds),
    steps: [...request.steps, ...asked.map((a) => stepOf(what, a.to, now))],
    slots: wantMessages(
      request.slots,
      numbered.map((o) => ({ name: offerSlot(o), to: o.to.objectId })),
    ),
  });
}

/** Something that a person did: no more timer, and everybody's card says it. */
export function touched(
  request: SparringRequest,
  what: StepName,
  who: Colleague | undefined,
  now: Date,
): SparringRequest {
  const { timer: _, ...rest } = request;
  const at = now.toISOString();
  return wantAll({ ...rest, steps: [...request.steps, stepOf(what, who, now)], changedAt: at, dueAt: at });
}

export function wantAsker(request: SparringRequest): SparringRequest {
  return { ...request, slots: wantMessages(request.slots, [{ name: askerSlot, to: request.asker.objectId }]) };
}

export function wantAll(request: SparringRequest): SparringRequest {
  // Whoever could not be reached is told nothing about a matter that they have not heard of.
  const unheard = request.offers.filter((o) => o.end === 'unreachable').flatMap((o) => [offerSlot(o), reminderSlot(o)]);
  const slots = request.slots.map((slot) =>
    unheard.includes(slot.name) ? slot : { ...slot, wanted: slot.wanted + 1 },
  );
  return { ...request, slots };
}

export function stepOf(what: StepName, who: Colleague | undefined, now: Date): Step {
  const at = now.toISOString();
  return who ? { at, what, who: who.name, objectId: who.objectId } : { at, what, who: '' };
}

export function later(now: Date, milliseconds: number): string {
  return new Date(now.getTime() + milliseconds).toISOString();
}
