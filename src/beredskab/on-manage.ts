import type { TurnContext } from 'botbuilder';
import { asPlain } from '../language/plain-text.ts';
import { textsIn } from '../language/texts.ts';
import type { PressAnswer, PressHandler } from '../teams/routes.ts';
import type { Changed, Refusal } from './answer-rules.ts';
import type { Beredskab } from './beredskab.ts';
import { type BeredskabDeps, oldPress, statusDeps, surroundings, whyNot } from './handler-deps.ts';
import { doneCard, takeOverCard } from './manage-cards.ts';
import { unanswered } from './standing.ts';
import { statusCard } from './status-card.ts';
import { takeOver } from './take-over.ts';
import { type ManagePress, purposes } from './verbs.ts';
import { whenText } from './wording.ts';

export type Inputs = Record<string, unknown>;
export type ManageHandler = (
  context: TurnContext,
  beredskab: Beredskab,
  press: ManagePress,
  inputs: Inputs,
) => Promise<PressAnswer>;

/**
 * A press of the co-ordinator: role, beredskab and owner are looked up anew, whatever the card said. Another co-ordinator is
 * asked whether they take it over. `inDialog`: it is answered in a dialog.
 */
export function onManage(deps: BeredskabDeps, handle: ManageHandler, inDialog = false): PressHandler {
  return withBeredskab(deps, async (context, beredskab, press, inputs) => {
    if (beredskab.coordinator.objectId === deps.desk.callerOf(context).objectId)
      return handle(context, beredskab, press, inputs);
    return { card: takeOverCard(statusDeps(deps, context), beredskab, inDialog) };
  });
}

function withBeredskab(deps: BeredskabDeps, handle: ManageHandler): PressHandler {
  return async (context, token, inputs) => {
    const press = deps.signer.read(purposes.manage, token) as ManagePress | undefined;
    const { kommune, language = 'da' } = deps.desk.callerOf(context);
    if (!press || press.kommune !== kommune) return oldPress(deps, context);
    const refusal = await whyNot(deps, context, language);
    if (refusal) return { text: refusal };
    const id = press.id ?? (typeof inputs.which === 'string' ? inputs.which : '');
    const beredskab = id === '' ? undefined : await deps.store.get(kommune, id);
    if (!beredskab) return { text: textsIn(language).beredskabGone };
    return handle(context, beredskab, press, inputs);
  };
}

/** The yes of another co-ordinator. */
export function takingOver(deps: BeredskabDeps): PressHandler {
  return withBeredskab(deps, async (context, beredskab, { takeovers = 0 }) => {
    const { objectId, name } = deps.desk.callerOf(context);
    if (!objectId) return oldPress(deps, context);
    const [signIn] = await Promise.all([deps.signInNameOf(context), deps.desk.remember(context)]);
    const to = { objectId, name, ...(signIn && { signIn }) };
    return changed(
      deps,
      context,
      beredskab,
      (b) => takeOver(b, to, takeovers, surroundings(deps, context)),
      done(deps, context, (b) => textsIn(b.language).takeOverDone),
    );
  });
}

/** Applies a rule, tells the worker, and answers the co-ordinator's card as it is then. */
export async function changed(
  deps: BeredskabDeps,
  context: TurnContext,
  { kommune, id }: Beredskab,
  rule: (beredskab: Beredskab) => Changed,
  answered: (beredskab: Beredskab) => PressAnswer = (b) => ({ card: statusCard(statusDeps(deps, context), b) }),
): Promise<PressAnswer> {
  const result = await deps.store.change(kommune, id, rule);
  if (result && 'item' in result) {
    await deps.nudge(kommune, id);
    return answered(result.item);
  }
  const now = result && (await deps.store.get(kommune, id));
  return now ? refusedAnswer(deps, context, now, result) : { text: textsIn('da').beredskabGone };
}

function refusedAnswer(deps: BeredskabDeps, context: TurnContext, now: Beredskab, { refused }: Refusal): PressAnswer {
  const texts = textsIn(now.language);
  const card = (text: string) => ({ card: doneCard(statusDeps(deps, context), now, text) });
  switch (refused) {
    case 'over':
      return card(texts.beredskabOver);
    case 'moved':
      return card(texts.moveAlready(whenText(now, now.language, true)));
    case 'taken':
      return card(texts.takeOverTaken(asPlain(now.coordinator.name)));
    case 'not-theirs':
      return { text: texts.notYours };
    case 'nobody': {
      const names = unanswered(now).map((p) => p.name);
      return { text: names.length > 0 ? texts.nudgeRing(names.join(', ')) : texts.nudgeNobody };
    }
    default:
      return refused satisfies never;
  }
}

/** What became of a form: in its place, or said in the dialog. */
export function done(deps: BeredskabDeps, context: TurnContext, text: (beredskab: Beredskab) => string) {
  return (beredskab: Beredskab): PressAnswer =>
    deps.forms === 'dialog'
      ? { text: text(beredskab) }
      : { card: doneCard(statusDeps(deps, context), beredskab, text(beredskab)) };
}
