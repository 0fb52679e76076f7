import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import { dayOf } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import { type Texts, textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import { type Language, titleOf } from '../structure/structure.ts';
import type { PressAnswer, PressHandler } from '../teams/routes.ts';
import { type Agenda, type Asked, type CollectPlan, isRefusal } from './agenda.ts';
import { managePress } from './agenda-cards.ts';
import {
  type AgendaDeps,
  asMessage,
  cardDeps,
  guardFor,
  languageOf,
  onAgenda,
  personIn,
  whyNoWriter,
} from './agenda-deps.ts';
import { headingOf } from './agenda-forms.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { agendaPurposes, agendaVerbs, type CallPress, type ChannelPress } from './agenda-verbs.ts';
import { type ChannelChoice, channelsByTeam, chosenChannels } from './channel-inputs.ts';
import { callForItems } from './collecting.ts';
import { type CollectParts, collectForm, type ProposePress, proposeForm } from './collecting-forms.ts';
import { type AgendaCardDeps, callCard } from './post-cards.ts';
import { type ProposalPress, proposalCard } from './proposal-cards.ts';
import { acceptProposal, isOpenForProposals, propose, rejectProposal } from './proposal-rules.ts';
import { readDeadline, readProposal, readWord } from './read-proposal.ts';
import { isOn, lineIn } from './read-text.ts';
import { askedBy, consultants, groupsBeside, unreachedBy, usualGroups } from './recipients.ts';
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

async function formOf(deps: AgendaDeps, context: TurnContext, agenda: Agenda, more: Partial<CollectParts> = {}) {
  const { kommune, language, body } = agenda;
  const [channels, settings] = await Promise.all([
    deps.channelsOf(kommune, language),
    deps.settings.get(kommune, body),
  ]);
  const roster = deps.desk.rosterOf(context);
  const cards = cardDeps(deps, context);
  const groups = groupsBeside(cards.structure, roster, agenda).map((id) => {
    const count = askedBy(roster, agenda, { members: false, also: [id] }).length;
    return { id, title: groupTitle(cards, id, language), count };
  });
  const members = askedBy(roster, agenda, { members: true }).length;
  const also = usualGroups(body).filter((id) => groups.some((g) => g.id === id));
  return collectForm(cards, agenda, { channels, chosen: settings.channels, members, groups, also, ...more });
}

function groupTitle({ structure }: AgendaCardDeps, id: string, language: Language): string {
  return id === consultants ? textsIn(language).agendaConsultants : titleOf(structure, id);
}

/** "Se før afsendelse": what was chosen is kept, also when something is wrong with it, and shown as it will go out. */
async function see(deps: AgendaDeps, context: TurnContext, agenda: Agenda, inputs: Inputs): Promise<PressAnswer> {
  const { language, kommune } = agenda;
  const texts = textsIn(language);
  const roster = deps.desk.rosterOf(context);
  const { chosen, ...read } = readDeadline(inputs, agenda, dayOf(deps.clock()), deps.clock());
  const channels = chosenChannels(await deps.channelsOf(kommune, language), inputs);
  const members = isOn(inputs, 'members');
  const also = groupsBeside(deps.desk.structureOf(context), roster, agenda).filter((id) =>
    lineIn(inputs, 'also').split(',').includes(id),
  );
  const nobody = channels.length === 0 && askedBy(roster, agenda, { members, also }).length === 0;
  const none = nobody ? [texts.agendaCollectTarget] : [];
  if ('faults' in read || none.length > 0) {
    const wrong = 'faults' in read ? read.faults.map((f) => agendaTextsIn(language).agendaProposalFaults[f]) : [];
    const kept = { deadline: chosen, chosen: channels.map((c) => c.id), askMembers: members, also };
    return { card: await formOf(deps, context, agenda, { ...kept, faults: [...wrong, ...none] }) };
  }
  const places = channels.map(({ id, title }) => ({ id, title }));
  const plan: CollectPlan = { deadline: read.deadline, channels: places, members, also };
  const planned = await deps.agendas.change(kommune, agenda.id, (a) => ({ ...a, collectPlan: plan }));
  if (!planned || isRefusal(planned)) return { text: texts.agendaGone };
  return { card: collectPreview(deps, context, planned.agenda, plan, channels) };
}

/** The call as it will look, and where it goes. Nothing is sent before the yes. */
function collectPreview(
  deps: AgendaDeps,
  context: TurnContext,
  agenda: Agenda,
  plan: CollectPlan,
  channels: ChannelChoice[],
): CardMessage {
  const texts = textsIn(agenda.language);
  const cards = cardDeps(deps, context);
  const roster = deps.desk.rosterOf(context);
  const asked = { ...agenda, deadline: plan.deadline, state: 'draft' as const };
  const preview = callCard(cards, asked, deps.clock(), 'channel');
  const press = managePress(cards, agenda);
  const yes = { title: texts.agendaCollectSend, verb: agendaVerbs.collectSend, press };
  const people = peopleLines(cards, askedBy(roster, agenda, plan), agenda.language);
  const unreached = unreachedBy(roster, agenda, plan);
  const warning = [
    texts.agendaCollectPreview([...channelLines(channels, texts), ...people].join('; ')),
    unreached.length > 0 ? texts.agendaCollectUnreached(listed(unreached, texts)) : '',
  ];
  const buttons = deps.forms === 'dialog' ? { presses: [], submits: [yes] } : { presses: [yes], submits: [] };
  return {
    ...preview,
    data: { ...preview.data, warning: warning.filter(Boolean).join('\n\n'), dialogs: [], ...buttons },
  };
}

const mostListed = 30;

function channelLines(channels: ChannelChoice[], texts: Texts): string[] {
  if (channels.length <= mostListed) return channels.map((c) => asPlain(c.title));
  return channelsByTeam(channels).map(({ team, channels: own }) => texts.agendaWholeTeam(asPlain(team), own.length));
}

/** Who is asked in their own chat, group by group. */
function peopleLines(cards: AgendaCardDeps, asked: Asked[], language: Language): string[] {
  const texts = textsIn(language);
  return [...Map.groupBy(asked, ({ as = '' }) => as)].map(([as, people]) => {
    const title = as && asPlain(groupTitle(cards, as, language));
    const said = title ? `${title} (${people.length})` : texts.agendaCollectMembers(people.length);
    return `${said}: ${listed(
      people.map((p) => p.name),
      texts,
    )}`;
  });
}

function listed(names: string[], texts: Texts): string {
  const more = names.length > mostListed ? [texts.agendaReportMore(names.length - mostListed)] : [];
  return [...names.slice(0, mostListed).map(asPlain), ...more].join(', ');
}

async function send(deps: AgendaDeps, context: TurnContext, agenda: Agenda): Promise<PressAnswer> {
  const { language, collectPlan } = agenda;
  if (!collectPlan) return { text: textsIn(language).oldPress };
  const { deadline, channels } = collectPlan;
  const members = askedBy(deps.desk.rosterOf(context), agenda, collectPlan);
  const title = textsIn(language).agendaCollected;
  const rule = (a: Agenda) => callForItems(a, { deadline, channels, members }, deps.clock());
  const sent = (): PressAnswer =>
    deps.forms === 'dialog' ? { text: title } : { card: noticeCard({ title }, language) };
  return changeAgenda(deps, context, agenda, rule, sent);
}

/** What everybody who sees a call or a post can do: propose an item, or say that there is none. */
export function proposingPresses(deps: AgendaDeps) {
  const open = onCallPress(deps, async (context, agenda) => {
    if (!isOpenForProposals(agenda, deps.clock())) return { text: agendaTextsIn(agenda.language).agendaRefusals.late };
    await look(deps, context, agenda);
    return { card: proposeForm(cardDeps(deps, context), agenda, randomUUID()) };
  });
  return {
    opens: { [agendaVerbs.propose]: open },
    asMessages: { [agendaVerbs.propose]: asMessage(deps, open) },
    sends: { [agendaVerbs.proposeSend]: sendProposal(deps) },
    presses: {
      [agendaVerbs.nothing]: onCallPress(deps, async (context, agenda) => {
        await look(deps, context, agenda);
        return {
          card: noticeCard(
            { lead: headingOf(agenda), title: textsIn(agenda.language).agendaNothingThanks },
            agenda.language,
          ),
        };
      }),
      [agendaVerbs.read]: onChannelPress(deps, async (context, agenda, { version = agenda.posted!.version }) => {
        const { kommune, id } = agenda;
        await deps.reads.mark(kommune, id, personIn(deps, context), 'readAt', deps.clock(), version);
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

/** A press on a post, by anybody of the tenant who is somebody. Only what was posted has any. */
export function onChannelPress(
  deps: AgendaDeps,
  handle: (context: TurnContext, agenda: Agenda, press: ChannelPress) => Promise<PressAnswer>,
): PressHandler {
  return onOpenPress<ChannelPress>(deps, agendaPurposes.channel, async (context, agenda, press) =>
    agenda.posted ? handle(context, agenda, press) : { text: textsIn(languageOf(deps, context)).agendaGone },
  );
}

/** A press on a call for items or on `Foreslå punkt`: the agenda may be a draft, and nothing of it is shown. */
function onCallPress(
  deps: AgendaDeps,
  handle: (context: TurnContext, agenda: Agenda) => Promise<PressAnswer>,
): PressHandler {
  return onOpenPress<CallPress>(deps, agendaPurposes.call, handle);
}

function onOpenPress<Pressed extends CallPress>(
  deps: AgendaDeps,
  purpose: string,
  handle: (context: TurnContext, agenda: Agenda, press: Pressed) => Promise<PressAnswer>,
): PressHandler {
  return async (context, token) => {
    const press = deps.signer.read(purpose, token) as Pressed | undefined;
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
