import type { WorkItem } from '../delivery/work-item.ts';
import type { Roster } from '../roster/roster.ts';
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
  end?: 'passed-on' | 'unreachable' | 'asked-again' | 'gone';
}

export type StepName =
  | 'asked'
  | 'stands-in'
  | 'reminded'
  | 'deputy'
  | 'others'
  | 'passed-on'
  | 'unreachable'
  | 'gone'
  | 'taken'
  | 'closed'
  | 'withdrawn'
  | 'nobody';

/** Something that happened, for the asker's card. */
export interface Step {
  at: string;
  what: StepName;
  who: string;
  /** Whose name that is. */
  objectId?: string;
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
  /** With country code. */
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
export const offerSlot = ({ number }: Pick<Offer, 'number'>) => `offer ${number}`;
export const reminderSlot = ({ number }: Pick<Offer, 'number'>) => `reminder ${number}`;

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
