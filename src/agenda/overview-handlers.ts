import type { TurnContext } from 'botbuilder';
import { commandOf } from '../language/commands.ts';
import { dayOf } from '../language/dates.ts';
import { textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import type { Language } from '../structure/structure.ts';
import type { PressAnswer } from '../teams/routes.ts';
import type { Agenda } from './agenda.ts';
import { agendaCard } from './agenda-cards.ts';
import { type AgendaDeps, cardDeps, onAgenda, whyNoWriter } from './agenda-deps.ts';
import { type AgendaFileKind, type AgendaFilePress, fileLinkMilliseconds } from './agenda-files.ts';
import { agendaPurposes, agendaVerbs } from './agenda-verbs.ts';
import { headingOf } from './heading.ts';
import { listCard, publicListCard, soonestFirst, yearCard, yearsShown } from './overview-cards.ts';
import { currentChannels } from './posting.ts';
import { isMetBy, isOpenForProposals } from './proposal-rules.ts';
import { onSettings, settingsPresses } from './settings-handlers.ts';
import { bodyPlans, unagreedOf, yearOf } from './year-plan.ts';

interface ListTexts {
  title: string;
  text?: string;
  /** What is said when there are none. */
  none: string;
}

/** "mine dagsordener": those of whoever asks, with the year and the settings of bodies beside them. */
export function showMine(deps: AgendaDeps, context: TurnContext): Promise<void> {
  const { objectId } = deps.desk.callerOf(context);
  const texts = textsOf(context);
  const said = { title: texts.agendaMine, none: texts.agendaMineNone };
  return showToWriter(deps, context, (a) => a.author.objectId === objectId, said);
}

/** "skriv referat": the meetings that were, or of which minutes are being written, each to be opened. */
export function showForMinutes(deps: AgendaDeps, context: TurnContext): Promise<void> {
  const today = dayOf(deps.clock());
  const texts = textsOf(context);
  const isHeld = (a: Agenda) => a.state === 'minuted' || (a.state === 'posted' && a.date <= today);
  const said = { title: texts.agendaWriteMinutes, text: texts.agendaMinutesHow, none: texts.agendaMinutesNone };
  return showToWriter(deps, context, isHeld, said);
}

async function showToWriter(
  deps: AgendaDeps,
  context: TurnContext,
  isListed: (agenda: Agenda) => boolean,
  { title, text = '', none }: ListTexts,
): Promise<void> {
  const { desk } = deps;
  const { language } = commandOf(context.activity.text ?? '')!;
  const refusal = await whyNoWriter(deps, context, language);
  if (refusal) return desk.say(context, refusal);
  await desk.remember(context);
  const shown = (await agendasOf(deps, context)).filter(isListed);
  const card = listCard(cardDeps(deps, context), shown, { language, title, text: shown.length > 0 ? text : none });
  await desk.sendPrivately(context, card);
}

/** "foreslå punkt": the agendas that take items now, each with its button. */
export async function showForProposals(deps: AgendaDeps, context: TurnContext): Promise<void> {
  const texts = textsOf(context);
  const { desk } = deps;
  if (!desk.callerOf(context).objectId) return desk.say(context, texts.nobodyKnown);
  const isOpen = (a: Agenda) => isOpenForProposals(a, deps.clock());
  const shown = (await agendasOf(deps, context)).filter((a) => isOpen(a) && isSeenBy(deps, context, a));
  const said = { title: texts.agendaPropose, text: texts.agendaProposeHow, none: texts.agendaFromMessageNone };
  await desk.sendPrivately(context, publicCard(deps, context, shown, said, ['propose']));
}

/** "årshjul": the year, for whoever writes. */
export async function showYear(deps: AgendaDeps, context: TurnContext): Promise<void> {
  const { language } = commandOf(context.activity.text ?? '')!;
  const refusal = await whyNoWriter(deps, context, language);
  if (refusal) return deps.desk.say(context, refusal);
  await deps.desk.sendPrivately(context, await yearOverview(deps, context, language));
}

/** "dagsordener": in a channel those that stand there; elsewhere all that are to come, for whoever writes. */
export async function showHere(deps: AgendaDeps, context: TurnContext): Promise<void> {
  const { language } = commandOf(context.activity.text ?? '')!;
  const texts = textsIn(language);
  const said = { title: texts.agendaHere, none: texts.agendaHereNone };
  const channel = deps.channelIn(context);
  if (channel) return showInChannel(deps, context, channel, said);
  const today = dayOf(deps.clock());
  if ((await whyNoWriter(deps, context, language)) === undefined)
    return showToWriter(deps, context, (a) => a.state !== 'approved' || a.date >= today, said);
  const posted = (await agendasOf(deps, context)).filter((a) => a.state === 'posted' && isSeenBy(deps, context, a));
  await deps.desk.sendPrivately(context, publicCard(deps, context, posted, said, ['open', 'propose']));
}

/** The agendas of this channel's bodies: those posted here, and those of bodies whose agendas are posted here. */
async function showInChannel(deps: AgendaDeps, context: TurnContext, channel: string, said: ListTexts) {
  const { kommune } = deps.desk.callerOf(context);
  const [agendas, settings] = await Promise.all([agendasOf(deps, context), deps.settings.list(kommune)]);
  const saved = new Set(settings.filter((s) => s.channels.includes(channel)).map((s) => s.body));
  const isHere = (a: Agenda) => currentChannels(a).some((c) => c.channel.id === channel);
  // Nothing reaches a channel but what was posted.
  const open = (a: Agenda) => a.state === 'posted' || a.state === 'minuted' || a.state === 'approved';
  const here = agendas.filter((a) => open(a) && (isHere(a) || saved.has(a.body)));
  await deps.desk.send(context, publicCard(deps, context, here, said, ['open']));
}

function publicCard(
  deps: AgendaDeps,
  context: TurnContext,
  agendas: Agenda[],
  { title, text = '', none }: ListTexts,
  offers: ('open' | 'propose')[],
): CardMessage {
  const { language } = commandOf(context.activity.text ?? '')!;
  const said = { language, title, text: agendas.length > 0 ? text : none, offers };
  return publicListCard(cardDeps(deps, context), agendas, said, (a) => isOpenForProposals(a, deps.clock()));
}

function textsOf(context: TurnContext) {
  return textsIn(commandOf(context.activity.text ?? '')!.language);
}

async function agendasOf(deps: AgendaDeps, context: TurnContext): Promise<Agenda[]> {
  const { kommune } = deps.desk.callerOf(context);
  return soonestFirst(await deps.agendas.list(kommune), dayOf(deps.clock()));
}

/** Guests see no channel but those that they are in; here they are in none. */
function isSeenBy({ desk }: AgendaDeps, context: TurnContext, agenda: Agenda): boolean {
  const { objectId = '', guest } = desk.callerOf(context);
  return isMetBy(agenda, objectId, guest ? {} : undefined);
}

export function overviewPresses(deps: AgendaDeps) {
  return {
    [agendaVerbs.show]: onAgenda(deps, async (context, agenda) => ({
      card: agendaCard(cardDeps(deps, context), agenda),
    })),
    [agendaVerbs.export]: onAgenda(deps, (context, agenda) => sendExport(deps, context, agenda)),
    [agendaVerbs.year]: onSettings(deps, async (context, { language }) => ({
      card: await yearOverview(deps, context, language),
    })),
    ...settingsPresses(deps),
  };
}

/** Links to the agenda and its minutes as files, in the chat of whoever writes: closed items are in them. */
async function sendExport(deps: AgendaDeps, context: TurnContext, agenda: Agenda): Promise<PressAnswer> {
  const { kommune, id, language } = agenda;
  const texts = textsIn(language);
  const base = deps.publicUrl();
  if (!base) return { text: texts.agendaNoAddress };
  const until = deps.clock().getTime() + fileLinkMilliseconds;
  const link = (title: string, kind: AgendaFileKind) => ({
    title,
    url: `${base}/fil/${deps.signer.sign(agendaPurposes.file, { kommune, id, kind, until } satisfies AgendaFilePress)}`,
  });
  const links = [
    link(texts.agendaWordFile, 'word'),
    link(texts.agendaMarkdown, 'markdown'),
    ...(agenda.minutes
      ? [link(texts.agendaMinutesWord, 'minutes-word'), link(texts.agendaMinutesMarkdown, 'minutes-markdown')]
      : []),
    link(texts.agendaCalendar, 'calendar'),
  ];
  const card = noticeCard(
    { lead: headingOf(agenda), title: texts.agendaExport, text: texts.agendaExportText, links },
    language,
  );
  const where = await deps.desk.writePrivately(context, card);
  return { text: where === 'nowhere' ? texts.noOwnChat : texts.agendaBelow };
}

async function yearOverview(deps: AgendaDeps, context: TurnContext, language: Language): Promise<CardMessage> {
  const { kommune } = deps.desk.callerOf(context);
  const today = dayOf(deps.clock());
  const [settings, agendas] = await Promise.all([deps.settings.list(kommune), deps.agendas.list(kommune)]);
  const plans = bodyPlans(deps.desk.structureOf(context), settings);
  const years = yearsShown(today).map((year) => {
    const meetings = yearOf(plans, agendas, year);
    return { year, meetings, unagreed: unagreedOf(plans, meetings, year) };
  });
  const picture = await deps.yearPictureUrl(kommune, years.at(-1)!.year, language);
  return yearCard(cardDeps(deps, context), { today, years, picture, language });
}
