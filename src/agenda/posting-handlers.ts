import type { TurnContext } from 'botbuilder';
import pLimit from 'p-limit';
import { spokenTime } from '../language/dates.ts';
import { textsIn } from '../language/texts.ts';
import { instantOf, whenIn } from '../language/when.ts';
import { noticeCard } from '../notice-card.ts';
import type { PressAnswer, PressHandler } from '../teams/routes.ts';
import { type Agenda, isRefusal, type Refusal } from './agenda.ts';
import { agendaCard, updatePreview } from './agenda-cards.ts';
import type { AgendaChanges } from './agenda-changes.ts';
import {
  type AgendaDeps,
  asMessage,
  cardDeps,
  guardFor,
  languageOf,
  onAgenda,
  personIn,
  whyNoWriter,
  writersBut,
} from './agenda-deps.ts';
import { yesForm } from './agenda-forms.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { type AgendaPress, agendaPurposes, agendaVerbs } from './agenda-verbs.ts';
import { askApproval, decideApproval, isAsked } from './approval.ts';
import { chosenChannels } from './channel-inputs.ts';
import { onChannelPress } from './collecting-handlers.ts';
import { deliveryReport, isTrouble } from './delivery-report.ts';
import { changeLines, postCard } from './post-cards.ts';
import {
  cancelPosting,
  confirmPosting,
  confirmThere,
  currentChannels,
  isCurrent,
  isLargeUpdate,
  nudgeReaders,
  type PostChosen,
  planMark,
  planPosting,
  sendAgain,
  updatePosts,
  withdraw,
} from './posting.ts';
import { approvalCard, chosenValue, publishPreview, refusalForm, reportCard } from './publish-cards.ts';
import { type PublishParts, publishForm } from './publish-form.ts';
import { readWord } from './read-proposal.ts';
import { readersOf } from './readers.ts';
import { groupIn } from './recipients.ts';
import { changeAgenda } from './writing-handlers.ts';

type Inputs = Record<string, unknown>;

/** Posting, changing and taking back; each in bulk, and therefore after a preview and a yes. */
export function postingPresses(deps: AgendaDeps) {
  const cards = (context: TurnContext) => cardDeps(deps, context);
  const opens = {
    [agendaVerbs.publish]: onAgenda(deps, async (context, agenda) => ({ card: await formOf(deps, context, agenda) })),
    [agendaVerbs.approveNo]: onApproval(deps, (context, agenda) => ({
      card: refusalForm(cards(context), agenda, approvalPress(deps, agenda)),
    })),
    [agendaVerbs.withdraw]: onAgenda(deps, async (context, agenda) => {
      const texts = textsIn(agenda.language);
      const send = { title: texts.agendaWithdrawYes, verb: agendaVerbs.withdrawYes };
      const text = texts.agendaWithdrawText(currentChannels(agenda).length);
      return { card: yesForm(cards(context), agenda, texts.agendaWithdrawAsk(agenda.title), text, send) };
    }),
  };
  const sends = {
    [agendaVerbs.publishSee]: onAgenda(deps, (context, agenda, _press, inputs) => see(deps, context, agenda, inputs)),
    [agendaVerbs.publishYes]: onAgenda(deps, (context, agenda, press) => confirm(deps, context, agenda, press)),
    [agendaVerbs.updateYes]: onAgenda(deps, (context, agenda, { version }) => update(deps, context, agenda, version)),
    [agendaVerbs.approveNoSend]: onApproval(deps, (context, agenda, press, inputs) => {
      const read = readWord(inputs, guardFor(deps, context));
      if (!('faults' in read)) return decide(deps, context, agenda, { ...press, yes: false, word: read.word });
      const faults = read.faults.map((f) => agendaTextsIn(agenda.language).agendaProposalFaults[f]);
      return { card: refusalForm(cards(context), agenda, approvalPress(deps, agenda), faults) };
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
    [agendaVerbs.approve]: onApproval(deps, (context, agenda, press) =>
      decide(deps, context, agenda, { ...press, yes: true }),
    ),
    ...reportPresses(deps),
  };
  const asMessages = Object.fromEntries(Object.entries(opens).map(([verb, open]) => [verb, asMessage(deps, open)]));
  return { opens, asMessages, sends, presses };
}

async function partsOf(deps: AgendaDeps, context: TurnContext, { kommune, language, body }: Agenda) {
  const [channels, settings] = await Promise.all([
    deps.channelsOf(kommune, language),
    deps.settings.get(kommune, body),
  ]);
  // Four eyes: whoever publishes does not approve.
  const approvers = writersBut(deps.desk.rosterOf(context), personIn(deps, context).objectId);
  const { channels: chosen, approval } = settings;
  return { channels, chosen, approvers, approval, keep: chosen.length === 0 };
}

async function formOf(deps: AgendaDeps, context: TurnContext, agenda: Agenda, more: Partial<PublishParts> = {}) {
  return publishForm(cardDeps(deps, context), agenda, { ...(await partsOf(deps, context, agenda)), ...more });
}

/** "Se før udgivelse": what was chosen is kept, and shown as it will go out. */
async function see(deps: AgendaDeps, context: TurnContext, agenda: Agenda, inputs: Inputs): Promise<PressAnswer> {
  const parts = await partsOf(deps, context, agenda);
  const channels = chosenChannels(parts.channels, inputs).map(({ id, title }) => ({ id, title }));
  const approver = parts.approvers.find((p) => p.objectId === inputs.approver);
  const keep = inputs.keep === 'true' || inputs.keep === true;
  const { when, at, faults } = timeIn(inputs, agenda, deps.clock());
  const texts = textsIn(agenda.language);
  if (channels.length === 0) faults.unshift(texts.agendaChannelsFault);
  if (parts.approval && !approver) faults.push(texts.agendaApproverFault);
  const chosen = channels.map((c) => c.id);
  if (faults.length > 0) {
    const more = { faults, chosen, when, keep, approver: approver?.objectId ?? '' };
    return { card: await formOf(deps, context, agenda, more) };
  }
  if (keep) await deps.settings.change(agenda.kommune, agenda.body, (s) => ({ ...s, channels: chosen }));
  const plan = { channels, ...(at && { at: at.toISOString() }), ...(approver && { approver }) };
  const rule = (a: Agenda) => planPosting(a, plan);
  return changeAgenda(deps, context, agenda, rule, (a) => previewOf(deps, context, a));
}

/** When it is to go out; `at` is undefined for at once. `when`: what may be shown again, for what was not read may hold a name. */
function timeIn(inputs: Inputs, { language, date, start }: Agenda, now: Date) {
  const texts = textsIn(language);
  const when = typeof inputs.when === 'string' ? inputs.when.trim() : '';
  const read = whenIn(when, now);
  if (when === '' || (read.when?.kind === 'now' && read.rest === '')) return { when, faults: [] };
  const at = read.when?.kind === 'at' && read.rest === '' ? read.when.start : undefined;
  // The whole text is a day: it holds no name, and only its hour is missing.
  if (read.fault === 'no-hour' && read.rest === '') return { when, faults: [texts.agendaWhenNoHour] };
  if (!at) return { when: '', faults: [texts.agendaWhenFaults] };
  const begins = instantOf(date, start);
  return { when, at, faults: begins && at > begins ? [texts.agendaWhenLate] : [] };
}

const looksAtOnce = 8;
const looksMilliseconds = 6_000;

async function previewOf(deps: AgendaDeps, context: TurnContext, agenda: Agenda, note = ''): Promise<PressAnswer> {
  const known = new Map((await deps.channelsOf(agenda.kommune, agenda.language)).map((c) => [c.id, c]));
  const look = pLimit(looksAtOnce);
  // Somebody waits: how many can see it is left out where Teams does not say in time.
  const until = Date.now() + looksMilliseconds;
  const seen = (agenda.plan?.channels ?? []).map(({ id, title }) =>
    look(async () => {
      const audience = Date.now() < until ? await deps.audienceOf(agenda.kommune, id) : undefined;
      return { ...{ name: title, ...known.get(id), id, title }, ...(audience && { audience }) };
    }),
  );
  return { card: publishPreview(cardDeps(deps, context), agenda, await Promise.all(seen), deps.clock(), note) };
}

/** "Udgiv nu" and "Planlæg": only what was shown; what has changed since is shown again. */
async function confirm(
  deps: AgendaDeps,
  context: TurnContext,
  agenda: Agenda,
  { plan: shown, atOnce }: Pick<AgendaPress, 'plan' | 'atOnce'>,
): Promise<PressAnswer> {
  const texts = textsIn(agenda.language);
  const by = personIn(deps, context);
  // Pressed twice: it is on its way already.
  const isConfirmed = (a: Agenda) => a.publishAt !== undefined || a.state === 'posted';
  if (!isConfirmed(agenda) && agenda.plan) {
    const { version: _, ...plan } = agenda.plan;
    if (shown !== planMark(agenda) || !isCurrent(agenda)) {
      const again = await deps.agendas.change(agenda.kommune, agenda.id, (a) => planPosting(a, plan));
      if (again && !isRefusal(again)) return previewOf(deps, context, again.agenda, texts.agendaPreviewOld);
    }
    const { approval } = await deps.settings.get(agenda.kommune, agenda.body);
    if (plan.approver?.objectId === by.objectId || (approval && !plan.approver)) {
      const more = { faults: [texts.agendaApproverFault], chosen: plan.channels.map((c) => c.id) };
      return { card: await formOf(deps, context, agenda, more) };
    }
  }
  const rule = (a: Agenda): Agenda | Refusal => {
    if (isConfirmed(a)) return a;
    if (a.plan && shown !== planMark(a)) return { refused: 'changed' };
    return confirmPosting(atOnce ? withoutTime(a) : a, deps.clock(), by);
  };
  const confirmed = await deps.agendas.change(agenda.kommune, agenda.id, rule);
  if (!confirmed) return { text: texts.agendaGone };
  if (isRefusal(confirmed)) return { text: agendaTextsIn(agenda.language).agendaRefusals[confirmed.refused] };
  await deps.nudge(agenda.kommune, agenda.id, workersFor(confirmed.agenda));
  return done(deps, agenda, confirmedText(confirmed.agenda));
}

/** "Udgiv nu" on a preview with a time. */
function withoutTime(agenda: Agenda): Agenda {
  if (!agenda.plan) return agenda;
  const { at: _, ...plan } = agenda.plan;
  return { ...agenda, plan };
}

function confirmedText(agenda: Agenda): string {
  const { plan, publishAt, approval, language } = agenda;
  const texts = textsIn(language);
  if (isAsked(agenda)) return texts.agendaWaitsFor(approval!.of.name);
  return plan?.at && publishAt ? texts.agendaPlanned(spokenTime(publishAt, language)) : texts.agendaPublishing;
}

/** What stands in the place of a question once it is answered. */
function done({ forms }: AgendaDeps, { language }: Agenda, title: string): PressAnswer {
  return forms === 'dialog' ? { text: title } : { card: noticeCard({ title }, language) };
}

/** "Opdater opslagene": only what was shown. A large change needs the yes of another, where the body's agendas do. */
async function update(deps: AgendaDeps, context: TurnContext, agenda: Agenda, shown?: number): Promise<PressAnswer> {
  const texts = textsIn(agenda.language);
  if (agenda.version !== shown) {
    const preview = updatePreview(cardDeps(deps, context), agenda);
    return { card: { ...preview, data: { ...preview.data, warning: texts.agendaPreviewOld } } };
  }
  const { approval } = await deps.settings.get(agenda.kommune, agenda.body);
  const approver = approval && isLargeUpdate(agenda) ? approverBut(deps, context, agenda) : undefined;
  const rule = (a: Agenda): Agenda | Refusal => {
    if (a.version !== shown) return { refused: 'changed' };
    return approver ? askApproval(a, approver, 'update', deps.clock()) : updatePosts(a, deps.clock(), sayChanges(a));
  };
  return bulk(deps, context, agenda, rule, approver ? texts.agendaWaitsFor(approver.name) : texts.agendaUpdating);
}

const sayChanges = (agenda: Agenda) => (changes: AgendaChanges) => changeLines(changes, agenda.language);

/** Whoever approved it before, or its author, or the first who can: but never whoever presses. */
function approverBut(deps: AgendaDeps, context: TurnContext, { approval, author }: Agenda) {
  const able = writersBut(deps.desk.rosterOf(context), personIn(deps, context).objectId);
  const known = [approval?.of, author].flatMap((p) => able.find((a) => a.objectId === p?.objectId) ?? []);
  return known[0] ?? able[0];
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
    return done(deps, a, title);
  });
}

const approvalPress = ({ signer }: AgendaDeps, { kommune, id, version }: Agenda) =>
  signer.sign(agendaPurposes.approve, { kommune, id, version } satisfies AgendaPress);

/** A press of whoever was asked to approve: role and agenda are looked up anew, whatever the card said. */
function onApproval(
  deps: AgendaDeps,
  handle: (
    context: TurnContext,
    agenda: Agenda,
    press: { by: string; version: number },
    inputs: Inputs,
  ) => PressAnswer | Promise<PressAnswer>,
): PressHandler {
  return async (context, token, inputs) => {
    const press = deps.signer.read(agendaPurposes.approve, token) as AgendaPress | undefined;
    const { kommune, objectId = '' } = deps.desk.callerOf(context);
    const language = languageOf(deps, context);
    if (!press || press.kommune !== kommune) return { text: textsIn(language).oldPress };
    const agenda = await deps.agendas.get(kommune, press.id);
    if (!agenda) return { text: textsIn(language).agendaGone };
    if (agenda.approval?.of.objectId !== objectId) return { text: textsIn(language).notYours };
    const refusal = await whyNoWriter(deps, context, language);
    return refusal ? { text: refusal } : handle(context, agenda, { by: objectId, version: press.version ?? 0 }, inputs);
  };
}

/** The yes or no to the version that was shown; of another one they are shown it first. */
async function decide(
  deps: AgendaDeps,
  context: TurnContext,
  agenda: Agenda,
  answer: { by: string; version: number; yes: boolean; word?: string },
): Promise<PressAnswer> {
  const texts = textsIn(agenda.language);
  const now = deps.clock();
  const card = (a: Agenda, note = '') => approvalCard(cardDeps(deps, context), a, now, answer.by, true, note);
  const decided = await deps.agendas.change(agenda.kommune, agenda.id, (a) => {
    const next = decideApproval(a, answer, now);
    const updates = !isRefusal(next) && next !== a && answer.yes && next.approval?.what === 'update';
    return updates ? updatePosts(next, now, sayChanges(next)) : next;
  });
  if (!decided) return { text: texts.agendaGone };
  if (isRefusal(decided))
    return decided.refused === 'changed'
      ? { card: card((await deps.agendas.get(agenda.kommune, agenda.id)) ?? agenda, texts.agendaApproveChanged) }
      : { text: texts.agendaApproveDone.over };
  await deps.nudge(agenda.kommune, agenda.id, workersFor(decided.agenda));
  return { card: card(decided.agenda) };
}

/** What became of each post, and what the author decides about those of which nobody knows. */
function reportPresses(deps: AgendaDeps) {
  const reportOf = async (agenda: Agenda) => deliveryReport(agenda, await deps.deliveriesOf(agenda.kommune, agenda.id));
  const report = async (context: TurnContext, agenda: Agenda): Promise<PressAnswer> => {
    const [posts, readers] = await Promise.all([reportOf(agenda), readersIn(deps, context, agenda)]);
    return { card: reportCard(cardDeps(deps, context), agenda, posts, readers) };
  };
  // Only of a post that somebody has to look for: one that stands there is never sent again.
  const decideOn = (rule: (agenda: Agenda, post: PostChosen, now: Date) => Agenda | Refusal) =>
    onAgenda(deps, async (context, agenda, _press, { channel }) => {
      const post = (await reportOf(agenda)).find((p) => isTrouble(p) && chosenValue(p) === channel);
      if (!post) return report(context, agenda);
      const change = (a: Agenda) => rule(a, post, deps.clock());
      return changeAgenda(deps, context, agenda, change, (a) => report(context, a));
    });
  return {
    // The author's card stays as it is: the report is a message of its own, and changes in place from then on.
    [agendaVerbs.reportOpen]: asMessage(deps, onAgenda(deps, report)),
    [agendaVerbs.report]: onAgenda(deps, report),
    [agendaVerbs.reportAgain]: decideOn(sendAgain),
    [agendaVerbs.reportThere]: decideOn(confirmThere),
    [agendaVerbs.nudge]: onAgenda(deps, async (context, agenda, { times = 0 }) => {
      const { missing } = await readersIn(deps, context, agenda);
      const rule = (a: Agenda) => nudgeReaders(a, missing, times, deps.clock());
      return changeAgenda(deps, context, agenda, rule, (a) => report(context, a));
    }),
  };
}

/** Who has read what was posted, and who of the body has not. */
async function readersIn({ reads, desk }: AgendaDeps, context: TurnContext, agenda: Agenda) {
  const { kommune, id, body } = agenda;
  return readersOf(agenda, await reads.list(kommune, id), groupIn(desk.rosterOf(context), body));
}
