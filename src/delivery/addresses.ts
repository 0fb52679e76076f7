import type { Records } from '../ports.ts';

/** What the bot needs in order to write to a person. */
export interface Address {
  /** Entra object id. */
  objectId: string;
  tenantId: string;
  serviceUrl: string;
  botId: string;
  /** The person's id for this bot; unknown until they were seen. */
  userId?: string;
  /** Their own chat with the bot; made at the first message when it is not known. */
  conversationId?: string;
}

export type Tenant = Pick<Address, 'tenantId' | 'serviceUrl' | 'botId'>;

export interface AddressBook {
  /** Keeps where a person can be written to. One storage call, and none when nothing changed. */
  remember(kommune: string, address: Address): Promise<void>;
  of(kommune: string, objectId: string): Promise<Address | undefined>;
  /** The tenants that the bot was ever called from: where to look for somebody who was never seen. */
  tenants(kommune: string): Promise<Tenant[]>;
  forget(kommune: string, objectId: string): Promise<void>;
}

const mostKept = 5_000;
// Another instance may have forgotten the person meanwhile.
const keptMilliseconds = 5 * 60_000;

/**
 * The address book in the store. What this process wrote is not written again for some minutes, and the tenants, of which
 * there are few and new ones rarely, are not read again: each post asks for them.
 */
export function createAddressBook(records: Records): AddressBook {
  const written = new Map<string, { json: string; at: number }>();
  const read = new Map<string, { tenants: Promise<Tenant[]>; at: number }>();
  const upsert = async (kommune: string, key: string[], value: object) => {
    const id = JSON.stringify([kommune, ...key]);
    const json = JSON.stringify(value);
    const known = written.get(id);
    if (known?.json === json && Date.now() - known.at < keptMilliseconds) return;
    await records.write(kommune, [{ do: 'upsert', key, value }]);
    if (key[0] === 'tenant') read.delete(kommune);
    if (written.size >= mostKept) written.clear();
    written.set(id, { json, at: Date.now() });
  };
  return {
    async remember(kommune, address) {
      const { tenantId, serviceUrl, botId, objectId } = address;
      const person = async () => {
        // A word in a channel tells nothing of the person's own chat: what is known of it stays.
        const known = address.conversationId ? undefined : await this.of(kommune, objectId);
        await upsert(kommune, ['person', objectId], { ...known, ...address });
      };
      await Promise.all([upsert(kommune, ['tenant', tenantId], { tenantId, serviceUrl, botId }), person()]);
    },
    async of(kommune, objectId) {
      return (await records.get<Address>(kommune, ['person', objectId]))?.value;
    },
    async tenants(kommune) {
      const known = read.get(kommune);
      if (known && Date.now() - known.at < keptMilliseconds) return known.tenants;
      const tenants = records.list<Tenant>(kommune, ['tenant']).then((found) => found.map((r) => r.value));
      const asked = { tenants, at: Date.now() };
      read.set(kommune, asked);
      // None yet, or none to be had now: that is asked again.
      const some = await tenants.then(
        (found) => found.length > 0,
        () => false,
      );
      if (!some && read.get(kommune) === asked) read.delete(kommune);
      return tenants;
    },
    async forget(kommune, objectId) {
      written.delete(JSON.stringify([kommune, 'person', objectId]));
      await records.write(kommune, [{ do: 'delete', key: ['person', objectId] }]);
    },
  };
}
