import type { TurnContext } from 'botbuilder';
import { textsIn } from '../language/texts.ts';
import type { PressAnswer, PressHandler } from '../teams/routes.ts';
import type { Beredskab } from './beredskab.ts';
import type { DraftPress } from './convening-cards.ts';
import type { Draft } from './drafts.ts';
import { type BeredskabDeps, languageOf, oldPress, statusDeps, whyNot } from './handler-deps.ts';
import { seriesAnswer } from './series-card.ts';
import { statusCard } from './status-card.ts';
import { purposes } from './verbs.ts';

type DraftHandler = (context: TurnContext, draft: Draft, press: DraftPress) => Promise<PressAnswer>;

/** A press on a preview: looked up and allowed anew. Whoever presses twice is shown what became of it. */
export function onDraft(deps: BeredskabDeps, handle: DraftHandler): PressHandler {
  return async (context, token) => {
    const press = deps.signer.read(purposes.draft, token) as DraftPress | undefined;
    if (!press) return oldPress(deps, context);
    const refusal = await whyNot(deps, context, press.language);
    if (refusal) return { text: refusal };
    const { kommune, objectId } = deps.desk.callerOf(context);
    const draft = await deps.drafts.get(kommune, press.id);
    const convened = await deps.store.get(kommune, press.id);
    if (convened) return alreadyConvened(deps, context, convened);
    const series = draft?.wish.weekly || !draft ? await deps.series.get(kommune, press.id) : undefined;
    if (series && series.coordinator.objectId === objectId) return seriesAnswer(deps, context, series);
    if (!draft) return { text: textsIn(press.language).beredskabDraftGone };
    return draft.by === objectId ? handle(context, draft, press) : { text: textsIn(press.language).notYours };
  };
}

export function alreadyConvened(deps: BeredskabDeps, context: TurnContext, convened: Beredskab): PressAnswer {
  const { objectId } = deps.desk.callerOf(context);
  const texts = textsIn(languageOf(deps, context));
  if (convened.coordinator.objectId !== objectId) return { text: texts.notYours };
  if (deps.forms === 'dialog') return { text: textsIn(convened.language).beredskabSent(convened.reference) };
  return { card: statusCard(statusDeps(deps, context), convened) };
}
