import type { TurnContext } from 'botbuilder';
import { textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import type { PressAnswer, PressHandler } from '../teams/routes.ts';
import { everyone, peopleOf, proposedBy, proposedFor } from './choose-people.ts';
import { type FormPress, previewCard } from './convening-cards.ts';
import type { Draft } from './drafts.ts';
import { areasToChoose, type BeredskabDeps, oldPress, statusDeps, whyNot } from './handler-deps.ts';
import { alreadyConvened, onDraft } from './on-draft.ts';
import { choicesIn, fits, searchIn } from './people-input.ts';
import { choiceOf } from './propose-people.ts';
import type { FormValues } from './read-convening.ts';
import { type FormFault, type ReadForm, readForm } from './read-form.ts';
import { channelsFor, formOf } from './start-convening.ts';
import { purposes } from './verbs.ts';

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
    const choices = {
      areas: areasToChoose(deps, context),
      channels: (await channelsFor(deps, context, form)).map((c) => c.id),
    };
    const read = afresh(readForm(desk.structureOf(context), choices, inputs, clock()), before);
    if (everyone(deps, context, []).length === 0) return { card: emptyCard(form) };
    const again = await asksAgain(deps, context, form, read, searchIn(inputs));
    if ('card' in again) return again;
    const { wish, values } = again;
    const proposed = proposedFor(deps, context, wish);
    const people = peopleOf(deps, context, proposed, values);
    if (people.length === 0 && values.people !== undefined) return peopleForm(deps, context, form, values, ['people']);
    const draft: Draft = {
      ...{ ...form, kommune, by: objectId, edition: (before?.edition ?? 0) + 1, at: clock().toISOString() },
      ...{ values, wish, people, proposed: proposed.map((p) => p.key) },
    };
    await drafts.upsert(draft);
    return { card: await previewOf(deps, context, draft) };
  };
}

/** Whom nobody chose by hand, another kind or area proposes anew. */
function afresh(read: ReadForm, before: Draft | undefined): ReadForm {
  const { kind, area, people } = read.values;
  if (!before || people === undefined || (kind === before.values.kind && area === before.values.area)) return read;
  const keys = before.people.map((p) => p.key);
  const isUntouched = sameOnes(choicesIn(people), before.people.map(choiceOf)) && sameOnes(keys, before.proposed);
  if (!isUntouched) return read;
  const { people: _, ...values } = read.values;
  return { ...read, values };
}

function sameOnes(some: string[], others: string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one));
}

/** The form again when there is a fault in it, or somebody is searched for. */
async function asksAgain(
  deps: BeredskabDeps,
  context: TurnContext,
  form: FormPress,
  read: ReadForm,
  search: string,
): Promise<{ card: CardMessage } | Extract<ReadForm, { wish: unknown }>> {
  const faults = 'faults' in read ? read.faults : [];
  if (read.values.people !== undefined && (search || faults.length > 0))
    return peopleForm(deps, context, form, read.values, faults, search);
  return 'faults' in read ? { card: await formOf(deps, context, form, read.values, { faults }) } : read;
}

/** The form with those to choose from. */
async function peopleForm(
  deps: BeredskabDeps,
  context: TurnContext,
  form: FormPress,
  values: FormValues,
  faults: FormFault[] = [],
  search = '',
): Promise<{ card: CardMessage }> {
  const people = everyone(deps, context, proposedBy(deps, context, values));
  const found = people.some((p) => fits(deps.desk.structureOf(context), p, search));
  const notes = found ? [] : [textsIn(form.language).moreNoneFound];
  return { card: await formOf(deps, context, form, values, { faults, notes, people, ...(search && { search }) }) };
}

/** Without a roster there is nobody to call, and nothing to fill in that would change it. */
function emptyCard({ language }: FormPress): CardMessage {
  const texts = textsIn(language);
  return noticeCard({ title: texts.beredskabEmpty, text: texts.beredskabEmptyText }, language);
}

/** A draft as its people will see it, with the name of the channel that shows who comes. */
export async function previewOf(deps: BeredskabDeps, context: TurnContext, draft: Draft): Promise<CardMessage> {
  const channels = draft.wish.channel ? await channelsFor(deps, context, draft) : [];
  const channel = channels.find((c) => c.id === draft.wish.channel)?.title ?? '';
  return previewCard(statusDeps(deps, context), draft, deps.desk.callerOf(context).name, channel);
}

/** "Ret": the form again, with everybody to choose from. */
export function editConvening(deps: BeredskabDeps): PressHandler {
  return onDraft(deps, async (context, draft): Promise<PressAnswer> => {
    const values = { ...draft.values, people: draft.people.map(choiceOf).join(',') };
    return peopleForm(deps, context, formPressOf(draft), values);
  });
}

export function formPressOf({ id, language, origin }: Draft): FormPress {
  return { id, language, ...(origin && { origin }) };
}
