import type { TurnContext } from 'botbuilder';
import { dayOf } from '../language/dates.ts';
import { textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import { contactOf } from '../structure/structure.ts';
import type { PressAnswer, PressHandler } from '../teams/routes.ts';
import { type AgendaDeps, asMessage, cardDeps, guardFor, languageOf, personIn, whyNoWriter } from './agenda-deps.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { agendaPurposes, agendaVerbs } from './agenda-verbs.ts';
import { bodiesOf } from './find-body.ts';
import { readMeetings } from './read-meetings.ts';
import { readTemplate, templateText } from './read-template.ts';
import { checkPlace, type Inputs, isOn, linesIn, type TextGuard } from './read-text.ts';
import { bodyChoice, type SettingsPress, settingsForm } from './settings-form.ts';
import { templateOf } from './templates.ts';

/** Rhythm and template of a body, from the choice of the body on. */
export function settingsPresses(deps: AgendaDeps) {
  const choose = onSettings(deps, async (context, { language }) => ({
    card: bodyChoice(cardDeps(deps, context), language),
  }));
  return {
    [agendaVerbs.settings]: asMessage(deps, choose),
    [agendaVerbs.settingsNext]: onSettings(deps, async (context, { language }, inputs) => {
      const body = bodiesOf(deps.desk.structureOf(context)).find((b) => b.id === inputs.body)?.id;
      if (!body) return { text: textsIn(language).agendaBodyFault };
      const { kommune } = deps.desk.callerOf(context);
      return { card: settingsForm(cardDeps(deps, context), await deps.settings.get(kommune, body), language) };
    }),
    [agendaVerbs.settingsSend]: onSettings(deps, (context, press, inputs) =>
      sendSettings(deps, context, press, inputs),
    ),
  };
}

type SettingsHandler = (context: TurnContext, press: SettingsPress, inputs: Inputs) => Promise<PressAnswer>;

export function onSettings(deps: AgendaDeps, handle: SettingsHandler): PressHandler {
  return async (context, token, inputs) => {
    const press = deps.signer.read(agendaPurposes.settings, token) as SettingsPress | undefined;
    if (!press) return { text: textsIn(languageOf(deps, context)).oldPress };
    const refusal = await whyNoWriter(deps, context, press.language);
    return refusal ? { text: refusal } : handle(context, press, inputs);
  };
}

async function sendSettings(
  deps: AgendaDeps,
  context: TurnContext,
  { language, body }: SettingsPress,
  inputs: Inputs,
): Promise<PressAnswer> {
  const texts = textsIn(language);
  const agendaTexts = agendaTextsIn(language);
  const { kommune } = deps.desk.callerOf(context);
  if (!body) return { text: texts.oldPress };
  const guard = guardFor(deps, context);
  const meetings = readMeetings(inputs, guard, dayOf(deps.clock()));
  const template = readTemplate(inputs, guard);
  const faults = [
    ...('faults' in meetings ? meetings.faults.map((f) => agendaTexts.agendaRhythmFaults[f]) : []),
    ...('faults' in template
      ? template.faults.map((f) => agendaTexts.agendaTemplateFaultAt(f.line, agendaTexts.agendaTemplateFaults[f.fault]))
      : []),
  ];
  const before = await deps.settings.get(kommune, body);
  if ('faults' in meetings || 'faults' in template) {
    const given = withoutPersonal(inputs, guard);
    return { card: settingsForm(cardDeps(deps, context), before, language, given, faults) };
  }
  const { structure, now } = { structure: deps.desk.structureOf(context), now: deps.clock() };
  const standard = templateText(templateOf(structure, body, language).items, language);
  const own = templateText(template.items, language) === standard ? undefined : template.items;
  await deps.settings.change(kommune, body, ({ template: _, meetings: _before, ...s }) => ({
    ...s,
    ...(own && { template: own }),
    ...(meetings.meetings && { meetings: meetings.meetings }),
    approval: isOn(inputs, 'approval'),
    ...{ changedBy: personIn(deps, context), changedAt: now.toISOString() },
  }));
  const text = meetings.meetings ? texts.agendaSettingsDrafts : '';
  return { card: noticeCard({ lead: contactOf(structure, body).title, title: texts.agendaSaved, text }, language) };
}

const longestShown = 6_000;

/** What was filled in, as it was: only what tells who somebody is does not come back. */
function withoutPersonal(inputs: Inputs, guard: TextGuard): Inputs {
  const isHarmless = (text: string) => 'text' in checkPlace(text, longestShown, guard);
  const lines = linesIn(inputs, 'template').split('\n');
  const template = lines.filter((line) => line.split(';').every((part) => isHarmless(part.trim()))).join('\n');
  const rest = Object.entries(inputs).filter(([, value]) => typeof value !== 'string' || isHarmless(value));
  return { ...Object.fromEntries(rest), template };
}
