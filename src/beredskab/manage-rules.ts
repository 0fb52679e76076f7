import type { Changed } from './answer-rules.ts';
import {
  type Beredskab,
  type Called,
  type FollowUp,
  isOpen,
  isOver,
  type Person,
  personOfNumber,
  type Surroundings,
  type Wish,
} from './beredskab.ts';
import { callPeople, changePerson, logged, say, touched, wantEveryone, wantStatus } from './changes.ts';
import { remindersOf } from './convene.ts';
import { dueAfter } from './due.ts';
import { inPlaceOf } from './fill-holes.ts';
import { unanswered } from './standing.ts';

/** Reminds everybody who has not answered. `times`: how often it had been pressed when the card was made. */
export function nudge(beredskab: Beredskab, times: number, { now, answerMilliseconds }: Surroundings): Changed {
  if (isOver(beredskab)) return { refused: 'over' };
  if (times !== beredskab.nudges) return beredskab;
  const reached = unanswered(beredskab).filter((p) => p.way !== 'phone');
  if (reached.length === 0) return { refused: 'nobody' };
  let next = logged({ ...beredskab, nudges: times + 1 }, 'nudged', now);
  for (const person of reached) {
    // Whose deputy is called already is asked once more, and waited for no longer.
    const dueAt = dueAfter(beredskab, now, answerMilliseconds);
    if (isOpen(person)) next = changePerson(next, person.number, { stage: 'reminded', dueAt });
    next = say(next, person.number, 'remind');
  }
  return touched(next, now);
}

/** Calls further people; whoever was called already is not called twice. */
export function callMore(beredskab: Beredskab, people: Person[], around: Surroundings): Changed {
  if (isOver(beredskab)) return { refused: 'over' };
  const fresh = people.filter((p) => !beredskab.people.some((c) => c.key === p.key));
  if (fresh.length === 0) return beredskab;
  return touched(callPeople(beredskab, inPlaceOf(beredskab, fresh, around.roster), 'called-more', around), around.now);
}

/**
 * Another time or place: everybody is asked anew, whatever they had answered. `moves`: how often it had been moved when the
 * form was opened.
 */
export function move(
  beredskab: Beredskab,
  to: Pick<Wish, 'start' | 'end' | 'now' | 'place'>,
  { now, answerMilliseconds }: Surroundings,
  moves = beredskab.moves,
): Changed {
  if (isOver(beredskab)) return { refused: 'over' };
  if (moves !== beredskab.moves) return { refused: 'moved' };
  const same = to.start === beredskab.start && to.end === beredskab.end && to.place === beredskab.place;
  if (same) return beredskab;
  const { evening: _e, soon: _s, place: _p, ...rest } = beredskab;
  const moved: Beredskab = {
    ...rest,
    // Every card of the round that ends here says so.
    slots: wantEveryone(beredskab).slots,
    moves: moves + 1,
    ...{ start: to.start, end: to.end, now: to.now },
    ...(to.place && { place: to.place }),
    ...remindersOf(to, now),
    ...(beredskab.online && { online: movedMeeting(beredskab.online) }),
    sequence: beredskab.sequence + 1,
    told: [],
    people: beredskab.people.map((p) => askedAnew(p, now, dueAfter(to, now, answerMilliseconds))),
  };
  let next = logged(moved, 'moved', now);
  for (const { number, round, way } of next.people) if (way !== 'self') next = say(next, number, 'call', round);
  return touched(next, now);
}

function movedMeeting(online: NonNullable<Beredskab['online']>) {
  const { failed: _, ...rest } = online;
  return online.graphId ? { ...rest, outdated: true as const } : online;
}

function askedAnew(person: Called, now: Date, dueAt: string): Called {
  if (person.way === 'self' || person.erased) return person;
  const { answer: _a, answeredAt: _at, dueAt: _d, coveredBy: _c, ...rest } = person;
  const waits = person.way !== 'phone' && { dueAt };
  return { ...rest, ...waits, stage: 'called', round: person.round + 1, calledAt: now.toISOString() };
}

export function cancel(beredskab: Beredskab, now: Date): Changed {
  if (beredskab.state === 'cancelled') return beredskab;
  if (isOver(beredskab)) return { refused: 'over' };
  return end({ ...beredskab, state: 'cancelled', sequence: beredskab.sequence + 1 }, 'off', now);
}

/** Closes it with what was decided and who follows up; everybody who was called is told that it is over. */
export function close(beredskab: Beredskab, decisions: string, followUps: FollowUp[], now: Date): Changed {
  if (beredskab.state === 'closed') return beredskab;
  if (isOver(beredskab)) return { refused: 'over' };
  return end({ ...beredskab, state: 'closed', ...(decisions && { decisions }), followUps }, 'closed', now);
}

function end(beredskab: Beredskab, kind: 'off' | 'closed', now: Date): Beredskab {
  const { evening: _e, soon: _s, ...rest } = beredskab;
  // Whom no message reaches has to be rung up; the co-ordinator's card says whom.
  const people = rest.people.map((p) => (p.way === 'phone' && !p.erased ? { ...p, toTell: true as const } : p));
  let next = wantEveryone(logged({ ...rest, people }, kind === 'off' ? 'cancelled' : 'closed', now));
  for (const { number, way } of next.people) if (way !== 'self') next = say(next, number, kind);
  return touched(next, now);
}

/** Somebody who is only rung up has been told that it is over. */
export function tickTold(beredskab: Beredskab, number: number, now: Date): Changed {
  const person = personOfNumber(beredskab, number);
  if (!person?.toTell) return beredskab;
  const { toTell: _, ...told } = person;
  const people = beredskab.people.map((p) => (p === person ? told : p));
  return touched(logged({ ...beredskab, people }, 'told', now, number), now);
}

/** The link of the online meeting, which then stands on every card and in every mail. */
export function setLink(beredskab: Beredskab, joinUrl: string, now: Date, graphId?: string): Changed {
  if (isOver(beredskab)) return { refused: 'over' };
  if (beredskab.online?.joinUrl === joinUrl) return beredskab;
  // A meeting of somebody else's is not the bot's to move.
  const { retryAt: _, outdated: _o, failed: _f, graphId: _g, ...online } = beredskab.online ?? {};
  const linked: Beredskab = {
    ...beredskab,
    online: { ...online, joinUrl, ...(graphId && { graphId }) },
    sequence: beredskab.sequence + 1,
  };
  return touched(wantEveryone(logged(linked, graphId ? 'meeting-made' : 'link', now), true), now);
}

/** Takes somebody out who wants to be forgotten: what they answered stays, who it was does not. */
export function forgetPerson(beredskab: Beredskab, objectId: string, now: Date): Beredskab {
  const theirs = beredskab.people.filter((p) => p.objectId === objectId).map((p) => p.number);
  const people = beredskab.people.map((p) => {
    if (!theirs.includes(p.number)) return p;
    const { objectId: _o, phone: _p, email: _e, dueAt: _d, ...rest } = p;
    return { ...rest, key: `erased-${p.number}`, name: '–', erased: true as const };
  });
  const slots = beredskab.slots.filter((s) => s.to !== objectId);
  return touched(wantStatus({ ...beredskab, people, slots }), now);
}
