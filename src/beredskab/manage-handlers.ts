import type { TurnContext } from 'botbuilder';
import { textsIn } from '../language/texts.ts';
import type { CardMessage } from '../ports.ts';
import { personOf } from '../roster/roster.ts';
import type { PressAnswer, PressHandler } from '../teams/routes.ts';
import { type Changed, tick } from './answer-rules.ts';
import { type Beredskab, isHole } from './beredskab.ts';
import { deputyFor } from './deputies.ts';
import { type BeredskabDeps, oldPress, statusDeps, surroundings, whyNot } from './handler-deps.ts';
import { cancelForm, closeForm, doneCard, moreForm, moveForm } from './manage-cards.ts';
import { callMore, cancel, close, move, nudge, setLink } from './manage-rules.ts';
import { choiceOf, everybody } from './propose-people.ts';
import { readClosing } from './read-closing.ts';
import { isUnfitPlace, readTime } from './read-form.ts';
import { statusCard } from './status-card.ts';
import { type ManagePress, purposes } from './verbs.ts';
import { meetingLinkIn } from './wording.ts';

type Inputs = Record<string, unknown>;
export type ManageHandler = (
  context: TurnContext,
  beredskab: Beredskab,
  press: ManagePress,
  inputs: Inputs,
) => Promise<PressAnswer>;

/** A press of the co-ordinator: role, beredskab and owner are looked up anew, whatever the card said. */
export function onManage(deps: BeredskabDeps, handle: ManageHandler): PressHandler {
  return async (context, token, inputs) => {
    const press = deps.signer.read(purposes.manage, token) as ManagePress | undefined;
    const { kommune, objectId, language = 'da' } = deps.desk.callerOf(context);
    if (!press || press.kommune !== kommune) return oldPress(deps, context);
    const refusal = await whyNot(deps, context, language);
    if (refusal) return { text: refusal };
    const beredskab = await deps.store.get(kommune, press.id);
    if (!beredskab) return { text: textsIn(language).beredskabGone };
    if (beredskab.coordinator.objectId !== objectId) return { text: textsIn(language).beredskabNotYours };
    return handle(context, beredskab, press, inputs);
  };
}

/** Applies a rule, tells the worker, and answers the co-ordinator's card as it is then. */
async function changed(
  deps: BeredskabDeps,
  context: TurnContext,
  { kommune, id }: Beredskab,
  rule: (beredskab: Beredskab) => Changed,
  answered: (beredskab: Beredskab) => PressAnswer = (b) => ({ card: statusCard(statusDeps(deps, context), b) }),
): Promise<PressAnswer> {
  const result = await deps.store.change(kommune, id, rule);
  if (!result) return { text: textsIn('da').beredskabGone };
  if ('refused' in result) {
    const now = await deps.store.get(kommune, id);
    return now
      ? { card: doneCard(statusDeps(deps, context), now, textsIn(now.language).beredskabOver) }
      : { text: textsIn('da').beredskabGone };
  }
  await deps.nudge(kommune, id);
  return answered(result.item);
}

/** "Ryk", what was heard on the phone, the link of the meeting: done on the card itself. */
export function onCard(deps: BeredskabDeps) {
  const around = (context: TurnContext) => surroundings(deps, context);
  const ticked = (said: 'coming' | 'not-coming') =>
    onManage(deps, (context, beredskab, { person = 0 }) =>
      changed(deps, context, beredskab, (b) => tick(b, person, said, deps.clock())),
    );
  return {
    nudge: onManage(deps, (context, beredskab, { times = 0 }) =>
      changed(deps, context, beredskab, (b) => nudge(b, times, around(context))),
    ),
    tickComing: ticked('coming'),
    tickNotComing: ticked('not-coming'),
    link: onManage(deps, async (context, beredskab, _press, { joinUrl }) => {
      const url = meetingLinkIn(joinUrl);
      if (!url) return { card: statusCard(statusDeps(deps, context), beredskab, true) };
      return changed(deps, context, beredskab, (b) => setLink(b, url, deps.clock()));
    }),
    show: onManage(deps, async (context, beredskab) => ({ card: statusCard(statusDeps(deps, context), beredskab) })),
  };
}

/** The forms that stand beside the card: a dialog, or a message of their own. */
export function managingForms(deps: BeredskabDeps) {
  const form = (make: (context: TurnContext, beredskab: Beredskab) => CardMessage) =>
    onManage(deps, async (context, beredskab) => {
      if (beredskab.state !== 'called') return { text: textsIn(beredskab.language).beredskabOver };
      return { card: make(context, beredskab) };
    });
  return {
    more: form((context, beredskab) => moreFormFor(deps, context, beredskab)),
    move: form((context, beredskab) => moveForm(statusDeps(deps, context), beredskab)),
    cancel: form((context, beredskab) => cancelForm(statusDeps(deps, context), beredskab)),
    close: form((context, beredskab) => closeForm(statusDeps(deps, context), beredskab)),
  };
}

/** Where forms are cards, one comes as a message of its own: the co-ordinator's card goes on changing meanwhile. */
export function asMessage(deps: BeredskabDeps, open: PressHandler): PressHandler {
  return async (context, token, inputs) => {
    const opened = await open(context, token, inputs);
    if (!opened.card) return opened;
    const texts = textsIn(deps.desk.callerOf(context).language ?? 'da');
    const where = await deps.desk.writePrivately(context, opened.card);
    return { text: where === 'nowhere' ? texts.noOwnChat : texts.beredskabBelow };
  };
}

function moreFormFor(deps: BeredskabDeps, context: TurnContext, beredskab: Beredskab): CardMessage {
  const roster = deps.desk.rosterOf(context);
  const holes = beredskab.people.filter((p) => isHole(beredskab, p));
  const deputies = holes
    .flatMap((p) => deputyFor(beredskab, p, roster) ?? [])
    .map((e) => choiceOf({ key: personOf(e) }));
  return moreForm(statusDeps(deps, context), beredskab, everybody(roster, deps.mails), deputies);
}

/** What those forms send. */
export function managingSends(deps: BeredskabDeps) {
  const done =
    (context: TurnContext, text: (b: Beredskab) => string) =>
    (beredskab: Beredskab): PressAnswer =>
      deps.forms === 'dialog'
        ? { text: text(beredskab) }
        : { card: doneCard(statusDeps(deps, context), beredskab, text(beredskab)) };
  const texts = (b: Beredskab) => textsIn(b.language);
  return {
    moreSend: onManage(deps, async (context, beredskab, _press, inputs) => {
      const keys = typeof inputs.people === 'string' ? inputs.people.split(',').filter(Boolean) : [];
      const people = everybody(deps.desk.rosterOf(context), deps.mails).filter((p) => keys.includes(choiceOf(p)));
      if (people.length === 0) return { card: moreFormFor(deps, context, beredskab) };
      const before = beredskab.people.length;
      const text = (b: Beredskab) => texts(b).moreDone(b.people.length - before);
      return changed(
        deps,
        context,
        beredskab,
        (b) => callMore(b, people, surroundings(deps, context)),
        done(context, text),
      );
    }),
    moveSend: onManage(deps, (context, beredskab, _press, inputs) => moveTo(deps, context, beredskab, inputs, done)),
    cancelYes: onManage(deps, (context, beredskab) =>
      changed(
        deps,
        context,
        beredskab,
        (b) => cancel(b, deps.clock()),
        done(context, (b) => texts(b).cancelDone),
      ),
    ),
    closeSend: onManage(deps, async (context, beredskab, _press, inputs) => {
      const read = readClosing(deps.desk.structureOf(context), beredskab, inputs, deps.clock());
      if ('faults' in read) return { card: closeForm(statusDeps(deps, context), beredskab, read.faults, read.values) };
      const rule = (b: Beredskab) => close(b, read.decisions, read.followUps, deps.clock());
      return changed(
        deps,
        context,
        beredskab,
        rule,
        done(context, (b) => texts(b).closeDone),
      );
    }),
  };
}

async function moveTo(
  deps: BeredskabDeps,
  context: TurnContext,
  beredskab: Beredskab,
  inputs: Inputs,
  done: (context: TurnContext, text: (b: Beredskab) => string) => (b: Beredskab) => PressAnswer,
): Promise<PressAnswer> {
  const text = (name: string) => (typeof inputs[name] === 'string' ? (inputs[name] as string).trim() : '');
  const values = { when: text('when'), place: text('place') };
  const fault = textsIn(beredskab.language).beredskabFaults;
  const times = readTime(values.when, deps.clock());
  const unfit = isUnfitPlace(deps.desk.structureOf(context), values.place);
  const faults = [
    ...('fault' in times ? [fault[times.fault]] : times.weekly ? [fault.whenUnreal] : []),
    ...(unfit ? [fault.place] : []),
    ...(values.place === '' && !beredskab.online ? [fault.where] : []),
  ];
  if ('fault' in times || faults.length > 0) {
    const shown = { when: 'fault' in times ? '' : values.when, place: unfit ? '' : values.place };
    return { card: moveForm(statusDeps(deps, context), beredskab, faults, shown) };
  }
  const { start, end, now } = times;
  const to = { start, end, now, ...(values.place && { place: values.place }) };
  const moved = (b: Beredskab) =>
    b.sequence === beredskab.sequence ? textsIn(b.language).moveSame : textsIn(b.language).moveDone;
  return changed(deps, context, beredskab, (b) => move(b, to, surroundings(deps, context)), done(context, moved));
}
