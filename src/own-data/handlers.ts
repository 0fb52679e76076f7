import type { TurnContext } from 'botbuilder';
import { commandOf } from '../language/commands.ts';
import { textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import type { Signer } from '../signing.ts';
import type { Desk } from '../teams/desk.ts';
import type { PressAnswer, Routes } from '../teams/routes.ts';
import { eraseOwnData, type OwnDataDeps, ownData, type Place } from './own-data.ts';
import { type ErasePress, eraseCard, ownDataCard, ownDataVerbs } from './own-data-cards.ts';

export interface OwnDataHandlerDeps extends OwnDataDeps {
  desk: Desk;
  signer: Signer;
}

/** "vis mine data" and "slet mine data": for the person who asks, and about nobody else. */
export function ownDataRoutes(deps: OwnDataHandlerDeps): Routes {
  return {
    messages: [
      { matches: (text) => commandOf(text)?.name === 'own-data', handle: (context) => show(deps, context) },
      { matches: (text) => commandOf(text)?.name === 'erase', handle: (context) => askToErase(deps, context) },
    ],
    presses: {
      [ownDataVerbs.erase]: (context, press) => erase(deps, context, press),
      [ownDataVerbs.keep]: async (context, press) => {
        const read = readPress(deps, context, ownDataVerbs.keep, press);
        if ('text' in read) return read;
        return { card: noticeCard({ title: textsIn(read.language).eraseNot }, read.language) };
      },
    },
  };
}

async function show(deps: OwnDataHandlerDeps, context: TurnContext): Promise<void> {
  const { desk } = deps;
  const { language } = commandOf(context.activity.text ?? '')!;
  const { objectId } = desk.callerOf(context);
  if (!objectId) return desk.say(context, textsIn(language).nobodyKnown);
  const data = await ownData(deps, placeOf(desk, context), objectId);
  await desk.sendPrivately(context, ownDataCard(desk.structureOf(context), data, language));
}

async function askToErase(deps: OwnDataHandlerDeps, context: TurnContext): Promise<void> {
  const { desk, signer } = deps;
  const { language } = commandOf(context.activity.text ?? '')!;
  const { objectId } = desk.callerOf(context);
  if (!objectId) return desk.say(context, textsIn(language).nobodyKnown);
  const data = await ownData(deps, placeOf(desk, context), objectId);
  await desk.sendPrivately(context, eraseCard(desk.structureOf(context), data, objectId, signer, language));
}

async function erase(deps: OwnDataHandlerDeps, context: TurnContext, press: unknown): Promise<PressAnswer> {
  const read = readPress(deps, context, ownDataVerbs.erase, press);
  if ('text' in read) return read;
  const { language, objectId } = read;
  const texts = textsIn(language);
  const place = placeOf(deps.desk, context);
  await eraseOwnData(deps, place, objectId);
  const left = await ownData(deps, place, objectId);
  const stays = left.entries.length + left.agendas.papers.length > 0;
  const title = stays ? texts.eraseDone : texts.eraseDoneAll;
  return { card: ownDataCard(deps.desk.structureOf(context), left, language, title) };
}

function placeOf(desk: Desk, context: TurnContext): Place {
  return { structure: desk.structureOf(context), roster: desk.rosterOf(context) };
}

function readPress(
  { signer, desk }: OwnDataHandlerDeps,
  context: TurnContext,
  verb: string,
  token: unknown,
): ErasePress | { text: string } {
  const press = signer.read(verb, token) as ErasePress | undefined;
  const { objectId, language = 'da' } = desk.callerOf(context);
  if (!press) return { text: textsIn(language).oldPress };
  return press.objectId === objectId ? press : { text: textsIn(press.language).notYours };
}
