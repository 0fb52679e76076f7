import type { TurnContext } from 'botbuilder';
import { spokenDay } from '../language/dates.ts';
import { textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import type { Language, Structure } from '../structure/structure.ts';
import type { PressAnswer } from '../teams/routes.ts';
import type { BeredskabDeps } from './handler-deps.ts';
import { afterConvening, type Series } from './series.ts';
import { exerciseMark, kindTitle } from './wording.ts';

/** What was set up: the first occurrence, and the one after it. The same to whoever presses twice. */
export function seriesAnswer(deps: BeredskabDeps, context: TurnContext, series: Series): PressAnswer {
  const { language, wish, last } = series;
  const texts = textsIn(language);
  const { title: kind } = { title: kindTitle(deps.desk.structureOf(context), wish) };
  const day = texts.weekdays[wish.weekly.weekday - 1]!;
  const title = `${exerciseMark(wish, language)}${texts.seriesMade(day, wish.weekly.at.replace(':', '.'))}`;
  // The worker may have convened the first one by now.
  const [first, second] = last ? [last, series.next] : [series.next, afterConvening(series).next];
  const text = `${texts.seriesMadeText(spokenDay(first, language))} ${texts.seriesNext(spokenDay(second, language))}.`;
  if (deps.forms === 'dialog') return { text: `${title}. ${text}` };
  return { card: noticeCard({ lead: kind, title, text }, language) };
}

/** "SSP-beredskab: hver mandag kl. 8.15; næste 30. november". */
export function seriesLine(structure: Structure, { wish, next }: Series, language: Language): string {
  const texts = textsIn(language);
  const day = texts.weekdays[wish.weekly.weekday - 1]!;
  const line = texts.seriesLine(day, wish.weekly.at.replace(':', '.'), spokenDay(next, language));
  return `${exerciseMark(wish, language)}${kindTitle(structure, wish)}: ${line}`;
}

/** To others who may convene: a series has ended with the role of whoever had it. */
export function seriesLostCard(structure: Structure, series: Series, name: string): CardMessage {
  const { language, wish } = series;
  const texts = textsIn(language);
  const day = texts.weekdays[wish.weekly.weekday - 1]!;
  const line = `${exerciseMark(wish, language)}${kindTitle(structure, wish)}, ${texts.beredskabWeekly(day, wish.weekly.at.replace(':', '.'))}`;
  return noticeCard({ title: texts.seriesLost, text: texts.seriesLostText(line, name) }, language);
}
