import { TableClient } from '@azure/data-tables';
import type { Config } from '../config.ts';

/** Opens one table by name. */
export type OpenTable = (name: string) => TableClient;

// Short: a person waits. facts C2: the defaults (3 retries up to 64 s) outlast a turn.
const turnRetries = { maxRetries: 1, retryDelayInMs: 100, maxRetryDelayInMs: 500 };
const turnTimeoutMilliseconds = 2_000;

/** Aborts a storage call of a turn after two seconds. */
export function withinTurn(): { abortSignal: AbortSignal } {
  return { abortSignal: AbortSignal.timeout(turnTimeoutMilliseconds) };
}

/** How tables are opened for this storage: a connection string, or the account's address with a managed identity. */
export async function tableOpener(storage: Exclude<Config['storage'], 'own-azurite'>): Promise<OpenTable> {
  const options = { retryOptions: turnRetries };
  if ('connection' in storage) {
    const local = /127\.0\.0\.1|localhost/.test(storage.connection);
    return (name) =>
      TableClient.fromConnectionString(storage.connection, name, { ...options, allowInsecureConnection: local });
  }
  // Loaded only here: local mode and tests never need the identity library.
  const { ManagedIdentityCredential } = await import('@azure/identity');
  const credential = new ManagedIdentityCredential();
  return (name) => new TableClient(storage.url, name, credential, options);
}

/** A key that any text can be put into: letters and digits stay, everything else is written as _hex. */
export function tableKey(...parts: string[]): string {
  return parts.map((part) => part.replace(/[^A-Za-z0-9]/g, (c) => `_${c.codePointAt(0)!.toString(16)}.`)).join('|');
}

/** The HTTP status of a storage error, if it is one. */
export function statusOf(error: unknown): number | undefined {
  return typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : undefined;
}
