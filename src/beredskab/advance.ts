import { wantMessages } from '../delivery/work-item.ts';
import { instantOf } from '../language/when.ts';
import { missingAgencies } from './agencies.ts';
import {
  type Beredskab,
  type Called,
  type FollowUp,
  isOpen,
  isOver,
  type Missing,
  personOfNumber,
  type Surroundings,
} from './beredskab.ts';
import { changePerson, later, logged, say, wantPerson, withoutDue } from './changes.ts';
import { callDeputy, deputyFor } from './deputies.ts';
import { meaningOf, personOfSlot, slotName } from './slots.ts';

/** What time and failed messages lead to; the same beredskab when nothing follows. */
export function advance(beredskab: Beredskab, around: Surroundings, failedSlots: string[]): Beredskab {
  const reached = findOtherWays(beredskab, around, failedSlots);
  const next = isOver(reached)
    ? remindOfFollowUps(reached, around.now)
    : tellMissing(remindEverybody(stepOn(reached, around), around.now), around.now);
  return withTimer(next);
}

/** Whoever a message could not reach is written to by mail, else rung up; then their deputy is called as well. */
function findOtherWays(beredskab: Beredskab, around: Surroundings, failedSlots: string[]): Beredskab {
  let next = beredskab;
  for (const name of failedSlots) {
    const slot = next.slots.find((s) => s.name === name);
    const person = slot && personOfSlot(next, slot);
    const way = slot?.by === 'mail' ? 'mail' : 'teams';
    if (person && person.way === way) next = findOtherWay(next, person, way, meaningOf({ name }), around);
  }
  return next;
}

function findOtherWay(
  beredskab: Beredskab,
  person: Called,
  failed: 'teams' | 'mail',
  { kind, turn }: ReturnType<typeof meaningOf>,
  around: Surroundings,
): Beredskab {
  const { number } = person;
  const mail = failed === 'teams' && person.email !== undefined && around.mails;
  const changed = changePerson(beredskab, number, { way: mail ? 'mail' : 'phone', unreachable: failed });
  const noted = logged(changed, 'unreachable', around.now, number);
  if (mail) return say(noted, number, kind, turn);
  if (!isOpen(person)) return noted;
  // To be rung up from now on: nobody waits for an answer that cannot come.
  const ringing = withoutDue(noted, number);
  return callDeputy(ringing, personOfNumber(ringing, number)!, around) ?? ringing;
}

/** No answer in time: a reminder; again none: the deputy is called, and whoever did not answer is told. */
function stepOn(beredskab: Beredskab, around: Surroundings): Beredskab {
  const isDue = (p: Called) => isOpen(p) && p.dueAt !== undefined && new Date(p.dueAt) <= around.now;
  let next = beredskab;
  for (const person of beredskab.people.filter(isDue))
    next = person.stage === 'called' ? remind(next, person, around) : passOver(next, person, around);
  return next;
}

function remind(beredskab: Beredskab, { number }: Called, { now, answerMilliseconds }: Surroundings): Beredskab {
  const reminded = changePerson(beredskab, number, { stage: 'reminded', dueAt: later(now, answerMilliseconds) });
  return say(logged(reminded, 'reminded', now, number), number, 'remind');
}

function passOver(beredskab: Beredskab, person: Called, around: Surroundings): Beredskab {
  const { number } = person;
  const deputy = deputyFor(beredskab, person, around.roster);
  const stage = deputy ? ('passed' as const) : ('silent' as const);
  const passed = withoutDue(changePerson(beredskab, number, { stage }), number);
  const noted = wantPerson(logged(passed, 'passed', around.now, number), number);
  if (!deputy) return noted;
  const called = callDeputy(noted, personOfNumber(noted, number)!, around) ?? noted;
  return say(called, number, 'passed');
}

/** The evening before, and a quarter of an hour before the start: whoever comes or has not said. */
function remindEverybody(beredskab: Beredskab, now: Date): Beredskab {
  let next = beredskab;
  for (const kind of ['evening', 'soon'] as const) {
    const at = next[kind];
    if (!at || new Date(at) > now) continue;
    const { [kind]: _, ...rest } = next;
    next = logged(rest as Beredskab, kind, now);
    for (const person of next.people) {
      if (person.answer === 'coming' || isOpen(person)) next = say(next, person.number, kind);
    }
    // Shortly before the start an agency that has not said yes is missing, whatever was said before.
    if (kind === 'soon') next = tell(next, missingAgencies(next, true), now);
  }
  return next;
}

/** The three-agency rule, watched until the start: what becomes missing is said to the co-ordinator once. */
function tellMissing(beredskab: Beredskab, now: Date): Beredskab {
  const until = beredskab.now ? beredskab.end : beredskab.start;
  if (new Date(until) < now) return beredskab;
  const missing = missingAgencies(beredskab);
  const fresh = missing.filter((agency) => !beredskab.told.includes(agency));
  if (fresh.length > 0) return tell(beredskab, missing, now, fresh);
  // What was filled and falls away again is said again.
  const stillTold = beredskab.told.filter((agency) => missing.includes(agency));
  return stillTold.length < beredskab.told.length ? { ...beredskab, told: stillTold } : beredskab;
}

function tell(beredskab: Beredskab, missing: Missing[], now: Date, fresh = missing): Beredskab {
  if (missing.length === 0) return beredskab;
  const tellings = beredskab.tellings + 1;
  let next: Beredskab = { ...beredskab, told: missing, tellings };
  for (const agency of fresh) next = logged(next, 'missing', now, undefined, agency);
  const message = { name: slotName('missing', tellings), to: beredskab.coordinator.objectId };
  return { ...next, slots: wantMessages(next.slots, [message]) };
}

const followUpAt = '08:00';

export function dueTimeOf({ due }: FollowUp): Date {
  return instantOf(due, followUpAt)!;
}

/** On the day that something is due its owner is reminded; whoever has no way of their own is reminded by the co-ordinator. */
function remindOfFollowUps(beredskab: Beredskab, now: Date): Beredskab {
  const isDue = (f: FollowUp) => !f.remindedAt && dueTimeOf(f) <= now;
  if (!beredskab.followUps.some(isDue)) return beredskab;
  const at = now.toISOString();
  const messages = beredskab.followUps.flatMap((f, i) => (isDue(f) ? [followUpMessage(beredskab, f, i)] : []));
  return {
    ...beredskab,
    followUps: beredskab.followUps.map((f) => (isDue(f) ? { ...f, remindedAt: at } : f)),
    slots: wantMessages(beredskab.slots, messages),
  };
}

function followUpMessage(beredskab: Beredskab, { person }: FollowUp, index: number) {
  const owner = personOfNumber(beredskab, person);
  const name = slotName('followup', index);
  if (owner?.way === 'mail' && owner.email) return { name, to: owner.email, by: 'mail' as const };
  const own = owner && !owner.erased && owner.way !== 'phone' ? owner.objectId : undefined;
  return { name, to: own ?? beredskab.coordinator.objectId };
}

/** When the business itself goes on next. */
function withTimer(beredskab: Beredskab): Beredskab {
  const { timer: before, ...rest } = beredskab;
  const times = isOver(beredskab)
    ? beredskab.followUps.filter((f) => !f.remindedAt).map((f) => dueTimeOf(f).toISOString())
    : [
        ...beredskab.people.filter(isOpen).map((p) => p.dueAt),
        beredskab.evening,
        beredskab.soon,
        beredskab.online?.retryAt,
      ];
  const timer = times.filter((t) => t !== undefined).sort()[0];
  if (timer === before) return beredskab;
  return timer ? { ...rest, timer } : rest;
}
