import { setTimeout as delay } from 'node:timers/promises';
import type { TurnContext } from 'botbuilder';
import pLimit from 'p-limit';
import type { StorageAccount } from '../azure/storage-account.ts';
import type { Channel } from '../channels/channel.ts';
import { type ChannelBook, createChannelBook } from '../channels/channel-book.ts';
import type { TeamLookup } from '../channels/learn-team.ts';
import type { Config } from '../config.ts';
import { type AddressBook, createAddressBook } from '../delivery/addresses.ts';
import type { DeliveryDeps } from '../delivery/deliver-slots.ts';
import { createInstallations, type Installations } from '../delivery/installations.ts';
import { createPace } from '../delivery/pace.ts';
import type { WorkDeps } from '../delivery/work-on-item.ts';
import { messageOf } from '../errors.ts';
import { localSecret } from '../local/local-secret.ts';
import type { Log } from '../log.ts';
import type { Clock, JobQueue, Messenger, RecordKind, Records } from '../ports.ts';
import { importRosterFile } from '../roster/import-roster-file.ts';
import { openRosterBook, type RosterBook } from '../roster/roster-book.ts';
import { createRosterStore, type RosterStore } from '../roster/roster-store.ts';
import { createSigner, type Signer } from '../signing.ts';
import { type Counters, createCounters } from '../statistics/counters.ts';
import type { Structure, Structures } from '../structure/structure.ts';
import type { createAuthentication } from '../teams/authentication.ts';
import { createDesk, type Desk } from '../teams/desk.ts';
import { tenantOf } from '../teams/inbound-guard.ts';
import { createMembers, type Members } from '../teams/members.ts';
import { createMessenger } from '../teams/messenger.ts';
import { type Audience, createAudience, createTeamLookup } from '../teams/team-roster.ts';
import { measureDeliveries } from '../telemetry/measure.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';

export type Stops = (() => Promise<void>)[];

/** What every feature is built from. */
export interface Services {
  config: Config;
  log: Log;
  telemetry: Telemetry;
  clock: Clock;
  /** The municipalities that are served. */
  kommuner: Set<string>;
  structureOf(kommune: string): Structure;
  /** Records for a turn, and for work that nobody waits for. */
  turn: Record<RecordKind, Records>;
  patient: Record<RecordKind, Records>;
  queue: JobQueue;
  mailQueue: JobQueue;
  signer: Signer;
  addresses: AddressBook;
  installations: Installations;
  /** The channels of the teams where the bot is installed, to choose from and to post in. */
  channels: ChannelBook;
  teamOf: TeamLookup;
  /** How many can see a channel; undefined when Teams does not say. */
  audienceOf(kommune: string, channel: Channel): Promise<Audience | undefined>;
  messenger: Messenger;
  members: Members;
  rosterStore: RosterStore;
  patientRosterStore: RosterStore;
  book: RosterBook;
  counters: Counters;
  desk: Desk;
  lane: NonNullable<DeliveryDeps['lane']>;
  pause: NonNullable<WorkDeps['pause']>;
  /** Ends the pauses of a process that stops: somebody else takes over what it waits for. */
  endPauses(): void;
  isStopping(): boolean;
  answerMilliseconds: number;
  /** Address of the bot's own pages; in local mode once the port is known. */
  publicUrl(): string | undefined;
  listensOn(port: number): void;
  /** Puts a nudge for a feature's item in the queue, and has this process look there at once. */
  nudge(feature: string): (kommune: string, id: string) => Promise<void>;
  /** Told when there is a worker that can be kicked. */
  onNudge(kick: () => void): void;
}

const kinds: RecordKind[] = [
  ...(['installations', 'addresses', 'channels', 'roster', 'sparring', 'beredskab', 'series', 'agenda'] as const),
  ...(['counters', 'jobs', 'pace'] as const),
];
const flushMilliseconds = 30_000;
// Half a second of what the limits let go out: more would only wait for their places, and be lost with their process.
const mostMessagesInHand = 20;

/** Opens the store and everything that stands between it and the features. What it starts is ended by `stops`. */
export async function openServices(
  config: Config,
  log: Log,
  telemetry: Telemetry,
  structures: Structures,
  account: StorageAccount,
  { connectorFor }: Pick<ReturnType<typeof createAuthentication>, 'connectorFor'>,
  clock: Clock,
  stops: Stops,
): Promise<Services> {
  const kommuner = servedMunicipalities(config);
  const structureOf = (kommune: string) => structures.get(kommune)!;
  const [turn, patient] = await Promise.all([openAll(account, 'turn'), openAll(account, 'patient')]);
  const queue = await account.queue('turn');
  const addresses = createAddressBook(turn.addresses);
  const pace = createPace(patient.pace, { onUnpaced: (reason) => log.warn('unpaced', { reason }) });
  const messenger = measureDeliveries(
    createMessenger({ connectorFor, addresses, pace }),
    ['send', 'post', 'update', 'reply'],
    'chat',
    telemetry,
  );
  const members = createMembers(connectorFor);
  const rosterStore = createRosterStore(turn.roster);
  const patientRosterStore = createRosterStore(patient.roster);
  const book = await openRosterBook(rosterStore, kommuner, clock, log);
  stops.push(async () => book.stop());
  await importRosterFile(config.rosterFile, { store: patientRosterStore, book, clock }, kommuner, structureOf, log);
  const counters = openCounters(turn.counters, clock, log, stops);
  const stopping = new AbortController();
  let localUrl: string | undefined;
  let kick = () => {};
  return {
    ...{ config, log, telemetry, clock, kommuner, structureOf, turn, patient, queue, addresses, messenger, members },
    ...{ rosterStore, patientRosterStore, book, counters },
    mailQueue: await account.queue('patient', 'ssp-mails'),
    signer: createSigner(config.secret ?? localSecret(config.dataDir)),
    installations: createInstallations(turn.installations),
    channels: createChannelBook(turn.channels),
    teamOf: createTeamLookup(connectorFor),
    audienceOf: createAudience(connectorFor, addresses.tenants),
    desk: createDesk({
      ...{ kommuneOf: (context: TurnContext) => municipalityOf(config, context), structureOf, rosterOf: book.of },
      ...{ leastRole: config.leastRole, addresses, messenger, log },
      ...(config.identity && { isMember: members.isInsider }),
    }),
    lane: pLimit(mostMessagesInHand),
    pause: (milliseconds) => delay(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined),
    endPauses: () => stopping.abort(),
    isStopping: () => stopping.signal.aborted,
    answerMilliseconds: config.answerMinutes * 60_000,
    publicUrl: () => config.publicUrl ?? localUrl,
    listensOn: (port) => {
      if (!config.identity) localUrl = `http://127.0.0.1:${port}`;
    },
    nudge: (feature) => async (kommune, id) => {
      // A lost nudge only costs time: the sweep finds what is due.
      try {
        await queue.send({ feature, kommune, id });
        kick();
      } catch (error) {
        log.warn('nudge-lost', { reason: messageOf(error) });
      }
    },
    onNudge: (kicked) => {
      kick = kicked;
    },
  };
}

async function openAll(account: StorageAccount, how: 'turn' | 'patient'): Promise<Record<RecordKind, Records>> {
  const store = account.store(how);
  const opened = await Promise.all(kinds.map(async (kind) => [kind, await store.open(kind)] as const));
  return Object.fromEntries(opened) as Record<RecordKind, Records>;
}

/** Counters that are written every half minute, and at the end. */
function openCounters(records: Records, clock: Clock, log: Log, stops: Stops): Counters {
  const counters = createCounters(records, clock);
  const flush = () => counters.flush().catch((error: unknown) => log.warn('not-counted', { reason: messageOf(error) }));
  const flushing = setInterval(() => void flush(), flushMilliseconds);
  stops.push(async () => {
    clearInterval(flushing);
    await flush();
  });
  return { ...counters, flush };
}

export function servedMunicipalities({ identity, tenants, kommune }: Config): Set<string> {
  return new Set(identity ? tenants.values() : [kommune]);
}

function municipalityOf({ tenants, kommune }: Config, { activity }: TurnContext): string {
  return tenants.get(tenantOf(activity)) ?? kommune;
}
