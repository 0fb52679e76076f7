import { type FormInput, formCard } from '../form-card.ts';
import { asPlain } from '../language/plain-text.ts';
import { type Texts, textsIn } from '../language/texts.ts';
import { noticeCard, type Press } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import { readablePhone } from '../roster/reach.ts';
import { type Language, type Structure, titleOf } from '../structure/structure.ts';
import { threeAgencies, type Wish } from './beredskab.ts';
import type { BeredskabCardDeps } from './call-card.ts';
import { referenceOf } from './convene.ts';
import type { Draft } from './drafts.ts';
import { choicesIn, peopleInputs } from './people-input.ts';
import { agenciesWithout, type Proposed } from './propose-people.ts';
import type { FormValues } from './read-convening.ts';
import { type FormFault, longestPlace, longestReason, noArea } from './read-form.ts';
import type { StatusDeps } from './status-card.ts';
import { beredskabVerbs, purposes } from './verbs.ts';
import { factsOf, otherTrigger, titleOfCall } from './wording.ts';

/** What a form carries: the id that its beredskab will have, so that convening twice convenes once. */
export interface FormPress {
  id: string;
  language: Language;
  /** The channel in which it was asked for. */
  origin?: string;
}

/** What "Indkald nu" carries: what was seen, and not what it has become since. */
export interface DraftPress {
  id: string;
  language: Language;
  edition: number;
}

export interface OpenFormPress extends Omit<FormPress, 'id'> {
  values: FormValues;
  /** What was wrong with the time that was said. */
  fault?: FormFault;
}

export interface FormParts {
  areas: string[];
  channels: { id: string; title: string }[];
  faults?: FormFault[];
  /** Notes above the form: danger, where it was asked for, a message to be deleted. */
  notes?: string[];
  /** Everybody who could be called; only when what was proposed is being changed. */
  people?: Proposed[];
  /** What they were searched for. */
  search?: string;
}

/** The one form, filled in as far as is known. */
export function conveningForm(
  { structure, signer, forms }: StatusDeps,
  form: FormPress,
  values: FormValues,
  { faults = [], notes = [], ...parts }: FormParts,
): CardMessage {
  const { language } = form;
  const texts = textsIn(language);
  const fault = texts.beredskabFaults;
  return formCard(
    {
      title: texts.beredskab,
      lead: texts.beredskabLead,
      warning: texts.beredskabNoChild,
      faults: [...notes, ...faults.map((f) => fault[f])],
      inputs: inputsOf(structure, values, parts, language),
      sends: [{ title: texts.beredskabSee, verb: beredskabVerbs.preview, press: signer.sign(purposes.form, form) }],
      dialog: forms === 'dialog',
    },
    language,
  );
}

function inputsOf(
  structure: Structure,
  values: FormValues,
  { areas, channels, people, search }: FormParts,
  language: Language,
): FormInput[] {
  const texts = textsIn(language);
  const kinds = structure.beredskab.flatMap((kind) => [
    ...kind.triggers.map((t) => ({ title: `${kind.title}: ${t.text[language]}`, value: `${kind.id}/${t.id}` })),
    { title: `${kind.title}: ${texts.beredskabOther}`, value: `${kind.id}/${otherTrigger}` },
  ]);
  const where = [{ title: texts.beredskabAreaNone, value: noArea }, ...areas.map((a) => ({ title: a, value: a }))];
  const rolls = [
    { title: texts.beredskabChannelNone, value: noArea },
    ...channels.map((c) => ({ title: c.title, value: c.id })),
  ];
  const when = { id: 'when', label: texts.beredskabWhen, hint: texts.beredskabWhenHint, value: values.when };
  return [
    { kind: 'choice', id: 'kind', label: texts.beredskabKind, value: values.kind, choices: kinds, required: true },
    { kind: 'choice', id: 'area', label: texts.beredskabArea, value: values.area || noArea, choices: where },
    { kind: 'text', ...when, most: 80, required: true },
    { kind: 'text', id: 'place', label: texts.beredskabPlace, value: values.place, most: longestPlace },
    { kind: 'toggle', id: 'meeting', label: texts.beredskabMeeting, value: values.meeting },
    {
      ...{ kind: 'text', id: 'reason', label: texts.beredskabReason, value: values.reason, most: longestReason },
      ...{ multiline: true, hint: texts.beredskabNoChild, required: true },
    },
    ...(channels.length > 0
      ? [
          {
            kind: 'choice' as const,
            id: 'channel',
            label: texts.beredskabChannel,
            value: values.channel || noArea,
            choices: rolls,
          },
        ]
      : []),
    { kind: 'toggle', id: 'exercise', label: texts.beredskabExercise, value: values.exercise },
    ...(people
      ? peopleInputs(
          structure,
          { people, ...(search && { search }) },
          choicesIn(values.people),
          texts.beredskabPeople,
          texts,
        )
      : []),
  ];
}

/** For whoever asks with the command where forms open as dialogs: the button that opens one. */
export function conveningLaunchCard({ signer }: BeredskabCardDeps, open: OpenFormPress, warning: string): CardMessage {
  const texts = textsIn(open.language);
  const press = signer.sign(purposes.open, open);
  return noticeCard(
    {
      title: texts.beredskab,
      text: texts.beredskabNoChild,
      warning: [warning, open.fault ? texts.beredskabFaults[open.fault] : ''].filter(Boolean).join(' '),
      dialogs: [{ title: texts.beredskabOpen, verb: beredskabVerbs.open, press }],
    },
    open.language,
  );
}

/**
 * Everyone by name with how they are reached, and the exact text, which is Danish: nothing is sent before the yes.
 * `channel`: title of the one that shows who comes.
 */
export function previewCard(
  { structure, signer, forms }: StatusDeps,
  draft: Draft,
  coordinator: string,
  channel = '',
): CardMessage {
  const { id, language, edition, wish, people } = draft;
  const texts = textsIn(language);
  const press = signer.sign(purposes.draft, { id, language, edition } satisfies DraftPress);
  const buttons: Press[] = [
    ...(people.length > 0 ? [{ title: texts.beredskabConvene, verb: beredskabVerbs.convene, press }] : []),
    { title: texts.beredskabEdit, verb: beredskabVerbs.edit, press },
  ];
  const missing = agenciesWithout(people).map((agency) => texts.agencyMissing(texts.agencyNames[agency]));
  const title = titleOfDraft(structure, draft);
  const shownIn = channel ? [{ title: texts.beredskabShownIn, value: asPlain(channel) }] : [];
  return noticeCard(
    {
      lead: `${texts.beredskabPreview}. ${texts.beredskabPreviewText}`,
      title,
      warning: [...missing, people.length === 0 ? texts.beredskabNobody : ''].filter(Boolean).join('. '),
      facts: [
        ...seriesFacts(wish, texts),
        ...factsOf(structure, wish, coordinator, 'da', { labels: language }),
        ...shownIn,
      ],
      groups: ([...threeAgencies, 'andet'] as const).map((agency) => ({
        label: texts.agencies[agency],
        lines: people.filter((p) => p.agency === agency).map((p) => personLine(structure, p, texts)),
      })),
      small: texts.beredskabNoChild,
      summary: `${texts.beredskabPreview}: ${title}`,
      ...(forms === 'dialog' ? { submits: buttons } : { presses: buttons }),
    },
    language,
  );
}

/** As everybody will see it; each occurrence of a series has a reference of its own. */
function titleOfDraft(structure: Structure, { id, wish }: Draft): string {
  const reference = referenceOf(id);
  const title = titleOfCall(structure, { ...wish, reference });
  return wish.weekly ? title.replace(`${reference}: `, '') : title;
}

function seriesFacts({ weekly }: Wish, texts: Texts) {
  if (!weekly) return [];
  const day = texts.weekdays[weekly.weekday - 1]!;
  return [{ title: texts.seriesTitle, value: texts.beredskabWeekly(day, weekly.at.replace(':', '.')) }];
}

function personLine(structure: Structure, person: Proposed, texts: Texts): string {
  const { name, contact, way, phone, email, deputy, standsInFor } = person;
  const number = phone ? readablePhone(phone) : texts.noNumber;
  const reach =
    way === 'phone'
      ? `${texts.ways.phone}: ${number}`
      : way === 'mail'
        ? `${texts.ways.mail}: ${email}`
        : texts.ways[way];
  const parts = [
    reach,
    deputy ? texts.deputyIs(deputy) : texts.noDeputy,
    standsInFor ? texts.standsInFor(standsInFor) : '',
  ];
  return `**${asPlain(name)}** (${asPlain(titleOf(structure, contact))}): ${asPlain(parts.filter(Boolean).join(', '))}`;
}
