/** What the inside needs of the world. Each has an adapter, a fake, and one contract suite that runs on both. */

export type Clock = () => Date;

/** A record as it was read. `revision` changes with every write; the parts of `key` may hold any text. */
export interface Stored<T> {
  key: string[];
  value: T;
  revision: string;
}

export type Change =
  /** Refused when the record is there. */
  | { do: 'create'; key: string[]; value: object }
  /** Refused when the record is gone or has another revision. */
  | { do: 'update'; key: string[]; value: object; revision: string }
  | { do: 'upsert'; key: string[]; value: object }
  /** Refused when the record is not there. Looks at no revision: guard it with an update in the same write. */
  | { do: 'delete'; key: string[] };

export const mostChanges = 100;

/** JSON records of one kind, each under a municipality and a key. */
export interface Records {
  get<T>(kommune: string, key: string[]): Promise<Stored<T> | undefined>;
  /** Records below this key in the order of their keys; with `upTo` only those whose next part is not above it. */
  list<T>(kommune: string, below: string[], upTo?: string): Promise<Stored<T>[]>;
  /**
   * Writes all of the changes (at most 100, each key once) or none. False: one of them was refused. True also when an
   * earlier try of this very write was stored and only its answer was lost.
   */
  write(kommune: string, changes: Change[]): Promise<boolean>;
}

/** Where the records of each kind are, and whether they can be reached at all. */
export interface Store {
  open(kind: RecordKind): Promise<Records>;
  /** Resolves when the store answers, rejects when it does not. */
  ping(): Promise<void>;
}

export type RecordKind =
  | 'installations'
  | 'addresses'
  | 'channels'
  | 'roster'
  | 'sparring'
  | 'beredskab'
  | 'series'
  | 'agenda'
  | 'counters'
  | 'jobs'
  | 'pace';

/** What has to be looked at: ids only, the records hold the truth. */
export interface Job {
  feature: string;
  kommune: string;
  id: string;
}

export interface ReceivedJob {
  job: Job;
  /** How many times it has been received, this time included. */
  attempt: number;
  /** When it was to be received for the first time; missing on what an earlier version sent. */
  dueAt?: Date;
  receipt: string;
}

/** Nudges. Each is received at least once, in any order, by any instance. */
export interface JobQueue {
  /** Seconds from now until it can be received; whole ones, 0 is at once. */
  send(job: Job, delaySeconds?: number): Promise<void>;
  /** At most 16 of them. Hidden from the others for so many seconds, and back again if nobody says done. */
  receive(hiddenSeconds: number): Promise<ReceivedJob[]>;
  /** Gone for good. Nothing happens when it is gone, or is somebody else's by now. */
  done(received: ReceivedJob): Promise<void>;
  /** Laid aside where nobody receives it, for a human to look at. */
  bury(received: ReceivedJob): Promise<void>;
  /** Rejects when the queue does not answer. */
  ping(): Promise<void>;
}

/** Where a message stands, so that it can be changed. */
export interface MessagePlace {
  tenantId?: string;
  serviceUrl: string;
  conversationId: string;
  activityId: string;
}

/**
 * Called when it is settled at what time the platform's limits let the call be made, shortly before that time, and again
 * if that time is missed. When it rejects, the call is not made.
 */
export type OnTurn = () => Promise<void>;

/** The way out: to people, each in their own chat with the bot, and to channels. Fails with an Undelivered. */
export interface Messenger {
  /** `objectId`: the person's Entra object id. */
  send(kommune: string, objectId: string, card: CardMessage, onTurn?: OnTurn): Promise<MessagePlace>;
  /** A new post in a channel, by the channel's id. */
  post(kommune: string, channelId: string, card: CardMessage, onTurn?: OnTurn): Promise<MessagePlace>;
  /** A reply in the thread of a post. */
  reply(kommune: string, post: MessagePlace, card: CardMessage, onTurn?: OnTurn): Promise<MessagePlace>;
  update(kommune: string, place: MessagePlace, card: CardMessage, onTurn?: OnTurn): Promise<void>;
}

/** A card to send: the template's name in cards/, what fills it, and the one plain line that says the same. */
export interface CardMessage {
  template: string;
  data: Record<string, unknown>;
  /** Notifications and screen readers use it. */
  summary: string;
}

/** A mail to one person. */
export interface Mail {
  /** The same for every try of the same mail, so that whoever gets it twice can tell. Letters, digits, points, dashes. */
  id: string;
  to: { name: string; address: string };
  /** Whom an answer goes to; the sender when it is not given. */
  replyTo?: { name: string; address: string };
  subject: string;
  /** Plain text, and HTML that says the same. */
  text: string;
  html: string;
  calendar?: CalendarFile;
}

/** A meeting as a calendar file. A higher `sequence` replaces what came before under the same `uid`. */
export interface CalendarFile {
  /** `PUBLISH`: for anybody to keep; the others are for the recipient of a mail. */
  method: 'REQUEST' | 'CANCEL' | 'PUBLISH';
  uid: string;
  sequence: number;
  start: Date;
  end: Date;
  title: string;
  description: string;
  /** Address, or the link of an online meeting. */
  place?: string;
  /** The link of an online meeting that has a place too. */
  joinUrl?: string;
}

/** The way out to people outside the tenant. Fails with an Undelivered. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

/** Online meetings, made on behalf of the organiser that the settings name. Fails with a MeetingFailed. */
export interface Meetings {
  /** The meeting of this key: made, or found when it was made before. */
  create(key: string, meeting: { subject: string; start: Date; end: Date }): Promise<{ id: string; joinUrl: string }>;
  move(id: string, times: { start: Date; end: Date }): Promise<void>;
}

/** Keeps everything that goes out under the platform's limits, over all processes together. */
export interface Pace {
  /**
   * Resolves when a call to this tenant, and to this conversation where it is told, may go out. Rejects with an
   * Undelivered of kind `busy` when that is too far ahead to wait for. What has to be done first is done in `onTurn`: its
   * time is allowed for, and none of the call's.
   */
  turn(kommune: string, to: { tenantId: string; conversationId?: string }, onTurn?: OnTurn): Promise<void>;
  /** The platform asked to be left alone for so many seconds. */
  hold(kommune: string, to: { tenantId: string; conversationId?: string }, seconds: number): Promise<void>;
}
