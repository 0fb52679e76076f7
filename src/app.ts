import type { TurnContext } from 'botbuilder';
import { openStorageAccount, type StorageAccount } from './azure/storage-account.ts';
import type { Config } from './config.ts';
import { answerQuestion } from './contacts/answer-question.ts';
import { answerCard } from './contacts/contact-cards.ts';
import { contactRoutes } from './contacts/handlers.ts';
import { keepCards } from './contacts/kept-cards.ts';
import { createAddressBook } from './delivery/addresses.ts';
import { startDaily } from './delivery/daily.ts';
import { createInstallations } from './delivery/installations.ts';
import { startWorker } from './delivery/worker.ts';
import { CodedError, messageOf } from './errors.ts';
import { startAzurite } from './local/azurite.ts';
import { localSecret } from './local/local-secret.ts';
import type { Log } from './log.ts';
import { ownDataRoutes } from './own-data/handlers.ts';
import type { Clock } from './ports.ts';
import { removeOld } from './privacy/retention.ts';
import { askToConfirm } from './roster/confirm-lines.ts';
import { rosterRoutes } from './roster/handlers.ts';
import { importRosterFile } from './roster/import-roster-file.ts';
import { openRosterBook } from './roster/roster-book.ts';
import { largestFileBytes } from './roster/roster-file.ts';
import { createRosterStore } from './roster/roster-store.ts';
import { createSigner } from './signing.ts';
import { sparringRoutes } from './sparring/handlers.ts';
import { createSparringStore } from './sparring/sparring-store.ts';
import { sparringFeature, sparringWorkshop } from './sparring/workshop.ts';
import { createCounters } from './statistics/counters.ts';
import { type StatisticsDeps, statisticsFile, statisticsRoutes } from './statistics/handlers.ts';
import { loadStructures } from './structure/load-structures.ts';
import type { Structures } from './structure/structure.ts';
import { TeamsAdapter } from './teams/adapter.ts';
import { type AuthenticationOverrides, createAuthentication } from './teams/authentication.ts';
import { createOnlyOnce } from './teams/delivered-once.ts';
import { createDesk } from './teams/desk.ts';
import { downloadFile, filesIn } from './teams/download-file.ts';
import { cardAttachment } from './teams/expand-card.ts';
import { createFrontDoor } from './teams/front-door.ts';
import { conversationKey, tenantOf } from './teams/inbound-guard.ts';
import { createMembers } from './teams/members.ts';
import { createMessenger } from './teams/messenger.ts';
import type { Routes } from './teams/routes.ts';
import { createHealth } from './web/health.ts';
import { startServer } from './web/server.ts';

export interface App {
  port: number;
  /** Address of the playground, when it runs. */
  playground?: string;
  /** Ends everything in order: no new requests, those in hand, then what the bot started itself. */
  stop(): Promise<void>;
}

/** What a test may put in the place of the world's own. */
export interface Overrides {
  authentication?: AuthenticationOverrides;
  clock?: Clock;
}

type Stops = (() => Promise<void>)[];

/** Builds and starts the whole bot: the only place where the parts are wired together. */
export async function startApp(config: Config, log: Log, overrides: Overrides = {}): Promise<App> {
  const structures = loadStructures(config.structureDir);
  const stops: Stops = [];
  const stop = async () => {
    const errors: unknown[] = [];
    // One that fails must not keep the others from ending.
    for (const end of stops.splice(0).reverse()) await end().catch((error: unknown) => errors.push(error));
    if (errors.length > 0) throw errors[0];
  };
  try {
    const [account] = await Promise.all([openStorage(config, stops, log), warmUp(config, structures)]);
    const parts = await wireParts(config, log, structures, account, overrides, stops);
    const messages = createFrontDoor(config, parts.adapter, parts.routes, log);
    const health = createHealth(account.store('turn'), log);
    const local = config.identity === undefined;
    const doors = { messages, health, file: parts.file };
    const server = await startServer({ port: config.port, local, doors, log });
    parts.listensOn(server.port);
    stops.push(() => server.stop());
    if (!config.playground) return { port: server.port, stop };
    const { startPlayground } = await import('./local/playground.ts');
    const playground = await startPlayground(server.port, config.dataDir);
    stops.push(() => playground.stop());
    return { port: server.port, playground: playground.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Builds what the first question would otherwise wait for; the storage's own process starts meanwhile. */
async function warmUp(config: Config, structures: Structures): Promise<void> {
  for (const kommune of servedMunicipalities(config)) answerQuestion(structures.get(kommune)!, 'hash');
}

function servedMunicipalities({ identity, tenants, kommune }: Config): Set<string> {
  return new Set(identity ? tenants.values() : [kommune]);
}

async function openStorage({ storage, dataDir, identity }: Config, stops: Stops, log: Log): Promise<StorageAccount> {
  // The bot's managed identity is the storage's too.
  const clientId = identity?.type === 'UserAssignedMSI' ? identity.id : undefined;
  if (storage !== 'own-azurite') return openStorageAccount(storage, clientId);
  const azurite = await startAzurite(dataDir);
  stops.push(() => azurite.stop());
  void azurite.lost.then(() => log.error('storage-lost', { part: 'tables' }));
  return openStorageAccount({ connection: azurite.connection });
}

interface Parts {
  adapter: TeamsAdapter;
  routes: Routes[];
  file(token: string): Promise<{ name: string; text: string } | undefined>;
  /** Told once the port is known: links of local mode lead there. */
  listensOn(port: number): void;
}

const flushMilliseconds = 30_000;

/** Everything between the doors and the store. What it starts is stopped in the opposite order. */
async function wireParts(
  config: Config,
  log: Log,
  structures: Structures,
  account: StorageAccount,
  overrides: Overrides,
  stops: Stops,
): Promise<Parts> {
  const clock = overrides.clock ?? (() => new Date());
  const kommuner = servedMunicipalities(config);
  const structureOf = (kommune: string) => structures.get(kommune)!;
  const [turn, patient] = [account.store('turn'), account.store('patient')];
  const [installationRecords, addressRecords, rosterRecords, sparringRecords] = await Promise.all([
    turn.open('installations'),
    turn.open('addresses'),
    turn.open('roster'),
    turn.open('sparring'),
  ]);
  const [patientSparring, patientRoster, jobRecords, counterRecords] = await Promise.all([
    patient.open('sparring'),
    patient.open('roster'),
    patient.open('jobs'),
    turn.open('counters'),
  ]);
  const queue = await account.queue('turn');
  const signer = createSigner(config.secret ?? localSecret(config.dataDir));
  const authentication = createAuthentication(config.identity, overrides.authentication);
  const adapter = new TeamsAdapter(authentication, log);
  const { connectorFor } = authentication;
  const addresses = createAddressBook(addressRecords);
  const installations = createInstallations(installationRecords);
  const messenger = createMessenger({ connectorFor, addresses });
  const members = createMembers(connectorFor);

  const rosterStore = createRosterStore(rosterRecords);
  const book = await openRosterBook(rosterStore, kommuner, clock, log);
  stops.push(async () => book.stop());
  await importRosterFile(
    config.rosterFile,
    { store: createRosterStore(patientRoster), book, clock },
    kommuner,
    structureOf,
    log,
  );

  const counters = createCounters(counterRecords, clock);
  const flush = () => counters.flush().catch((error: unknown) => log.warn('not-counted', { reason: messageOf(error) }));
  const flushing = setInterval(() => void flush(), flushMilliseconds);
  stops.push(async () => {
    clearInterval(flushing);
    await flush();
  });

  const answerMilliseconds = config.answerMinutes * 60_000;
  const workshop = sparringWorkshop({
    ...{ records: patientSparring, messenger, clock, queue: await account.queue('patient'), structureOf },
    ...{ rosterOf: book.of, refreshRoster: book.refresh, signer, forms: config.forms, answerMilliseconds },
  });
  const workshops = { [sparringFeature]: workshop };
  const worker = startWorker({ queue: await account.queue('patient'), workshops, kommuner, log });
  stops.push(() => worker.stop());

  const sparring = createSparringStore(sparringRecords);
  // A lost nudge only costs time: the sweep finds what is due.
  const nudge = async (kommune: string, id: string) => {
    try {
      await queue.send({ feature: sparringFeature, kommune, id });
      worker.kick();
    } catch (error) {
      log.warn('nudge-lost', { reason: messageOf(error) });
    }
  };
  const retention = { rosterStore: createRosterStore(patientRoster), sparring: createSparringStore(patientSparring) };
  const daily = startDaily({
    ...{ records: jobRecords, kommuner, clock, log },
    jobs: [
      {
        name: 'retention',
        inWorkingHours: false,
        run: async (kommune) => {
          const { retentionDays } = config;
          const removed = await removeOld({ ...retention, clock, retentionDays }, book.of(kommune));
          for (const [part, count] of Object.entries(removed)) log.info('removed', { kommune, part, count });
        },
      },
      {
        name: 'confirm',
        inWorkingHours: true,
        run: async (kommune, signal) => {
          const deps = { store: retention.rosterStore, messenger, signer, clock, log, signal };
          const count = await askToConfirm(deps, structureOf(kommune), book.of(kommune));
          log.info('asked-to-confirm', { kommune, count });
        },
      },
    ],
  });
  stops.push(() => daily.stop());

  const desk = createDesk({
    ...{ kommuneOf: (context: TurnContext) => municipalityOf(config, context), structureOf, rosterOf: book.of },
    ...{ leastRole: config.leastRole, addresses, messenger, log },
    ...(config.identity && { isMember: members.isInsider }),
  });
  // Whoever is gone from the roster must not keep what others wait for.
  const rosterChanged = async (kommune: string) => {
    const open = (await sparring.list(kommune)).filter((r) => r.state !== 'closed' && r.state !== 'withdrawn');
    for (const { id } of open) await nudge(kommune, id);
  };
  let localUrl: string | undefined;
  const hosts = config.identity ? config.fileHosts : ('loopback' as const);
  const statistics: StatisticsDeps = {
    ...{ desk, counters: { ...counters, flush }, signer, clock, structureOf },
    publicUrl: () => config.publicUrl ?? localUrl,
  };
  const cardOf = keepCards((answer, roster) =>
    answerCard(structureOf(answer.kommune), answer, signer, { roster, forms: config.forms }),
  );
  return {
    adapter,
    // In order: the first that knows a message takes it. Contacts last: to them everything is a question.
    routes: [
      rosterRoutes({
        ...{ desk, store: rosterStore, book, clock, signer, log, rosterChanged },
        files: {
          in: ({ activity }) => filesIn(activity),
          fetch: (address) => downloadFile(address, hosts, largestFileBytes),
        },
      }),
      sparringRoutes({
        ...{ desk, store: sparring, nudge, signer, clock },
        ...{ forms: config.forms, answerMilliseconds, signInNameOf: members.signInNameOf, answerCardOf: cardOf },
      }),
      statisticsRoutes(statistics),
      ownDataRoutes({
        ...{ desk, signer, addresses, installations, rosterStore, book, sparring, clock, answerMilliseconds },
        workOn: workshop.handle,
        nudge,
      }),
      contactRoutes({
        ...{ desk, cardOf, counters, installations, addresses, signer },
        countedOnce: createOnlyOnce(),
        attachmentOf: (card) => {
          const preview = { contentType: 'application/vnd.microsoft.card.thumbnail', content: { title: card.summary } };
          return [{ ...cardAttachment(card), preview }];
        },
        conversationKey: ({ activity }) => conversationKey(activity),
      }),
    ],
    file: (token) => statisticsFile(statistics, token),
    listensOn: (port) => {
      if (!config.identity) localUrl = `http://127.0.0.1:${port}`;
    },
  };
}

function municipalityOf({ tenants, kommune }: Config, { activity }: TurnContext): string {
  return tenants.get(tenantOf(activity)) ?? kommune;
}

/** The message for whoever started the bot, when it cannot start. */
export function startFailure(error: unknown): string {
  if (error instanceof CodedError) return error.message;
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE') {
    return 'PORT: another program listens there already; choose another one, or 0 for any free one';
  }
  return `The bot could not start: ${messageOf(error)}`;
}
