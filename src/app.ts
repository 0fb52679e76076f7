import { makeDrafts } from './agenda/make-drafts.ts';
import { openStorageAccount, type StorageAccount } from './azure/storage-account.ts';
import { channelRoutes } from './channels/handlers.ts';
import type { Config } from './config.ts';
import { answerQuestion } from './contacts/answer-question.ts';
import { answerCard } from './contacts/contact-cards.ts';
import { contactRoutes } from './contacts/handlers.ts';
import { keepCards } from './contacts/kept-cards.ts';
import { startDaily } from './delivery/daily.ts';
import { removeOldPaces } from './delivery/pace.ts';
import { startWorker, type Workshop } from './delivery/worker.ts';
import { CodedError, messageOf } from './errors.ts';
import { startAzurite } from './local/azurite.ts';
import type { Log } from './log.ts';
import { createMailer } from './mail/create-mailer.ts';
import { watchMailer } from './mail/watched-mailer.ts';
import { ownDataRoutes } from './own-data/handlers.ts';
import type { Clock, JobQueue, Meetings } from './ports.ts';
import { removeOld } from './privacy/retention.ts';
import { askToConfirm } from './roster/confirm-lines.ts';
import { rosterRoutes } from './roster/handlers.ts';
import { largestFileBytes } from './roster/roster-file.ts';
import { type StatisticsDeps, statisticsFile, statisticsRoutes } from './statistics/handlers.ts';
import { loadStructures } from './structure/load-structures.ts';
import type { Structures } from './structure/structure.ts';
import { TeamsAdapter } from './teams/adapter.ts';
import { type AuthenticationOverrides, createAuthentication } from './teams/authentication.ts';
import { createOnlyOnce } from './teams/delivered-once.ts';
import { downloadFile, filesIn } from './teams/download-file.ts';
import { cardAttachment } from './teams/expand-card.ts';
import { createFrontDoor } from './teams/front-door.ts';
import { channelOf, conversationKey } from './teams/inbound-guard.ts';
import type { Routes } from './teams/routes.ts';
import { measureDeliveries, measureLog, measurePing, measureQueue, measureWorkshops } from './telemetry/measure.ts';
import { startTelemetry } from './telemetry/start-telemetry.ts';
import { createHealth } from './web/health.ts';
import { type Doors, startServer } from './web/server.ts';
import { openServices, type Services, type Stops, servedMunicipalities } from './wiring/services.ts';
import { wireAgenda } from './wiring/wire-agenda.ts';
import { wireBeredskab } from './wiring/wire-beredskab.ts';
import { wireSparring } from './wiring/wire-sparring.ts';

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
  meetings?: Meetings;
}

/** Builds and starts the whole bot: the only place where the parts are wired together. */
export async function startApp(config: Config, plainLog: Log, overrides: Overrides = {}): Promise<App> {
  const structures = loadStructures(config.structureDir);
  const stops: Stops = [];
  const stop = async () => {
    const errors: unknown[] = [];
    // One that fails must not keep the others from ending.
    for (const end of stops.splice(0).reverse()) await end().catch((error: unknown) => errors.push(error));
    if (errors.length > 0) throw errors[0];
  };
  try {
    const telemetry = await startTelemetry(config.insights, servedMunicipalities(config), plainLog);
    // Ended last: the others' ends are measured too.
    stops.push(() => telemetry.stop());
    const log = measureLog(plainLog, telemetry);
    const [account] = await Promise.all([openStorage(config, stops, log), warmUp(config, structures)]);
    const clock = overrides.clock ?? (() => new Date());
    const authentication = createAuthentication(config.identity, overrides.authentication, telemetry);
    const services = await openServices(config, log, telemetry, structures, account, authentication, clock, stops);
    const parts = await wireFeatures(services, account, overrides, stops);
    const messages = createFrontDoor(config, new TeamsAdapter(authentication, log), parts.routes, log, telemetry);
    const health = createHealth({ tables: measurePing(account.store('turn'), telemetry), queue: services.queue }, log, {
      mail: parts.mailer,
    });
    const local = config.identity === undefined;
    const doors = { messages, health, ...parts.doors };
    const server = await startServer({ port: config.port, local, doors, log });
    services.listensOn(server.port);
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

async function openStorage({ storage, dataDir, identity }: Config, stops: Stops, log: Log): Promise<StorageAccount> {
  // The bot's managed identity is the storage's too.
  const clientId = identity?.type === 'UserAssignedMSI' ? identity.id : undefined;
  if (storage !== 'own-azurite') return openStorageAccount(storage, clientId);
  const azurite = await startAzurite(dataDir);
  stops.push(() => azurite.stop());
  void azurite.lost.then(() => log.error('storage-lost', { part: 'tables' }));
  return openStorageAccount({ connection: azurite.connection });
}

interface Features {
  routes: Routes[];
  doors: Pick<Doors, 'file' | 'answers' | 'picture'>;
  mailer: { ping(): Promise<void> };
}

/** The features on their services, and the workers that they share. What is started is ended by `stops`. */
async function wireFeatures(
  services: Services,
  account: StorageAccount,
  overrides: Overrides,
  stops: Stops,
): Promise<Features> {
  const { config, log, telemetry, clock, kommuner, structureOf, signer, desk, book, counters } = services;
  const mailer = watchMailer(createMailer({ ...config.mail, folder: `${config.dataDir}/mail` }));
  stops.push(() => mailer.stop());
  const patientQueue = await account.queue('patient');
  const cardOf = keepCards((answer, roster) =>
    answerCard(structureOf(answer.kommune), answer, signer, { roster, forms: config.forms }),
  );
  const sparring = wireSparring(services, patientQueue, cardOf);
  const measuredMailer = measureDeliveries(mailer, ['send'], 'mail', telemetry);
  const beredskab = wireBeredskab(services, patientQueue, measuredMailer, overrides);
  const agenda = wireAgenda(services, patientQueue);
  const work = (queue: JobQueue, workshops: Record<string, Workshop>) =>
    startWorker({
      queue: measureQueue(queue, telemetry),
      workshops: measureWorkshops(workshops, telemetry),
      ...{ kommuner, log },
    });
  const worker = work(patientQueue, { ...sparring.workshops, ...beredskab.workshops, ...agenda.workshops });
  const mailWorker = work(services.mailQueue, beredskab.mailWorkshops);
  services.onNudge(worker.kick);
  stops.push(async () => {
    services.endPauses();
    await Promise.all([worker.stop(), mailWorker.stop()]);
  });
  startDailyJobs(services, { sparring, beredskab, agenda }, stops);
  const statistics: StatisticsDeps = { desk, counters, signer, clock, structureOf, publicUrl: services.publicUrl };
  return {
    mailer,
    doors: {
      file: async (token) =>
        (await statisticsFile(statistics, token)) ?? (await beredskab.file(token)) ?? (await agenda.file(token)),
      answers: beredskab.answers,
      picture: agenda.picture,
    },
    // In order: the first that knows a message takes it. Contacts last: to them everything is a question.
    routes: [
      rosterRoutes({
        ...{ desk, store: services.rosterStore, book, clock, signer, log, rosterChanged: sparring.rosterChanged },
        files: {
          in: ({ activity }) => filesIn(activity),
          fetch: (address) =>
            downloadFile(address, config.identity ? config.fileHosts : ('loopback' as const), largestFileBytes),
        },
      }),
      beredskab.routes,
      agenda.routes,
      sparring.routes,
      statisticsRoutes(statistics),
      ownDataRoutes({
        ...{ desk, signer, clock, rosterStore: services.rosterStore, book, sparring: sparring.store },
        ...{ addresses: services.addresses, installations: services.installations },
        ...{ beredskaber: beredskab.store, series: beredskab.series, drafts: beredskab.drafts },
        ...agenda.stores,
        answerMilliseconds: services.answerMilliseconds,
        workOn: sparring.workshop.handle,
        nudge: sparring.nudge,
        nudgeBeredskab: beredskab.nudge,
      }),
      channelRoutes({
        ...{ desk, log, book: services.channels, teamOf: services.teamOf },
        toldOf: ({ activity }) => channelOf(activity),
      }),
      contactRoutes({
        ...{ desk, cardOf, counters, signer },
        ...{ installations: services.installations, addresses: services.addresses },
        countedOnce: createOnlyOnce(),
        attachmentOf: (card) => {
          const preview = { contentType: 'application/vnd.microsoft.card.thumbnail', content: { title: card.summary } };
          return [{ ...cardAttachment(card), preview }];
        },
        conversationKey: ({ activity }) => conversationKey(activity),
      }),
    ],
  };
}

/** What is done once a day: what was kept long enough is removed, old lines of the roster are asked about. */
function startDailyJobs(
  services: Services,
  {
    sparring,
    beredskab,
    agenda,
  }: {
    sparring: ReturnType<typeof wireSparring>;
    beredskab: ReturnType<typeof wireBeredskab>;
    agenda: ReturnType<typeof wireAgenda>;
  },
  stops: Stops,
): void {
  const { config, log, clock, kommuner, structureOf, signer, book, messenger, patient } = services;
  const retention = {
    ...{ rosterStore: services.patientRosterStore, sparring: sparring.patientStore, clock },
    ...{ beredskaber: beredskab.patientStore, drafts: beredskab.patientDrafts, series: beredskab.patientSeries },
    ...{ agendas: agenda.patient.agendas, proposals: agenda.patient.proposals },
    retentionDays: config.retentionDays,
  };
  const daily = startDaily({
    ...{ records: patient.jobs, kommuner, clock, log },
    jobs: [
      {
        name: 'retention',
        inWorkingHours: false,
        run: async (kommune) => {
          const removed = await removeOld(retention, book.of(kommune));
          const paces = await removeOldPaces(patient.pace, kommune, clock());
          for (const [part, count] of Object.entries({ ...removed, paces }))
            log.info('removed', { kommune, part, count });
        },
      },
      {
        name: 'agenda-drafts',
        inWorkingHours: true,
        run: async (kommune) => {
          const count = await makeDrafts({ ...agenda.patient, clock, nudge: agenda.nudge }, structureOf(kommune));
          log.info('drafts-made', { kommune, count });
        },
      },
      {
        name: 'confirm',
        inWorkingHours: true,
        run: async (kommune, signal) => {
          const deps = { store: services.patientRosterStore, messenger, signer, clock, log, signal };
          const count = await askToConfirm(deps, structureOf(kommune), book.of(kommune));
          log.info('asked-to-confirm', { kommune, count });
        },
      },
    ],
  });
  stops.push(() => daily.stop());
}

/** The message for whoever started the bot, when it cannot start. */
export function startFailure(error: unknown): string {
  if (error instanceof CodedError) return error.message;
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE') {
    return 'PORT: another program listens there already; choose another one, or 0 for any free one';
  }
  return `The bot could not start: ${messageOf(error)}`;
}
