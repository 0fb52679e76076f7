import { createHash } from 'node:crypto';
import { type WorkItem, wantMessages } from '../delivery/work-item.ts';
import { peopleBehind } from '../roster/people-behind.ts';
import { deputyOf, type Entry, entriesOf, hasLeft, isAway, type Roster } from '../roster/roster.ts';
import type { Language } from '../structure/structure.ts';

/** A person of the tenant, by Entra object id. */
export interface Colleague {
  objectId: string;
  name: string;
}

/** Who asks. `signIn`: their sign-in name in Teams, where it could be found out. */
export interface Asker extends Colleague {
  signIn?: string;
}

/** `unanswered`: everybody was asked, and nobody took it yet; it can still be taken. */
export type SparringState = 'asked' | 'taken' | 'closed' | 'withdrawn' | 'unanswered';

/** Who the request has gone to so far. */
export type Stage = 'first' | 'reminded' | 'deputy' | 'others';

export interface Offer {
  to: Colleague;
  /** Stands in for somebody else. */
  standIn: boolean;
  /** Why it is with them no more. */
  end?: 'passed-on' | 'unreachable';
}

export type StepName =
  | 'asked'
  | 'stands-in'
  | 'reminded'
  | 'deputy'
  | 'others'
  | 'passed-on'
  | 'unreachable'
  | 'taken'
  | 'closed'
  | 'withdrawn'
  | 'nobody';

/** Something that happened, for the asker's card. */
export interface Step {
  at: string;
  what: StepName;
  who: string;
}

export type Reach = 'teams' | 'phone' | 'mail';
export type When = 'soon' | 'today' | 'tomorrow' | 'week';

/** What the asker filled in, checked. Nothing of it is about a child. */
export interface Wish {
  /** Id of the contact point that is asked. */
  contact: string;
  /** Id of the concern. */
  topic: string;
  area?: string;
  reach: Reach;
  phone?: string;
  when: When;
  note?: string;
}

/** A request for advice, from asking to closing. */
export interface SparringRequest extends WorkItem, Wish {
  kommune: string;
  /** `S-` and five digits, for people to speak of it. */
  reference: string;
  language: Language;
  asker: Asker;
  state: SparringState;
  stage: Stage;
  owner?: Colleague;
  offers: Offer[];
  steps: Step[];
  askedAt: string;
  /** ISO time of the last thing that somebody did. */
  changedAt: string;
}

/** Rules need the roster as it is now, and the answer time. */
export interface Surroundings {
  roster: Roster;
  answerMilliseconds: number;
  now: Date;
}

export const askerSlot = 'asker';
const offerSlot = (objectId: string) => `offer ${objectId}`;
const reminderSlot = (objectId: string) => `reminder ${objectId}`;

/** The person whose message a slot is. */
export function personOfSlot(name: string): string | undefined {
  return /^(?:offer|reminder) (.+)$/.exec(name)?.[1];
}

export function isReminder(name: string): boolean {
  return name.startsWith('reminder ');
}

interface Asked {
  to: Colleague;
  standIn: boolean;
}

/**
 * Who can be asked for a function in Teams, the first one first. Nobody is asked for advice to themselves, and nobody
 * who has had the request before.
 */
export function candidates(
  roster: Roster,
  contact: string,
  area: string | undefined,
  not: ReadonlySet<string> = new Set(),
): Asked[] {
  return peopleBehind(roster, contact, area).flatMap(({ entry, insteadOf }) =>
    entry.teamsId && !not.has(entry.teamsId) ? [{ to: colleague(entry), standIn: insteadOf !== undefined }] : [],
  );
}

function colleague(entry: Entry): Colleague {
  return { objectId: entry.teamsId!, name: entry.name };
}

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
  const told = markUnreachable(request, surroundings.now, failedSlots);
  if (told.state !== 'asked') return told;
  const open = told.offers.filter((o) => !o.end);
  if (open.length === 0) return askNext(told, surroundings);
  if (!told.timer || new Date(told.timer) > surroundings.now) return told;
  return told.stage === 'first' ? remind(told, open, surroundings) : askNext(told, surroundings);
}

function markUnreachable(request: SparringRequest, now: Date, failedSlots: string[]): SparringRequest {
  const lost = request.offers.filter((o) => !o.end && failedSlots.includes(offerSlot(o.to.objectId)));
  if (lost.length === 0 || request.state === 'closed' || request.state === 'withdrawn') return request;
  const offers = request.offers.map((o) => (lost.includes(o) ? { ...o, end: 'unreachable' as const } : o));
  const steps = lost.map((o) => stepOf('unreachable', o.to.name, now));
  return wantAsker({ ...request, offers, steps: [...request.steps, ...steps] });
}

function remind(request: SparringRequest, open: Offer[], { now, answerMilliseconds }: Surroundings): SparringRequest {
  const reminders = open.map((o) => ({ name: reminderSlot(o.to.objectId), to: o.to.objectId }));
  return wantAsker({
    ...request,
    stage: 'reminded',
    timer: later(now, answerMilliseconds),
    steps: [...request.steps, ...open.map((o) => stepOf('reminded', o.to.name, now))],
    slots: wantMessages(request.slots, reminders),
  });
}

/** The deputies of those who were asked, then the function's other people, then nobody. */
function askNext(request: SparringRequest, { roster, answerMilliseconds, now }: Surroundings): SparringRequest {
  const had = new Set([request.asker.objectId, ...request.offers.map((o) => o.to.objectId)]);
  if (request.stage === 'first' || request.stage === 'reminded') {
    const deputies = deputiesOf(roster, request, had);
    if (deputies.length > 0) return offer(request, deputies, 'deputy', 'deputy', now, answerMilliseconds);
  }
  const others = request.stage === 'others' ? [] : candidates(roster, request.contact, request.area, had);
  if (others.length > 0) return offer(request, others, 'others', 'others', now, answerMilliseconds);
  const { timer: _, ...rest } = request;
  return wantAsker({ ...rest, state: 'unanswered', steps: [...request.steps, stepOf('nobody', '', now)] });
}

function deputiesOf(roster: Roster, request: SparringRequest, had: ReadonlySet<string>): Asked[] {
  const found = request.offers.flatMap(({ to }) => {
    const lines = entriesOf(roster, to.objectId);
    const line = lines.find((e) => e.contact === request.contact) ?? lines[0];
    const deputy = line && deputyOf(roster, line);
    const there = deputy?.teamsId && !isAway(roster, deputy) && !hasLeft(roster, deputy) && !had.has(deputy.teamsId);
    return there ? [{ to: colleague(deputy), standIn: true }] : [];
  });
  return found.filter((a, i) => found.findIndex((b) => b.to.objectId === a.to.objectId) === i);
}

function offer(
  request: SparringRequest,
  asked: Asked[],
  what: StepName,
  stage: Stage,
  now: Date,
  answerMilliseconds: number,
): SparringRequest {
  return wantAsker({
    ...request,
    stage,
    offers: [...request.offers, ...asked],
    timer: later(now, answerMilliseconds),
    steps: [...request.steps, ...asked.map((a) => stepOf(what, a.to.name, now))],
    slots: wantMessages(
      request.slots,
      asked.map((a) => ({ name: offerSlot(a.to.objectId), to: a.to.objectId })),
    ),
  });
}

/** Why a press led to nothing. `owned`: somebody else has it; `not-theirs`: the presser has no part in it. */
export type Refusal = { refused: 'owned'; by: string } | { refused: 'not-theirs' | 'not-open' };
export type Pressed = SparringRequest | Refusal;

/** One person at a time owns it: whoever is written first. Pressing twice is the same as once. */
export function take(request: SparringRequest, by: string, now: Date): Pressed {
  const mine = offerTo(request, by);
  if (!mine) return { refused: 'not-theirs' };
  if (request.owner && request.owner.objectId !== by) return { refused: 'owned', by: request.owner.name };
  if (request.state === 'closed' || request.state === 'withdrawn') return { refused: 'not-open' };
  if (request.state === 'taken') return request;
  return touched({ ...request, state: 'taken', owner: mine.to }, 'taken', mine.to.name, now);
}

/** The one who has it says that it is done; also straight away, without taking it first. */
export function close(request: SparringRequest, by: string, now: Date): Pressed {
  const taken = take(request, by, now);
  if ('refused' in taken) return request.state === 'closed' && request.owner?.objectId === by ? request : taken;
  return touched({ ...taken, state: 'closed' }, 'closed', taken.owner!.name, now);
}

/** Hands it to a colleague, who is asked anew. */
export function passOn(request: SparringRequest, by: string, to: Colleague, around: Surroundings): Pressed {
  const mine = offerTo(request, by);
  if (!mine) return { refused: 'not-theirs' };
  if (request.owner && request.owner.objectId !== by) return { refused: 'owned', by: request.owner.name };
  if (request.state === 'closed' || request.state === 'withdrawn') return { refused: 'not-open' };
  const { owner: _, ...rest } = request;
  const offers = request.offers
    .filter((o) => o.to.objectId !== to.objectId)
    .map((o) => (o === mine ? { ...o, end: 'passed-on' as const } : o));
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
  return touched({ ...request, state: 'withdrawn' }, 'withdrawn', '', now);
}

/** Colleagues whom an offer can be passed on to: the function's people and their deputies, and the default door's. */
export function colleaguesFor(request: SparringRequest, roster: Roster, door: string, by: string): Colleague[] {
  const not = new Set([request.asker.objectId, by]);
  const all = [
    ...candidates(roster, request.contact, request.area, not),
    ...deputiesOf(roster, request, not),
    ...candidates(roster, door, request.area, not),
  ].map((a) => a.to);
  return all.filter((c, i) => all.findIndex((o) => o.objectId === c.objectId) === i);
}

/** The request without a person's name and id in the parts of others, for whoever wants to be forgotten. */
export function withoutHelper(request: SparringRequest, objectId: string, now: Date): SparringRequest {
  const name = request.offers.find((o) => o.to.objectId === objectId)?.to.name;
  const { owner, ...rest } = request;
  const open = request.state === 'taken' && owner?.objectId === objectId;
  return wantAsker({
    ...rest,
    ...(owner && owner.objectId !== objectId && { owner }),
    ...(open && { state: 'asked' as const, stage: 'deputy' as const }),
    offers: request.offers.filter((o) => o.to.objectId !== objectId),
    steps: request.steps.map((s) => (s.who === name ? { ...s, who: '–' } : s)),
    slots: request.slots.filter((s) => s.to !== objectId),
    dueAt: now.toISOString(),
  });
}

function offerTo(request: SparringRequest, objectId: string): Offer | undefined {
  return request.offers.find((o) => o.to.objectId === objectId && o.end !== 'passed-on');
}

/** Something that a person did: no more timer, and everybody's card says it. */
function touched(request: SparringRequest, what: StepName, who: string, now: Date): SparringRequest {
  const { timer: _, ...rest } = request;
  const at = now.toISOString();
  return wantAll({ ...rest, steps: [...request.steps, stepOf(what, who, now)], changedAt: at, dueAt: at });
}

function wantAsker(request: SparringRequest): SparringRequest {
  return { ...request, slots: wantMessages(request.slots, [{ name: askerSlot, to: request.asker.objectId }]) };
}

function wantAll(request: SparringRequest): SparringRequest {
  return { ...request, slots: request.slots.map((slot) => ({ ...slot, wanted: slot.wanted + 1 })) };
}

function stepOf(what: StepName, who: string, now: Date): Step {
  return { at: now.toISOString(), what, who };
}

function later(now: Date, milliseconds: number): string {
  return new Date(now.getTime() + milliseconds).toISOString();
}
