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
  /** From 1; each offering has messages of its own, also a second one to the same person. */
  number: number;
  to: Colleague;
  /** Stands in for somebody else. */
  standIn: boolean;
  /** Why it is with them no more. `asked-again`: a later offer is. */
  end?: 'passed-on' | 'unreachable' | 'asked-again';
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
  /** Marks of people who were asked and wanted to be forgotten: they are not asked again. */
  erased?: string[];
}

/** Rules need the roster as it is now, and the answer time. */
export interface Surroundings {
  roster: Roster;
  answerMilliseconds: number;
  now: Date;
}

export const askerSlot = 'asker';
const offerSlot = ({ number }: Pick<Offer, 'number'>) => `offer ${number}`;
const reminderSlot = ({ number }: Pick<Offer, 'number'>) => `reminder ${number}`;

/** The offer whose message a slot is. */
export function offerOfSlot(request: SparringRequest, name: string): Offer | undefined {
  return request.offers.find((o) => offerSlot(o) === name || reminderSlot(o) === name);
}

export function isReminder(name: string): boolean {
  return name.startsWith('reminder ');
}

/** The slot of the card that somebody has before them, if they were asked: the latest. */
export function slotOf(request: SparringRequest, objectId: string): string | undefined {
  const last = request.offers.findLast((o) => o.to.objectId === objectId);
  return last && offerSlot(last);
}

// Everybody else of a large function would get a card at once, and a tenant takes only so many (facts A6).
const mostOthers = 10;
const mostColleagues = 20;

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
  if (request.state !== 'asked' && request.state !== 'unanswered') return request;
  const lost = request.offers.filter((o) => !o.end && failedSlots.includes(offerSlot(o)));
  if (lost.length === 0) return request;
  const offers = request.offers.map((o) => (lost.includes(o) ? { ...o, end: 'unreachable' as const } : o));
  const steps = lost.map((o) => stepOf('unreachable', o.to.name, now));
  return wantAsker({ ...request, offers, steps: [...request.steps, ...steps] });
}

function remind(request: SparringRequest, open: Offer[], { now, answerMilliseconds }: Surroundings): SparringRequest {
  const reminders = open.map((o) => ({ name: reminderSlot(o), to: o.to.objectId }));
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
  const had = everAsked(request, roster);
  if (request.stage === 'first' || request.stage === 'reminded') {
    const deputies = deputiesOf(roster, request, had);
    if (deputies.length > 0) return offer(request, deputies, 'deputy', 'deputy', now, answerMilliseconds);
  }
  const others =
    request.stage === 'others' ? [] : candidates(roster, request.contact, request.area, had).slice(0, mostOthers);
  if (others.length > 0) return offer(request, others, 'others', 'others', now, answerMilliseconds);
  const { timer: _, ...rest } = request;
  return wantAsker({ ...rest, state: 'unanswered', steps: [...request.steps, stepOf('nobody', '', now)] });
}

/** Who has had the request, the asker, and those who wanted to be forgotten. */
function everAsked(request: SparringRequest, roster: Roster): Set<string> {
  const { erased = [] } = request;
  const forgotten = roster.entries.flatMap(({ teamsId }) =>
    teamsId && erased.includes(markOf(teamsId)) ? [teamsId] : [],
  );
  return new Set([request.asker.objectId, ...request.offers.map((o) => o.to.objectId), ...forgotten]);
}

/** Tells whether somebody is the one who was erased, and nothing else. */
function markOf(objectId: string): string {
  return createHash('sha256').update(`erased ${objectId}`).digest('base64url').slice(0, 16);
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
    steps: [...request.steps, ...asked.map((a) => stepOf(what, a.to.name, now))],
    slots: wantMessages(
      request.slots,
      numbered.map((o) => ({ name: offerSlot(o), to: o.to.objectId })),
    ),
  });
}

/** Why a press led to nothing. `owned`: by somebody else; `not-theirs`: the presser has no part in it; `nobody`: it cannot go to that person. */
export type Refusal = { refused: 'owned'; by: string } | { refused: 'not-theirs' | 'not-open' | 'nobody' };
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
  return all.filter((c, i) => all.findIndex((o) => o.objectId === c.objectId) === i).slice(0, mostColleagues);
}

/** Takes it back whatever its state, for an asker who wants to be forgotten: nobody's card names them any more. */
export function forgetAsker(request: SparringRequest, now: Date): SparringRequest {
  return touched({ ...request, state: 'withdrawn' }, 'withdrawn', '', now);
}

/**
 * The request without somebody who was asked and wants to be forgotten. What was with them goes on to the next one at
 * once; what they have closed stays closed.
 */
export function forgetHelper(request: SparringRequest, objectId: string, around: Surroundings): SparringRequest {
  const name = request.offers.find((o) => o.to.objectId === objectId)?.to.name;
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
      steps: next.steps.map((s) => (s.who === name ? { ...s, who: nobody.name } : s)),
      slots: next.slots.filter((s) => s.to !== objectId),
      erased: [...(next.erased ?? []), markOf(objectId)],
    }),
    dueAt: around.now.toISOString(),
  };
}

function offerTo(request: SparringRequest, objectId: string): Offer | undefined {
  return request.offers.findLast((o) => o.to.objectId === objectId && o.end !== 'passed-on' && o.end !== 'asked-again');
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
