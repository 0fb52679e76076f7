// One agenda into 500 channels of 50 teams, and then changed in all of them: three processes, one of which is killed
// half-way, and a connector that fails one call in twenty.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Agenda } from '../../src/agenda/agenda.ts';
import { authorSlot } from '../../src/agenda/agenda-slots.ts';
import { type AgendaStore, createAgendaStore } from '../../src/agenda/agenda-store.ts';
import { deliveryReport, type PostState } from '../../src/agenda/delivery-report.ts';
import { openStorageAccount } from '../../src/azure/storage-account.ts';
import { deliveriesOf } from '../../src/delivery/deliver-slots.ts';
import { book } from '../../src/delivery/pace-calendar.ts';
import { messageOf } from '../../src/errors.ts';
import { startAzurite } from '../../src/local/azurite.ts';
import type { Records } from '../../src/ports.ts';
import { startProcess } from '../support/bot-process.ts';
import { rosterFile, until } from '../support/flow.ts';
import { type LoopbackConnector, startLoopbackConnector } from '../support/loopback-connector.ts';
import { mostIn } from '../support/sliding-window.ts';
import { type Author, makeAuthor } from './agenda-author.ts';
import { type ChannelCall, type Channels, makeChannels, makeTeams, type Team } from './agenda-channels.ts';
import { table } from './report.ts';

const kommune = 'vordingborg';
const teamCount = 50;
const channelsEach = 10;
const processes = 3;
const answerMilliseconds = 40;
const longestMilliseconds = 120_000;
const quietMilliseconds = 1_000;
/** Of the pace alone. */
const target = 1.1;

/** What the platform lets through in so many milliseconds (facts A6). */
const tenantLimit: [number, number] = [1_000, 50];
const channelLimits: [number, number][] = [
  [1_000, 7],
  [2_000, 8],
  [30_000, 60],
];

interface World {
  connector: LoopbackConnector;
  channels: Channels;
  author: Author;
  agendas: AgendaStore;
  records: Records;
  bots: Bot[];
}

type Bot = { child: ChildProcess; port: number };

/** What came of one press. Times are epoch milliseconds. */
interface Run {
  from: number;
  killedAt: number;
  calls: ChannelCall[];
  /** All that came to the connector in this time, look-ups too. */
  arrivals: number[];
  /** When nothing was waiting any more; undefined: it never came to that. */
  settledAt: number | undefined;
  /** What the report says of each channel. */
  states: Map<string, PostState>;
  /** The same as the author is shown it. */
  shown: string;
  loadBefore: number;
  /** How long this process stood still at most. */
  longestLagMilliseconds: number;
}

/**
 * Prints what posting and changing take. Throws when a channel has it twice, one is forgotten, the report is untrue, or a
 * limit broken.
 */
export async function benchAgenda(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ssp-bench-'));
  const azurite = await startAzurite(folder);
  const connector = await startLoopbackConnector();
  const env = {
    ...{ SSP_STORAGE_CONNECTION: azurite.connection, SSP_DATA_DIR: folder, SSP_SECRET: 's'.repeat(32) },
    ...{ SSP_ROSTER: rosterFile(), SSP_LOCAL_ROLE: 'laerer' },
  };
  const bots: Bot[] = [];
  const start = async () => void bots.push(await startProcess(env));
  try {
    const teams = makeTeams(teamCount, channelsEach);
    const channels = makeChannels(teams);
    connector.script(channels.script);
    connector.slow(answerMilliseconds);
    const records = await (await openStorageAccount(azurite)).store('patient').open('agenda');
    // The first alone: it reads the roster file, and the others find it in the store.
    while (bots.length < processes) await start();
    const author = makeAuthor(connector, bots[0]!.port);
    const world = { connector, channels, author, records, agendas: createAgendaStore(records), bots };
    const faults = await benchPosting(world, teams);
    await start();
    faults.push(...(await benchChanging(world)));
    if (faults.length > 0) throw new Error(faults.join('; '));
  } finally {
    for (const { child } of bots) child.kill('SIGTERM');
    await Promise.all(bots.map(({ child }) => child.exitCode ?? child.signalCode ?? once(child, 'exit')));
    await connector.close();
    await azurite.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchPosting(world: World, teams: Team[]): Promise<string[]> {
  const { author, channels } = world;
  await author.install(teams);
  const all = teams.flatMap((team) => team.channels);
  const publish = await author.write(all.map(({ id }) => id));
  const run = await runHalfKilled(world, publish, all.length / 2);
  const untrue = all.flatMap(({ id }) => {
    const [posts, state] = [channels.posts.get(id)!.length, run.states.get(id)];
    const isTrue = state === 'posted' ? posts === 1 : state === 'unknown' && posts < 2;
    return isTrue ? [] : [`${posts} posts, told as ${state}`];
  });
  return report(`${all.length} posts`, run, untrue);
}

async function benchChanging(world: World): Promise<string[]> {
  const { author, channels } = world;
  const title = 'Punkt i udgave et';
  const update = await author.reword(title);
  const before = new Map([...channels.posts].map(([id, posts]) => [id, posts.length]));
  const standing = [...(await statesOf(world)).values()].filter((s) => s === 'posted' || s === 'updating').length;
  const run = await runHalfKilled(world, update, standing / 2);
  const untrue = [...channels.posts].flatMap(([id, posts]) => {
    const state = run.states.get(id);
    const age = posts.at(-1)?.at(-1)?.includes(title) ? 'new' : 'old';
    const isTrue = posts.length === before.get(id) && (state === 'posted' ? age === 'new' : state === 'unknown');
    return isTrue ? [] : [`${before.get(id)}, then ${posts.length} posts, ${age}, told as ${state}`];
  });
  return report(`${standing} posts changed`, run, untrue);
}

async function theAgenda({ agendas }: Pick<World, 'agendas'>): Promise<Agenda> {
  const [agenda] = await agendas.list(kommune);
  if (!agenda) throw new Error('there is no agenda');
  return agenda;
}

/** What the report says of each channel, by its id. */
async function statesOf(world: World): Promise<Map<string, PostState>> {
  const agenda = await theAgenda(world);
  const told = deliveryReport(agenda, await deliveriesOf(world.records, kommune, agenda.id));
  return new Map(told.map(({ index, state }) => [agenda.channels[index]!.id, state]));
}

/** Presses, kills the bot that was pressed on when half of the calls have come, and waits until nothing is waiting. */
async function runHalfKilled(world: World, press: () => Promise<void>, half: number): Promise<Run> {
  const { connector, channels, author, bots } = world;
  const [loadBefore = 0] = loadavg();
  channels.calls.splice(0);
  const before = connector.calls.length;
  const lag = monitorEventLoopDelay({ resolution: 10 });
  lag.enable();
  const from = Date.now();
  const pressing = press();
  await until(() => channels.calls.length >= half, 'half of the calls', longestMilliseconds);
  await pressing;
  const victim = bots.findIndex(({ port }) => port === author.port);
  bots.splice(victim, 1)[0]!.child.kill('SIGKILL');
  const killedAt = Date.now();
  author.port = bots[0]!.port;
  const settledAt = await untilSettled(world, from + longestMilliseconds);
  lag.disable();
  return {
    longestLagMilliseconds: lag.max / 1e6,
    ...{ from, killedAt, settledAt, loadBefore, calls: channels.calls.slice() },
    arrivals: connector.calls.slice(before).map(({ at }) => at),
    states: await statesOf(world),
    shown: settledAt ? await author.report() : '',
  };
}

/** Looks only when nothing has come for a second: the look itself is work for the store. */
async function untilSettled(world: World, end: number): Promise<number | undefined> {
  while (Date.now() < end) {
    await delay(quietMilliseconds / 2);
    if (Date.now() - world.channels.calls.at(-1)!.at < quietMilliseconds) continue;
    const open = [...(await statesOf(world)).values()].some((state) => state === 'waiting' || state === 'updating');
    if (!open && (await isAuthorTold(world))) return Date.now();
  }
  return undefined;
}

async function isAuthorTold(world: World): Promise<boolean> {
  const { id, slots } = await theAgenda(world);
  const known = await deliveriesOf(world.records, kommune, id);
  return known.get(authorSlot)!.value.shown >= slots.find((s) => s.name === authorSlot)!.wanted;
}

/** Prints it, and answers what is wrong. */
function report(title: string, run: Run, untrue: string[]): string[] {
  const { from, killedAt, settledAt, states, shown, loadBefore } = run;
  const seconds = (at: number) => ((at - from) / 1_000).toFixed(1);
  const most = mostCalls(run);
  const count = (state: PostState) => [...states.values()].filter((s) => s === state).length;
  const [posted, unknown] = [count('posted'), count('unknown')];
  const rows = [
    ...timeRows(run),
    ['  killed after / nothing waiting after', seconds(killedAt), settledAt ? seconds(settledAt) : 'never'],
    ...troubleRows(run),
    ['told as posted / perhaps sent / else', ...[posted, unknown, states.size - posted - unknown].map(String)],
    ['  of them untrue / allowed', String(untrue.length), '0'],
    ...most.map((m) => [m.title, String(m.found), String(m.limit), (m.found / m.limit).toFixed(2)]),
  ];
  process.stdout.write(table([title, 'found', 'beside', 'ratio', 'target'], rows, 44));
  process.stdout.write(`${availableParallelism()} cores, load ${loadBefore.toFixed(1)} in the minute before\n\n`);
  const broken = most.filter(({ found, limit }) => found > limit);
  for (const b of broken) process.stdout.write(`OVER THE LIMIT: ${b.title.trim()}\n`);
  // A machine that stalls lets calls arrive in bunches however they were sent: as many more as are due while it does. The
  // bots are not asked, and have stood still about as long.
  const bunched = 2 * (run.longestLagMilliseconds / 1_000) * tenantLimit[1];
  return [
    ...broken.filter(({ found, limit }) => found > limit + bunched).map((b) => `a limit was broken: ${b.title.trim()}`),
    ...[...Map.groupBy(untrue, (what) => what)].map(([what, some]) => `${title}: ${some.length} times ${what}`),
    ...(settledAt ? [] : [`${title}: not done in ${longestMilliseconds / 1_000} s`]),
    ...(shown.includes(`${posted} af ${states.size} kanaler`) ? [] : [`${title}: the author is told something else`]),
  ];
}

/** When a share of the calls had come, beside the time that the pace alone takes for as many: failed ones are calls too. */
function timeRows({ from, calls }: Run): string[][] {
  const times = calls.map(({ at }) => (at - from) / 1_000).toSorted((a, b) => a - b);
  const wants = calls.map(({ channel }) => ({ conversation: channel, latest: Number.POSITIVE_INFINITY }));
  const places = book(undefined, 0, wants)
    .places.map(({ at }) => at)
    .toSorted((a, b) => a - b);
  const row = (name: string, share: number, ...more: string[]) => {
    const last = Math.ceil(calls.length * share) - 1;
    const [found, floor] = [times[last]!, places[last]! / 1_000];
    return [name, found.toFixed(1), floor.toFixed(1), (found / floor).toFixed(2), ...more];
  };
  return [
    row('seconds to the last call / pace alone', 1, target.toFixed(2)),
    ...[0.5, 0.9, 0.95].map((share) => row(`  to ${share * 100} % of the calls`, share)),
  ];
}

function troubleRows({ calls }: Run): string[][] {
  const count = (trouble: ChannelCall['trouble']) => String(calls.filter((c) => c.trouble === trouble).length);
  return [
    ['calls / of them failed', String(calls.length), String(calls.filter((c) => c.trouble).length)],
    ['  429 / 503 not taken / 504 but taken', count('throttled'), count('unavailable'), count('taken')],
  ];
}

function mostCalls({ calls, arrivals }: Run): { title: string; found: number; limit: number }[] {
  const byChannel = [...Map.groupBy(calls, ({ channel }) => channel).values()].map((some) => some.map(({ at }) => at));
  const [second, most] = tenantLimit;
  return [
    // All of it: to the author's chat too.
    { title: 'most to the tenant in 1 s / limit', found: mostIn(arrivals, second), limit: most },
    ...channelLimits.map(([window, limit]) => ({
      title: `most to one channel in ${window / 1_000} s / limit`,
      found: Math.max(...byChannel.map((times) => mostIn(times, window))),
      limit,
    })),
  ];
}

if (import.meta.main) {
  try {
    await benchAgenda();
  } catch (error) {
    process.stderr.write(`bench: ${messageOf(error)}\n`);
    process.exitCode = 1;
  }
}
