import type { TurnContext } from 'botbuilder';
import { answerQuestion } from '../contacts/answer-question.ts';
import { commandOf } from '../language/commands.ts';
import { textsIn } from '../language/texts.ts';
import type { Log } from '../log.ts';
import { noticeCard } from '../notice-card.ts';
import type { CardMessage, Clock } from '../ports.ts';
import type { Signer } from '../signing.ts';
import type { Language } from '../structure/structure.ts';
import type { Desk } from '../teams/desk.ts';
import type { PressAnswer, Routes } from '../teams/routes.ts';
import { askAgainAfterDays } from './confirm-lines.ts';
import { compareVersion, confirmRoster, type DryRun, draftRoster } from './import-roster.ts';
import { awayMessage, setAway, setStill } from './presence.ts';
import { type Entry, entriesOf, mayActAs } from './roster.ts';
import type { RosterBook } from './roster-book.ts';
import {
  awayCard,
  dryRunCard,
  faultsCard,
  peopleCard,
  type RosterCardDeps,
  rosterCard,
  rosterVerbs,
  type StillPress,
  type UsePress,
} from './roster-cards.ts';
import { fileFault, largestFileBytes } from './roster-file.ts';
import type { RosterStore } from './roster-store.ts';

export interface RosterDeps {
  desk: Desk;
  store: RosterStore;
  book: RosterBook;
  clock: Clock;
  signer: Signer;
  log: Log;
  /** Tells whoever depends on who stands in the roster. */
  rosterChanged(kommune: string): Promise<void>;
  files: {
    in(context: TurnContext): string[];
    fetch(address: string): Promise<{ bytes: Uint8Array } | { refused: 'host' | 'failed' | 'too-large' }>;
  };
}

/** What administrators do with the roster, and what its people say about themselves. */
export function rosterRoutes(deps: RosterDeps): Routes {
  const { files } = deps;
  return {
    messages: [
      // A question with a file beside it is a question.
      {
        matches: (text, context) => files.in(context).length > 0 && isNoQuestion(deps, context, text),
        handle: (context) => takeFile(deps, context),
      },
      { matches: (text) => commandOf(text)?.name === 'roster', handle: (context) => showRoster(deps, context) },
      {
        matches: (text, context) => saysAway(deps, context, text),
        handle: (context) => takeAway(deps, context),
      },
    ],
    presses: {
      [rosterVerbs.yes]: asAdministrator(deps, rosterVerbs.yes, useVersion),
      [rosterVerbs.no]: asAdministrator(deps, rosterVerbs.no, async (_deps, _context, _press, language) => {
        return { card: noticeCard({ title: textsIn(language).dryRunKept }, language) };
      }),
      [rosterVerbs.compare]: asAdministrator(deps, rosterVerbs.compare, compare),
      [rosterVerbs.people]: asAdministrator(deps, rosterVerbs.people, async (_deps, context, press, language) => {
        const { page, language: shown = language } = press as { page: number; language?: Language };
        return { card: peopleCard(cardDeps(deps, context, shown), page) };
      }),
      [rosterVerbs.still]: (context, press) => answerStill(deps, context, press),
    },
  };
}

/** A day that is no day is asked back only of those who stand in the list, and only where it is no question. */
function saysAway(deps: RosterDeps, context: TurnContext, text: string): boolean {
  const roster = deps.desk.rosterOf(context);
  const said = awayMessage(text, roster.today);
  if (!said || !('unclear' in said)) return said !== undefined;
  const { objectId = '' } = deps.desk.callerOf(context);
  return entriesOf(roster, objectId).length > 0 && isNoQuestion(deps, context, text);
}

function isNoQuestion({ desk }: RosterDeps, context: TurnContext, text: string): boolean {
  return text === '' || answerQuestion(desk.structureOf(context), text).kind === 'none';
}

function languageOf({ desk }: RosterDeps, context: TurnContext): Language {
  return commandOf(context.activity.text ?? '')?.language ?? desk.callerOf(context).language ?? 'da';
}

function cardDeps({ desk, signer }: RosterDeps, context: TurnContext, language: Language): RosterCardDeps {
  return { structure: desk.structureOf(context), roster: desk.rosterOf(context), signer, language };
}

/** A text that says why not; undefined when the caller may. */
async function whyNot(deps: RosterDeps, context: TurnContext, language: Language): Promise<string | undefined> {
  const texts = textsIn(language);
  if (!mayActAs(await deps.desk.roleOf(context), 'administrator')) return texts.denied.administrator;
  return deps.desk.callerOf(context).scope === 'personal' ? undefined : texts.filePersonal;
}

async function showRoster(deps: RosterDeps, context: TurnContext): Promise<void> {
  const { desk, store } = deps;
  const language = languageOf(deps, context);
  const refusal = await whyNot(deps, context, language);
  if (refusal) return desk.say(context, refusal);
  await desk.remember(context);
  await desk.send(context, await overview(deps, context, language, store));
}

async function overview(
  deps: RosterDeps,
  context: TurnContext,
  language: Language,
  store: RosterStore,
): Promise<CardMessage> {
  const { kommune, objectId = '' } = deps.desk.callerOf(context);
  await deps.book.refresh(kommune);
  const [head, versions] = await Promise.all([store.head(kommune), store.versions(kommune)]);
  const unconfirmedLimit = askAgainAfterDays(deps.clock());
  return rosterCard(cardDeps(deps, context, language), versions, head.version, { caller: objectId, unconfirmedLimit });
}

async function takeFile(deps: RosterDeps, context: TurnContext): Promise<void> {
  const { desk, files, log } = deps;
  const language = languageOf(deps, context);
  const texts = textsIn(language);
  const refusal = await whyNot(deps, context, language);
  if (refusal) return desk.say(context, refusal);
  const [address, ...more] = files.in(context);
  if (more.length > 0) return desk.say(context, texts.fileOnlyOne);
  const fetched = await files.fetch(address!);
  if ('refused' in fetched) {
    log.warn('file-refused', { code: fetched.refused });
    if (fetched.refused === 'host') return desk.say(context, texts.fileHost);
    if (fetched.refused === 'failed') return desk.say(context, texts.fileNotFetched);
    const { fault } = fileFault('too-large', { allowed: `${largestFileBytes / 1024 / 1024} MB` });
    return desk.send(context, faultsCard([fault], language));
  }
  const { objectId } = desk.callerOf(context);
  const draft = await draftRoster(deps, desk.structureOf(context), fetched.bytes, objectId!);
  if ('faults' in draft) {
    log.info('roster-refused', { count: draft.faults.length });
    return desk.send(context, faultsCard(draft.faults, language));
  }
  const warning = (await keepsAdministrator(deps, draft, context)) ? '' : texts.dryRunNoAdministrator;
  await desk.send(context, dryRunCard(cardDeps(deps, context, language), draft, warning));
}

/** False when the caller is administrator by the roster in force, and would not be by this one. */
async function keepsAdministrator(
  { desk, store }: RosterDeps,
  { version }: DryRun,
  context: TurnContext,
): Promise<boolean> {
  const { kommune, objectId = '' } = desk.callerOf(context);
  const administers = (e: Entry) => e.role === 'administrator' && e.teamsId === objectId;
  if (!desk.rosterOf(context).entries.some(administers)) return true;
  return (await store.entries(kommune, version)).some(administers);
}

type AdministratorPress = (
  deps: RosterDeps,
  context: TurnContext,
  press: object,
  language: Language,
) => Promise<PressAnswer>;

/** Checks at every press anew: the press is one of ours, and the presser an administrator now. */
function asAdministrator(deps: RosterDeps, verb: string, handle: AdministratorPress): Routes['presses'][string] {
  return async (context, token) => {
    const language = deps.desk.callerOf(context).language ?? 'da';
    const press = deps.signer.read(verb, token) as object | undefined;
    if (!press) return { text: textsIn(language).oldPress };
    const refusal = await whyNot(deps, context, language);
    return refusal ? { text: refusal } : handle(deps, context, press, language);
  };
}

async function useVersion(
  deps: RosterDeps,
  context: TurnContext,
  press: object,
  language: Language,
): Promise<PressAnswer> {
  const { version, seen } = press as UsePress;
  const { kommune, objectId } = deps.desk.callerOf(context);
  const texts = textsIn(language);
  const confirmed = await confirmRoster(deps, deps.desk.structureOf(context), version, seen, objectId!);
  if (confirmed === 'unknown-functions') return { card: noticeCard({ title: texts.dryRunUnknown }, language) };
  if (confirmed === 'gone') return { card: noticeCard({ title: texts.dryRunGone }, language) };
  if (confirmed === 'outdated') {
    const again = await compareVersion(deps, kommune, version);
    if (!again) return { card: noticeCard({ title: texts.dryRunGone }, language) };
    return { card: dryRunCard(cardDeps(deps, context, language), again, texts.dryRunOutdated) };
  }
  const { entries } = deps.desk.rosterOf(context);
  await deps.rosterChanged(kommune);
  deps.log.info('roster-in-force', { kommune, person: objectId!, count: entries.length });
  const card = await overview(deps, context, language, deps.store);
  return { card: { ...card, data: { ...card.data, lead: texts.dryRunDone } } };
}

async function compare(
  deps: RosterDeps,
  context: TurnContext,
  press: object,
  language: Language,
): Promise<PressAnswer> {
  const { kommune } = deps.desk.callerOf(context);
  const found = await compareVersion(deps, kommune, (press as UsePress).version);
  if (!found) return { card: noticeCard({ title: textsIn(language).dryRunGone }, language) };
  return { card: dryRunCard(cardDeps(deps, context, language), found) };
}

async function takeAway(deps: RosterDeps, context: TurnContext): Promise<void> {
  const { desk } = deps;
  const roster = desk.rosterOf(context);
  const { objectId = '', language: client } = desk.callerOf(context);
  const language = /\b(i am|i'm)\b/i.test(context.activity.text ?? '') ? 'en' : (client ?? 'da');
  const texts = textsIn(language);
  const said = awayMessage(context.activity.text ?? '', roster.today)!;
  if ('unclear' in said) return desk.say(context, texts.awayUnclear);
  await desk.remember(context);
  const set = await setAway(deps, roster, objectId, 'until' in said ? said.until : undefined);
  if (set === 'nobody') return desk.say(context, texts.awayNobody);
  if (set === 'too-long') return desk.say(context, texts.awayTooLong);
  if (set === 'back') return desk.say(context, texts.backSet);
  await desk.send(context, awayCard(set.until, set.deputy, language));
}

async function answerStill(deps: RosterDeps, context: TurnContext, token: unknown): Promise<PressAnswer> {
  const press = deps.signer.read(rosterVerbs.still, token) as StillPress | undefined;
  const { kommune, objectId, language = 'da' } = deps.desk.callerOf(context);
  const texts = textsIn(press?.language ?? language);
  if (!press || press.kommune !== kommune) return { text: texts.oldPress };
  if (objectId !== press.person) return { text: texts.notYours };
  await setStill(deps, kommune, press, deps.clock());
  await deps.rosterChanged(kommune);
  const title = press.still ? texts.stillThanksYes : texts.stillThanksNo;
  return { card: noticeCard({ title }, press.language) };
}
