import type { TurnContext } from 'botbuilder';
import { type FormInput, formCard } from '../form-card.ts';
import { commandOf } from '../language/commands.ts';
import { dayOf, spokenDay } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import { textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import { contactOf, type Language, type Structure, titleOf } from '../structure/structure.ts';
import type { PressAnswer, PressHandler } from '../teams/routes.ts';
import type { Agenda } from './agenda.ts';
import { agendaCard, statusText } from './agenda-cards.ts';
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
import { type AgendaFileKind, type AgendaFilePress, fileLinkMilliseconds } from './agenda-files.ts';
import { headingOf } from './agenda-forms.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { type AgendaPress, agendaPurposes, agendaVerbs } from './agenda-verbs.ts';
import type { BodySettings } from './body-settings.ts';
import { bodiesOf } from './find-body.ts';
import { currentChannels } from './posting.ts';
import { readMeetings } from './read-meetings.ts';
import { readTemplate, templateText } from './read-template.ts';
import { checkPlace } from './read-text.ts';
import { templateOf } from './templates.ts';
import { spokenClock } from './times.ts';
import { bodyPlans, yearOf } from './year-plan.ts';

const mostListed = 15;
const mostButtons = 4;
const longestDates = 1_000;

/** "mine dagsordener": those of whoever asks, with the year and the settings of bodies beside them. */
export async function showMine(deps: AgendaDeps, context: TurnContext): Promise<void> {
  const { desk } = deps;
  const { language } = commandOf(context.activity.text ?? '')!;
  const refusal = await whyNoWriter(deps, context, language);
  if (refusal) return desk.say(context, refusal);
  await desk.remember(context);
  const { kommune, objectId } = desk.callerOf(context);
  const mine = latestFirst((await deps.agendas.list(kommune)).filter((a) => a.author.objectId === objectId));
  const texts = textsIn(language);
  await desk.sendPrivately(context, listCard(deps, mine, language, texts.agendaMine, texts.agendaMineNone, true));
}

/** "dagsordener": in a channel those that stand there; elsewhere all that are to come, for whoever writes. */
export async function showHere(deps: AgendaDeps, context: TurnContext): Promise<void> {
  const { desk } = deps;
  const { language } = commandOf(context.activity.text ?? '')!;
  const { kommune } = desk.callerOf(context);
  const texts = textsIn(language);
  const all = latestFirst(await deps.agendas.list(kommune));
  const channel = deps.channelIn(context);
  if (channel) return showInChannel(deps, context, all, channel, language);
  const writes = (await whyNoWriter(deps, context, language)) === undefined;
  const today = dayOf(deps.clock());
  const shown = writes
    ? all.filter((a) => a.state !== 'approved' || a.date >= today)
    : all.filter((a) => a.state === 'posted');
  if (writes)
    return desk.sendPrivately(context, listCard(deps, shown, language, texts.agendaHere, texts.agendaHereNone, true));
  const lines = shown.slice(0, mostListed).map((a) => `**${headingOf(a)}**`);
  await desk.sendPrivately(
    context,
    noticeCard(
      { title: texts.agendaHere, text: lines.length === 0 ? texts.agendaHereNone : '', groups: [{ label: '', lines }] },
      language,
    ),
  );
}

/** The agendas of this channel's bodies: those posted here, and those of bodies whose agendas are posted here. */
async function showInChannel(
  deps: AgendaDeps,
  context: TurnContext,
  all: Agenda[],
  channel: string,
  language: Language,
) {
  const { kommune } = deps.desk.callerOf(context);
  const texts = textsIn(language);
  const saved = new Set(
    (await deps.settings.list(kommune)).filter((s) => s.channels.includes(channel)).map((s) => s.body),
  );
  const isHere = (a: Agenda) => currentChannels(a).some((c) => c.channel.id === channel);
  // Nothing reaches a channel but what was posted.
  const open = (a: Agenda) => a.state === 'posted' || a.state === 'minuted' || a.state === 'approved';
  const here = all.filter((a) => open(a) && (isHere(a) || saved.has(a.body)));
  const lines = here
    .slice(0, mostListed)
    .map((a) => `**${headingOf(a)}**: ${agendaTextsIn(language).agendaStates[a.state]}`);
  const presses = here.slice(0, mostButtons).map((a) => ({
    title: texts.agendaOpenOne(headingOf(a)),
    verb: agendaVerbs.page,
    press: deps.signer.sign(agendaPurposes.channel, { kommune, id: a.id, page: 1 }),
  }));
  await deps.desk.send(
    context,
    noticeCard(
      {
        title: texts.agendaHere,
        text: lines.length === 0 ? texts.agendaHereNone : '',
        groups: [{ label: '', lines }],
        presses,
      },
      language,
    ),
  );
}

function latestFirst(agendas: Agenda[]): Agenda[] {
  return agendas.toSorted((a, b) => (`${a.date} ${a.start}` < `${b.date} ${b.start}` ? 1 : -1));
}

function listCard(
  deps: AgendaDeps,
  agendas: Agenda[],
  language: Language,
  title: string,
  none: string,
  year: boolean,
): CardMessage {
  const texts = textsIn(language);
  const line = (a: Agenda) => `**${headingOf(a)}**: ${statusText(a, textsIn(language))}`;
  const opens = agendas.slice(0, mostButtons).map((a) => ({
    title: texts.agendaOpenOne(headingOf(a)),
    verb: agendaVerbs.show,
    press: deps.signer.sign(agendaPurposes.manage, { kommune: a.kommune, id: a.id } satisfies AgendaPress),
  }));
  const press = deps.signer.sign(agendaPurposes.settings, { language });
  const more = year
    ? [
        { title: texts.agendaYearButton, verb: agendaVerbs.year, press },
        { title: texts.agendaRhythmButton, verb: agendaVerbs.settings, press },
      ]
    : [];
  return noticeCard(
    {
      title,
      text: agendas.length === 0 ? none : '',
      groups: [{ label: '', lines: agendas.slice(0, mostListed).map(line) }],
      presses: [...opens, ...more],
    },
    language,
  );
}

export function overviewPresses(deps: AgendaDeps) {
  const settings = onSettings(deps, async (context, { language }) => ({ card: bodyChoice(deps, context, language) }));
  return {
    [agendaVerbs.show]: onAgenda(deps, async (context, agenda) => ({
      card: agendaCard(cardDeps(deps, context), agenda),
    })),
    [agendaVerbs.export]: onAgenda(deps, (context, agenda) => sendExport(deps, context, agenda)),
    [agendaVerbs.year]: onSettings(deps, async (context, { language }) => ({
      card: await yearCard(deps, context, language),
    })),
    [agendaVerbs.settings]: asMessage(deps, settings),
    [agendaVerbs.settingsNext]: onSettings(deps, async (context, { language }, inputs) => {
      const body = bodiesOf(deps.desk.structureOf(context)).find((b) => b.id === inputs.body)?.id;
      if (!body) return { text: textsIn(language).agendaBodyFault };
      const { kommune } = deps.desk.callerOf(context);
      return { card: settingsForm(deps, context, await deps.settings.get(kommune, body), language) };
    }),
    [agendaVerbs.settingsSend]: onSettings(deps, (context, press, inputs) =>
      sendSettings(deps, context, press, inputs),
    ),
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

interface SettingsPress {
  language: Language;
  body?: string;
}

type SettingsHandler = (
  context: TurnContext,
  press: SettingsPress,
  inputs: Record<string, unknown>,
) => Promise<PressAnswer>;

function onSettings(deps: AgendaDeps, handle: SettingsHandler): PressHandler {
  return async (context, token, inputs) => {
    const press = deps.signer.read(agendaPurposes.settings, token) as SettingsPress | undefined;
    if (!press) return { text: textsIn(languageOf(deps, context)).oldPress };
    const refusal = await whyNoWriter(deps, context, press.language);
    return refusal ? { text: refusal } : handle(context, press, inputs);
  };
}

/** The meetings of this year and the next, as a picture and as a list. */
async function yearCard(deps: AgendaDeps, context: TurnContext, language: Language): Promise<CardMessage> {
  const structure = deps.desk.structureOf(context);
  const { kommune } = deps.desk.callerOf(context);
  const today = dayOf(deps.clock());
  const year = Number(today.slice(0, 4)) + (today.slice(5) >= '11-01' ? 1 : 0);
  const [settings, agendas] = await Promise.all([deps.settings.list(kommune), deps.agendas.list(kommune)]);
  const meetings = yearOf(bodyPlans(structure, settings), agendas, year);
  const texts = textsIn(language);
  const agendaTexts = agendaTextsIn(language);
  const groups = agendaTexts.agendaMonths.map((month, i) => ({
    label: month,
    lines: monthLines(
      meetings.filter((m) => Number(m.date.slice(5, 7)) === i + 1),
      structure,
      language,
    ),
  }));
  const picture = await deps.yearPictureUrl(kommune, year, language);
  return noticeCard(
    {
      title: agendaTexts.agendaYear(year, structure.name),
      ...(picture && { picture: { url: picture, alt: texts.agendaYearAlt } }),
      groups,
      small: agendaTexts.agendaYearSummer,
    },
    language,
  );
}

/** One line for each body that meets in a month; a weekly one is not listed day by day. */
function monthLines(meetings: ReturnType<typeof yearOf>, structure: Structure, language: Language): string[] {
  const texts = textsIn(language);
  return [...Map.groupBy(meetings, (m) => m.body)].map(([body, held]) => {
    const days = held.map((m) => Number(m.date.slice(8)));
    const [first] = held;
    const title = asPlain(titleOf(structure, body));
    if (held.length === 1)
      return texts.agendaYearLine(spokenDay(first!.date, language), spokenClock(first!.start), title);
    return texts.agendaYearLine(days.map((d) => `${d}.`).join(', '), spokenClock(first!.start), title);
  });
}

function bodyChoice(deps: AgendaDeps, context: TurnContext, language: Language): CardMessage {
  const texts = textsIn(language);
  const choices = bodiesOf(deps.desk.structureOf(context)).map((b) => ({ title: b.title, value: b.id }));
  const press = deps.signer.sign(agendaPurposes.settings, { language } satisfies SettingsPress);
  return formCard(
    {
      title: texts.agendaSettingsTitle,
      lead: texts.agendaSettingsDrafts,
      inputs: [
        { kind: 'choice', id: 'body', label: texts.agendaSettingsChoose, value: choices[0]?.value ?? '', choices },
      ],
      sends: [{ title: texts.agendaSettingsNext, verb: agendaVerbs.settingsNext, press }],
      dialog: false,
    },
    language,
  );
}

/** How a body meets and what its agendas begin with, as it is now. */
function settingsForm(
  deps: AgendaDeps,
  context: TurnContext,
  settings: BodySettings,
  language: Language,
  given?: Record<string, unknown>,
  faults: string[] = [],
): CardMessage {
  const texts = textsIn(language);
  const structure = deps.desk.structureOf(context);
  const plan = bodyPlans(structure, [settings]).find((p) => p.body === settings.body);
  const rhythm = plan?.rhythm;
  const shown = (name: string, value: string) => (typeof given?.[name] === 'string' ? (given[name] as string) : value);
  const weekdays = texts.weekdays.slice(0, 5).map((title, i) => ({ title, value: String(i + 1) }));
  const weeks = [1, 2, 3, 4, 5].map((n) => ({
    title: n === 5 ? texts.agendaWeeks.last : texts.agendaWeeks[n as 1],
    value: String(n),
  }));
  const rhythms = Object.entries(agendaTextsIn(language).agendaRhythms).map(([value, title]) => ({ title, value }));
  const template = templateOf(structure, settings.body, language, settings.template);
  const text = (id: string, label: string, value: string, most = 60): FormInput => ({
    kind: 'text',
    id,
    label,
    value: shown(id, value),
    most,
  });
  const inputs: FormInput[] = [
    {
      kind: 'choice',
      id: 'rhythm',
      label: texts.agendaSettingsRhythm,
      value: shown('rhythm', rhythm?.kind ?? 'quarterly'),
      choices: rhythms,
    },
    {
      kind: 'choice',
      id: 'weekday',
      label: texts.agendaSettingsWeekday,
      value: shown('weekday', String(rhythm && 'weekday' in rhythm ? rhythm.weekday : 2)),
      choices: weekdays,
    },
    {
      kind: 'choice',
      id: 'week',
      label: texts.agendaSettingsWeek,
      value: shown('week', String(rhythm && 'week' in rhythm ? rhythm.week : 2)),
      choices: weeks,
    },
    text('months', texts.agendaSettingsMonths, rhythm && 'months' in rhythm ? rhythm.months.join(', ') : ''),
    text('dates', texts.agendaSettingsDates, rhythm?.kind === 'dates' ? rhythm.dates.join(', ') : '', longestDates),
    text('start', texts.agendaSettingsStart, spokenClock(plan?.start ?? '09:00')),
    text('minutes', texts.agendaSettingsMinutes, String(plan?.minutes ?? 90)),
    text('place', texts.agendaSettingsPlace, plan?.place ?? '', 200),
    {
      ...text('template', texts.agendaSettingsTemplate, templateText(template.items, language), 6_000),
      multiline: true,
    } as FormInput,
    {
      kind: 'toggle',
      id: 'approval',
      label: texts.agendaSettingsApproval,
      value: given ? given.approval === 'true' : settings.approval,
    },
  ];
  const press = deps.signer.sign(agendaPurposes.settings, { language, body: settings.body } satisfies SettingsPress);
  return formCard(
    {
      title: texts.agendaSettingsFor(contactOf(structure, settings.body).title),
      lead: texts.agendaSettingsDrafts,
      faults,
      inputs,
      sends: [{ title: texts.agendaSave, verb: agendaVerbs.settingsSend, press }],
      dialog: false,
    },
    language,
  );
}

async function sendSettings(
  deps: AgendaDeps,
  context: TurnContext,
  { language, body }: SettingsPress,
  inputs: Record<string, unknown>,
): Promise<PressAnswer> {
  const texts = textsIn(language);
  const agendaTexts = agendaTextsIn(language);
  const { kommune } = deps.desk.callerOf(context);
  if (!body) return { text: texts.oldPress };
  const guard = guardFor(deps, context);
  const meetings = readMeetings(inputs, guard, dayOf(deps.clock()));
  const template = readTemplate(inputs, guard);
  const faults = [
    ...('faults' in meetings ? meetings.faults.map((f) => agendaTexts.agendaRhythmFaults[f]) : []),
    ...('faults' in template
      ? template.faults.map((f) => agendaTexts.agendaTemplateFaultAt(f.line, agendaTexts.agendaTemplateFaults[f.fault]))
      : []),
  ];
  const before = await deps.settings.get(kommune, body);
  if ('faults' in meetings || 'faults' in template) {
    // What was refused or not looked at may hold a name: in its place stands what is kept.
    const { template: written, ...rest } = inputs;
    const harmless = Object.entries(rest).filter(
      ([, value]) => typeof value === 'string' && 'text' in checkPlace(value, longestDates, guard),
    );
    const given = { ...Object.fromEntries(harmless), ...(!('faults' in template) && { template: written }) };
    return { card: settingsForm(deps, context, before, language, given, faults) };
  }
  const { structure, now } = { structure: deps.desk.structureOf(context), now: deps.clock() };
  const standard = templateText(templateOf(structure, body, language).items, language);
  const own = templateText(template.items, language) === standard ? undefined : template.items;
  await deps.settings.change(kommune, body, ({ template: _, ...s }) => ({
    ...s,
    ...(own && { template: own }),
    ...{ meetings: meetings.meetings, approval: inputs.approval === 'true' || inputs.approval === true },
    ...{ changedBy: personIn(deps, context), changedAt: now.toISOString() },
  }));
  return {
    card: noticeCard(
      { lead: contactOf(structure, body).title, title: texts.agendaSaved, text: texts.agendaSettingsDrafts },
      language,
    ),
  };
}
