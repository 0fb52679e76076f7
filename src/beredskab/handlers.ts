import type { TurnContext } from 'botbuilder';
import { commandOf } from '../language/commands.ts';
import { spokenDay } from '../language/dates.ts';
import { textsIn } from '../language/texts.ts';
import { noticeCard, type Press } from '../notice-card.ts';
import type { Language } from '../structure/structure.ts';
import type { PressHandler, Routes } from '../teams/routes.ts';
import { answer } from './answer-rules.ts';
import { type Beredskab, isOver, type PersonAnswer, personOfNumber } from './beredskab.ts';
import { callCard } from './call-card.ts';
import {
  confirmConvening,
  editConvening,
  openConvening,
  previewConvening,
  startConvening,
} from './convening-handlers.ts';
import { logAsWord, logDocument } from './event-log.ts';
import { type BeredskabDeps, oldPress, statusDeps, surroundings, whyNot } from './handler-deps.ts';
import { asMessage, managingForms, managingSends, onCard, onManage } from './manage-handlers.ts';
import { endSeries, type Series, skip } from './series.ts';
import { type CallPress, purposes, beredskabVerbs as verbs } from './verbs.ts';
import { kindTitle, whenText } from './wording.ts';

/** What co-ordinators and those who are called write and press about beredskaber. */
export function beredskabRoutes(deps: BeredskabDeps): Routes {
  const card = onCard(deps);
  const forms = managingForms(deps);
  const sends = managingSends(deps);
  const convening = {
    [verbs.preview]: previewConvening(deps),
    [verbs.convene]: confirmConvening(deps),
    [verbs.edit]: editConvening(deps),
  };
  const sent = {
    [verbs.moreSend]: sends.moreSend,
    [verbs.moveSend]: sends.moveSend,
    [verbs.cancelYes]: sends.cancelYes,
    [verbs.closeSend]: sends.closeSend,
  };
  const opened = {
    [verbs.more]: forms.more,
    [verbs.move]: forms.move,
    [verbs.cancel]: forms.cancel,
    [verbs.close]: forms.close,
  };
  const openedAsMessages = Object.entries(opened).map(([verb, open]) => [verb, asMessage(deps, open)]);
  return {
    messages: [
      { matches: (text) => commandOf(text)?.name === 'convene', handle: (context) => startConvening(deps, context) },
      { matches: (text) => commandOf(text)?.name === 'my-beredskaber', handle: (context) => showMine(deps, context) },
    ],
    presses: {
      ...convening,
      ...sent,
      ...Object.fromEntries(openedAsMessages),
      [verbs.coming]: answering(deps, 'coming'),
      [verbs.notComing]: answering(deps, 'not-coming'),
      [verbs.deputy]: answering(deps, 'deputy'),
      [verbs.nudge]: card.nudge,
      [verbs.tickComing]: card.tickComing,
      [verbs.tickNotComing]: card.tickNotComing,
      [verbs.link]: card.link,
      [verbs.show]: card.show,
      [verbs.log]: sendLog(deps),
      [verbs.skip]: onSeries(deps, (series, day, now) => skip(series, day, now)),
      [verbs.endSeries]: onSeries(deps, (series, _day, now) => endSeries(series, now)),
    },
    dialogs: {
      opens: { [verbs.open]: openConvening(deps), ...opened },
      submits: { ...convening, ...sent },
    },
  };
}

/** The answer of somebody who is called: only their own, looked up anew. */
function answering(deps: BeredskabDeps, said: PersonAnswer): PressHandler {
  return async (context, token) => {
    const { kommune, objectId, language = 'da' } = deps.desk.callerOf(context);
    const texts = textsIn(language);
    const press = deps.signer.read(purposes.call, token) as CallPress | undefined;
    if (!press || press.kommune !== kommune) return oldPress(deps, context);
    const theirs = (b: Beredskab) => objectId !== undefined && personOfNumber(b, press.person)?.objectId === objectId;
    const changed = await deps.store.change(kommune, press.id, (beredskab) =>
      theirs(beredskab)
        ? answer(beredskab, press.person, said, surroundings(deps, context))
        : { refused: 'not-theirs' },
    );
    if (!changed) return { text: texts.beredskabGone };
    if ('refused' in changed && changed.refused === 'not-theirs') return { text: texts.notYours };
    if ('item' in changed) await deps.nudge(kommune, press.id);
    const beredskab = 'item' in changed ? changed.item : await deps.store.get(kommune, press.id);
    const person = beredskab && personOfNumber(beredskab, press.person);
    if (!person) return { text: texts.beredskabGone };
    return {
      card: callCard(statusDeps(deps, context), beredskab, person, {
        kind: 'call',
        number: person.number,
        turn: person.round,
      }),
    };
  };
}

const logLinkMilliseconds = 15 * 60_000;

interface LogPress {
  kommune: string;
  id: string;
  /** Milliseconds since 1970 until which the link works. */
  until: number;
}

/** The event log as a document behind a link that works for a quarter of an hour. */
function sendLog(deps: BeredskabDeps): PressHandler {
  return onManage(deps, async (context, beredskab) => {
    const { kommune, id, language, reference } = beredskab;
    const texts = textsIn(language);
    const address = deps.publicUrl();
    if (!address) return { text: texts.logNoAddress };
    const until = deps.clock().getTime() + logLinkMilliseconds;
    const token = deps.signer.sign(purposes.logFile, { kommune, id, until } satisfies LogPress);
    const links = [{ title: texts.logLink, url: `${address}/fil/${token}` }];
    await deps.desk.writePrivately(
      context,
      noticeCard({ title: texts.logTitle(reference), text: texts.logText, links }, language),
    );
    return { text: texts.logSent };
  });
}

/** The document behind such a link; undefined when it is none, or too old. */
export async function logFile(
  deps: Pick<BeredskabDeps, 'store' | 'signer' | 'clock'> & {
    structureOf(kommune: string): Parameters<typeof logDocument>[0];
  },
  token: string,
) {
  const press = deps.signer.read(purposes.logFile, token) as LogPress | undefined;
  if (!press || press.until < deps.clock().getTime()) return undefined;
  const beredskab = await deps.store.get(press.kommune, press.id);
  if (!beredskab) return undefined;
  const content = await logAsWord(logDocument(deps.structureOf(press.kommune), beredskab));
  return { name: `${beredskab.reference}.docx`, type: wordType, content };
}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

interface SeriesPress {
  kommune: string;
  id: string;
  /** The day of the occurrence that was shown as the next. */
  day: string;
}

function onSeries(deps: BeredskabDeps, rule: (series: Series, day: string, now: Date) => Series): PressHandler {
  return async (context, token) => {
    const { kommune, objectId, language = 'da' } = deps.desk.callerOf(context);
    const press = deps.signer.read(purposes.series, token) as SeriesPress | undefined;
    if (!press || press.kommune !== kommune) return oldPress(deps, context);
    const refusal = await whyNot(deps, context, language);
    if (refusal) return { text: refusal };
    const changed = await deps.series.change(kommune, press.id, (series) =>
      series.coordinator.objectId === objectId ? rule(series, press.day, deps.clock()) : { refused: 'not-theirs' },
    );
    if (!changed) return { text: textsIn(language).beredskabGone };
    if ('refused' in changed) return { text: textsIn(language).beredskabNotYours };
    await deps.nudgeSeries(kommune, press.id);
    const { item } = changed;
    const texts = textsIn(item.language);
    const title = item.ended ? texts.seriesEnded : texts.seriesSkipped(spokenDay(item.next, item.language));
    return { card: noticeCard({ title }, item.language) };
  };
}

const mostShown = 4;

/** The running beredskaber and series of whoever asks. */
async function showMine(deps: BeredskabDeps, context: TurnContext): Promise<void> {
  const { desk, store } = deps;
  const { language } = commandOf(context.activity.text ?? '')!;
  const refusal = await whyNot(deps, context, language);
  if (refusal) return desk.say(context, refusal);
  await desk.remember(context);
  const { kommune, objectId } = desk.callerOf(context);
  const running = (await store.list(kommune)).filter((b) => b.coordinator.objectId === objectId && !isOver(b));
  const series = (await deps.series.list(kommune)).filter((s) => s.coordinator.objectId === objectId && !s.ended);
  running.sort((a, b) => (a.start < b.start ? -1 : 1));
  await desk.sendPrivately(context, mineCard(deps, context, running, series, language));
}

function mineCard(
  deps: BeredskabDeps,
  context: TurnContext,
  running: Beredskab[],
  series: Series[],
  language: Language,
) {
  const texts = textsIn(language);
  const structure = deps.desk.structureOf(context);
  const seriesLine = ({ wish, next }: Series) =>
    `${kindTitle(structure, wish)}: ${texts.seriesLine(texts.weekdays[wish.weekly.weekday - 1]!, wish.weekly.at.replace(':', '.'), spokenDay(next, language))}`;
  const line = (b: Beredskab) =>
    `**${b.reference}** ${b.exercise ? `${texts.beredskabExerciseMark} ` : ''}${kindTitle(structure, b)}, ${whenText(b, language)}: ${texts.statusCount(b.people.filter((p) => p.answer === 'coming').length, b.people.filter((p) => p.insteadOf === undefined).length)}`;
  const shows = running.slice(0, mostShown).map((b) => ({
    title: texts.mineShow(b.reference),
    verb: verbs.show,
    press: deps.signer.sign(purposes.manage, { kommune: b.kommune, id: b.id }),
  }));
  const ofSeries = series.slice(0, 1).flatMap((s): Press[] => {
    const press = deps.signer.sign(purposes.series, {
      kommune: s.kommune,
      id: s.id,
      day: s.next,
    } satisfies SeriesPress);
    return [
      { title: texts.seriesSkip(spokenDay(s.next, language)), verb: verbs.skip, press },
      { title: texts.seriesEnd, verb: verbs.endSeries, press },
    ];
  });
  return noticeCard(
    {
      title: texts.mineTitle,
      text: running.length + series.length === 0 ? texts.mineNone : '',
      groups: [
        { label: '', lines: running.map(line) },
        { label: texts.seriesTitle, lines: series.map(seriesLine) },
      ],
      presses: [...shows, ...ofSeries],
    },
    language,
  );
}
