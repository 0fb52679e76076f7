import type { TurnContext } from 'botbuilder';
import { type FormInput, formCard } from '../form-card.ts';
import { commandOf } from '../language/commands.ts';
import { spokenDay } from '../language/dates.ts';
import { textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import type { Language } from '../structure/structure.ts';
import type { PressHandler } from '../teams/routes.ts';
import { type Beredskab, isOver } from './beredskab.ts';
import { type BeredskabDeps, oldPress, whyNot } from './handler-deps.ts';
import type { Series } from './series.ts';
import { seriesLine } from './series-card.ts';
import { countOf } from './standing.ts';
import { type ManagePress, purposes, type SeriesPress, beredskabVerbs as verbs } from './verbs.ts';
import { exerciseMark, kindTitle, whenText } from './wording.ts';

const mostShown = 40;

interface Mine {
  running: Beredskab[];
  /** Whose co-ordinator may not convene any more, or is gone. */
  orphans: Beredskab[];
  series: Series[];
}

/** The running beredskaber and series of whoever asks, and those that nobody has any more. */
export async function showMine(deps: BeredskabDeps, context: TurnContext): Promise<void> {
  const { desk, store, mayConvene } = deps;
  const { language } = commandOf(context.activity.text ?? '')!;
  const refusal = await whyNot(deps, context, language);
  if (refusal) return desk.say(context, refusal);
  await desk.remember(context);
  const { kommune, objectId } = desk.callerOf(context);
  const all = (await store.list(kommune)).filter((b) => !isOver(b)).sort((a, b) => (a.start < b.start ? -1 : 1));
  const isTheirs = ({ coordinator }: Pick<Beredskab, 'coordinator'>) => coordinator.objectId === objectId;
  const mine = {
    running: all.filter(isTheirs),
    orphans: all.filter((b) => !isTheirs(b) && !mayConvene(kommune, b.coordinator.objectId)),
    series: (await deps.series.list(kommune)).filter((s) => isTheirs(s) && !s.ended),
  };
  await desk.sendPrivately(context, mineCard(deps, context, mine, language));
}

function mineCard(deps: BeredskabDeps, context: TurnContext, mine: Mine, language: Language): CardMessage {
  const { running, orphans, series } = mine;
  const texts = textsIn(language);
  const { kommune } = deps.desk.callerOf(context);
  const structure = deps.desk.structureOf(context);
  if (running.length + orphans.length + series.length === 0)
    return noticeCard({ title: texts.mineTitle, text: texts.mineNone }, language);
  const line = (b: Beredskab) => {
    const { coming, places } = countOf(b);
    const what = `${exerciseMark(b, language)}${kindTitle(structure, b)}, ${whenText(b, language)}`;
    return `**${b.reference}** ${what}: ${texts.statusCount(coming, places)}`;
  };
  const choices = [...running, ...orphans].slice(0, mostShown).map((b) => ({ title: optionOf(b), value: b.id }));
  const seriesChoices = series.slice(0, mostShown).map((s) => ({
    title: seriesLine(structure, s, language),
    value: `${s.id}/${s.next}`,
  }));
  const inputs: FormInput[] = [
    { kind: 'choice', id: 'which', label: texts.mineWhich, value: choices[0]?.value ?? '', choices },
    {
      kind: 'choice',
      id: 'series',
      label: texts.mineWhichSeries,
      value: seriesChoices[0]?.value ?? '',
      choices: seriesChoices,
    },
  ];
  const show = deps.signer.sign(purposes.manage, { kommune } satisfies ManagePress);
  const press = deps.signer.sign(purposes.series, { kommune } satisfies SeriesPress);
  const sends = [
    { title: texts.mineShowOne, verb: verbs.show, press: show, needs: choices },
    { title: texts.seriesSkipOne, verb: verbs.skip, press, needs: seriesChoices },
    { title: texts.seriesEnd, verb: verbs.endSeries, press, needs: seriesChoices },
  ];
  return formCard(
    {
      title: texts.mineTitle,
      lead: listOf(
        [
          [running.map(line), ''],
          [series.map((s) => seriesLine(structure, s, language)), texts.seriesTitle],
          [orphans.map(line), texts.mineOther],
        ],
        texts.mineMore,
      ),
      inputs: inputs.filter((input) => input.kind === 'choice' && input.choices.length > 0),
      sends: sends.filter(({ needs }) => needs.length > 0).map(({ needs: _, ...send }) => send),
      dialog: false,
    },
    language,
  );

  function optionOf(b: Beredskab): string {
    return `${b.reference} ${exerciseMark(b, language)}${kindTitle(structure, b)}, ${whenText(b, language)}`;
  }
}

const mostLines = 12;

/** Lists below one another, each with its heading, as Markdown. */
function listOf(parts: [lines: string[], heading: string][], more: (count: number) => string): string {
  return parts
    .filter(([lines]) => lines.length > 0)
    .flatMap(([lines, heading]) => [
      ...(heading ? [`**${heading}**`] : []),
      ...lines.slice(0, mostLines),
      ...(lines.length > mostLines ? [more(lines.length - mostLines)] : []),
    ])
    .join('\n\n');
}

export type SeriesRule = (series: Series, day: string, now: Date) => Series;

export function onSeries(deps: BeredskabDeps, rule: SeriesRule): PressHandler {
  return async (context, token, inputs) => {
    const { kommune, objectId, language = 'da' } = deps.desk.callerOf(context);
    const press = deps.signer.read(purposes.series, token) as SeriesPress | undefined;
    if (!press || press.kommune !== kommune) return oldPress(deps, context);
    const refusal = await whyNot(deps, context, language);
    if (refusal) return { text: refusal };
    const [id = '', day = ''] = typeof inputs.series === 'string' ? inputs.series.split('/') : [];
    const changed =
      id === ''
        ? undefined
        : await deps.series.change(kommune, id, (series) =>
            series.coordinator.objectId === objectId ? rule(series, day, deps.clock()) : { refused: 'not-theirs' },
          );
    if (!changed) return { text: textsIn(language).beredskabGone };
    if ('refused' in changed) return { text: textsIn(language).beredskabNotYours };
    await deps.nudgeSeries(kommune, id);
    const { item } = changed;
    const texts = textsIn(item.language);
    const title = item.ended ? texts.seriesEnded : texts.seriesSkipped(spokenDay(item.next, item.language));
    return { card: noticeCard({ title }, item.language) };
  };
}
