import { type Beredskab, type Called, isOver, personOfNumber, type Surroundings } from './beredskab.ts';
import { changePerson, logged, say, withoutDue } from './changes.ts';
import { callDeputy } from './deputies.ts';
import { redirectFollowUp } from './follow-ups.ts';
import { channelSlot, meaningOf, personOfSlot, type SlotMeaning } from './slots.ts';
import { isAwaited } from './standing.ts';

/** Whoever a message could not reach is written to by mail, else rung up; then their deputy is called as well. */
export function findOtherWays(beredskab: Beredskab, around: Surroundings, failedSlots: string[]): Beredskab {
  return failedSlots.reduce((next, name) => afterFailure(next, name, around), beredskab);
}

function afterFailure(beredskab: Beredskab, name: string, around: Surroundings): Beredskab {
  const meaning = meaningOf({ name });
  if (name === channelSlot) return withoutChannel(beredskab, around.now);
  if (meaning.kind === 'followup') return redirectFollowUp(beredskab, name, around.mails);
  const slot = beredskab.slots.find((s) => s.name === name);
  const person = slot && personOfSlot(beredskab, slot);
  const way = slot?.by === 'mail' ? 'mail' : 'teams';
  if (!person || person.way !== way || meaning.round < person.round) return beredskab;
  return findOtherWay(beredskab, person, way, meaning, around);
}

function withoutChannel(beredskab: Beredskab, now: Date): Beredskab {
  if (beredskab.channelFailed) return beredskab;
  return logged({ ...beredskab, channelFailed: true }, 'channel-failed', now);
}

function findOtherWay(
  beredskab: Beredskab,
  person: Called,
  failed: 'teams' | 'mail',
  { kind, turn }: SlotMeaning,
  around: Surroundings,
): Beredskab {
  const { number } = person;
  const mail = failed === 'teams' && person.email !== undefined && around.mails;
  const changed = changePerson(beredskab, number, { way: mail ? 'mail' : 'phone', unreachable: failed });
  const noted = logged(changed, 'unreachable', around.now, number);
  if (mail) return say(noted, number, kind, turn);
  if (isOver(noted)) return changePerson(noted, number, { toTell: true });
  if (!isAwaited(noted, personOfNumber(noted, number)!)) return noted;
  // To be rung up from now on: nobody waits for an answer that cannot come.
  const ringing = withoutDue(noted, number);
  return callDeputy(ringing, personOfNumber(ringing, number)!, around) ?? ringing;
}
