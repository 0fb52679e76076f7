// What it takes to call people: one beredskab of thirty in one process, and two hundred at once in three processes.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../../src/errors.ts';
import { startProcess } from '../support/bot-process.ts';
import { rosterFile, until } from '../support/flow.ts';
import { isCall, prepareConvening, rosterLinesOf } from './convening.ts';
import { benchWave } from './convening-wave.ts';
import { placesAtPace } from './pace-floor.ts';
import { table } from './report.ts';
import { median } from './statistics.ts';
import { type Arrival, startTimedConnector, type TimedConnector } from './timed-connector.ts';

const called = 30;
const rounds = 5;
const coordinator = 1;
const longestMilliseconds = 30_000;

/** Prints what one beredskab and what two hundred take. */
export async function benchBeredskab(): Promise<void> {
  await benchOne();
  await benchWave();
}

/** One process with an emulator of its own; the first round of each kind is not counted. */
async function benchOne(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ssp-bench-'));
  const connector = await startTimedConnector();
  const numbers = Array.from({ length: called * (rounds + 1) }, (_, i) => i + 2);
  const bot = await startProcess({
    SSP_DATA_DIR: folder,
    SSP_ROSTER: rosterFile(...rosterLinesOf([coordinator, ...numbers])),
  });
  try {
    const groups = Array.from({ length: rounds + 1 }, (_, i) => numbers.slice(i * called, (i + 1) * called));
    const results: Record<'unseen' | 'known', Round[]> = { unseen: [], known: [] };
    for (const kind of ['unseen', 'known'] as const) {
      for (const [i, people] of groups.entries())
        results[kind].push(await runRound(connector, bot.port, `Lokale ${kind === 'known' ? 1 : 2}${i}`, people));
    }
    const rows = (['unseen', 'known'] as const).flatMap((kind) => rowsOf(kind, results[kind].slice(1)));
    const head = [`one beredskab, ${called} calls`, 'ms', 'beside ms', 'ratio', 'lowest-highest', 'target ms'];
    process.stdout.write(table(head, rows, 44));
  } finally {
    bot.child.kill('SIGTERM');
    await once(bot.child, 'exit');
    await connector.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Round {
  /** From the press to its answer, and of the same press once more, which convenes nothing. */
  answer: number;
  answerAgain: number;
  /** From the press to the last call, and of as many bare POSTs at the pace. */
  last: number;
  bare: number;
}

async function runRound(connector: TimedConnector, port: number, room: string, people: number[]): Promise<Round> {
  const prepared = await prepareConvening(connector, port, { room, coordinator, people });
  connector.arrivals.splice(0);
  const from = performance.now();
  const answer = await prepared.confirm(port);
  if (!answer.reference) throw new Error(`the press convened nothing: ${answer.said}`);
  const handed = () => connector.arrivals.filter(isCall);
  await until(() => handed().length >= people.length, `${people.length} calls`, longestMilliseconds);
  // The co-ordinator's card is changed meanwhile or after.
  await until(() => connector.arrivals.some((a) => a.method === 'PUT'), 'the status card', longestMilliseconds);
  const sent = connector.arrivals.filter((a) => a.conversation === undefined || isCall(a));
  if (handed().length !== people.length) throw new Error('somebody was called twice');
  const again = await prepared.confirm(port);
  const last = Math.max(...handed().map(({ at }) => at)) - from;
  return {
    ...{ answer: answer.milliseconds, answerAgain: again.milliseconds, last },
    bare: await sendBare(connector, sent),
  };
}

/** The same bodies to the same places, each when an empty calendar of the pace lets it go. */
async function sendBare(connector: TimedConnector, sent: Arrival[]): Promise<number> {
  connector.arrivals.splice(0);
  const agent = new Agent({ keepAlive: true });
  const isMaking = ({ conversation }: Arrival) => conversation === undefined;
  const calls = [...sent.filter(isMaking), ...sent.filter((a) => !isMaking(a))];
  const places = placesAtPace(calls.map((c) => c.conversation));
  const from = performance.now();
  try {
    await Promise.all(
      calls.map(async ({ path, bytes }, i) => {
        await delay(Math.max(0, places[i]! - (performance.now() - from)));
        await post(agent, connector.url + path, bytes);
      }),
    );
  } finally {
    agent.destroy();
  }
  return connector.arrivals.at(-1)!.at - from;
}

function post(agent: Agent, url: string, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const outgoing = request(url, { agent, method: 'POST', headers }, (response) => {
      response.on('end', () => resolve());
      response.resume();
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const titles = {
  unseen: 'never seen: last call / bare POSTs',
  known: 'known chats: last call / bare POSTs',
};

function rowsOf(kind: 'unseen' | 'known', results: Round[]): string[][] {
  return [
    row(
      titles[kind],
      results.map((r) => [r.last, r.bare]),
      5_000,
    ),
    row(
      `  answer to the press / same press again`,
      results.map((r) => [r.answer, r.answerAgain]),
      1_000,
    ),
  ];
}

function row(title: string, pairs: [number, number][], target: number): string[] {
  const ratios = pairs.map(([a, b]) => a / b);
  const [a, b] = [0, 1].map((k) => median(pairs.map((pair) => pair[k]!)).toFixed(0));
  const span = `${Math.min(...ratios).toFixed(1)}-${Math.max(...ratios).toFixed(1)}`;
  return [title, a!, b!, median(ratios).toFixed(1), span, String(target)];
}

if (import.meta.main) {
  try {
    await benchBeredskab();
  } catch (error) {
    process.stderr.write(`bench: ${messageOf(error)}\n`);
    process.exitCode = 1;
  }
}
