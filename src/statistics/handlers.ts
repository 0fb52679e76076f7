import type { TurnContext } from 'botbuilder';
import { commandOf } from '../language/commands.ts';
import { textsIn } from '../language/texts.ts';
import type { Clock } from '../ports.ts';
import { mayActAs } from '../roster/roster.ts';
import type { Signer } from '../signing.ts';
import type { Language, Structure } from '../structure/structure.ts';
import type { Desk } from '../teams/desk.ts';
import type { Routes } from '../teams/routes.ts';
import type { Counted, Counters } from './counters.ts';
import { type Published, publishCells, publishSum } from './publish-cells.ts';
import { statisticsCard, statisticsCsv } from './statistics-cards.ts';

export interface StatisticsDeps {
  desk: Desk;
  counters: Counters;
  signer: Signer;
  clock: Clock;
  structureOf(kommune: string): Structure;
  /** Where the bot's own pages are; undefined when nobody outside can reach it. */
  publicUrl(): string | undefined;
}

const filePurpose = 'statistics.csv';
const linkMilliseconds = 15 * 60 * 1000;
const monthsShown = 12;

interface FilePress {
  kommune: string;
  language: Language;
  until: number;
}

/** Figures for consultants and co-ordinators. */
export function statisticsRoutes(deps: StatisticsDeps): Routes {
  return {
    messages: [
      { matches: (text) => commandOf(text)?.name === 'statistics', handle: (context) => showStatistics(deps, context) },
    ],
    presses: {},
  };
}

async function showStatistics(deps: StatisticsDeps, context: TurnContext): Promise<void> {
  const { desk, signer, clock } = deps;
  const { language } = commandOf(context.activity.text ?? '')!;
  const texts = textsIn(language);
  if (!mayActAs(await desk.roleOf(context), 'konsulent')) return desk.say(context, texts.denied.konsulent);
  await desk.remember(context);
  const structure = desk.structureOf(context);
  const until = clock().getTime() + linkMilliseconds;
  const token = signer.sign(filePurpose, { kommune: structure.id, language, until } satisfies FilePress);
  const base = deps.publicUrl();
  const [questions, misses, convenings] = await figures(deps, structure);
  const link = base && `${base}/fil/${token}`;
  const card = statisticsCard(structure, { questions, misses, convenings }, link, language);
  await desk.sendPrivately(context, card);
}

/** The CSV behind a link of a card; undefined when the link is none of ours or too old. */
export async function statisticsFile(
  deps: StatisticsDeps,
  token: string,
): Promise<{ name: string; type: string; content: string } | undefined> {
  const press = deps.signer.read(filePurpose, token) as FilePress | undefined;
  if (!press || press.until < deps.clock().getTime()) return undefined;
  const structure = deps.structureOf(press.kommune);
  const [questions] = await figures(deps, structure);
  const content = statisticsCsv(structure, questions, press.language);
  return { name: `statistik-${structure.id}.csv`, type: 'text/csv; charset=utf-8', content };
}

/** What may be shown of the last twelve months, also of what this process has not written yet. */
async function figures(
  { counters }: StatisticsDeps,
  structure: Structure,
): Promise<[questions: Published[], misses: Published[], convenings: number | undefined]> {
  await counters.flush();
  const concerns = structure.shared.concerns.length;
  const cellsOf = async (what: Counted) => {
    const cells = await counters.read(structure.id, what);
    const months = [...new Set(cells.map((c) => c.month))].sort().slice(-monthsShown);
    return cells.filter((c) => months.includes(c.month));
  };
  return [
    publishCells(await cellsOf('question'), concerns),
    publishCells(await cellsOf('miss'), concerns),
    publishSum(await cellsOf('convening')),
  ];
}
