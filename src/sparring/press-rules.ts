import { askNext } from './advance.ts';
import { offer, touched, wantAll } from './changes.ts';
import type { Colleague, Offer, SparringRequest, Surroundings } from './sparring.ts';
import { markOf } from './who-to-ask.ts';

/**
 * Why a press led to nothing. `owned`: by somebody else; `not-theirs`: the presser has no part in it; `nobody`: it cannot
 * go to that person; `over`: it was with the presser, and is no more.
 */
export type Refusal = { refused: 'owned'; by: string } | { refused: 'not-theirs' | 'not-open' | 'nobody' | 'over' };
export type Pressed = SparringRequest | Refusal;

/** One person at a time owns it: whoever is written first. Pressing twice is the same as once. */
export function take(request: SparringRequest, by: string, now: Date): Pressed {
  const mine = offerTo(request, by);
  if (!mine) return { refused: wasAsked(request, by) ? 'over' : 'not-theirs' };
  if (request.owner && request.owner.objectId !== by) return { refused: 'owned', by: request.owner.name };
  if (request.state === 'closed' || request.state === 'withdrawn') return { refused: 'not-open' };
  if (request.state === 'taken') return request;
  return touched({ ...request, state: 'taken', owner: mine.to }, 'taken', mine.to, now);
}

/** The one who has it says that it is done; also straight away, without taking it first. */
export function close(request: SparringRequest, by: string, now: Date): Pressed {
  const taken = take(request, by, now);
  if ('refused' in taken) return request.state === 'closed' && request.owner?.objectId === by ? request : taken;
  return touched({ ...taken, state: 'closed' }, 'closed', taken.owner, now);
}

/** Hands it to a colleague, who is asked anew. */
export function passOn(request: SparringRequest, by: string, to: Colleague, around: Surroundings): Pressed {
  const mine = offerTo(request, by);
  if (!mine) return { refused: wasAsked(request, by) ? 'over' : 'not-theirs' };
  if (request.owner && request.owner.objectId !== by) return { refused: 'owned', by: request.owner.name };
  if (request.state === 'closed' || request.state === 'withdrawn') return { refused: 'not-open' };
  const { owner: _, ...rest } = request;
  const offers = request.offers.map((o) => (o === mine ? { ...o, end: 'passed-on' as const } : o));
  const asked = offer(
    { ...rest, state: 'asked', offers },
    [{ to, standIn: false }],
    'passed-on',
    'first',
    around.now,
    around.answerMilliseconds,
  );
  return { ...wantAll(asked), changedAt: around.now.toISOString(), dueAt: around.now.toISOString() };
}

/** The asker takes it back. */
export function withdraw(request: SparringRequest, by: string, now: Date): Pressed {
  if (request.asker.objectId !== by) return { refused: 'not-theirs' };
  if (request.state === 'closed') return { refused: 'not-open' };
  if (request.state === 'withdrawn') return request;
  return touched({ ...request, state: 'withdrawn' }, 'withdrawn', undefined, now);
}

/** Takes it back whatever its state, for an asker who wants to be forgotten: nobody's card names them any more. */
export function forgetAsker(request: SparringRequest, now: Date): SparringRequest {
  return touched({ ...request, state: 'withdrawn' }, 'withdrawn', undefined, now);
}

/**
 * The request without somebody who was asked and wants to be forgotten. What was with them goes on to the next one at
 * once; what they have closed stays closed.
 */
export function forgetHelper(request: SparringRequest, objectId: string, around: Surroundings): SparringRequest {
  const owned = request.owner?.objectId === objectId;
  const { owner, ...ownerless } = request;
  const reopened: SparringRequest =
    owned && request.state === 'taken' ? { ...ownerless, state: 'asked', stage: 'first' } : request;
  const ended = reopened.offers.map((o) => (o.to.objectId === objectId ? { ...o, end: 'passed-on' as const } : o));
  const alone = reopened.state === 'asked' && ended.every((o) => o.end);
  const next = alone || reopened !== request ? askNext({ ...reopened, offers: ended }, around) : reopened;
  const nobody = { objectId: '', name: '–' };
  return {
    ...wantAll({
      ...next,
      ...(owned && next.owner && { owner: nobody }),
      offers: next.offers.map((o) =>
        o.to.objectId === objectId ? { ...o, to: nobody, end: 'passed-on' as const } : o,
      ),
      steps: next.steps.map((s) => (s.objectId === objectId ? { at: s.at, what: s.what, who: nobody.name } : s)),
      slots: next.slots.filter((s) => s.to !== objectId),
      erased: [...(next.erased ?? []), markOf(objectId)],
    }),
    dueAt: around.now.toISOString(),
  };
}

function wasAsked({ offers }: SparringRequest, objectId: string): boolean {
  return offers.some((o) => o.to.objectId === objectId);
}

function offerTo(request: SparringRequest, objectId: string): Offer | undefined {
  return request.offers.findLast((o) => o.to.objectId === objectId && (!o.end || o.end === 'unreachable'));
}
