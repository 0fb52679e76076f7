import type { Activity, ConversationParameters } from 'botbuilder';
import type { Address, AddressBook } from '../delivery/addresses.ts';
import { reasonOf, Undelivered } from '../delivery/undelivered.ts';
import type { CardMessage, Messenger } from '../ports.ts';
import { ConnectorError, type createConnector } from './connector.ts';
import { cardActivity } from './expand-card.ts';

export type ConnectorFor = (serviceUrl: string) => Promise<ReturnType<typeof createConnector>>;

export interface MessengerDeps {
  connectorFor: ConnectorFor;
  addresses: AddressBook;
}

/** Writes to people in their own chats, over the connector of the tenant that they are in. */
export function createMessenger(deps: MessengerDeps): Messenger {
  const { connectorFor } = deps;
  return {
    async send(kommune, objectId, card) {
      const address = await openChat(deps, kommune, objectId);
      const { serviceUrl, conversationId } = address;
      const sent = await attempt(async () => {
        const { conversations } = await connectorFor(serviceUrl);
        return conversations.sendToConversation(conversationId, activityTo(address, card));
      });
      return { serviceUrl, conversationId, activityId: sent.id };
    },
    async update({ serviceUrl, conversationId, activityId }, card) {
      await attempt(async () => {
        const { conversations } = await connectorFor(serviceUrl);
        await conversations.updateActivity(conversationId, activityId, { ...cardActivity(card), id: activityId });
      });
    },
  };
}

type OpenAddress = Address & { conversationId: string };

/** The person's address with their chat; made now if there is none, and then kept. */
async function openChat(deps: MessengerDeps, kommune: string, objectId: string): Promise<OpenAddress> {
  const { connectorFor, addresses } = deps;
  const known = await addresses.of(kommune, objectId);
  if (known?.conversationId) return known as OpenAddress;
  let last = new Undelivered('unreachable', 'no tenant is known yet');
  // Somebody who was never seen is looked for by their object id in the tenants that called, and in no team's roster.
  const tenants = known ? [] : await addresses.tenants(kommune);
  for (const candidate of known ? [known] : tenants.map((tenant): Address => ({ ...tenant, objectId }))) {
    try {
      const conversationId = await createChat(connectorFor, candidate);
      const address = { ...candidate, conversationId };
      await addresses.remember(kommune, address);
      return address;
    } catch (error) {
      if (!(error instanceof Undelivered) || error.kind === 'later') throw error;
      last = error;
    }
  }
  throw last;
}

async function createChat(connectorFor: ConnectorFor, address: Address): Promise<string> {
  const { serviceUrl, botId, userId, objectId, tenantId } = address;
  const parameters = {
    isGroup: false,
    bot: { id: botId },
    members: [{ id: userId ?? objectId }],
    tenantId,
    channelData: { tenant: { id: tenantId } },
  };
  const { id } = await attempt(async () =>
    (await connectorFor(serviceUrl)).conversations.createConversation(parameters as Partial<ConversationParameters>),
  );
  return id;
}

function activityTo({ botId, userId, objectId, conversationId }: OpenAddress, card: CardMessage): Partial<Activity> {
  return {
    ...cardActivity(card),
    from: { id: botId, name: '' },
    recipient: { id: userId ?? objectId, name: '' },
    conversation: { id: conversationId } as Activity['conversation'],
  };
}

/** The connector's failures in the words of delivery. */
async function attempt<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const { retryAfterSeconds } = error;
    throw new Undelivered(reasonOf(error.status), error.message, {
      cause: error,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    });
  }
}
