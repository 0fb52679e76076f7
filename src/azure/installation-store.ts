import type { InstallationStore } from '../ports.ts';
import { type OpenTable, statusOf, tableKey, withinTurn } from './table-client.ts';

const conflict = 409;
const notFound = 404;

/** Installations in the table "installations": one row a conversation, partition = tenant. Makes the table if missing. */
export async function openInstallationStore(openTable: OpenTable): Promise<InstallationStore> {
  const table = openTable('installations');
  await table.createTable();
  return {
    async create({ tenantId, conversationId, scope, kommune }) {
      try {
        const entity = { partitionKey: tableKey(tenantId), rowKey: tableKey(conversationId), scope, kommune };
        await table.createEntity(entity, withinTurn());
        return true;
      } catch (error) {
        if (statusOf(error) === conflict) return false;
        throw error;
      }
    },
    async delete({ tenantId, conversationId }) {
      try {
        await table.deleteEntity(tableKey(tenantId), tableKey(conversationId), withinTurn());
      } catch (error) {
        if (statusOf(error) !== notFound) throw error;
      }
    },
    async ping() {
      const first = table.listEntities({ ...withinTurn(), queryOptions: { filter: "PartitionKey eq 'ping'" } });
      await first.byPage({ maxPageSize: 1 }).next();
    },
  };
}
