import type { TurnContext } from 'botbuilder';
import { textsIn } from '../language/texts.ts';
import type { Clock, MessagePlace } from '../ports.ts';
import { areasOf } from '../roster/people-behind.ts';
import { mayActAs } from '../roster/roster.ts';
import type { Signer } from '../signing.ts';
import type { Language } from '../structure/structure.ts';
import type { Desk } from '../teams/desk.ts';
import type { PressAnswer } from '../teams/routes.ts';
import type { Surroundings } from './beredskab.ts';
import type { BeredskabStore } from './beredskab-store.ts';
import type { Drafts } from './drafts.ts';
import type { SeriesStore } from './series-store.ts';
import type { StatusDeps } from './status-card.ts';

export interface BeredskabDeps {
  desk: Desk;
  store: BeredskabStore;
  drafts: Drafts;
  series: SeriesStore;
  /** Tells the worker that there is something to do. */
  nudge(kommune: string, id: string): Promise<void>;
  nudgeSeries(kommune: string, id: string): Promise<void>;
  signer: Signer;
  clock: Clock;
  forms: 'dialog' | 'chat';
  answerMilliseconds: number;
  mails: boolean;
  /** Whether this person may convene, by the roster that is in force. */
  mayConvene(kommune: string, objectId: string): boolean;
  /** Channels in which the bot is installed. */
  channelsOf(kommune: string): Promise<{ id: string; title: string }[]>;
  /** The channel that a turn comes from, if it is one. */
  channelIn(context: TurnContext): string | undefined;
  /** The caller's sign-in name in Teams, where it can be found out. */
  signInNameOf(context: TurnContext): Promise<string | undefined>;
  /** Address of the bot's own pages, when it has one. */
  publicUrl(): string | undefined;
}

export function statusDeps({ desk, signer, forms }: BeredskabDeps, context: TurnContext): StatusDeps {
  return { structure: desk.structureOf(context), signer, forms };
}

export function surroundings(deps: BeredskabDeps, context: TurnContext): Surroundings {
  const { desk, answerMilliseconds, clock, mails } = deps;
  return { roster: desk.rosterOf(context), answerMilliseconds, now: clock(), mails };
}

/** Areas and schools to choose from: the structure's and the roster's. */
export function areasToChoose({ desk }: BeredskabDeps, context: TurnContext): string[] {
  const areas = [...desk.structureOf(context).places, ...areasOf(desk.rosterOf(context))];
  return [...new Set(areas)].sort((a, b) => a.localeCompare(b, 'da'));
}

/** In plain words why somebody may not convene; undefined when they may. Asked at every press. */
export async function whyNot({ desk }: BeredskabDeps, context: TurnContext, language: Language) {
  const texts = textsIn(language);
  if (!desk.callerOf(context).objectId) return texts.nobodyKnown;
  if (mayActAs(await desk.roleOf(context), 'koordinator')) return undefined;
  const structure = desk.structureOf(context);
  return texts.beredskabDenied(structure.contacts.find((c) => c.id === structure.door)?.title ?? 'SSP');
}

/** The message that was pressed on, which becomes another card in its place; none in a dialog. */
export function placeOf({ desk, forms }: BeredskabDeps, context: TurnContext): MessagePlace | undefined {
  const { serviceUrl, conversation, replyToId } = context.activity;
  const { scope, tenantId } = desk.callerOf(context);
  if (forms === 'dialog' || scope !== 'personal' || !replyToId) return undefined;
  return { tenantId, serviceUrl, conversationId: conversation.id, activityId: replyToId };
}

export function languageOf({ desk }: BeredskabDeps, context: TurnContext): Language {
  return desk.callerOf(context).language ?? 'da';
}

export function oldPress(deps: BeredskabDeps, context: TurnContext): PressAnswer {
  return { text: textsIn(languageOf(deps, context)).oldPress };
}
