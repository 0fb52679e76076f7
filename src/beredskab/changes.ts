import { wantMessages } from '../delivery/work-item.ts';
import {
  type Beredskab,
  type Called,
  type EventName,
  type LogEvent,
  type Missing,
  type Person,
  personOfNumber,
} from './beredskab.ts';
import { dueAfter } from './due.ts';
import { channelSlot, meaningOf, messageTo, personOfSlot, type SlotKind, statusSlotOf } from './slots.ts';

// A row of the store holds 64 KB: how it began and how it goes are kept.
const firstEvents = 20;
const lastEvents = 280;

/** Something that happened, in the event log and on the co-ordinator's card. */
export function logged(beredskab: Beredskab, what: EventName, now: Date, person?: number, agency?: Missing): Beredskab {
  const at = now.toISOString();
  const event = { at, what, ...(person !== undefined && { person }), ...(agency && { agency }) };
  return wantStatus(withEvent(beredskab, event));
}

function withEvent(beredskab: Beredskab, event: LogEvent): Beredskab {
  const events = [...beredskab.events, event];
  if (events.length <= firstEvents + lastEvents) return { ...beredskab, events };
  events.splice(firstEvents, 1);
  return { ...beredskab, events, omitted: (beredskab.omitted ?? 0) + 1 };
}

/** How many events stand before those that were left out. */
export const eventsBeforeGap = firstEvents;

/** The co-ordinator's card, and the roll-call in a channel where there is one, have to say something else. */
export function wantStatus(beredskab: Beredskab): Beredskab {
  const { channel, channelFailed, coordinator } = beredskab;
  const roll = channel && !channelFailed ? [{ name: channelSlot, to: channel, by: 'channel' as const }] : [];
  return {
    ...beredskab,
    slots: wantMessages(beredskab.slots, [{ name: statusSlotOf(beredskab), to: coordinator.objectId }, ...roll]),
  };
}

/** What somebody has before them in chats has to say something else. A mail stays as it was sent. */
export function wantPerson(beredskab: Beredskab, number: number): Beredskab {
  return wantAnew(beredskab, (person) => person.number === number);
}

/** The same for everybody; `mails`: those who were written to by mail get their call anew. */
export function wantEveryone(beredskab: Beredskab, mails = false): Beredskab {
  const chats = wantAnew(beredskab, () => true);
  if (!mails) return chats;
  const calls = beredskab.people.filter((p) => p.way === 'mail').map((p) => messageTo(p, 'call', p.round)?.name);
  const slots = chats.slots.map((slot) => (calls.includes(slot.name) ? { ...slot, wanted: slot.wanted + 1 } : slot));
  return { ...chats, slots };
}

/** What an earlier round said is outdated, and stays as it is. */
function wantAnew(beredskab: Beredskab, who: (person: Called) => boolean): Beredskab {
  const slots = beredskab.slots.map((slot) => {
    const person = slot.by ? undefined : personOfSlot(beredskab, slot);
    // A chat that refused is not tried again because something else changed (facts A5).
    const isThere = person?.unreachable === undefined;
    return person && isThere && meaningOf(slot).round >= person.round && who(person)
      ? { ...slot, wanted: slot.wanted + 1 }
      : slot;
  });
  return { ...beredskab, slots };
}

/** A new message to somebody, in the way that they are reached; the next of its kind. */
export function say(beredskab: Beredskab, number: number, kind: SlotKind, turn?: number): Beredskab {
  const person = personOfNumber(beredskab, number)!;
  const next = beredskab.slots.map(meaningOf).filter((m) => m.kind === kind && m.number === number).length;
  const message = messageTo(person, kind, turn ?? next);
  return message ? { ...beredskab, slots: wantMessages(beredskab.slots, [message]) } : beredskab;
}

export function changePerson(beredskab: Beredskab, number: number, change: Partial<Called>): Beredskab {
  const people = beredskab.people.map((p) => (p.number === number ? { ...p, ...change } : p));
  return { ...beredskab, people };
}

/** Somebody whose next step is not waited for any more. */
export function withoutDue(beredskab: Beredskab, number: number): Beredskab {
  const people = beredskab.people.map((p) => {
    if (p.number !== number) return p;
    const { dueAt: _, ...rest } = p;
    return rest;
  });
  return { ...beredskab, people };
}

/** Somebody to call, and in whose place. */
export type ToCall = Person & Pick<Called, 'insteadOf' | 'fills'>;

/** Calls these people: each gets a number, a message in their way and, where one can be waited for, a time to answer. */
export function callPeople(
  beredskab: Beredskab,
  people: ToCall[],
  what: EventName,
  { now, answerMilliseconds }: { now: Date; answerMilliseconds: number },
): Beredskab {
  let next = beredskab;
  for (const person of people) {
    const number = Math.max(0, ...next.people.map((p) => p.number)) + 1;
    const called: Called = {
      ...person,
      number,
      round: 0,
      stage: 'called',
      calledAt: now.toISOString(),
      ...(person.way !== 'phone' && { dueAt: dueAfter(beredskab, now, answerMilliseconds) }),
    };
    next = logged({ ...next, people: [...next.people, called] }, what, now, number);
    next = say(next, number, 'call', 0);
  }
  return next;
}

/** Marks that somebody did something now: it has to be looked at, and is kept for the retention time from here. */
export function touched(beredskab: Beredskab, now: Date): Beredskab {
  const at = now.toISOString();
  return { ...beredskab, changedAt: at, dueAt: at };
}

export function later(now: Date, milliseconds: number): string {
  return new Date(now.getTime() + milliseconds).toISOString();
}
