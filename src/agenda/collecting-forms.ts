import { type FormInput, formCard } from '../form-card.ts';
import { dayOf, hourOf, spokenDay } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import { textsIn } from '../language/texts.ts';
import type { CardMessage } from '../ports.ts';
import type { Language } from '../structure/structure.ts';
import type { Agenda } from './agenda.ts';
import { managePress } from './agenda-cards.ts';
import { headInputs, headingOf } from './agenda-forms.ts';
import { agendaPurposes, agendaVerbs } from './agenda-verbs.ts';
import { type ChannelChoice, channelInputs } from './channel-inputs.ts';
import { longestWhy } from './limits.ts';
import type { AgendaCardDeps } from './post-cards.ts';
import type { ChosenDeadline, ChosenProposal } from './read-proposal.ts';

/** A group that can be asked beside the members, and how many of it. */
export interface GroupChoice {
  id: string;
  title: string;
  count: number;
}

export interface CollectParts {
  channels: ChannelChoice[];
  /** Ids of the channels that are chosen. */
  chosen: string[];
  /** How many members can be asked, and whether they are to be. */
  members: number;
  askMembers?: boolean;
  groups?: GroupChoice[];
  /** Ids of the groups that are chosen. */
  also?: string[];
  /** What could be read of a deadline. */
  deadline?: ChosenDeadline;
  faults?: string[];
}

/** Until when items are taken, and who is asked for them. */
export function collectForm(deps: AgendaCardDeps, agenda: Agenda, parts: CollectParts): CardMessage {
  const texts = textsIn(agenda.language);
  const { channels, faults = [] } = parts;
  return formCard(
    {
      title: texts.agendaCollect,
      lead: `${headingOf(agenda)}. ${channels.length === 0 ? texts.agendaNoChannels : texts.agendaCollectLead}`,
      faults,
      inputs: [...deadlineInputs(agenda, parts.deadline), ...recipientInputs(parts, agenda.language)],
      sends: [{ title: texts.agendaCollectSee, verb: agendaVerbs.collectSee, press: managePress(deps, agenda) }],
      dialog: deps.forms === 'dialog',
    },
    agenda.language,
  );
}

function deadlineInputs(agenda: Agenda, chosen: ChosenDeadline | undefined): FormInput[] {
  const texts = textsIn(agenda.language);
  const before = agenda.deadline ? new Date(agenda.deadline) : undefined;
  const known = before ? { day: dayOf(before), time: hourOf(before) } : { day: '', time: '12.00' };
  const { day = '', time = '' } = chosen ?? known;
  const required = true;
  return [
    { kind: 'text', id: 'deadlineDay', label: texts.agendaDeadlineDay, value: day, most: 40, required },
    { kind: 'text', id: 'deadlineTime', label: texts.agendaDeadlineTime, value: time, most: 20, required },
  ];
}

function recipientInputs(parts: CollectParts, language: Language): FormInput[] {
  const texts = textsIn(language);
  const { channels, chosen, members, askMembers = true, groups = [], also = [] } = parts;
  const inputs = channelInputs(channels, chosen, language);
  if (members > 0)
    inputs.push({ kind: 'toggle', id: 'members', label: texts.agendaMembers(members), value: askMembers });
  if (groups.length > 0) {
    const choices = groups.map(({ id, title, count }) => ({
      title: `${title} (${count})`,
      value: id,
    }));
    const value = also.join(',');
    inputs.push({ kind: 'choice', id: 'also', label: texts.agendaCollectAlso, value, choices, many: true });
  }
  return inputs;
}

/** What a proposal's form carries: the id that it will have. */
export interface ProposePress {
  kommune: string;
  agenda: string;
  id: string;
}

export function proposeForm(
  deps: AgendaCardDeps,
  agenda: Pick<Agenda, 'kommune' | 'id' | 'language' | 'title' | 'date'>,
  id: string,
  values: ChosenProposal = {},
  faults: string[] = [],
): CardMessage {
  const { language, kommune, title, date } = agenda;
  const texts = textsIn(language);
  const press = deps.signer.sign(agendaPurposes.propose, { kommune, agenda: agenda.id, id } satisfies ProposePress);
  return formCard(
    {
      title: texts.agendaPropose,
      lead: texts.agendaProposeLead(asPlain(title), spokenDay(date, language)),
      warning: texts.agendaNoChild,
      faults,
      inputs: proposalInputs(values, language),
      sends: [{ title: texts.agendaProposeSend, verb: agendaVerbs.proposeSend, press }],
      dialog: deps.forms === 'dialog',
    },
    language,
  );
}

export function proposalInputs(values: ChosenProposal, language: Language): FormInput[] {
  const texts = textsIn(language);
  return [
    ...headInputs({ type: 'droeftelse', ...values }, language),
    { kind: 'text', id: 'minutes', label: texts.agendaItemLength, value: values.minutes ?? '10', most: 10 },
    {
      kind: 'text',
      id: 'why',
      label: texts.agendaProposeWhy,
      value: values.why ?? '',
      most: longestWhy,
      multiline: true,
      hint: texts.agendaNoChild,
    },
  ];
}
