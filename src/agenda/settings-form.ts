import { type FormInput, formCard } from '../form-card.ts';
import { shortDay } from '../language/dates.ts';
import { textsIn } from '../language/texts.ts';
import type { CardMessage } from '../ports.ts';
import { contactOf, type Language } from '../structure/structure.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { agendaPurposes, agendaVerbs } from './agenda-verbs.ts';
import type { BodySettings } from './body-settings.ts';
import { bodiesOf } from './find-body.ts';
import type { AgendaCardDeps } from './post-cards.ts';
import { templateText } from './read-template.ts';
import { templateOf } from './templates.ts';
import { spokenClock } from './times.ts';
import { type BodyPlan, bodyPlans } from './year-plan.ts';

export interface SettingsPress {
  language: Language;
  body?: string;
}

const longestDates = 1_000;

/** Of which body how it meets is to be changed. */
export function bodyChoice({ structure, signer }: AgendaCardDeps, language: Language): CardMessage {
  const texts = textsIn(language);
  const choices = bodiesOf(structure).map((b) => ({ title: b.title, value: b.id }));
  const press = signer.sign(agendaPurposes.settings, { language } satisfies SettingsPress);
  return formCard(
    {
      title: texts.agendaSettingsTitle,
      lead: texts.agendaSettingsDrafts,
      inputs: [
        { kind: 'choice', id: 'body', label: texts.agendaSettingsChoose, value: choices[0]?.value ?? '', choices },
      ],
      sends: [{ title: texts.agendaSettingsNext, verb: agendaVerbs.settingsNext, press }],
      dialog: false,
    },
    language,
  );
}

/** How a body meets and what its agendas begin with: as it is now, or as it was filled in (`given`). */
export function settingsForm(
  { structure, signer }: AgendaCardDeps,
  settings: BodySettings,
  language: Language,
  given: Record<string, unknown> = {},
  faults: string[] = [],
): CardMessage {
  const texts = textsIn(language);
  const plan = bodyPlans(structure, [settings]).find((p) => p.body === settings.body);
  const template = templateOf(structure, settings.body, language, settings.template);
  const shown = valuesOf(given);
  const inputs: FormInput[] = [
    ...rhythmInputs(plan, shown, language),
    {
      ...{ kind: 'text', id: 'template', label: texts.agendaSettingsTemplate, most: 6_000, multiline: true },
      value: shown('template', templateText(template.items, language)),
    },
    {
      ...{ kind: 'toggle', id: 'approval', label: texts.agendaSettingsApproval },
      value: 'approval' in given ? given.approval === 'true' || given.approval === true : settings.approval,
    },
  ];
  const press = signer.sign(agendaPurposes.settings, { language, body: settings.body } satisfies SettingsPress);
  return formCard(
    {
      title: texts.agendaSettingsFor(contactOf(structure, settings.body).title),
      lead: texts.agendaSettingsDrafts,
      faults,
      inputs,
      sends: [{ title: texts.agendaSave, verb: agendaVerbs.settingsSend, press }],
      dialog: false,
    },
    language,
  );
}

type Shown = (name: string, value: string) => string;

function valuesOf(given: Record<string, unknown>): Shown {
  return (name, value) => {
    const said = given[name];
    return typeof said === 'string' ? said : value;
  };
}

/** A rhythm that is only our reading is not chosen beforehand: whoever saves a template has agreed to no meetings. */
function rhythmInputs(plan: BodyPlan | undefined, shown: Shown, language: Language): FormInput[] {
  const texts = textsIn(language);
  const rhythm = plan?.rhythm;
  const weekdays = texts.weekdays.slice(0, 5).map((title, i) => ({ title, value: String(i + 1) }));
  const weeks = ([1, 2, 3, 4] as const).map((n) => ({ title: texts.agendaWeeks[n], value: String(n) }));
  const rhythms = Object.entries(agendaTextsIn(language).agendaRhythms).map(([value, title]) => ({ title, value }));
  const choice = (id: string, label: string, value: string, choices: typeof rhythms): FormInput => {
    return { kind: 'choice', id, label, value: shown(id, value), choices };
  };
  const text = (id: string, label: string, value: string, most = 60): FormInput => {
    return { kind: 'text', id, label, value: shown(id, value), most };
  };
  const own = plan?.own ? plan.rhythm.kind : 'none';
  const days = rhythm && 'weekday' in rhythm ? String(rhythm.weekday) : '2';
  const week = rhythm && 'week' in rhythm ? String(rhythm.week) : '2';
  const months = rhythm && 'months' in rhythm ? rhythm.months.join(', ') : '';
  const dates = rhythm?.kind === 'dates' ? rhythm.dates.map((d) => shortDay(d)).join(', ') : '';
  return [
    choice('rhythm', texts.agendaSettingsRhythm, own, rhythms),
    choice('weekday', texts.agendaSettingsWeekday, days, weekdays),
    choice('week', texts.agendaSettingsWeek, week, [...weeks, { title: texts.agendaWeeks.last, value: '5' }]),
    text('months', texts.agendaSettingsMonths, months),
    text('dates', texts.agendaSettingsDates, dates, longestDates),
    text('start', texts.agendaSettingsStart, spokenClock(plan?.start ?? '09:00')),
    text('minutes', texts.agendaSettingsMinutes, String(plan?.minutes ?? 90)),
    text('place', texts.agendaSettingsPlace, plan?.place ?? '', 200),
  ];
}
