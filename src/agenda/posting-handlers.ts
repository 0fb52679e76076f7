import type { TurnContext } from 'botbuilder';
import { spokenTime } from '../language/dates.ts';
import { textsIn } from '../language/texts.ts';
import { whenIn } from '../language/when.ts';
import { noticeCard } from '../notice-card.ts';
import type { PressAnswer, PressHandler } from '../teams/routes.ts';
import { type Agenda, isRefusal, type Refusal } from './agenda.ts';
import { agendaCard } from './agenda-cards.ts';
import {
  type AgendaDeps,
  asMessage,
  cardDeps,
  guardFor,
  languageOf,
  membersOf,
  onAgenda,
  writersBut,
} from './agenda-deps.ts';
import { chosenChannels, type PublishParts, publishForm, yesForm } from './agenda-forms.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { agendaPurposes, agendaVerbs } from './agenda-verbs.ts';
import { onChannelPress } from './collecting-handlers.ts';
import { deliveryReport } from './delivery-report.ts';
import { changeLines, postCard } from './post-cards.ts';
import {
  cancelPosting,
  confirmPosting,
  confirmThere,
  currentChannels,
  decideApproval,
  isCurrent,
  nudgeReaders,
  planPosting,
  sendAgain,
  updatePosts,
  withdraw,
} from './posting.ts';
import { approvalCard, publishPreview, reportCard } from './publish-cards.ts';
import { readWord } from './read-proposal.ts';
import { changeAgenda } from './writing-handlers.ts';

type Inputs = Record<string, unknown>;

/** Posting, changing and taking back; each in bulk, and therefore after a preview and a yes. */
export function postingPresses(deps: AgendaDeps) {
  const cards = (context: TurnContext) => cardDeps(deps, context);
  const opens = {
    [agendaVerbs.publish]: onAgenda(deps, async (context, agenda) => ({ card: await formOf(deps, context, agenda) })),
    [agendaVerbs.withdraw]: onAgenda(deps, async (context, agenda) => {
      const texts = textsIn(agenda.language);
      const send = { title: texts.agendaWithdrawYes, verb: agendaVerbs.withdrawYes };
      const text = texts.agendaWithdrawText(currentChannels(agenda).length);
      return { card: yesForm(cards(context), agenda, texts.agendaWithdrawAsk(agenda.title), text, send) };
    }),
  };
  const sends = {
    [agendaVerbs.publishSee]: onAgenda(deps, (context, agenda, _press, inputs) => see(deps, context, agenda, inputs)),
    [agendaVerbs.publishYes]: onAgenda(deps, (context, agenda) => confirm(deps, context, agenda)),
    [agendaVerbs.updateYes]: onAgenda(deps, (context, agenda) => {
      const rule = (a: Agenda) => updatePosts(a, deps.clock(), (changes) => changeLines(changes, a.language));
      return bulk(deps, context, agenda, rule, textsIn(agenda.language).agendaUpdating);
    }),
    [agendaVerbs.withdrawYes]: onAgenda(deps, (context, agenda) =>
      bulk(deps, context, agenda, (a) => withdraw(a, deps.clock()), textsIn(agenda.language).agendaWithdrawing),
    ),
  };
  const presses = {
    [agendaVerbs.planCancel]: onAgenda(deps, (context, agenda) =>
      changeAgenda(
        deps,
        context,
        agenda,
        (a) => cancelPosting(a, deps.clock()),
        (a) => ({ card: agendaCard(cards(context), a) }),
      ),
    ),
    [agendaVerbs.page]: onChannelPress(deps, async (context, agenda, { page = 1 }) => ({
      card: postCard(cards(context), agenda, deps.clock(), page),
    })),
    [agendaVerbs.approve]: approving(deps, true),
    [agendaVerbs.approveNo]: approving(deps, false),
    ...reportPresses(deps),
  };
  const asMessages = Object.fromEntries(Object.entries(opens).map(([verb, open]) => [verb, asMessage(deps, open)]));
  return { opens, asMessages, sends, presses };
}

async function partsOf(deps: AgendaDeps, context: TurnContext, { kommune, language, body, author }: Agenda) {
  const [channels, settings] = await Promise.all([
    deps.channelsOf(kommune, language),
    deps.settings.get(kommune, body),
  ]);
  const approvers = writersBut(deps.desk.rosterOf(context), author.objectId);
  return { channels, chosen: settings.channels, approvers, approval: settings.approval };
}

async function formOf(deps: AgendaDeps, context: TurnContext, agenda: Agenda, more: Partial<PublishParts> = {}) {
  return publishForm(cardDeps(deps, context), agenda, { ...(await partsOf(deps, context, agenda)), ...more });
}

/** "Se før udgivelse": what was chosen is kept, and shown as it will go out. */
async function see(deps: AgendaDeps, context: TurnContext, agenda: Agenda, inputs: Inputs): Promise<PressAnswer> {
  const texts = textsIn(agenda.language);
  const parts = await partsOf(deps, context, agenda);
  const channels = chosenChannels(parts.channels, inputs);
  const when = typeof inputs.when === 'string' ? inputs.when.trim() : '';
  const read = whenIn(when, deps.clock());
  const at = read.when?.kind === 'at' && read.rest === '' ? read.when.start : undefined;
  const approver = parts.approvers.find((p) => p.objectId === inputs.approver);
  const faults = [
    ...(channels.length === 0 ? [texts.agendaChannelsFault] : []),
    ...(when !== '' && read.when?.kind !== 'now' && !at ? [texts.agendaWhenFaults] : []),
    ...(parts.approval && !approver ? [texts.agendaApproverFault] : []),
  ];
  const chosen = channels.map((c) => c.id);
  if (faults.length > 0)
    // A time that could not be read may hold a name, and is not shown again.
    return {
      card: await formOf(deps, context, agenda, {
        ...{ faults, chosen, when: at ? when : '', approver: approver?.objectId ?? '' },
      }),
    };
  if (inputs.keep === 'true' || inputs.keep === true)
    await deps.settings.change(agenda.kommune, agenda.body, (s) => ({ ...s, channels: chosen }));
  const plan = { channels, ...(at && { at: at.toISOString() }), ...(approver && { approver }) };
  return changeAgenda(
    deps,
    context,
    agenda,
    (a) => planPosting(a, plan),
    (a) => previewOf(deps, context, a),
  );
}

async function previewOf(deps: AgendaDeps, context: TurnContext, agenda: Agenda, note = ''): Promise<PressAnswer> {
  const channels = agenda.plan?.channels ?? [];
  const seen = await Promise.all(
    channels.map(async ({ id, title }) => {
      const audience = await deps.audienceOf(agenda.kommune, id);
      return { title, ...(audience && { audience }) };
    }),
  );
  return { card: publishPreview(cardDeps(deps, context), agenda, seen, deps.clock(), note) };
}

/** "Udgiv nu" and "Planlæg": only what was shown; what has changed since is shown again. */
async function confirm(deps: AgendaDeps, context: TurnContext, agenda: Agenda): Promise<PressAnswer> {
  const texts = textsIn(agenda.language);
  if (agenda.state === 'draft' && !agenda.publishAt && agenda.plan && !isCurrent(agenda)) {
    const { version: _, ...plan } = agenda.plan;
    const again = await deps.agendas.change(agenda.kommune, agenda.id, (a) => planPosting(a, plan));
    if (again && !isRefusal(again)) return previewOf(deps, context, again.agenda, texts.agendaPreviewOld);
  }
  // Pressed twice: it is on its way already.
  const rule = (a: Agenda): Agenda | Refusal =>
    a.publishAt || a.state === 'posted' ? a : confirmPosting(a, deps.clock());
  const confirmed = await deps.agendas.change(agenda.kommune, agenda.id, rule);
  if (!confirmed) return { text: texts.agendaGone };
  if (isRefusal(confirmed)) return { text: agendaTextsIn(agenda.language).agendaRefusals[confirmed.refused] };
  await deps.nudge(agenda.kommune, agenda.id, workersFor(confirmed.agenda));
  const { plan, publishAt, approval } = confirmed.agenda;
  const waits = approval?.state === 'asked' ? texts.agendaWaitsFor(approval.of.name) : '';
  const title =
    waits || (plan?.at && publishAt ? texts.agendaPlanned(timeText(confirmed.agenda)) : texts.agendaPublishing);
  return deps.forms === 'dialog' ? { text: title } : { card: noticeCard({ title }, agenda.language) };
}

function timeText({ publishAt, language }: Agenda): string {
  return spokenTime(publishAt!, language);
}

const channelsPerWorker = 60;

/** Many posts are shared among processes: each nudge brings one to the work. */
function workersFor({ plan, channels }: Agenda): number {
  return Math.min(8, Math.ceil(Math.max(plan?.channels.length ?? 0, channels.length) / channelsPerWorker)) || 1;
}

/** Something that reaches all posts; in the place of the question a line says that it is on its way. */
function bulk(
  deps: AgendaDeps,
  context: TurnContext,
  agenda: Agenda,
  rule: (agenda: Agenda) => Agenda | Refusal,
  title: string,
): Promise<PressAnswer> {
  return changeAgenda(deps, context, agenda, rule, async (a) => {
    await deps.nudge(a.kommune, a.id, workersFor(a));
    return deps.forms === 'dialog' ? { text: title } : { card: noticeCard({ title }, a.language) };
  });
}

/** The yes or no of whoever was asked to approve, and of nobody else. */
function approving(deps: AgendaDeps, yes: boolean): PressHandler {
  return async (context, token, inputs) => {
    const press = deps.signer.read(agendaPurposes.approve, token) as { kommune: string; id: string } | undefined;
    const { kommune, objectId = '' } = deps.desk.callerOf(context);
    const texts = textsIn(languageOf(deps, context));
    if (!press || press.kommune !== kommune) return { text: texts.oldPress };
    const read = readWord(inputs, guardFor(deps, context));
    const word = 'faults' in read ? undefined : read.word || undefined;
    const decided = await deps.agendas.change(kommune, press.id, (a) =>
      decideApproval(a, objectId, yes, word, deps.clock()),
    );
    if (!decided) return { text: texts.agendaGone };
    if (isRefusal(decided)) return { text: decided.refused === 'gone' ? texts.notYours : texts.agendaApproveDone.over };
    await deps.nudge(kommune, press.id, workersFor(decided.agenda));
    return { card: approvalCard(cardDeps(deps, context), decided.agenda, deps.clock(), objectId) };
  };
}

/** What became of each post, and what the author decides about those of which nobody knows. */
function reportPresses(deps: AgendaDeps) {
  const report = async (context: TurnContext, agenda: Agenda): Promise<PressAnswer> => {
    const [known, reads] = await Promise.all([
      deps.deliveriesOf(agenda.kommune, agenda.id),
      deps.reads.list(agenda.kommune, agenda.id),
    ]);
    const read = new Set(reads.filter((r) => r.readAt).map((r) => r.objectId));
    const missing = membersOf(deps.desk.rosterOf(context), agenda.body).filter((m) => !read.has(m.objectId));
    return { card: reportCard(cardDeps(deps, context), agenda, deliveryReport(agenda, known), reads, missing) };
  };
  const decide = (rule: (agenda: Agenda, index: number, now: Date) => Agenda | Refusal) =>
    onAgenda(deps, (context, agenda, _press, { channel }) => {
      const index = /^\d{1,4}$/.test(String(channel)) ? Number(channel) : -1;
      return changeAgenda(
        deps,
        context,
        agenda,
        (a) => rule(a, index, deps.clock()),
        (a) => report(context, a),
      );
    });
  return {
    // The author's card stays as it is: the report is a message of its own, and changes in place from then on.
    [agendaVerbs.reportOpen]: asMessage(deps, onAgenda(deps, report)),
    [agendaVerbs.report]: onAgenda(deps, report),
    [agendaVerbs.reportAgain]: decide(sendAgain),
    [agendaVerbs.reportThere]: decide(confirmThere),
    [agendaVerbs.nudge]: onAgenda(deps, async (context, agenda, { times = 0 }) => {
      const reads = await deps.reads.list(agenda.kommune, agenda.id);
      const read = new Set(reads.filter((r) => r.readAt).map((r) => r.objectId));
      const missing = membersOf(deps.desk.rosterOf(context), agenda.body).filter((m) => !read.has(m.objectId));
      const rule = (a: Agenda) => nudgeReaders(a, missing, times, deps.clock());
      return changeAgenda(deps, context, agenda, rule, (a) => report(context, a));
    }),
  };
}
