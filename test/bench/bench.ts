// Measures the product beside a bare echo bot, turn about in one run, against a loopback Bot Connector.
import { messageOf } from '../../src/errors.ts';
import { type LoopbackConnector, startLoopbackConnector } from '../support/loopback-connector.ts';
import { benchAgenda } from './agenda-bench.ts';
import { benchBeredskab } from './beredskab-bench.ts';
import { type BotProcess, startBotProcess } from './bot-process.ts';
import { roundsReport, startReport } from './report.ts';
import { benchRoster } from './roster-bench.ts';
import { type IsAnswer, type Round, runRound } from './round.ts';

const pairs = 10;
const warmUp = { turns: 4_000, concurrency: 8 };
const loads = [
  { turns: 300, concurrency: 1 },
  { turns: 1_200, concurrency: 8 },
];

interface Contestant {
  name: string;
  file: string;
  isAnswer: IsAnswer;
}

const echo: Contestant = {
  name: 'echo',
  file: 'echo-bot.ts',
  isAnswer: ({ text }) => text?.startsWith('Echo: ') === true,
};
const contact: Contestant = {
  name: 'contact',
  file: 'our-bot.ts',
  isAnswer: ({ attachments }) => attachments?.length === 1,
};

interface Runner {
  bot: BotProcess;
  firstAnswer: number;
  memoryAtStart: number;
  run(load: { turns: number; concurrency: number }): Promise<Round>;
}

async function start(
  { file, isAnswer }: Contestant,
  connector: LoopbackConnector,
  running: BotProcess[],
): Promise<Runner> {
  const from = performance.now();
  const bot = await startBotProcess(file);
  running.push(bot);
  const run: Runner['run'] = (load) => runRound(bot, isAnswer, connector, load);
  await run({ turns: 1, concurrency: 1 });
  const firstAnswer = performance.now() - from;
  return { bot, firstAnswer, memoryAtStart: (await bot.figures()).memoryBytes, run };
}

async function bench(connector: LoopbackConnector, running: BotProcess[]): Promise<void> {
  const names: [string, string] = [echo.name, contact.name];
  const a = await start(echo, connector, running);
  const b = await start(contact, connector, running);
  for (const { run } of [a, b]) await run(warmUp);
  for (const load of loads) {
    const rounds: [Round, Round][] = [];
    for (let i = 0; i < pairs; i++) rounds.push([await a.run(load), await b.run(load)]);
    process.stdout.write(roundsReport(names, rounds, load.concurrency));
  }
  const started = async ({ bot, ...rest }: Runner) => ({ ...rest, memoryAtEnd: (await bot.figures()).memoryBytes });
  process.stdout.write(startReport(names, [await started(a), await started(b)]));
}

const connector = await startLoopbackConnector();
const running: BotProcess[] = [];
try {
  await bench(connector, running);
  await benchRoster();
  await benchAgenda();
  await benchBeredskab();
} catch (error) {
  process.stderr.write(`bench: ${messageOf(error)}\n`);
  process.exitCode = 1;
} finally {
  await Promise.all(running.map((bot) => bot.stop()));
  await connector.close();
}
