import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import { formCard } from '../form-card.ts';
import { textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import type { Language } from '../structure/structure.ts';
import type { PressAnswer, Routes } from '../teams/routes.ts';
import { type Agenda, isRefusal } from './agenda.ts';
import { type AgendaDeps, guardFor, languageOf, personIn } from './agenda-deps.ts';
import { headingOf } from './agenda-forms.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { agendaPurposes, agendaVerbs } from './agenda-verbs.ts';
import { proposalInputs } from './collecting-forms.ts';
import { isMetBy, isOpenForProposals, propose } from './proposal-rules.ts';
import { type ChosenProposal, readProposal } from './read-proposal.ts';

/** What the form carries that is opened on a message: the id that the proposal will have. Nothing of the message. */
interface FromMessagePress {
  id: string;
  language: Language;
}

/** "Føj til dagsorden" on a message: only what the person writes becomes a proposal, never the message. */
export function messageActions(deps: AgendaDeps): NonNullable<Routes['actions']> {
  return {
    addToAgenda: {
      open: (context) => openForm(deps, context),
      submit: (context, press, inputs) => send(deps, context, press, inputs),
    },
  };
}

async function openAgendas(deps: AgendaDeps, context: TurnContext): Promise<Agenda[]> {
  const all = await deps.agendas.list(deps.desk.callerOf(context).kommune);
  const open = all.filter((a) => isOpenForProposals(a, deps.clock()) && isOfferedTo(deps, context, a));
  return open.sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** What somebody could propose for where it stands. Guests see no channel but those that they are in. */
function isOfferedTo({ desk, channelIn }: AgendaDeps, context: TurnContext, agenda: Agenda): boolean {
  const { objectId = '', guest } = desk.callerOf(context);
  const channel = channelIn(context);
  return isMetBy(agenda, objectId, guest ? { ...(channel && { channel }) } : undefined);
}

async function openForm(deps: AgendaDeps, context: TurnContext): Promise<PressAnswer> {
  const language = languageOf(deps, context);
  const { objectId } = deps.desk.callerOf(context);
  if (!objectId) return { text: textsIn(language).nobodyKnown };
  return { card: await form(deps, context, { id: randomUUID(), language }) };
}

async function form(
  deps: AgendaDeps,
  context: TurnContext,
  press: FromMessagePress,
  values: ChosenProposal & { agenda?: string } = {},
  faults: string[] = [],
): Promise<CardMessage> {
  const { language } = press;
  const texts = textsIn(language);
  const open = await openAgendas(deps, context);
  if (open.length === 0) return noticeCard({ title: texts.agendaFromMessageNone }, language);
  const choices = open.map((a) => ({ title: headingOf(a), value: a.id }));
  const which = { id: 'agenda', label: texts.agendaFromMessageWhich, value: values.agenda ?? choices[0]!.value };
  return formCard(
    {
      title: texts.agendaFromMessage,
      lead: texts.agendaFromMessageLead,
      warning: texts.agendaNoChild,
      faults,
      inputs: [{ kind: 'choice', ...which, choices }, ...proposalInputs(values, language)],
      sends: [
        {
          title: texts.agendaProposeSend,
          verb: agendaVerbs.proposeSend,
          press: deps.signer.sign(agendaPurposes.fromMessage, press),
        },
      ],
      dialog: true,
    },
    language,
  );
}

async function send(
  deps: AgendaDeps,
  context: TurnContext,
  token: unknown,
  inputs: Record<string, unknown>,
): Promise<PressAnswer> {
  const press = deps.signer.read(agendaPurposes.fromMessage, token) as FromMessagePress | undefined;
  const { kommune, objectId } = deps.desk.callerOf(context);
  const texts = textsIn(press?.language ?? languageOf(deps, context));
  if (!press) return { text: texts.oldPress };
  if (!objectId) return { text: texts.nobodyKnown };
  const named = typeof inputs.agenda === 'string' ? await deps.agendas.get(kommune, inputs.agenda) : undefined;
  const agenda = named && isOfferedTo(deps, context, named) ? named : undefined;
  const read = readProposal(inputs, guardFor(deps, context));
  if ('faults' in read || !agenda) {
    const faults =
      'faults' in read ? read.faults.map((f) => agendaTextsIn(press.language).agendaProposalFaults[f]) : [];
    const chosen = 'faults' in read ? read.chosen : {};
    const notes = agenda ? faults : [texts.agendaFromMessageWhich, ...faults];
    return { card: await form(deps, context, press, { ...chosen, ...(agenda && { agenda: agenda.id }) }, notes) };
  }
  await deps.desk.remember(context);
  const made = { ...read.proposal, id: press.id, by: personIn(deps, context), language: press.language };
  const sent = await deps.proposals.create(kommune, agenda.id, (a) => propose(a, made, deps.clock()));
  if (!sent) return { text: texts.agendaGone };
  if (isRefusal(sent)) return { text: agendaTextsIn(press.language).agendaRefusals[sent.refused] };
  if (sent.proposal.by.objectId !== objectId) return { text: texts.notYours };
  await deps.nudge(kommune, agenda.id);
  // It must not act silently (store rule X9).
  return { text: `${texts.agendaProposed} ${headingOf(agenda)}` };
}
