import { randomUUID } from 'node:crypto';
import { type FormInput, formCard } from '../form-card.ts';
import { shortDay, spokenDay } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import { textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import type { Action, Agenda, ItemMinutes } from './agenda.ts';
import { managePress } from './agenda-cards.ts';
import { headingOf } from './agenda-forms.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { type AgendaPress, agendaPurposes, agendaVerbs } from './agenda-verbs.ts';
import { numbered } from './item-lines.ts';
import { longestActionTitle, longestName, longestOutcome, mostActionsOfItem } from './limits.ts';
import { marksOf } from './merge-edit.ts';
import { attendanceOf, type MergedMinutes, minutesMarksOf } from './minutes-merge.ts';
import type { AgendaCardDeps } from './post-cards.ts';
import type { ChosenMinutes, PeopleFault } from './read-minutes.ts';

const actionRows = 3;

/** In the place of the question whether to begin: what can be written. */
export function begunCard(deps: AgendaCardDeps, agenda: Agenda): CardMessage {
  const texts = textsIn(agenda.language);
  const press = managePress(deps, agenda);
  const buttons = [
    { title: texts.agendaMinutesItem, verb: agendaVerbs.minutesItem, press },
    { title: texts.agendaMinutesPeople, verb: agendaVerbs.minutesPeople, press },
  ];
  const ways = deps.forms === 'dialog' ? { dialogs: buttons } : { presses: buttons };
  return noticeCard({ lead: headingOf(agenda), title: texts.agendaMinutesBegun, ...ways }, agenda.language);
}

/** Which item, to begin with. */
export function minutesItemChoice(deps: AgendaCardDeps, agenda: Agenda, note = ''): CardMessage {
  const texts = textsIn(agenda.language);
  const choices = agenda.items.map(({ id, title }, i) => ({ title: `${i + 1}. ${title}`, value: id }));
  const next = agenda.items.find((i) => !agenda.minutes?.items[i.id])?.id ?? choices[0]?.value ?? '';
  return formCard(
    {
      title: texts.agendaMinutesTitle(asPlain(agenda.title)),
      lead: [note, texts.agendaMinutesLead].filter(Boolean).join(' '),
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

/** What a form of an item's minutes carries: the ids of its rows, and marks of what stood there when it was opened. */
export type MinutesBase = Required<Pick<AgendaPress, 'rows' | 'base'>>;

/** Rows for the actions, and for three more. The new ones have their ids already: a form sent twice makes one action. */
export function minutesBase(written: ItemMinutes | undefined, shown = written): MinutesBase {
  const ids = (shown?.actions ?? []).map((a) => a.id);
  const fresh = Math.max(0, Math.min(actionRows, mostActionsOfItem - ids.length));
  return { rows: [...ids, ...Array.from({ length: fresh }, () => randomUUID())], base: minutesMarksOf(written) };
}

/** What came out of an item, with its actions. */
export function minutesItemForm(
  deps: AgendaCardDeps,
  agenda: Agenda,
  item: string,
  chosen?: ChosenMinutes,
  faults: string[] = [],
  { rows, base } = minutesBase(agenda.minutes?.items[item]),
): CardMessage {
  const texts = textsIn(agenda.language);
  const values = chosen ?? minutesValues(agenda.minutes?.items[item]);
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
    ...rows.flatMap((_, i): FormInput[] => [
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
    ]),
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
        {
          title: texts.agendaSave,
          verb: agendaVerbs.minutesItemSend,
          press: managePress(deps, agenda, { item, rows, base }),
        },
      ],
      dialog: deps.forms === 'dialog',
    },
    agenda.language,
  );
}

export function minutesValues(written: ItemMinutes | undefined): ChosenMinutes {
  const rows = (written?.actions ?? []).flatMap(({ what, who, due }, i) => [
    [`what${i + 1}`, what],
    [`who${i + 1}`, who],
    [`due${i + 1}`, due ? shortDay(due) : ''],
  ]);
  return {
    outcome: written?.outcome ?? '',
    decision: written?.decision ?? '',
    putOff: String(written?.putOff ?? false),
    ...Object.fromEntries(rows),
  };
}

/** Two wrote the same item: mine stands in the form, and beside it what they wrote. Nothing was stored. */
export function bothForm(deps: AgendaCardDeps, agenda: Agenda, item: string, merge: MergedMinutes): CardMessage {
  const texts = textsIn(agenda.language);
  const theirs = (said: unknown): string => {
    if (said === undefined) return '–';
    if (typeof said !== 'object' || said === null) return said === true ? texts.agendaYes : asPlain(String(said));
    const { what, who, due } = said as Action;
    return [asPlain(what), asPlain(who), due ? spokenDay(due, agenda.language) : ''].filter(Boolean).join(', ');
  };
  const faults = merge.conflicts.map((c) =>
    texts.agendaConflict(minutesFieldNames(agenda, [c.field]), theirs(c.theirs)),
  );
  const many = agendaTextsIn(agenda.language).agendaMinutesFaults.many;
  const tooMany = merge.merged.actions.length > mostActionsOfItem ? [many] : [];
  const base = minutesBase(agenda.minutes?.items[item], merge.merged);
  return minutesItemForm(deps, agenda, item, minutesValues(merge.merged), [...faults, ...tooMany], base);
}

/** Fields of an item's minutes, in words. */
export function minutesFieldNames({ language }: Agenda, fields: string[]): string {
  const names: Record<string, string> = textsIn(language).agendaMinutesFields;
  return [...new Set(fields.map((f) => names[f] ?? names.action))].join(', ');
}

/** Which line was refused, and what is allowed. */
export function peopleFaultText({ language }: Agenda, fault: PeopleFault): string {
  const texts = textsIn(language);
  const list = agendaTextsIn(language)[fault.list === 'present' ? 'agendaPresent' : 'agendaApologies'];
  return fault.fault === 'many' ? texts.agendaPeopleMany(list) : texts.agendaPeopleFault[fault.fault](list, fault.line);
}

export function minutesPeopleForm(
  deps: AgendaCardDeps,
  agenda: Agenda,
  values?: { present: string; apologies: string },
  faults: string[] = [],
  base = marksOf(attendanceOf(agenda.minutes)),
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
      sends: [
        { title: texts.agendaSave, verb: agendaVerbs.minutesPeopleSend, press: managePress(deps, agenda, { base }) },
      ],
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
