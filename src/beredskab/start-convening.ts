import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import { commandOf } from '../language/commands.ts';
import { textsIn } from '../language/texts.ts';
import type { CardMessage } from '../ports.ts';
import type { PressHandler } from '../teams/routes.ts';
import {
  conveningForm,
  conveningLaunchCard,
  type FormParts,
  type FormPress,
  type OpenFormPress,
} from './convening-cards.ts';
import { areasToChoose, type BeredskabDeps, oldPress, statusDeps, whyNot } from './handler-deps.ts';
import { type FormValues, readConvening } from './read-convening.ts';
import { whenFaults } from './read-form.ts';
import { purposes } from './verbs.ts';

/** "indkald beredskab i Præstø om gruppekonflikt kl. 14": the form, filled in from the words. */
export async function startConvening(deps: BeredskabDeps, context: TurnContext): Promise<void> {
  const { desk, forms, signer } = deps;
  const { language, rest } = commandOf(context.activity.text ?? '')!;
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
  const fault = read.fault && whenFaults[read.fault];
  const asked = { language, ...(origin && { origin }) };
  const open: OpenFormPress = { ...asked, values: read.values, ...(fault && { fault }) };
  const card =
    forms === 'dialog'
      ? conveningLaunchCard({ structure: desk.structureOf(context), signer }, open, notes.join(' '))
      : await formOf(deps, context, { id: randomUUID(), ...asked }, read.values, {
          ...{ faults: fault ? [fault] : [], notes },
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
    const { language, values, origin, fault } = open;
    const form = { id: randomUUID(), language, ...(origin && { origin }) };
    return { card: await formOf(deps, context, form, values, { faults: fault ? [fault] : [] }) };
  };
}

export async function formOf(
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

export async function channelsFor(
  { desk, channelsOf }: BeredskabDeps,
  context: TurnContext,
  { origin, language }: Pick<FormPress, 'origin' | 'language'>,
): Promise<{ id: string; title: string }[]> {
  const known = await channelsOf(desk.callerOf(context).kommune);
  const here =
    origin && !known.some((c) => c.id === origin)
      ? [{ id: origin, title: textsIn(language).beredskabChannelHere }]
      : [];
  return [...here, ...known];
}
