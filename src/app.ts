import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InvokeResponse, TurnContext } from 'botbuilder';
import { openInstallationStore } from './azure/installation-store.ts';
import { tableOpener } from './azure/table-client.ts';
import type { Config } from './config.ts';
import { answerQuestion } from './contacts/answer-question.ts';
import { answerCard } from './contacts/contact-cards.ts';
import { contactRoutes } from './contacts/handlers.ts';
import { keepCards } from './contacts/kept-cards.ts';
import { CodedError, messageOf } from './errors.ts';
import { startAzurite } from './local/azurite.ts';
import type { Log } from './log.ts';
import type { InstallationStore } from './ports.ts';
import { createSigner } from './signing.ts';
import { loadStructures } from './structure/load-structures.ts';
import type { Structure, Structures } from './structure/structure.ts';
import { NotAuthenticated, TeamsAdapter } from './teams/adapter.ts';
import { buildApplication } from './teams/application.ts';
import { type AuthenticationOverrides, createAuthentication } from './teams/authentication.ts';
import { ConnectorError } from './teams/connector.ts';
import { createDeliveredOnce } from './teams/delivered-once.ts';
import { cardActivity, cardAttachment } from './teams/expand-card.ts';
import { conversationKey, judgeActivity, tenantOf } from './teams/inbound-guard.ts';
import { type Reply, startServer } from './web/server.ts';

export interface App {
  port: number;
  /** Address of the playground, when it runs. */
  playground?: string;
  /** Ends everything in order: no new requests, those in hand, then what the bot started itself. */
  stop(): Promise<void>;
}

/** Builds and starts the whole bot: the only place where the parts are wired together. */
export async function startApp(config: Config, log: Log, overrides?: AuthenticationOverrides): Promise<App> {
  const structures = loadStructures(config.structureDir);
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const [installations] = await Promise.all([openInstallations(config, stops, log), warmUp(config, structures)]);
    const messages = wireMessages(config, log, structures, installations, overrides);
    const health = createHealth(installations, log);
    const local = config.identity === undefined;
    const server = await startServer({ port: config.port, local, doors: { messages, health }, log });
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

async function openInstallations(
  { storage, dataDir }: Config,
  stops: (() => Promise<void>)[],
  log: Log,
): Promise<InstallationStore> {
  if (storage !== 'own-azurite') return openInstallationStore(await tableOpener(storage));
  const azurite = await startAzurite(dataDir);
  stops.push(() => azurite.stop());
  void azurite.lost.then(() => log.error('storage-lost', { part: 'tables' }));
  return openInstallationStore(await tableOpener({ connection: azurite.connection }));
}

/** From a request body to a reply: guard, once-only, authentication, then the feature that takes it. */
function wireMessages(
  config: Config,
  log: Log,
  structures: Structures,
  installations: InstallationStore,
  overrides?: AuthenticationOverrides,
): (body: unknown, authorization: string) => Promise<Reply> {
  const adapter = new TeamsAdapter(createAuthentication(config.identity, overrides), log);
  const signer = createSigner(config.secret ?? localSecret(config.dataDir));
  const keptCard = keepCards((answer) => answerCard(structures.get(answer.kommune)!, answer, signer));
  const contacts = contactRoutes({
    structureOf: (context) => municipalityOf(config, structures, context),
    sendCard: async (context, card) => {
      await context.sendActivity(cardActivity(card));
    },
    attachmentOf: (card) => {
      const preview = { contentType: 'application/vnd.microsoft.card.thumbnail', content: { title: card.summary } };
      return [{ ...cardAttachment(card), preview }];
    },
    conversationKey: (context) => conversationKey(context.activity),
    installations,
    signer,
    cardOf: keptCard,
  });
  const application = buildApplication([contacts], ({ activity }) => installations.delete(conversationKey(activity)));
  const once = createDeliveredOnce<InvokeResponse | undefined>();
  return async (body, authorization) => {
    const verdict = judgeActivity(body, authorization, config);
    if ('status' in verdict) {
      log.warn('turned-away', { status: verdict.status });
      return verdict;
    }
    const { activity } = verdict;
    const key = activity.id && [tenantOf(activity), activity.conversation.id, activity.type, activity.id].join('\n');
    try {
      // Before the once-only: a repeated id must not answer somebody who is not authenticated.
      const authenticated = await adapter.authenticate(authorization, activity);
      const run = async (context: TurnContext) => {
        await application.run(context);
      };
      const response = await once.run(key, () => adapter.run(authenticated, activity, run));
      return response ? { status: response.status, body: response.body } : { status: 200 };
    } catch (error) {
      if (error instanceof ConnectorError) return { status: 502 };
      if (!(error instanceof NotAuthenticated)) throw error;
      log.warn('turned-away', { status: 401, reason: error.message });
      return { status: 401 };
    }
  };
}

function municipalityOf(config: Config, structures: Structures, { activity }: TurnContext): Structure {
  const kommune = config.tenants.get(tenantOf(activity)) ?? config.kommune;
  return structures.get(kommune)!;
}

const secretLength = 64;

/** Local mode's own key, made at the first start and kept, so that yesterday's cards still work. */
function localSecret(dataDir: string): string {
  const path = join(dataDir, 'secret');
  const kept = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (kept.length === secretLength) return kept;
  const secret = randomBytes(secretLength / 2).toString('hex');
  mkdirSync(dataDir, { recursive: true });
  // Renamed into place, so that a crash leaves no half a key.
  writeFileSync(`${path}.new`, secret, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return secret;
}

const healthKeptMilliseconds = 5_000;

/** 200 when the bot can serve, 503 with the part that is down; asks the store at most every five seconds. */
function createHealth(installations: InstallationStore, log: Log): () => Promise<Reply> {
  let kept: { reply: Promise<Reply>; at: number } | undefined;
  const check = async (): Promise<Reply> => {
    try {
      await installations.ping();
      return { status: 200, body: { status: 'ok', parts: { structure: 'ok', tables: 'ok' } } };
    } catch (error) {
      log.warn('unhealthy', { part: 'tables', reason: messageOf(error) });
      return { status: 503, body: { status: 'down', parts: { structure: 'ok', tables: 'down' } } };
    }
  };
  return () => {
    if (!kept || Date.now() - kept.at > healthKeptMilliseconds) kept = { reply: check(), at: Date.now() };
    return kept.reply;
  };
}

/** The message for whoever started the bot, when it cannot start. */
export function startFailure(error: unknown): string {
  if (error instanceof CodedError) return error.message;
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE') {
    return 'PORT: another program listens there already; choose another one, or 0 for any free one';
  }
  return `The bot could not start: ${messageOf(error)}`;
}
