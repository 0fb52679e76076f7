import { type FormInput, formCard } from '../form-card.ts';
import { spokenDay } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import { textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import type { Action, Agenda } from './agenda.ts';
import { managePress } from './agenda-cards.ts';
import { headingOf } from './agenda-forms.ts';
import { agendaPurposes, agendaVerbs } from './agenda-verbs.ts';
import { numbered } from './item-lines.ts';
import { longestActionTitle, longestName, longestOutcome } from './limits.ts';
import type { AgendaCardDeps } from './post-cards.ts';
import type { ChosenMinutes } from './read-minutes.ts';

const actionRows = 3;

/** Which item, to begin with. */
export function minutesItemChoice(deps: AgendaCardDeps, agenda: Agenda): CardMessage {
  const texts = textsIn(agenda.language);
  const choices = agenda.items.map(({ id, title }, i) => ({ title: `${i + 1}. ${title}`, value: id }));
  const next = agenda.items.find((i) => !agenda.minutes?.items[i.id])?.id ?? choices[0]?.value ?? '';
  return formCard(
    {
      title: texts.agendaMinutesTitle(asPlain(agenda.title)),
      lead: texts.agendaMinutesLead,
      inputs: [{ kind: 'choice', id: 'item', label: texts.agendaWhichItem, value: next, choices }],
      sends: [
        {
          title: texts.agendaMinutesItem,
          verb: agendaVerbs.minutesItem,
          press: managePress(deps, agenda, { page: 1 }),
        },
      ],
      dialog: deps.forms === 'dialog',
    },
    agenda.language,
  );
}

/** What came out of an item, with its actions; rows for three more than there are. */
export function minutesItemForm(
  deps: AgendaCardDeps,
  agenda: Agenda,
  item: string,
  chosen?: ChosenMinutes,
  faults: string[] = [],
): CardMessage {
  const texts = textsIn(agenda.language);
  const written = agenda.minutes?.items[item];
  const values = chosen ?? valuesOf(written);
  const rows = Math.min(10, (written?.actions.length ?? 0) + actionRows);
  const at = agenda.items.findIndex((i) => i.id === item);
  const inputs: FormInput[] = [
    {
      kind: 'text',
      id: 'outcome',
      label: texts.agendaOutcomeInput,
      value: values.outcome ?? '',
      most: longestOutcome,
      multiline: true,
      hint: texts.agendaNoChild,
    },
    {
      kind: 'text',
      id: 'decision',
      label: texts.agendaDecisionInput,
      value: values.decision ?? '',
      most: longestOutcome,
      multiline: true,
    },
    ...Array.from({ length: rows }, (_, i): FormInput[] => [
      {
        kind: 'text',
        id: `what${i + 1}`,
        label: texts.agendaWhatInput(i + 1),
        value: values[`what${i + 1}`] ?? '',
        most: longestActionTitle,
      },
      {
        kind: 'text',
        id: `who${i + 1}`,
        label: texts.agendaWhoInput(i + 1),
        value: values[`who${i + 1}`] ?? '',
        most: longestName,
      },
      {
        kind: 'text',
        id: `due${i + 1}`,
        label: texts.agendaDueInput(i + 1),
        value: values[`due${i + 1}`] ?? '',
        most: 40,
      },
    ]).flat(),
    { kind: 'toggle', id: 'putOff', label: texts.agendaPutOffInput, value: values.putOff === 'true' },
  ];
  return formCard(
    {
      title: numbered(at + 1, asPlain(agenda.items[at]?.title ?? '')),
      lead: texts.agendaMinutesTitle(headingOf(agenda)),
      warning: texts.agendaNoChild,
      faults,
      inputs,
      sends: [
        { title: texts.agendaSave, verb: agendaVerbs.minutesItemSend, press: managePress(deps, agenda, { item }) },
      ],
      dialog: deps.forms === 'dialog',
    },
    agenda.language,
  );
}

function valuesOf(written: NonNullable<Agenda['minutes']>['items'][string] | undefined): ChosenMinutes {
  const rows = (written?.actions ?? []).flatMap(({ what, who, due }, i) => [
    [`what${i + 1}`, what],
    [`who${i + 1}`, who],
    [`due${i + 1}`, due ?? ''],
  ]);
  return {
    outcome: written?.outcome ?? '',
    decision: written?.decision ?? '',
    putOff: String(written?.putOff ?? false),
    ...Object.fromEntries(rows),
  };
}

export function minutesPeopleForm(
  deps: AgendaCardDeps,
  agenda: Agenda,
  values?: { present: string; apologies: string },
  faults: string[] = [],
): CardMessage {
  const texts = textsIn(agenda.language);
  const { present, apologies } = values ?? {
    present: (agenda.minutes?.present ?? []).join('\n'),
    apologies: (agenda.minutes?.apologies ?? []).join('\n'),
  };
  return formCard(
    {
      title: texts.agendaMinutesPeople,
      lead: headingOf(agenda),
      faults,
      inputs: [
        { kind: 'text', id: 'present', label: texts.agendaPresentInput, value: present, most: 4_000, multiline: true },
        {
          kind: 'text',
          id: 'apologies',
          label: texts.agendaApologiesInput,
          value: apologies,
          most: 4_000,
          multiline: true,
        },
      ],
      sends: [{ title: texts.agendaSave, verb: agendaVerbs.minutesPeopleSend, press: managePress(deps, agenda) }],
      dialog: deps.forms === 'dialog',
    },
    agenda.language,
  );
}

export interface ActionPress {
  kommune: string;
  id: string;
  action: string;
}

/** On the day that an action is due: to its owner, with the way to say that it is done. */
export function actionCard(deps: AgendaCardDeps, agenda: Agenda, action: Action): CardMessage {
  const { language, kommune, id } = agenda;
  const texts = textsIn(language);
  const press = deps.signer.sign(agendaPurposes.action, { kommune, id, action: action.id } satisfies ActionPress);
  const done = action.doneAt !== undefined;
  return noticeCard(
    {
      lead: texts.agendaActionTitle(headingOf(agenda)),
      title: asPlain(action.what),
      text: [
        asPlain(action.who),
        action.due ? spokenDay(action.due, language) : '',
        done ? texts.agendaActionDoneText : '',
      ]
        .filter(Boolean)
        .join(' · '),
      presses: done ? [] : [{ title: texts.agendaActionDoneButton, verb: agendaVerbs.actionDone, press }],
    },
    language,
  );
}
