import { TableClient } from '@azure/data-tables';
import { QueueClient } from '@azure/storage-queue';
import type { Config } from '../config.ts';
import type { JobQueue, RecordKind, Records, Store } from '../ports.ts';
import { storageJobQueue } from './storage-job-queue.ts';
import { tableRecords } from './table-records.ts';

/**
 * How long a caller waits. `turn`: a person waits, so one short retry and two seconds in all; `patient`: nobody does.
 * The libraries' own defaults (64 s and more) outlast a turn (facts C2).
 */
const patience = {
  turn: { retries: { maxRetries: 1, retryDelayInMs: 100, maxRetryDelayInMs: 500 }, milliseconds: 2_000 },
  patient: { retries: { maxRetries: 4, retryDelayInMs: 500, maxRetryDelayInMs: 8_000 }, milliseconds: 60_000 },
} as const;

export type Patience = keyof typeof patience;

interface Clients {
  table(name: string, how: Patience): TableClient;
  queue(name: string, how: Patience): QueueClient;
}

export interface StorageAccount {
  store(how: Patience): Store;
  /** `name`: what kind of work it is nudged to. */
  queue(how: Patience, name?: QueueName): Promise<JobQueue>;
}

/** Mails have a queue of their own: a slow mail server must not hold up Teams. */
export type QueueName = 'ssp-jobs' | 'ssp-mails';

/**
 * The storage account: by a connection string, or by its address with a managed identity (`clientId`: the user-assigned
 * one; else the system's own). Makes what is missing.
 */
export async function openStorageAccount(
  storage: Exclude<Config['storage'], 'own-azurite'>,
  clientId?: string,
): Promise<StorageAccount> {
  const clients = await clientsOf(storage, clientId);
  return {
    store(how) {
      const opened = new Map<RecordKind, Promise<Records>>();
      const open = async (kind: RecordKind) => {
        const table = clients.table(kind, how);
        await table.createTable();
        return tableRecords(table, abortAfter(how));
      };
      return {
        open(kind) {
          if (!opened.has(kind)) opened.set(kind, open(kind));
          return opened.get(kind)!;
        },
        async ping() {
          const queryOptions = { filter: "PartitionKey eq 'ping'" };
          const some = clients
            .table('installations', how)
            .listEntities({ queryOptions, abortSignal: abortAfter(how)() });
          await some.byPage({ maxPageSize: 1 }).next();
        },
      };
    },
    async queue(how, name = 'ssp-jobs') {
      const [jobs, poison] = [clients.queue(name, how), clients.queue(`${name}-poison`, how)];
      await Promise.all([jobs.createIfNotExists(), poison.createIfNotExists()]);
      return storageJobQueue(jobs, poison, abortAfter(how));
    },
  };
}

function abortAfter(how: Patience): () => AbortSignal {
  return () => AbortSignal.timeout(patience[how].milliseconds);
}

async function clientsOf(storage: Exclude<Config['storage'], 'own-azurite'>, clientId?: string): Promise<Clients> {
  const tableOptions = (how: Patience) => ({ retryOptions: patience[how].retries });
  const queueOptions = (how: Patience) => {
    const { maxRetries, retryDelayInMs, maxRetryDelayInMs } = patience[how].retries;
    return { retryOptions: { maxTries: maxRetries + 1, retryDelayInMs, maxRetryDelayInMs } };
  };
  if ('connection' in storage) {
    const { connection } = storage;
    const allowInsecureConnection = /127\.0\.0\.1|localhost/.test(connection);
    return {
      table: (name, how) =>
        TableClient.fromConnectionString(connection, name, { ...tableOptions(how), allowInsecureConnection }),
      queue: (name, how) => new QueueClient(connection, name, queueOptions(how)),
    };
  }
  // Loaded only here: local mode and tests never need the identity library.
  const { ManagedIdentityCredential } = await import('@azure/identity');
  const credential = clientId ? new ManagedIdentityCredential({ clientId }) : new ManagedIdentityCredential();
  const { table, queue } = serviceAddresses(storage.url);
  return {
    table: (name, how) => new TableClient(table, name, credential, tableOptions(how)),
    queue: (name, how) => new QueueClient(`${queue}/${name}`, credential, queueOptions(how)),
  };
}

/** The account's addresses of both services, whichever of its services the setting names. */
export function serviceAddresses(url: string): { table: string; queue: string } {
  const { host } = new URL(url);
  const at = (service: string) => `https://${host.replace(/^([^.]+)\.(table|queue|blob)\./, `$1.${service}.`)}`;
  return { table: at('table'), queue: at('queue') };
}
