import type { Changed } from './answer-rules.ts';
import {
  type Beredskab,
  type Called,
  type FollowUp,
  isOpen,
  isOver,
  type Person,
  type Surroundings,
  type Wish,
} from './beredskab.ts';
import { callPeople, changePerson, later, logged, say, touched, wantEveryone, wantStatus } from './changes.ts';
import { remindersOf } from './convene.ts';

/** Reminds everybody who has not answered. `times`: how often it had been pressed when the card was made. */
export function nudge(beredskab: Beredskab, times: number, { now, answerMilliseconds }: Surroundings): Changed {
  if (isOver(beredskab)) return { refused: 'over' };
  if (times !== beredskab.nudges) return beredskab;
  let next = logged({ ...beredskab, nudges: times + 1 }, 'nudged', now);
  for (const person of beredskab.people.filter((p) => isOpen(p) && p.way !== 'phone')) {
    next = changePerson(next, person.number, { stage: 'reminded', dueAt: later(now, answerMilliseconds) });
    next = say(next, person.number, 'remind');
  }
  return touched(next, now);
}

/** Calls further people; whoever was called already is not called twice. */
export function callMore(beredskab: Beredskab, people: Person[], around: Surroundings): Changed {
  if (isOver(beredskab)) return { refused: 'over' };
  const fresh = people.filter((p) => !beredskab.people.some((c) => c.key === p.key));
  if (fresh.length === 0) return beredskab;
  return touched(callPeople(beredskab, fresh, 'called-more', around), around.now);
}

/** Another time or place: everybody is asked anew, whatever they had answered. */
export function move(
  beredskab: Beredskab,
  to: Pick<Wish, 'start' | 'end' | 'now' | 'place'>,
  { now, answerMilliseconds }: Surroundings,
): Changed {
  if (isOver(beredskab)) return { refused: 'over' };
  const same = to.start === beredskab.start && to.end === beredskab.end && to.place === beredskab.place;
  if (same) return beredskab;
  const { evening: _e, soon: _s, place: _p, ...rest } = beredskab;
  const moved: Beredskab = {
    ...rest,
    ...{ start: to.start, end: to.end, now: to.now },
    ...(to.place && { place: to.place }),
    ...remindersOf(to, now),
    ...(beredskab.online && { online: movedMeeting(beredskab.online) }),
    sequence: beredskab.sequence + 1,
    told: [],
    people: beredskab.people.map((p) => askedAnew(p, now, answerMilliseconds)),
  };
  let next = wantEveryone(logged(moved, 'moved', now));
  for (const { number, round, way } of next.people) if (way !== 'self') next = say(next, number, 'call', round);
  return touched(next, now);
}

function movedMeeting(online: NonNullable<Beredskab['online']>) {
  return online.graphId ? { ...online, outdated: true as const } : online;
}

function askedAnew(person: Called, now: Date, answerMilliseconds: number): Called {
  if (person.way === 'self' || person.erased) return person;
  const { answer: _a, answeredAt: _at, dueAt: _d, ...rest } = person;
  const waits = person.way !== 'phone' && { dueAt: later(now, answerMilliseconds) };
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
  let next = wantEveryone(logged(rest, kind === 'off' ? 'cancelled' : 'closed', now));
  for (const { number, way } of next.people) if (way !== 'self') next = say(next, number, kind);
  return touched(next, now);
}

/** The link of the online meeting, which then stands on every card and in every mail. */
export function setLink(beredskab: Beredskab, joinUrl: string, now: Date, graphId?: string): Changed {
  if (isOver(beredskab)) return { refused: 'over' };
  if (beredskab.online?.joinUrl === joinUrl) return beredskab;
  const { retryAt: _, outdated: _o, failed: _f, ...online } = beredskab.online ?? {};
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
