import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import { commandOf } from '../language/commands.ts';
import { spokenDay } from '../language/dates.ts';
import { textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import type { Language } from '../structure/structure.ts';
import type { PressAnswer, PressHandler } from '../teams/routes.ts';
import type { Beredskab, Wish } from './beredskab.ts';
import { convene } from './convene.ts';
import {
  conveningForm,
  conveningLaunchCard,
  type DraftPress,
  type FormParts,
  type FormPress,
  type OpenFormPress,
  previewCard,
} from './convening-cards.ts';
import type { Draft } from './drafts.ts';
import {
  areasToChoose,
  type BeredskabDeps,
  languageOf,
  oldPress,
  placeOf,
  statusDeps,
  surroundings,
  whyNot,
} from './handler-deps.ts';
import { choiceOf, everybody, type Proposed, proposePeople } from './propose-people.ts';
import { type FormValues, readConvening } from './read-convening.ts';
import { type FormFault, readForm, whenFaults } from './read-form.ts';
import { firstDay, type Series } from './series.ts';
import { statusCard } from './status-card.ts';
import { purposes } from './verbs.ts';

/** "indkald beredskab i Præstø om gruppekonflikt kl. 14": the form, filled in from the words. */
export async function startConvening(deps: BeredskabDeps, context: TurnContext): Promise<void> {
  const { desk, forms, signer } = deps;
  const text = context.activity.text ?? '';
  const { language, rest } = commandOf(text)!;
  const texts = textsIn(language);
  const refusal = await whyNot(deps, context, language);
  if (refusal) return desk.say(context, refusal);
  await desk.remember(context);
  const read = readConvening(desk.structureOf(context), areasToChoose(deps, context), rest, deps.clock());
  const origin = deps.channelIn(context);
  const notes = [
    ...(read.danger ? [texts.beredskabDanger] : []),
    ...(read.personal ? [texts.privacy] : []),
    ...(desk.callerOf(context).scope === 'personal' ? [] : [texts.beredskabFromElsewhere]),
  ];
  const faults: FormFault[] = read.fault ? [whenFaults[read.fault]] : [];
  const open: OpenFormPress = { language, values: read.values, ...(origin && { origin }) };
  const card =
    forms === 'dialog'
      ? conveningLaunchCard({ structure: desk.structureOf(context), signer }, open, notes.join(' '))
      : await formOf(deps, context, { id: randomUUID(), language, ...(origin && { origin }) }, read.values, {
          faults,
          notes,
        });
  await desk.sendPrivately(context, card);
}

/** The dialog's first face. */
export function openConvening(deps: BeredskabDeps): PressHandler {
  return async (context, token) => {
    const open = deps.signer.read(purposes.open, token) as OpenFormPress | undefined;
    if (!open) return oldPress(deps, context);
    const refusal = await whyNot(deps, context, open.language);
    if (refusal) return { text: refusal };
    const { language, values, origin } = open;
    return { card: await formOf(deps, context, { id: randomUUID(), language, ...(origin && { origin }) }, values) };
  };
}

async function formOf(
  deps: BeredskabDeps,
  context: TurnContext,
  form: FormPress,
  values: FormValues,
  more: Partial<FormParts> = {},
): Promise<CardMessage> {
  const channels = await channelsFor(deps, context, form);
  return conveningForm(statusDeps(deps, context), form, values, {
    areas: areasToChoose(deps, context),
    channels,
    ...more,
  });
}

async function channelsFor({ desk, channelsOf }: BeredskabDeps, context: TurnContext, { origin, language }: FormPress) {
  const known = await channelsOf(desk.callerOf(context).kommune);
  const here =
    origin && !known.some((c) => c.id === origin)
      ? [{ id: origin, title: textsIn(language).beredskabChannelHere }]
      : [];
  return [...here, ...known];
}

/** "Se hvem der kaldes": the form is checked, kept as a draft, and shown as it will go out. */
export function previewConvening(deps: BeredskabDeps): PressHandler {
  return async (context, token, inputs) => {
    const { desk, drafts, store, clock } = deps;
    const form = deps.signer.read(purposes.form, token) as FormPress | undefined;
    if (!form) return oldPress(deps, context);
    const refusal = await whyNot(deps, context, form.language);
    if (refusal) return { text: refusal };
    const { kommune, objectId = '' } = desk.callerOf(context);
    const convened = await store.get(kommune, form.id);
    if (convened) return alreadyConvened(deps, context, convened);
    const before = await drafts.get(kommune, form.id);
    if (before && before.by !== objectId) return { text: textsIn(form.language).notYours };
    const structure = desk.structureOf(context);
    const channels = (await channelsFor(deps, context, form)).map((c) => c.id);
    const read = readForm(structure, { areas: areasToChoose(deps, context), channels }, inputs, clock());
    const people = read.values.people === undefined ? undefined : everyone(deps, context, read.values);
    if ('faults' in read) {
      const more = { faults: read.faults, ...(people && { people }) };
      return { card: await formOf(deps, context, form, read.values, more) };
    }
    const chosen = peopleOf(deps, context, read.wish, read.values);
    if (chosen.length === 0 && people)
      return { card: await formOf(deps, context, form, read.values, { faults: ['people'], people }) };
    const draft: Draft = {
      ...{ ...form, kommune, by: objectId, edition: (before?.edition ?? 0) + 1, at: clock().toISOString() },
      ...{ values: read.values, wish: read.wish, people: chosen },
    };
    await drafts.upsert(draft);
    return { card: previewCard(statusDeps(deps, context), draft, desk.callerOf(context).name) };
  };
}

/** Those who were chosen by name, else those who are proposed. */
function peopleOf(
  deps: BeredskabDeps,
  context: TurnContext,
  wish: Pick<Wish, 'kind' | 'area'>,
  values: FormValues,
): Proposed[] {
  const proposed = proposedFor(deps, context, wish);
  if (values.people === undefined) return proposed;
  const keys = new Set(values.people.split(','));
  return everyone(deps, context, values, proposed).filter((p) => keys.has(choiceOf(p)));
}

function proposedFor(
  { desk, mails }: BeredskabDeps,
  context: TurnContext,
  { kind, area }: Pick<Wish, 'kind' | 'area'>,
): Proposed[] {
  const structure = desk.structureOf(context);
  const found = structure.beredskab.find((k) => k.id === kind);
  const own = desk.callerOf(context).objectId;
  const people = found ? proposePeople(desk.rosterOf(context), found, structure.contacts, area, mails) : [];
  return people.filter((p) => p.objectId !== own);
}

/** Everybody who could be called; those who are proposed first, as they were proposed. */
function everyone(
  deps: BeredskabDeps,
  context: TurnContext,
  values: FormValues,
  proposed = proposedBy(deps, context, values),
): Proposed[] {
  const own = deps.desk.callerOf(context).objectId;
  const others = everybody(deps.desk.rosterOf(context), deps.mails);
  return [...proposed, ...others.filter((p) => p.objectId !== own && !proposed.some((q) => q.key === p.key))];
}

function proposedBy(deps: BeredskabDeps, context: TurnContext, { kind, area }: FormValues): Proposed[] {
  return proposedFor(deps, context, { kind: kind.split('/')[0]!, ...(area && { area }) });
}

/** "Ret": the form again, with everybody to choose from. */
export function editConvening(deps: BeredskabDeps): PressHandler {
  return onDraft(deps, async (context, draft) => {
    const values = { ...draft.values, people: draft.people.map(choiceOf).join(',') };
    return {
      card: await formOf(deps, context, formPressOf(draft), values, { people: everyone(deps, context, values) }),
    };
  });
}

function formPressOf({ id, language, origin }: Draft): FormPress {
  return { id, language, ...(origin && { origin }) };
}

// Who reads it half an hour later has to look again: people come and go.
const freshMilliseconds = 30 * 60_000;

/** "Indkald nu": convened once, however often it is pressed. */
export function confirmConvening(deps: BeredskabDeps): PressHandler {
  return onDraft(deps, async (context, draft, press) => {
    const { drafts, clock, desk } = deps;
    const texts = textsIn(draft.language);
    const { kommune } = draft;
    const again = await lookAgain(deps, context, draft, press);
    if (again) return again;
    const [signIn] = await Promise.all([deps.signInNameOf(context), desk.remember(context)]);
    const { name } = desk.callerOf(context);
    const coordinator = { objectId: draft.by, name, ...(signIn && { signIn }) };
    if (draft.wish.weekly) return beginSeries(deps, context, draft, coordinator);
    const wish = draft.wish.now ? atOnce(draft.wish, clock()) : draft.wish;
    const { id, language, people } = draft;
    const made = convene({ id, kommune, language, coordinator, wish, people }, surroundings(deps, context));
    const created = await deps.store.create(made, placeOf(deps, context));
    const beredskab = created ? made : ((await deps.store.get(kommune, id)) ?? made);
    await deps.nudge(kommune, id);
    await drafts.delete(kommune, id);
    if (deps.forms === 'dialog') return { text: texts.beredskabSent(beredskab.reference) };
    return { card: statusCard(statusDeps(deps, context), beredskab) };
  });
}

/** What was confirmed is no longer what was seen: it is shown as it is now. */
async function lookAgain(
  deps: BeredskabDeps,
  context: TurnContext,
  draft: Draft,
  press: DraftPress,
): Promise<PressAnswer | undefined> {
  const { drafts, clock, desk } = deps;
  const { wish } = draft;
  if (!wish.now && new Date(wish.start) <= clock())
    return {
      card: await formOf(deps, context, formPressOf(draft), { ...draft.values, when: '' }, { faults: ['whenPast'] }),
    };
  const fresh = clock().getTime() - new Date(draft.at).getTime() < freshMilliseconds;
  if (press.edition === draft.edition && fresh) return undefined;
  const people = fresh ? draft.people : peopleOf(deps, context, wish, draft.values);
  const next: Draft = { ...draft, people, edition: draft.edition + 1, at: clock().toISOString() };
  await drafts.upsert(next);
  const card = previewCard(statusDeps(deps, context), next, desk.callerOf(context).name);
  return { card: { ...card, data: { ...card.data, lead: textsIn(draft.language).beredskabDraftOld } } };
}

/** It begins when it is convened, not when the form was filled in. */
function atOnce(wish: Wish, now: Date): Wish {
  const lasts = new Date(wish.end).getTime() - new Date(wish.start).getTime();
  return { ...wish, start: now.toISOString(), end: new Date(now.getTime() + lasts).toISOString() };
}

async function beginSeries(
  deps: BeredskabDeps,
  context: TurnContext,
  draft: Draft,
  coordinator: Beredskab['coordinator'],
): Promise<PressAnswer> {
  const { id, kommune, language, wish, people } = draft;
  const proposed = new Set(proposedFor(deps, context, wish).map((p) => p.key));
  const chosen = new Set(people.map((p) => p.key));
  const at = deps.clock().toISOString();
  const series: Series = {
    ...{ id, kommune, language, coordinator, slots: [], changedAt: at, dueAt: at, next: firstDay(wish) },
    wish: { ...wish, weekly: wish.weekly! },
    without: [...proposed].filter((key) => !chosen.has(key)),
    besides: [...chosen].filter((key) => !proposed.has(key)),
  };
  await deps.series.create(kommune, series);
  await deps.nudgeSeries(kommune, id);
  await deps.drafts.delete(kommune, id);
  const texts = textsIn(language);
  const title = texts.seriesMade(texts.weekdays[wish.weekly!.weekday - 1]!, wish.weekly!.at.replace(':', '.'));
  const text = `${texts.seriesMadeText} ${texts.seriesNext(spokenDay(series.next, language))}.`;
  return deps.forms === 'dialog' ? { text: `${title}. ${text}` } : { card: noticeCard({ title, text }, language) };
}

type DraftHandler = (context: TurnContext, draft: Draft, press: DraftPress) => Promise<PressAnswer>;

/** A press on a preview: looked up and allowed anew. Whoever presses twice is shown what became of it. */
function onDraft(deps: BeredskabDeps, handle: DraftHandler): PressHandler {
  return async (context, token) => {
    const press = deps.signer.read(purposes.draft, token) as DraftPress | undefined;
    if (!press) return oldPress(deps, context);
    const refusal = await whyNot(deps, context, press.language);
    if (refusal) return { text: refusal };
    const { kommune, objectId } = deps.desk.callerOf(context);
    const draft = await deps.drafts.get(kommune, press.id);
    const convened = await deps.store.get(kommune, press.id);
    if (convened) return alreadyConvened(deps, context, convened);
    if (!draft) return { text: textsIn(press.language).beredskabDraftGone };
    return draft.by === objectId ? handle(context, draft, press) : { text: textsIn(press.language).notYours };
  };
}

function alreadyConvened(deps: BeredskabDeps, context: TurnContext, convened: Beredskab): PressAnswer {
  const { objectId } = deps.desk.callerOf(context);
  const language: Language = languageOf(deps, context);
  if (convened.coordinator.objectId !== objectId) return { text: textsIn(language).notYours };
  if (deps.forms === 'dialog') return { text: textsIn(convened.language).beredskabSent(convened.reference) };
  return { card: statusCard(statusDeps(deps, context), convened) };
}
