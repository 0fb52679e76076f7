import { type FormInput, formCard } from '../form-card.ts';
import { textsIn } from '../language/texts.ts';
import type { CardMessage } from '../ports.ts';
import type { Agenda, Person } from './agenda.ts';
import { managePress } from './agenda-cards.ts';
import { headingOf } from './agenda-forms.ts';
import { agendaVerbs } from './agenda-verbs.ts';
import { type ChannelChoice, channelInputs } from './channel-inputs.ts';
import type { AgendaCardDeps } from './post-cards.ts';

export interface PublishParts {
  channels: ChannelChoice[];
  /** Ids of the channels that are chosen: the body's saved set, or what stood in the form. */
  chosen: string[];
  approvers: Person[];
  /** The body's agendas need somebody's yes. */
  approval: boolean;
  /** The channels are to be saved as the body's set. */
  keep: boolean;
  when?: string;
  approver?: string;
  faults?: string[];
}

/** Where an agenda is to be posted, when, and who has to say yes first. */
export function publishForm(deps: AgendaCardDeps, agenda: Agenda, parts: PublishParts): CardMessage {
  const texts = textsIn(agenda.language);
  const { channels, faults = [] } = parts;
  const see = { title: texts.agendaSee, verb: agendaVerbs.publishSee, press: managePress(deps, agenda) };
  const some = channels.length > 0;
  return formCard(
    {
      title: texts.agendaPublish,
      lead: `${headingOf(agenda)}. ${some ? texts.agendaPublishLead : texts.agendaNoChannels}`,
      faults: [...faults, ...(parts.approval && parts.approvers.length === 0 ? [texts.agendaNoApprover] : [])],
      inputs: some ? publishInputs(agenda, parts) : [],
      sends: some ? [see] : [],
      dialog: deps.forms === 'dialog',
    },
    agenda.language,
  );
}

function publishInputs({ language }: Agenda, parts: PublishParts): FormInput[] {
  const { channels, chosen, approvers, approval, keep, when = '', approver = '' } = parts;
  const texts = textsIn(language);
  const nobody = approval ? [] : [{ title: texts.agendaApproverNone, value: '-' }];
  const people = [...nobody, ...approvers.map((p) => ({ title: p.name, value: p.objectId }))];
  const value = approver || (approval ? '' : '-');
  return [
    ...channelInputs(channels, chosen, language),
    { kind: 'text', id: 'when', label: texts.agendaWhen, value: when, most: 80, hint: texts.agendaWhenHint },
    ...(approvers.length > 0
      ? [{ kind: 'choice' as const, id: 'approver', label: texts.agendaApprover, value, choices: people }]
      : []),
    { kind: 'toggle', id: 'keep', label: texts.agendaKeepSet, value: keep },
  ];
}
