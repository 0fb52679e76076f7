import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import { dayOf } from '../language/dates.ts';
import { textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import type { PressAnswer, PressHandler } from '../teams/routes.ts';
import { type Agenda, isRefusal } from './agenda.ts';
import { managePress } from './agenda-cards.ts';
import {
  type AgendaDeps,
  asMessage,
  cardDeps,
  guardFor,
  languageOf,
  membersOf,
  onAgenda,
  personIn,
  whyNoWriter,
} from './agenda-deps.ts';
import { chosenChannels, collectForm, headingOf, type ProposePress, proposeForm } from './agenda-forms.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { agendaPurposes, agendaVerbs, type ChannelPress } from './agenda-verbs.ts';
import { callForItems } from './collecting.ts';
import { callCard } from './post-cards.ts';
import { type ProposalPress, proposalCard } from './proposal-cards.ts';
import { acceptProposal, isOpenForProposals, propose, rejectProposal } from './proposal-rules.ts';
import { readDeadline, readProposal, readWord } from './read-proposal.ts';
import { changeAgenda, shown } from './writing-handlers.ts';

type Inputs = Record<string, unknown>;

/** The author asks for items. Nothing goes out before it was shown where it goes. */
export function collectingPresses(deps: AgendaDeps) {
  const opens = {
    [agendaVerbs.collect]: onAgenda(deps, async (context, agenda) => ({ card: await formOf(deps, context, agenda) })),
  };
  const sends = {
    [agendaVerbs.collectSee]: onAgenda(deps, (context, agenda, _press, inputs) => see(deps, context, agenda, inputs)),
    [agendaVerbs.collectSend]: onAgenda(deps, (context, agenda) => send(deps, context, agenda)),
  };
  return { opens, sends, asMessages: { [agendaVerbs.collect]: asMessage(deps, opens[agendaVerbs.collect]!) } };
}

async function formOf(deps: AgendaDeps, context: TurnContext, agenda: Agenda, faults: string[] = []) {
  const { kommune, language, body } = agenda;
  const [channels, settings] = await Promise.all([
    deps.channelsOf(kommune, language),
    deps.settings.get(kommune, body),
  ]);
  const members = membersOf(deps.desk.rosterOf(context), body).length;
  return collectForm(cardDeps(deps, context), agenda, { channels, chosen: settings.channels, members, faults });
}

async function see(deps: AgendaDeps, context: TurnContext, agenda: Agenda, inputs: Inputs): Promise<PressAnswer> {
  const { language, kommune, body } = agenda;
  const texts = textsIn(language);
  const read = readDeadline(inputs, agenda, dayOf(deps.clock()), deps.clock());
  const channels = chosenChannels(await deps.channelsOf(kommune, language), inputs);
  const members = inputs.members === 'true' || inputs.members === true;
  const none = channels.length === 0 && !members ? [texts.agendaCollectTarget] : [];
  if ('faults' in read || none.length > 0) {
    const faults = 'faults' in read ? read.faults.map((f) => agendaTextsIn(language).agendaProposalFaults[f]) : [];
    return { card: await formOf(deps, context, agenda, [...faults, ...none]) };
  }
  const plan = { deadline: read.deadline, channels, members };
  const planned = await deps.agendas.change(kommune, agenda.id, (a) => ({ ...a, collectPlan: plan }));
  if (!planned || isRefusal(planned)) return { text: texts.agendaGone };
  const count = members ? membersOf(deps.desk.rosterOf(context), body).length : 0;
  return { card: collectPreview(deps, context, planned.agenda, count) };
}

/** The call as it will look, and where it goes. Nothing is sent before the yes. */
function collectPreview(deps: AgendaDeps, context: TurnContext, agenda: Agenda, members: number): CardMessage {
  const texts = textsIn(agenda.language);
  const { deadline, channels } = agenda.collectPlan!;
  const asked = { ...agenda, deadline, state: 'draft' as const };
  const preview = callCard(cardDeps(deps, context), asked, deps.clock(), 'channel');
  const press = managePress(cardDeps(deps, context), agenda);
  const yes = { title: texts.agendaCollectSend, verb: agendaVerbs.collectSend, press };
  const warning = texts.agendaCollectPreview(channels.map((c) => c.title).join(', '), members);
  const buttons = deps.forms === 'dialog' ? { presses: [], submits: [yes] } : { presses: [yes], submits: [] };
  return { ...preview, data: { ...preview.data, warning, dialogs: [], ...buttons } };
}

async function send(deps: AgendaDeps, context: TurnContext, agenda: Agenda): Promise<PressAnswer> {
  const { language, body, collectPlan } = agenda;
  if (!collectPlan) return { text: textsIn(language).oldPress };
  const { deadline, channels } = collectPlan;
  const members = collectPlan.members ? membersOf(deps.desk.rosterOf(context), body) : [];
  const title = textsIn(language).agendaCollected;
  const rule = (a: Agenda) => callForItems(a, { deadline, channels, members }, deps.clock());
  const sent = (): PressAnswer =>
    deps.forms === 'dialog' ? { text: title } : { card: noticeCard({ title }, language) };
  return changeAgenda(deps, context, agenda, rule, sent);
}

/** What everybody who sees a call or a post can do: propose an item, or say that there is none. */
export function proposingPresses(deps: AgendaDeps) {
  const open = onChannelPress(deps, async (context, agenda) => {
    if (!isOpenForProposals(agenda, deps.clock())) return { text: agendaTextsIn(agenda.language).agendaRefusals.late };
    await look(deps, context, agenda);
    return { card: proposeForm(cardDeps(deps, context), agenda, randomUUID()) };
  });
  return {
    opens: { [agendaVerbs.propose]: open },
    asMessages: { [agendaVerbs.propose]: asMessage(deps, open) },
    sends: { [agendaVerbs.proposeSend]: sendProposal(deps) },
    presses: {
      [agendaVerbs.nothing]: onChannelPress(deps, async (context, agenda) => {
        await look(deps, context, agenda);
        return {
          card: noticeCard(
            { lead: headingOf(agenda), title: textsIn(agenda.language).agendaNothingThanks },
            agenda.language,
          ),
        };
      }),
      [agendaVerbs.read]: onChannelPress(deps, async (context, agenda) => {
        await deps.reads.mark(agenda.kommune, agenda.id, personIn(deps, context), 'readAt', deps.clock());
        return { text: textsIn(agenda.language).agendaReadThanks };
      }),
      [agendaVerbs.accept]: deciding(deps, true),
      [agendaVerbs.reject]: deciding(deps, false),
    },
  };
}

async function look(deps: AgendaDeps, context: TurnContext, agenda: Agenda): Promise<void> {
  await deps.desk.remember(context);
  await deps.reads.mark(agenda.kommune, agenda.id, personIn(deps, context), 'lookedAt', deps.clock());
}

/** A press on what everybody sees: by anybody of the tenant who is somebody. */
export function onChannelPress(
  deps: AgendaDeps,
  handle: (context: TurnContext, agenda: Agenda, press: ChannelPress) => Promise<PressAnswer>,
): PressHandler {
  return async (context, token) => {
    const press = deps.signer.read(agendaPurposes.channel, token) as ChannelPress | undefined;
    const { kommune, objectId } = deps.desk.callerOf(context);
    const texts = textsIn(languageOf(deps, context));
    if (!press || press.kommune !== kommune) return { text: texts.oldPress };
    if (!objectId) return { text: texts.nobodyKnown };
    const agenda = await deps.agendas.get(kommune, press.id);
    return agenda ? handle(context, agenda, press) : { text: texts.agendaGone };
  };
}

/** "Send forslaget": only what the person wrote. Sent twice it is one. */
export function sendProposal(deps: AgendaDeps): PressHandler {
  return async (context, token, inputs) => {
    const press = deps.signer.read(agendaPurposes.propose, token) as ProposePress | undefined;
    const { kommune, objectId } = deps.desk.callerOf(context);
    const texts = textsIn(languageOf(deps, context));
    if (!press || press.kommune !== kommune) return { text: texts.oldPress };
    if (!objectId) return { text: texts.nobodyKnown };
    const agenda = await deps.agendas.get(kommune, press.agenda);
    if (!agenda) return { text: texts.agendaGone };
    const read = readProposal(inputs, guardFor(deps, context));
    if ('faults' in read) {
      const faults = read.faults.map((f) => agendaTextsIn(agenda.language).agendaProposalFaults[f]);
      return { card: proposeForm(cardDeps(deps, context), agenda, press.id, read.chosen, faults) };
    }
    await deps.desk.remember(context);
    const made = { ...read.proposal, id: press.id, by: personIn(deps, context), language: agenda.language };
    const sent = await deps.proposals.create(kommune, press.agenda, (a) => propose(a, made, deps.clock()));
    if (!sent) return { text: texts.agendaGone };
    if (isRefusal(sent)) return { text: agendaTextsIn(agenda.language).agendaRefusals[sent.refused] };
    if (sent.proposal.by.objectId !== objectId) return { text: texts.notYours };
    await deps.nudge(kommune, press.agenda);
    const title = textsIn(agenda.language).agendaProposed;
    return deps.forms === 'dialog'
      ? { text: title }
      : { card: noticeCard({ lead: headingOf(agenda), title }, agenda.language) };
  };
}

/** The author's yes or no to a proposal, with a word for whoever proposed it. */
function deciding(deps: AgendaDeps, yes: boolean): PressHandler {
  return async (context, token, inputs) => {
    const press = deps.signer.read(agendaPurposes.proposal, token) as ProposalPress | undefined;
    const { kommune } = deps.desk.callerOf(context);
    const language = languageOf(deps, context);
    if (!press || press.kommune !== kommune) return { text: textsIn(language).oldPress };
    const refusal = await whyNoWriter(deps, context, language);
    if (refusal) return { text: refusal };
    const agenda = await deps.agendas.get(kommune, press.agenda);
    const proposal = await deps.proposals.get(kommune, press.agenda, press.id);
    if (!agenda || !proposal) return { text: textsIn(language).agendaGone };
    const read = readWord(inputs, guardFor(deps, context));
    if ('faults' in read) {
      const faults = read.faults.map((f) => agendaTextsIn(agenda.language).agendaProposalFaults[f]);
      return { card: proposalCard(cardDeps(deps, context), agenda, proposal, faults) };
    }
    const decide = yes ? acceptProposal : rejectProposal;
    const decided = await deps.proposals.decide(kommune, press.agenda, press.id, (both) =>
      decide(both, personIn(deps, context), deps.clock(), read.word || undefined),
    );
    if (!decided) return { text: textsIn(language).agendaGone };
    if (isRefusal(decided)) return { text: agendaTextsIn(agenda.language).agendaRefusals[decided.refused] };
    // The author's card shows the new item.
    await changeAgenda(
      deps,
      context,
      decided.agenda,
      (a) => ({ ...a }),
      () => shown(deps, context, decided.agenda),
    );
    return { card: proposalCard(cardDeps(deps, context), decided.agenda, decided.proposal) };
  };
}
