import type { WorkItem } from '../delivery/work-item.ts';
import type { Language } from '../structure/structure.ts';

/** A person of the tenant, by Entra object id. */
export interface Person {
  objectId: string;
  name: string;
}

/**
 * `minuted`: minutes are being written; `approved`: they are said yes to and locked, and the agenda with them; `deleted`:
 * thrown away, and kept only until everything that stands of it says so.
 */
export type AgendaState = 'draft' | 'posted' | 'withdrawn' | 'minuted' | 'approved' | 'deleted';

export const itemTypes = ['orientering', 'droeftelse', 'beslutning'] as const;
export type ItemType = (typeof itemTypes)[number];

/** Parts of a meeting, in their order. New items go to `items`. */
export const sections = ['opening', 'followup', 'items', 'closing'] as const;
export type Section = (typeof sections)[number];

/** What a person fills in about an item. */
export interface ItemFields {
  title: string;
  type: ItemType;
  /** How long it takes; 0: it has no time of its own. */
  minutes: number;
  /** A function, or the name of somebody who is known. */
  presenter?: string;
  note?: string;
  /** https addresses. */
  links: string[];
  /** Lukket punkt: nothing but its number and "Lukket punkt" ever reaches a channel. */
  closed: boolean;
}

/** Where an item comes from. Whatever comes from a closed item is closed. */
export type ItemOrigin =
  | { kind: 'proposal'; proposal: string }
  | { kind: 'action'; agenda: string; actions: string[] }
  | { kind: 'put-off'; agenda: string; item: string }
  /** `key`: names the initiative and the month that its evaluation is due. */
  | { kind: 'evaluation'; key: string };

export interface AgendaItem extends ItemFields {
  id: string;
  section: Section;
  /** Of the body's template. */
  standing?: true;
  from?: ItemOrigin;
}

/** What a person fills in about the meeting. */
export interface MeetingFacts {
  title: string;
  /** yyyy-mm-dd, in Denmark. */
  date: string;
  /** HH:MM, in Denmark. */
  start: string;
  /** HH:MM at which the meeting is to end; running over is shown. */
  end?: string;
  place?: string;
  /** A Teams meeting is wanted, or there. */
  online: boolean;
  /** https address of the Teams meeting. */
  joinUrl?: string;
  /** A function, or the name of somebody who is known. */
  chair?: string;
}

/** A meeting's agenda, from draft to approved minutes. */
export interface Agenda extends WorkItem, MeetingFacts {
  kommune: string;
  language: Language;
  /** Id of the contact point whose body meets. */
  body: string;
  author: Person;
  state: AgendaState;
  items: AgendaItem[];
  /** ISO time until which items can be proposed. */
  deadline?: string;
  /** Goes up by one with every change of the facts or the items. */
  version: number;
  /** Where it was posted, or is being posted. */
  channels: ChannelPost[];
  /** What was chosen last for a posting, and has not been confirmed. */
  plan?: PostPlan;
  /** ISO time at which a confirmed posting goes out. */
  publishAt?: string;
  /** Who said yes to the posting. */
  confirmedBy?: Person;
  approval?: Approval;
  /** Why a confirmed posting did not go out: whoever confirmed it may not post any more. */
  heldBack?: 'role';
  /** What the channels have before them. */
  posted?: Posted;
  /** How many notices of large changes were posted, and how often those who had not read it were nudged. */
  notices: number;
  nudges: number;
  /** The call for items: where it was posted and who was asked; and what was chosen for one and not confirmed yet. */
  collecting?: Collecting;
  collectPlan?: CollectPlan;
  /** ISO time of the end of proposing that calls and posts have been changed for: their button is gone. */
  closedFor?: string;
  minutes?: Minutes;
  /** The day of the rhythm that this agenda was made for, yyyy-mm-dd; `date` may have been moved since. */
  plannedFor?: string;
  createdAt: string;
  /** ISO time of the last thing that somebody did. */
  changedAt: string;
}

/** A channel that something goes to. */
export interface ChannelPost {
  /** Teams' id of the channel. */
  id: string;
  /** Team and channel, for people to read. */
  title: string;
  /** Goes up when the author has it sent again. */
  turn: number;
  /** The author found a post there of which nobody knew whether it had been sent. */
  there?: true;
  /** Of an earlier posting, which was taken back before the agenda was posted anew. */
  withdrawn?: true;
}

export interface PostPlan {
  channels: Pick<ChannelPost, 'id' | 'title'>[];
  /** ISO time; as soon as it is confirmed when it is not given. */
  at?: string;
  approver?: Person;
  /** Version of the agenda that was shown. */
  version: number;
}

/** Another consultant or leader says yes before it goes out, or before the posts are changed. */
export interface Approval {
  of: Person;
  what: 'posting' | 'update';
  /** Version of the agenda that the yes is to. */
  version: number;
  askedAt: string;
  state: 'asked' | 'given' | 'refused';
  /** What they said to the author. */
  word?: string;
}

export interface CollectPlan {
  /** ISO time. */
  deadline: string;
  channels: Pick<ChannelPost, 'id' | 'title'>[];
  /** Each member of the body is asked as well. */
  members: boolean;
  /** Who is asked beside them: ids of other bodies, or all SSP-konsulenter (recipients.ts). */
  also?: string[];
}

/** Somebody who is asked for items. `as`: in which other group they are; a member of the body when it is not given. */
export interface Asked extends Person {
  as?: string;
}

export interface Collecting {
  channels: ChannelPost[];
  members: Asked[];
  /** ISO time at which members who have not looked are reminded. */
  remindAt?: string;
}

/** What was posted, of which version of the agenda it is, and what was new in it. */
export interface Posted {
  version: number;
  at: string;
  view: ChannelView;
  /** By id of the item. */
  marks: Record<string, ChangeMark>;
  /** What the last large change was about: short lines that hold no word of a closed item. */
  notice?: string[];
  /** Version of the last large change: whoever read an earlier one has not read this. */
  since?: number;
}

/** How an item is marked in the post. */
export type ChangeMark = 'added' | 'changed' | 'moved';

/** An item as a channel may see it. `id` tells items apart between two versions and is not shown. */
export type ChannelItem = { id: string; number: number; closed: true } | OpenItem;

export interface OpenItem extends Omit<ItemFields, 'closed'> {
  id: string;
  number: number;
  closed: false;
  section: Section;
  /** HH:MM; not for an item without minutes. */
  start?: string;
  end?: string;
}

/** All of an agenda that may ever reach a channel: nothing of a closed item is in it. */
export interface ChannelView extends MeetingFacts {
  body: string;
  items: ChannelItem[];
}

/** Referat: what came out of the meeting. */
export interface Minutes {
  by: Person;
  begunAt: string;
  /** Functions, or names of people who are known. */
  present: string[];
  apologies: string[];
  /** By id of the item. */
  items: Record<string, ItemMinutes>;
  approved?: { by: Person; at: string };
}

export interface ItemMinutes {
  outcome?: string;
  decision?: string;
  actions: Action[];
  /** It comes back at the next meeting. */
  putOff?: true;
}

/** Opfølgning: something that somebody does by a day. */
export interface Action {
  id: string;
  what: string;
  /** A function, or the name of somebody who is known. */
  who: string;
  /** Entra object id of `who`, when they can be reminded in Teams. */
  ownerId?: string;
  /** yyyy-mm-dd. */
  due?: string;
  /** ISO time at which somebody said that it is done. */
  doneAt?: string;
}

export type ProposalState = 'proposed' | 'accepted' | 'rejected';

/** An item that somebody proposes for an agenda. A record of its own: many propose at the same time. */
export interface Proposal {
  id: string;
  kommune: string;
  agenda: string;
  title: string;
  type: ItemType;
  minutes: number;
  why?: string;
  by: Person;
  language: Language;
  state: ProposalState;
  /** What the author says to the proposer. */
  word?: string;
  decidedBy?: Person;
  at: string;
  changedAt: string;
}

/**
 * Why a change led to nothing. `locked`: the state of the agenda does not allow it; `gone`: what it is about is not there;
 * `changed`: it is not any more what was shown.
 */
export type Refusal = { refused: 'locked' | 'gone' | 'full' | 'late' | 'decided' | 'changed' };

export function isRefusal(result: object): result is Refusal {
  return 'refused' in result;
}
