// Two hundred beredskaber confirmed in the same moment, in three processes on one storage emulator.
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { type Azurite, startAzurite } from '../../src/local/azurite.ts';
import { startProcess } from '../support/bot-process.ts';
import { rosterFile } from '../support/flow.ts';
import { mostIn } from '../support/sliding-window.ts';
import { type Convening, isCall, type Prepared, prepareConvening, rosterLinesOf } from './convening.ts';
import { placesAtPace } from './pace-floor.ts';
import { table } from './report.ts';
import { quantile } from './statistics.ts';
import { countingInto, countsBetween, type ProcessCounts, readCounts } from './storage-counts.ts';
import { type Arrival, chatOf, startTimedConnector, type TimedConnector } from './timed-connector.ts';

const convenings = 200;
const peopleEach = 20;
const peopleInRoster = 400;
/** The first of the roster; the others were never seen by the bot. */
const coordinators = 40;
const processes = 3;
const preparedAtOnce = 8;
const longestMilliseconds = 6 * 60_000;
const mostPresses = 10;

/** What the platform lets through in so many milliseconds (facts A6). */
const tenantLimit: [number, number] = [1_000, 50];
const conversationLimits: [number, number][] = [
  [1_000, 7],
  [2_000, 8],
  [30_000, 60],
  [3_600_000, 1_800],
];

/** What was reached when the last call had come, or the time was over. */
interface Wave {
  presses: Press[];
  /** How long the same presses took, once more at once when all had come: they convene nothing. */
  pressesAgain: number[];
  /** All calls to the connector, from the first press on. */
  arrivals: Arrival[];
  /** Of performance.now, and in epoch milliseconds. */
  from: number;
  window: [number, number];
  longestLagMilliseconds: number;
  loadBefore: number;
  /** How often the bots warned of what, from the first press on. */
  warnings: Map<string, number>;
}

interface Press extends Convening {
  reference: string | undefined;
  milliseconds: number;
  times: number;
}

/** Prints what becomes of them. Throws when one call was lost, or a limit broken. */
export async function benchWave(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ssp-bench-'));
  const counts = join(folder, 'counts');
  mkdirSync(counts);
  const azurite = await startAzurite(folder);
  const connector = await startTimedConnector();
  try {
    const wave = await runWave(azurite, connector, folder, counts);
    report(wave, readCounts(counts));
  } finally {
    await connector.close();
    await azurite.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runWave(azurite: Azurite, connector: TimedConnector, folder: string, counts: string): Promise<Wave> {
  const numbers = Array.from({ length: peopleInRoster }, (_, i) => i + 1);
  const env = {
    ...countingInto(counts),
    SSP_STORAGE_CONNECTION: azurite.connection,
    SSP_DATA_DIR: folder,
    SSP_ROSTER: rosterFile(...rosterLinesOf(numbers)),
    SSP_SECRET: 's'.repeat(32),
    // Nobody answers, and nobody is to be reminded meanwhile.
    SSP_ANSWER_MINUTES: '60',
  };
  const bots: Awaited<ReturnType<typeof startProcess>>[] = [];
  try {
    for (let i = 0; i < processes; i++) bots.push(await startProcess(env));
    const ports = bots.map((b) => b.port);
    const prepared = await prepareAll(connector, ports);
    const warnings = countWarnings(bots.map((b) => b.child.stdout!));
    return { ...(await confirmAll(connector, ports, prepared)), warnings };
  } finally {
    for (const { child } of bots) child.kill('SIGTERM');
    await Promise.all(bots.map(({ child }) => child.exitCode ?? child.signalCode ?? once(child, 'exit')));
  }
}

function countWarnings(outputs: Readable[]): Map<string, number> {
  const warnings = new Map<string, number>();
  for (const input of outputs) {
    createInterface({ input }).on('line', (text) => {
      const [, event] = /"level":"(?:warn|error)","event":"([^"]+)"/.exec(text) ?? [];
      if (event) warnings.set(event, (warnings.get(event) ?? 0) + 1);
    });
  }
  return warnings;
}

async function prepareAll(connector: TimedConnector, ports: number[]): Promise<Prepared[]> {
  const prepared: Prepared[] = [];
  const waiting = conveningsToMake().entries();
  const work = async () => {
    for (const [i, convening] of waiting)
      prepared[i] = await prepareConvening(connector, ports[i % ports.length]!, convening);
  };
  await Promise.all(Array.from({ length: preparedAtOnce }, work));
  return prepared;
}

/** Each person is called equally often, with others every time, and never by themselves. */
function conveningsToMake(): Convening[] {
  const random = seeded(7);
  const groups: number[][] = [];
  while (groups.length < convenings) {
    const shuffled = Array.from({ length: peopleInRoster }, (_, i) => ({ n: i + 1, at: random() }));
    shuffled.sort((a, b) => a.at - b.at);
    for (let i = 0; i + peopleEach <= peopleInRoster; i += peopleEach)
      groups.push(shuffled.slice(i, i + peopleEach).map(({ n }) => n));
  }
  return groups.slice(0, convenings).map((people, i) => {
    const turns = Array.from({ length: coordinators }, (_, k) => ((i + k) % coordinators) + 1);
    return { room: `Lokale ${i + 100}`, coordinator: turns.find((n) => !people.includes(n))!, people };
  });
}

/** The same numbers from 0 to 1 at every run (a linear congruential generator). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const callId = (room: string, chat: string) => `${room} ${chat}`;

async function confirmAll(
  connector: TimedConnector,
  ports: number[],
  prepared: Prepared[],
): Promise<Omit<Wave, 'warnings'>> {
  const [loadBefore = 0] = loadavg();
  connector.arrivals.splice(0);
  const missing = new Set(prepared.flatMap(({ room, people }) => people.map((n) => callId(room, chatOf(n)))));
  connector.onArrival = (arrival) => {
    if (isCall(arrival)) missing.delete(callId(roomOf(arrival), arrival.conversation!));
  };
  const lag = monitorEventLoopDelay({ resolution: 10 });
  lag.enable();
  const [from, epoch] = [performance.now(), Date.now()];
  const end = from + longestMilliseconds;
  const pressing = Promise.all(prepared.map((one, i) => pressUntilTaken(one, ports[i % ports.length]!, end)));
  while (missing.size > 0 && performance.now() < end) await delay(50);
  const presses = await pressing;
  const [window, arrivals]: [[number, number], Arrival[]] = [[epoch, Date.now()], connector.arrivals.slice()];
  const longestLagMilliseconds = lag.max / 1e6;
  const again = await Promise.all(prepared.map((one, i) => one.confirm(ports[i % ports.length]!)));
  const pressesAgain = again.map(({ milliseconds }) => milliseconds);
  return { presses, pressesAgain, arrivals, from, window, longestLagMilliseconds, loadBefore };
}

/** Whoever is told that something went wrong presses again. The time is that of the first press. */
async function pressUntilTaken(prepared: Prepared, port: number, end: number): Promise<Press> {
  const { room, coordinator, people } = prepared;
  let first: number | undefined;
  for (let times = 1; ; times++) {
    const { reference, milliseconds } = await prepared.confirm(port);
    first ??= milliseconds;
    if (reference || times >= mostPresses || performance.now() > end)
      return { room, coordinator, people, reference, milliseconds: first, times };
    await delay(1_000);
  }
}

function roomOf({ bytes }: Arrival): string {
  return /Lokale \d+/.exec(bytes.toString())?.[0] ?? '';
}

function report(wave: Wave, counts: ProcessCounts[]): void {
  const { presses, pressesAgain, arrivals, from, window, loadBefore } = wave;
  const calls = callsOf(wave);
  const wanted = presses.flatMap(({ people }) => people.map((n) => chatOf(n)));
  const unseen = new Set(wanted.filter((chat) => !isCoordinator(chat)));
  const floor = Math.max(...placesAtPace([...[...unseen].map(() => undefined), ...wanted])) / 1_000;
  const secondsTo = (at: number) => (at - from) / 1_000;
  // A beredskab that is not complete counts as if its last call came at the end.
  const end = from + window[1] - window[0];
  const ends = presses.map(({ room, people }) =>
    secondsTo(Math.max(...people.map((n) => calls.get(callId(room, chatOf(n)))?.[0] ?? end))),
  );
  const lost = wanted.length - calls.size;
  const answers = presses.map((p) => p.milliseconds);
  const paced = arrivals.filter((a) => a.method !== 'GET');
  const twice = [...calls.values()].filter((times) => times.length > 1).length;
  const made = paced.filter((a) => a.conversation === undefined).length;
  const most = mostCalls(arrivals);
  const lag = Math.max(...counts.map((c) => c.longestLagMilliseconds));
  const rows = [
    ['presses / convened', ...pair(sum(presses.map((p) => p.times)), presses.filter((p) => p.reference).length)],
    ['press answered, median ms / once more', ...pair(quantile(answers, 0.5), quantile(pressesAgain, 0.5))],
    ['  the last of them', ...pair(Math.max(...answers), Math.max(...pressesAgain))],
    ['calls wanted / came', ...pair(wanted.length, calls.size)],
    ['  came twice', String(twice)],
    ['seconds to the last call / pace alone', ...pair(Math.max(...ends), floor, 1)],
    ['  median beredskab / the first', ...pair(quantile(ends, 0.5), Math.min(...ends), 1)],
    ['chats made / people never seen', ...pair(made, unseen.size)],
    ...most.map(({ title, found, limit }) => [title, ...pair(found, limit)]),
    [`CPU s of ${processes} bots, with their start`, sum(counts.map((c) => c.cpuSeconds)).toFixed(1)],
    ['longest stop ms: of a bot / of the bench', ...pair(lag, wave.longestLagMilliseconds)],
  ];
  process.stdout.write(table([`${convenings} beredskaber at once`, 'found', 'beside', 'ratio'], rows, 44));
  process.stdout.write(storageReport(counts, window, paced.length));
  const warned = [...wave.warnings].map(([event, count]) => `${event} ${count}`).join(', ') || 'none';
  process.stdout.write(
    `warnings: ${warned}\n${availableParallelism()} cores, load ${loadBefore.toFixed(1)} in the minute before\n\n`,
  );
  const broken = most.filter(({ found, limit }) => found > limit);
  if (lost > 0) throw new Error(`${lost} calls did not come in ${longestMilliseconds / 60_000} minutes`);
  // A machine that stalls lets calls arrive in bunches however they were sent: as many more as are due while it does.
  const bunched = ((lag + wave.longestLagMilliseconds) / 1_000) * tenantLimit[1];
  for (const { title } of broken) process.stdout.write(`OVER THE LIMIT: ${title.trim()}\n`);
  const untold = broken.filter(({ found, limit }) => found > limit + bunched);
  if (untold.length > 0) throw new Error(`a limit was broken: ${untold.map((b) => b.title.trim()).join('; ')}`);
}

function pair(found: number, beside: number, digits = 0): string[] {
  return [found.toFixed(digits), beside.toFixed(digits), (found / beside).toFixed(2)];
}

/** The times at which each wanted call came, under the reference that the co-ordinator was told. */
function callsOf({ presses, arrivals }: Wave): Map<string, number[]> {
  const wanted = new Map(presses.map((p) => [p.room, p]));
  const times = new Map<string, number[]>();
  for (const arrival of arrivals.filter(isCall)) {
    const room = roomOf(arrival);
    const { reference, people } = wanted.get(room) ?? {};
    if (!reference || !arrival.body.summary!.startsWith(reference)) continue;
    if (!people!.some((n) => chatOf(n) === arrival.conversation)) continue;
    const id = callId(room, arrival.conversation!);
    times.set(id, [...(times.get(id) ?? []), arrival.at]);
  }
  return times;
}

const isCoordinator = (chat: string) => Number(/\d+/.exec(chat)![0]) <= coordinators;

function mostCalls(arrivals: Arrival[]): { title: string; found: number; limit: number }[] {
  const timesOf = (some: Arrival[]) => some.map((a) => a.at);
  // Look-ups of members have limits of their own in a conversation, twice as wide; in the tenant they count.
  const paced = arrivals.filter((a) => a.method !== 'GET');
  const chats = [...Map.groupBy(paced, (a) => a.conversation ?? '')].filter(([chat]) => chat !== '');
  const [second, most] = tenantLimit;
  return [
    { title: 'most to the tenant in 1 s / limit', found: mostIn(timesOf(arrivals), second), limit: most },
    { title: '  without look-ups of members', found: mostIn(timesOf(paced), second), limit: most },
    ...conversationLimits.map(([window, limit]) => ({
      title: `most to one chat in ${window / 1_000} s / limit`,
      found: Math.max(0, ...chats.map(([, some]) => mostIn(timesOf(some), window))),
      limit,
    })),
  ];
}

function storageReport(counts: ProcessCounts[], [from, to]: [number, number], messages: number): string {
  const kinds = countsBetween(counts, from, to);
  const row = (title: string, count: number, milliseconds: number, longest: number) => [
    title,
    String(count),
    (count / messages).toFixed(2),
    (milliseconds / count).toFixed(0),
    longest.toFixed(0),
  ];
  const all = kinds.map(([, counted]) => counted);
  return table(
    ['storage calls meanwhile', 'calls', 'a message', 'mean ms', 'longest ms'],
    [
      ...kinds.map(([kind, { count, sum: whole, longest }]) => row(kind, count, whole, longest)),
      row('all', sum(all.map((c) => c.count)), sum(all.map((c) => c.sum)), Math.max(...all.map((c) => c.longest))),
    ],
    28,
  );
}

function sum(values: number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
