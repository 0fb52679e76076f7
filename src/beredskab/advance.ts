import { wantMessages } from '../delivery/work-item.ts';
import { missingAgencies } from './agencies.ts';
import { type Beredskab, type Called, isOver, type Missing, personOfNumber, type Surroundings } from './beredskab.ts';
import { changePerson, logged, say, wantPerson, withoutDue } from './changes.ts';
import { callDeputy, deputyFor } from './deputies.ts';
import { dueAfter } from './due.ts';
import { dueTimeOf, remindOfFollowUps } from './follow-ups.ts';
import { hasCome } from './moot.ts';
import { findOtherWays } from './other-ways.ts';
import { slotName } from './slots.ts';
import { isAwaited, unanswered } from './standing.ts';

/** What time and failed messages lead to; the same beredskab when nothing follows. */
export function advance(beredskab: Beredskab, around: Surroundings, failedSlots: string[]): Beredskab {
  const reached = findOtherWays(beredskab, around, failedSlots);
  const next = isOver(reached)
    ? remindOfFollowUps(reached, around.now)
    : tellMissing(remindEverybody(stepOn(reached, around), around.now), around.now);
  return withTimer(next);
}

/** No answer in time: a reminder; again none: the deputy is called, and whoever did not answer is told. */
function stepOn(beredskab: Beredskab, around: Surroundings): Beredskab {
  const isDue = (p: Called) => isAwaited(beredskab, p) && p.dueAt !== undefined && new Date(p.dueAt) <= around.now;
  let next = beredskab;
  for (const person of beredskab.people.filter(isDue))
    next = person.stage === 'called' ? remind(next, person, around) : passOver(next, person, around);
  return next;
}

function remind(beredskab: Beredskab, { number }: Called, { now, answerMilliseconds }: Surroundings): Beredskab {
  const reminded = changePerson(beredskab, number, {
    stage: 'reminded',
    dueAt: dueAfter(beredskab, now, answerMilliseconds),
  });
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

/** The evening before, and a quarter of an hour before the start: whoever comes or has not said. Never when it is too late. */
function remindEverybody(beredskab: Beredskab, now: Date): Beredskab {
  let next = beredskab;
  for (const kind of ['evening', 'soon'] as const) {
    const at = next[kind];
    if (!at || new Date(at) > now) continue;
    const { [kind]: _, ...rest } = next;
    next = rest as Beredskab;
    if (hasCome(next, kind, now)) continue;
    next = logged(next, kind, now);
    const told = [...next.people.filter((p) => p.answer === 'coming'), ...unanswered(next)];
    for (const { number } of told) next = say(next, number, kind);
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
  const tellings = [...beredskab.tellings, missing];
  let next: Beredskab = { ...beredskab, told: missing, tellings };
  for (const agency of fresh) next = logged(next, 'missing', now, undefined, agency);
  const message = { name: slotName('missing', tellings.length), to: beredskab.coordinator.objectId };
  return { ...next, slots: wantMessages(next.slots, [message]) };
}

/** When the business itself goes on next. */
function withTimer(beredskab: Beredskab): Beredskab {
  const { timer: before, ...rest } = beredskab;
  const times = isOver(beredskab)
    ? beredskab.followUps.filter((f) => !f.remindedAt).map((f) => dueTimeOf(f).toISOString())
    : [
        ...beredskab.people.filter((p) => isAwaited(beredskab, p)).map((p) => p.dueAt),
        beredskab.evening,
        beredskab.soon,
        beredskab.online?.retryAt,
      ];
  const timer = times.filter((t) => t !== undefined).sort()[0];
  if (timer === before) return beredskab;
  return timer ? { ...rest, timer } : rest;
}
