import type { TurnContext } from 'botbuilder';
import { commandOf } from '../language/commands.ts';
import { spokenDay } from '../language/dates.ts';
import { textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import type { PressHandler } from '../teams/routes.ts';
import { type Beredskab, isOver } from './beredskab.ts';
import { type BeredskabDeps, oldPress, statusDeps, whyNot } from './handler-deps.ts';
import { mineCard } from './mine-card.ts';
import type { Series } from './series.ts';
import { purposes, type SeriesPress } from './verbs.ts';

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
  await desk.sendPrivately(context, mineCard(statusDeps(deps, context), kommune, mine, language));
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
