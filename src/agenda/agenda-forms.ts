import { type Choice, type FormInput, formCard } from '../form-card.ts';
import { shortDay } from '../language/dates.ts';
import { textsIn } from '../language/texts.ts';
import type { CardMessage } from '../ports.ts';
import type { Language } from '../structure/structure.ts';
import { type Agenda, type AgendaItem, itemTypes } from './agenda.ts';
import { managePress } from './agenda-cards.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { type AgendaPress, agendaPurposes, agendaVerbs } from './agenda-verbs.ts';
import { bodiesOf } from './find-body.ts';
import { headingOf } from './heading.ts';
import { longestName, longestNote, longestPlace, longestTitle } from './limits.ts';
import type { Marks } from './merge-edit.ts';
import type { AgendaCardDeps } from './post-cards.ts';
import type { ChosenFacts } from './read-facts.ts';
import type { ChosenItem } from './read-item.ts';
import { spokenClock } from './times.ts';

export { headingOf };

/** What the form of a new agenda carries: the id that it will have, so that a form sent twice makes one. */
export interface NewAgendaPress {
  id: string;
  language: Language;
}
export type NewAgendaValues = ChosenFacts & { body?: string };
export interface OpenAgendaPress {
  language: Language;
  values: NewAgendaValues;
}

/** What an item's or the meeting's form carries: which it is, and how each field stood when it was opened. */
export interface EditPress extends AgendaPress {
  base?: Marks;
}

export function newAgendaForm(
  deps: AgendaCardDeps,
  form: NewAgendaPress,
  values: NewAgendaValues,
  notes: string[] = [],
): CardMessage {
  const { language } = form;
  const texts = textsIn(language);
  const bodies = bodiesOf(deps.structure).map((b) => ({ title: b.title, value: b.id }));
  const body: FormInput = {
    kind: 'choice',
    id: 'body',
    label: texts.agendaBody,
    value: values.body ?? '',
    choices: bodies,
    required: true,
  };
  return formCard(
    {
      title: texts.agendaNew,
      lead: texts.agendaLead,
      warning: texts.agendaNoChild,
      faults: notes,
      inputs: [body, ...meetingInputs(values, language)],
      sends: [
        { title: texts.agendaCreate, verb: agendaVerbs.create, press: deps.signer.sign(agendaPurposes.form, form) },
      ],
      dialog: deps.forms === 'dialog',
    },
    language,
  );
}

function meetingInputs(values: ChosenFacts, language: Language): FormInput[] {
  const texts = textsIn(language);
  const text = (id: keyof ChosenFacts, label: string, most: number, required = false): FormInput => ({
    ...{ kind: 'text', id, label, value: asTyped(values[id] ?? '', language), most, required },
  });
  const long: FormInput[] =
    values.long === undefined
      ? []
      : [{ kind: 'toggle', id: 'long', label: texts.agendaLongInput, value: values.long === 'true' }];
  return [
    text('date', texts.agendaDateInput, 40, true),
    text('start', texts.agendaStart, 20, true),
    text('end', texts.agendaEnd, 20),
    ...long,
    text('place', texts.agendaPlaceInput, longestPlace),
    { kind: 'toggle', id: 'online', label: texts.agendaOnlineInput, value: values.online === 'true' },
    text('joinUrl', texts.agendaJoinInput, 1_000),
    text('chair', texts.agendaChairInput, longestName),
    text('title', texts.agendaTitle, longestTitle),
  ];
}

/** A stored day or hour as people write it; anything else as it is. */
function asTyped(value: string, language: Language): string {
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return shortDay(value);
  if (!/^\d\d:\d\d$/.test(value)) return value;
  const clock = spokenClock(value).replace(/^0/, '').replace(/\.00$/, '');
  return language === 'da' ? `kl. ${clock}` : clock;
}

export function meetingForm(
  deps: AgendaCardDeps,
  agenda: Agenda,
  base: Marks,
  values: ChosenFacts,
  faults: string[] = [],
): CardMessage {
  return editForm(
    deps,
    agenda,
    textsIn(agenda.language).agendaEditMeeting,
    meetingInputs(values, agenda.language),
    agendaVerbs.meetingSend,
    { base },
    faults,
  );
}

/** What an item is about and how it is dealt with: the first inputs of its form, and of a proposal's. */
export function headInputs(values: { title?: string; type: string }, language: Language): FormInput[] {
  const texts = textsIn(language);
  const title = { label: texts.agendaItemTitle, value: values.title ?? '', most: longestTitle, required: true };
  const type = { label: texts.agendaItemType, value: values.type, choices: typeChoices(language) };
  return [
    { kind: 'text', id: 'title', ...title },
    { kind: 'choice', id: 'type', ...type },
  ];
}

export function itemForm(
  deps: AgendaCardDeps,
  agenda: Agenda,
  item: { id: string; base?: Marks },
  values: ChosenItem,
  faults: string[] = [],
): CardMessage {
  const texts = textsIn(agenda.language);
  const title = item.base ? texts.agendaEditItem : texts.agendaAddItem;
  const inputs: FormInput[] = [
    ...headInputs({ type: 'orientering', ...values }, agenda.language),
    { kind: 'text', id: 'minutes', label: texts.agendaItemLength, value: values.minutes ?? '10', most: 10 },
    {
      kind: 'text',
      id: 'presenter',
      label: texts.agendaItemPresenter,
      value: values.presenter ?? '',
      most: longestName,
    },
    {
      kind: 'text',
      id: 'note',
      label: texts.agendaItemNote,
      value: values.note ?? '',
      most: longestNote,
      multiline: true,
      hint: texts.agendaNoChild,
    },
    {
      kind: 'text',
      id: 'links',
      label: texts.agendaItemLinks,
      value: values.links ?? '',
      most: 4_000,
      multiline: true,
    },
    { kind: 'toggle', id: 'closed', label: texts.agendaItemClosed, value: values.closed === 'true' },
  ];
  return editForm(
    deps,
    agenda,
    title,
    inputs,
    agendaVerbs.itemSend,
    { item: item.id, ...(item.base && { base: item.base }) },
    faults,
  );
}

function typeChoices(language: Language): Choice[] {
  const { agendaTypes } = agendaTextsIn(language);
  return itemTypes.map((type) => ({ title: agendaTypes[type], value: type }));
}

function editForm(
  deps: AgendaCardDeps,
  agenda: Agenda,
  title: string,
  inputs: FormInput[],
  verb: string,
  more: Partial<EditPress>,
  faults: string[],
): CardMessage {
  const texts = textsIn(agenda.language);
  return formCard(
    {
      title,
      lead: headingOf(agenda),
      warning: texts.agendaNoChild,
      faults,
      inputs,
      sends: [{ title: texts.agendaSave, verb, press: managePress(deps, agenda, more) }],
      dialog: deps.forms === 'dialog',
    },
    agenda.language,
  );
}

/** Which item, and what is to be done with it; or the meeting itself. */
export function editMenu(deps: AgendaCardDeps, agenda: Agenda, chosen = agenda.items[0]?.id ?? ''): CardMessage {
  const texts = textsIn(agenda.language);
  const press = managePress(deps, agenda);
  const items = agenda.items.map(({ id, title }, i) => ({ title: `${i + 1}. ${title}`, value: id }));
  const ofItem = [
    { title: texts.agendaEditItem, verb: agendaVerbs.editItem, press },
    { title: texts.agendaUp, verb: agendaVerbs.up, press },
    { title: texts.agendaDown, verb: agendaVerbs.down, press },
    { title: texts.agendaRemove, verb: agendaVerbs.remove, press },
  ];
  return formCard(
    {
      title: texts.agendaEditTitle,
      lead: headingOf(agenda),
      inputs:
        items.length > 0
          ? [{ kind: 'choice', id: 'item', label: texts.agendaWhichItem, value: chosen, choices: items }]
          : [],
      sends: [
        ...(items.length > 0 ? ofItem : []),
        { title: texts.agendaEditMeeting, verb: agendaVerbs.editMeeting, press },
      ],
      dialog: deps.forms === 'dialog',
    },
    agenda.language,
  );
}

/** A question that needs a yes. */
export function yesForm(
  deps: AgendaCardDeps,
  agenda: Agenda,
  title: string,
  lead: string,
  send: { title: string; verb: string },
): CardMessage {
  return formCard(
    {
      title,
      lead,
      inputs: [],
      sends: [{ ...send, press: managePress(deps, agenda) }],
      dialog: deps.forms === 'dialog',
    },
    agenda.language,
  );
}

/** An item's fields as its form shows them. */
export function itemValues({ title, type, minutes, presenter, note, links, closed }: AgendaItem): ChosenItem {
  return {
    ...{ title, type, minutes: String(minutes), links: links.join('\n'), closed: String(closed) },
    ...(presenter && { presenter }),
    ...(note && { note }),
  };
}

/** The meeting's facts as its form shows them. */
export function meetingValues({ title, date, start, end, place, online, joinUrl, chair }: Agenda): ChosenFacts {
  return {
    ...{ title, date, start, online: String(online) },
    ...(end && { end }),
    ...(place && { place }),
    ...(joinUrl && { joinUrl }),
    ...(chair && { chair }),
  };
}
