import type { WorkItem } from '../delivery/work-item.ts';
import type { Roster } from '../roster/roster.ts';
import type { Agency, Language } from '../structure/structure.ts';

/** How somebody is reached. `self`: the co-ordinator, who knows already. */
export type Way = 'teams' | 'mail' | 'phone' | 'self';

/** `deputy`: sends their deputy. */
export type PersonAnswer = 'coming' | 'not-coming' | 'deputy';

/**
 * How far the call to somebody has come. `passed`: their deputy was called instead; `silent`: they did not answer and
 * there is no deputy.
 */
export type CallStage = 'called' | 'reminded' | 'passed' | 'silent';

/** Somebody to be called, as they stand in the roster. */
export interface Person {
  /** Who they are across rosters (`personOf`). */
  key: string;
  name: string;
  agency: Agency;
  /** Id of the contact point. */
  contact: string;
  /** Entra object id; missing outside the tenant. */
  objectId?: string;
  phone?: string;
  email?: string;
  way: Way;
}

/** Somebody who was called. Numbers are never used again within a beredskab. */
export interface Called extends Person {
  number: number;
  /** Number of the person whose deputy they are. */
  insteadOf?: number;
  /** Goes up when all is asked anew, because the time was changed. */
  round: number;
  stage: CallStage;
  calledAt: string;
  /** ISO time of the next step when there is no answer by then. */
  dueAt?: string;
  answer?: PersonAnswer;
  answeredAt?: string;
  /** Could not be reached in this way any more; `way` says the present one. */
  unreachable?: 'teams' | 'mail';
  /** Number of the person who is their deputy in the roster and had been called already, or convenes. */
  coveredBy?: number;
  /** Called for the place of `insteadOf`, without being their deputy in the roster. */
  fills?: true;
  /** Is only rung up, and has to be told that it is over. */
  toTell?: true;
  /** They wanted to be forgotten: nothing of them is kept but what they answered. */
  erased?: true;
}

/** What a convening is about, checked. Nothing of it is about a child. */
export interface Wish {
  /** Ids of the kind of beredskab and of what triggers it; `andet` for something else. */
  kind: string;
  trigger: string;
  area?: string;
  /** ISO times. */
  start: string;
  end: string;
  /** It begins at once. */
  now: boolean;
  /** Every week at this time: a series. */
  weekly?: { weekday: number; at: string; until?: string };
  place?: string;
  /** In a Teams meeting (too). */
  meeting: boolean;
  exercise: boolean;
  reason: string;
  /** Id of a channel in which the roll-call stands. */
  channel?: string;
}

export type Missing = Exclude<Agency, 'andet'>;
/** The three whose co-operation SSP is. */
export const threeAgencies: Missing[] = ['skole', 'social', 'politi'];

export type EventName =
  | 'convened'
  | 'called'
  | 'deputy-called'
  | 'reminded'
  | 'passed'
  | 'unreachable'
  | 'coming'
  | 'not-coming'
  | 'deputy'
  | 'ticked-coming'
  | 'ticked-not-coming'
  | 'nudged'
  | 'called-more'
  | 'moved'
  | 'cancelled'
  | 'closed'
  | 'link'
  | 'meeting-made'
  | 'meeting-failed'
  | 'move-failed'
  | 'channel-failed'
  | 'taken-over'
  | 'told'
  | 'missing'
  | 'evening'
  | 'soon';

/** Something that happened. Names stand in the list of people only. */
export interface LogEvent {
  at: string;
  what: EventName;
  /** Number of the person it is about. */
  person?: number;
  agency?: Missing;
}

export interface FollowUp {
  what: string;
  /** Number of the person who does it. */
  person: number;
  /** yyyy-mm-dd. */
  due: string;
  remindedAt?: string;
}

export type BeredskabState = 'called' | 'cancelled' | 'closed';

/** The online meeting: who made it, and how people get in. */
export interface Meeting {
  joinUrl?: string;
  /** Graph's own id, when the bot made it. */
  graphId?: string;
  /** The times that Graph's meeting has, when they are behind ours. */
  outdated?: true;
  /** Graph will not make it, or with `outdated` not move it: the co-ordinator does. */
  failed?: true;
  retryAt?: string;
}

/** A convened beredskab, from the call to its closing. */
export interface Beredskab extends WorkItem, Wish {
  kommune: string;
  /** `B-` and five digits, for people to speak of it and to recognise a message that came twice. */
  reference: string;
  language: Language;
  coordinator: { objectId: string; name: string; signIn?: string };
  state: BeredskabState;
  people: Called[];
  /** The first ones and the last ones; how many were left out between them. */
  events: LogEvent[];
  omitted?: number;
  /** Of the calendar file; a higher one replaces. */
  sequence: number;
  /** How many times `Ryk` was pressed: a press on an old card is the same press. */
  nudges: number;
  /** How many times it was moved: the form of an earlier time moves nothing. */
  moves: number;
  /** How many times somebody took it over: each has a card of their own. */
  takeovers?: number;
  /** ISO times at which everyone is reminded; taken out when it was done. */
  evening?: string;
  soon?: string;
  online?: Meeting;
  /** The roll-call cannot be shown in the channel. */
  channelFailed?: true;
  /** Agencies whose lack the co-ordinator has been told of, and what was said each time. */
  told: Missing[];
  tellings: Missing[][];
  decisions?: string;
  followUps: FollowUp[];
  convenedAt: string;
  /** ISO time of the last thing that somebody did. */
  changedAt: string;
  /** Id of the series it is an occurrence of. */
  series?: string;
}

/** Rules need the roster as it is now, the answer time, and whether mails can be sent. */
export interface Surroundings {
  roster: Roster;
  answerMilliseconds: number;
  now: Date;
  mails: boolean;
}

export const isOver = ({ state }: Pick<Beredskab, 'state'>) => state !== 'called';

/** The person with this number; every number in a beredskab leads to one. */
export function personOfNumber({ people }: Pick<Beredskab, 'people'>, number: number): Called | undefined {
  return people.find((p) => p.number === number);
}

/** True while an answer is still waited for. */
export function isOpen({ answer, stage, way, erased }: Called): boolean {
  return !answer && !erased && way !== 'self' && (stage === 'called' || stage === 'reminded');
}
