import { commandOf } from '../language/commands.ts';
import { textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import type { PressHandler, Routes } from '../teams/routes.ts';
import { answer } from './answer-rules.ts';
import { type Beredskab, type PersonAnswer, personOfNumber } from './beredskab.ts';
import { callCard } from './call-card.ts';
import { confirmConvening } from './confirm-convening.ts';
import { editConvening, previewConvening } from './convening-handlers.ts';
import { logAsWord, logDocument } from './event-log.ts';
import { type BeredskabDeps, oldPress, statusDeps, surroundings } from './handler-deps.ts';
import { asMessage, managingForms, onCard } from './manage-handlers.ts';
import { managingSends } from './managing-sends.ts';
import { onSeries, showMine } from './mine-handlers.ts';
import { onManage, takingOver } from './on-manage.ts';
import { endSeries, skip } from './series.ts';
import { openConvening, startConvening } from './start-convening.ts';
import { type CallPress, purposes, beredskabVerbs as verbs } from './verbs.ts';
import { exerciseMark } from './wording.ts';

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
    [verbs.takeOver]: takingOver(deps),
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
      [verbs.tickTold]: card.tickTold,
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
    const { number, round } = person;
    const meaning = { kind: 'call' as const, number, turn: round, round };
    return {
      card: callCard(statusDeps(deps, context), beredskab, person, meaning, deps.clock()),
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
      noticeCard(
        { title: `${exerciseMark(beredskab, language)}${texts.logTitle(reference)}`, text: texts.logText, links },
        language,
      ),
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
