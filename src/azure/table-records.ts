import { randomUUID } from 'node:crypto';
import type { TableClient, TransactionAction } from '@azure/data-tables';
import { CodedError } from '../errors.ts';
import { type Change, mostChanges, type Records, type Stored } from '../ports.ts';
import { keyOf, keysBelow, partsOf } from './keys.ts';
import { statusOf } from './status-of.ts';

// A property holds 64 KiB of UTF-16, an entity 1 MiB (facts C1).
const charactersInProperty = 30_000;
const mostProperties = 15;

type Entity = Record<string, string | undefined>;

/** Records in one table: partition = municipality, row = key. `abort` limits the time of each call. */
export function tableRecords(table: TableClient, abort: () => AbortSignal): Records {
  const read = async (kommune: string, key: string[]) => {
    try {
      const options = { abortSignal: abort() };
      return await table.getEntity<Record<string, string>>(keyOf(kommune), keyOf(...key), options);
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  };
  return {
    async get<T>(kommune: string, key: string[]) {
      const entity = await read(kommune, key);
      return entity && stored<T>(kommune, entity as unknown as Entity);
    },
    async list<T>(kommune: string, below: string[], upTo?: string) {
      const { from, to } = keysBelow(below, upTo);
      const filter = `PartitionKey eq '${keyOf(kommune)}' and RowKey ge '${from}' and RowKey lt '${to}'`;
      const found: Stored<T>[] = [];
      const all = table.listEntities<Record<string, string>>({ queryOptions: { filter }, abortSignal: abort() });
      for await (const entity of all) found.push(stored<T>(kommune, entity as unknown as Entity));
      return found;
    },
    async write(kommune, changes) {
      if (changes.length === 0) return true;
      if (changes.length > mostChanges) throw new CodedError('storage', `${changes.length} changes in one write`);
      // Tells our own write from somebody else's when its answer was lost and it was tried again (facts C2).
      const operation = randomUUID();
      try {
        await submit(table, kommune, changes, operation, abort());
        return true;
      } catch (error) {
        if (![404, 409, 412].includes(statusOf(error) ?? 0)) throw error;
        const kept = changes.find((c) => c.do !== 'delete');
        return kept !== undefined && (await read(kommune, kept.key))?.operation === operation;
      }
    },
  };
}

async function submit(
  table: TableClient,
  kommune: string,
  changes: Change[],
  operation: string,
  abortSignal: AbortSignal,
): Promise<void> {
  const actions = changes.map((change) => actionOf(kommune, change, operation));
  const [only] = actions;
  if (only && actions.length === 1 && only[0] === 'delete') {
    await table.deleteEntity(only[1].partitionKey, only[1].rowKey, { abortSignal });
    return;
  }
  await table.submitTransaction(actions, { abortSignal });
}

function actionOf(kommune: string, change: Change, operation: string): TransactionAction {
  const keys = { partitionKey: keyOf(kommune), rowKey: keyOf(...change.key) };
  if (change.do === 'delete') return ['delete', keys];
  const entity = { ...keys, kommune, operation, ...split(change.value) };
  switch (change.do) {
    case 'create':
      return ['create', entity];
    case 'update':
      return ['update', entity, 'Replace', { etag: change.revision }];
    case 'upsert':
      return ['upsert', entity, 'Replace'];
    default:
      return change satisfies never;
  }
}

function split(value: object): Record<string, string> {
  const text = JSON.stringify(value);
  const properties: Record<string, string> = {};
  for (let i = 0; i * charactersInProperty < text.length; i++) {
    if (i >= mostProperties) throw new CodedError('storage', `a record of ${text.length} characters is too large`);
    properties[`json${i}`] = text.slice(i * charactersInProperty, (i + 1) * charactersInProperty);
  }
  return properties;
}

function stored<T>(kommune: string, entity: Entity): Stored<T> {
  // The partition is the municipality's own; a record that says otherwise was not written by this program.
  if (entity.kommune !== kommune) throw new CodedError('storage', 'a record of another municipality');
  let text = '';
  for (let i = 0; entity[`json${i}`] !== undefined; i++) text += entity[`json${i}`];
  return { key: partsOf(entity.rowKey!), value: JSON.parse(text), revision: entity.etag! };
}
