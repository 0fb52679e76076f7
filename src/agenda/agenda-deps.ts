import type { TurnContext } from 'botbuilder';
import { hasPersonalData } from '../contacts/personal-data-in.ts';
import type { Delivery } from '../delivery/deliver-slots.ts';
import { dayOf } from '../language/dates.ts';
import { textsIn } from '../language/texts.ts';
import type { Clock, MessagePlace, Stored } from '../ports.ts';
import { mayActAs, type Roster } from '../roster/roster.ts';
import type { Signer } from '../signing.ts';
import type { Language, Structure } from '../structure/structure.ts';
import type { Desk } from '../teams/desk.ts';
import type { PressAnswer, PressHandler } from '../teams/routes.ts';
import type { Agenda, Person } from './agenda.ts';
import type { AgendaStore } from './agenda-store.ts';
import { type AgendaPress, agendaPurposes } from './agenda-verbs.ts';
import type { ChannelChoice } from './channel-inputs.ts';
import type { AgendaCardDeps } from './post-cards.ts';
import type { ProposalStore } from './proposal-store.ts';
import type { SeenChannel } from './publish-cards.ts';
import type { TextGuard } from './read-text.ts';
import type { ReadsStore } from './reads-store.ts';
import type { SettingsStore } from './settings-store.ts';

/** `name`: without its team. */
export interface ChannelOfTeam extends ChannelChoice {
  name: string;
  team: string;
}

export interface AgendaDeps extends Pick<AgendaCardDeps, 'signer' | 'forms' | 'calendarUrl'> {
  desk: Desk;
  signer: Signer;
  clock: Clock;
  agendas: AgendaStore;
  proposals: ProposalStore;
  reads: ReadsStore;
  settings: SettingsStore;
  /** Tells the worker that there is something to do; `times`: for how many processes there is work. */
  nudge(kommune: string, id: string, times?: number): Promise<void>;
  /** The channels of the teams in which the bot is, by team and name. */
  channelsOf(kommune: string, language: Language): Promise<ChannelOfTeam[]>;
  /** How many can see what is posted in a channel; undefined where Teams does not say. */
  audienceOf(kommune: string, channelId: string): Promise<SeenChannel['audience']>;
  /** What is known of an agenda's messages. */
  deliveriesOf(kommune: string, id: string): Promise<Map<string, Stored<Delivery>>>;
  channelIn(context: TurnContext): string | undefined;
  publicUrl(): string | undefined;
  /** Address of the picture of a municipality's year of meetings. */
  yearPictureUrl(kommune: string, year: number, language: Language): Promise<string | undefined>;
}

export function cardDeps({ desk, signer, forms, calendarUrl }: AgendaDeps, context: TurnContext): AgendaCardDeps {
  return { structure: desk.structureOf(context), signer, forms, calendarUrl };
}

/** In plain words why somebody may not write agendas; undefined when they may. Asked at every press. */
export async function whyNoWriter({ desk }: AgendaDeps, context: TurnContext, language: Language) {
  const texts = textsIn(language);
  if (!desk.callerOf(context).objectId) return texts.nobodyKnown;
  return mayActAs(await desk.roleOf(context), 'konsulent') ? undefined : texts.agendaDenied;
}

export function languageOf({ desk }: AgendaDeps, context: TurnContext): Language {
  return desk.callerOf(context).language ?? 'da';
}

/** What may stand in a text: no person but colleagues, and these only where somebody presents, leads or follows up. */
export function guardFor({ desk, clock }: AgendaDeps, context: TurnContext): TextGuard {
  return guardOf(desk.structureOf(context), desk.rosterOf(context), clock());
}

export function guardOf(structure: Structure, roster: Roster, now: Date): TextGuard {
  return {
    isPersonal: (text) => hasPersonalData(structure, text),
    known: [...structure.contacts.map((c) => c.title), ...new Set(roster.entries.map((e) => e.name))],
    year: Number(dayOf(now).slice(0, 4)),
  };
}

/** Consultants and those above, but for one: who can approve. */
export function writersBut(roster: Roster, objectId: string): Person[] {
  const entries = roster.entries.filter((e) => e.teamsId && e.teamsId !== objectId && mayActAs(e.role, 'konsulent'));
  return [...new Map(entries.map((e) => [e.teamsId!, { objectId: e.teamsId!, name: e.name }])).values()];
}

/** Whoever presses, as the store keeps them. */
export function personIn({ desk }: AgendaDeps, context: TurnContext): Person {
  const { objectId = '', name } = desk.callerOf(context);
  return { objectId, name };
}

type Inputs = Record<string, unknown>;
export type ManageHandler = (
  context: TurnContext,
  agenda: Agenda,
  press: AgendaPress & { base?: Record<string, string> },
  inputs: Inputs,
) => Promise<PressAnswer>;

/** A press of somebody who writes agendas: role and agenda are looked up anew, whatever the card said. */
export function onAgenda(deps: AgendaDeps, handle: ManageHandler): PressHandler {
  return async (context, token, inputs) => {
    const press = deps.signer.read(agendaPurposes.manage, token) as AgendaPress | undefined;
    const { kommune } = deps.desk.callerOf(context);
    const language = languageOf(deps, context);
    if (!press || press.kommune !== kommune) return { text: textsIn(language).oldPress };
    const refusal = await whyNoWriter(deps, context, language);
    if (refusal) return { text: refusal };
    const agenda = await deps.agendas.get(kommune, press.id);
    return agenda ? handle(context, agenda, press, inputs) : { text: textsIn(language).agendaGone };
  };
}

/** Where forms are cards, one comes as a message of its own: the author's card goes on changing meanwhile. */
export function asMessage(deps: AgendaDeps, open: PressHandler): PressHandler {
  return async (context, token, inputs) => {
    const opened = await open(context, token, inputs);
    if (!opened.card) return opened;
    const texts = textsIn(languageOf(deps, context));
    const where = await deps.desk.writePrivately(context, opened.card);
    return { text: { here: texts.agendaBelow, 'own-chat': texts.agendaProposedIn, nowhere: texts.noOwnChat }[where] };
  };
}

/** The message that was pressed on, which becomes another card in its place; none in a dialog. */
export function placeOf({ desk, forms }: AgendaDeps, context: TurnContext): MessagePlace | undefined {
  const { serviceUrl, conversation, replyToId } = context.activity;
  const { scope, tenantId } = desk.callerOf(context);
  if (forms === 'dialog' || scope !== 'personal' || !replyToId) return undefined;
  return { tenantId, serviceUrl, conversationId: conversation.id, activityId: replyToId };
}
