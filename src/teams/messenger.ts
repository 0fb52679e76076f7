import type { Activity, ConversationParameters } from 'botbuilder';
import type { Address, AddressBook, Tenant } from '../delivery/addresses.ts';
import { reasonOf, Undelivered } from '../delivery/undelivered.ts';
import type { CardMessage, MessagePlace, Messenger, OnTurn, Pace } from '../ports.ts';
import { ConnectorError, type createConnector } from './connector.ts';
import { cardActivity } from './expand-card.ts';

export type ConnectorFor = (serviceUrl: string) => Promise<ReturnType<typeof createConnector>>;

export interface MessengerDeps {
  connectorFor: ConnectorFor;
  addresses: AddressBook;
  pace: Pace;
}

type Conversations = ReturnType<typeof createConnector>['conversations'];
/** Whom a call goes to: its limits are those of the tenant and, where there is one, of the conversation. */
type Target = Pick<Address, 'tenantId' | 'serviceUrl' | 'conversationId'>;

/** Writes to people in their own chats and to channels, over the connector of the tenant that they are in. */
export function createMessenger(deps: MessengerDeps): Messenger {
  return {
    async send(kommune, objectId, card, onTurn) {
      const address = await openChat(deps, kommune, objectId);
      const { tenantId, serviceUrl, conversationId } = address;
      const sent = await call(
        deps,
        kommune,
        address,
        (conversations) => conversations.sendToConversation(conversationId, activityTo(address, card)),
        onTurn,
      );
      return { tenantId, serviceUrl, conversationId, activityId: sent.id };
    },
    async post(kommune, channelId, card, onTurn) {
      const tenants = await deps.addresses.tenants(kommune);
      return firstThatTakes(tenants, (tenant) => postTo(deps, kommune, tenant, channelId, card, onTurn));
    },
    async reply(kommune, { tenantId = '', serviceUrl, conversationId }, card, onTurn) {
      const reply = { ...cardActivity(card), conversation: { id: conversationId } as Activity['conversation'] };
      const sent = await call(
        deps,
        kommune,
        { tenantId, serviceUrl, conversationId },
        (conversations) => conversations.sendToConversation(conversationId, reply),
        onTurn,
      );
      return { tenantId, serviceUrl, conversationId, activityId: sent.id };
    },
    async update(kommune, { tenantId = '', serviceUrl, conversationId, activityId }, card, onTurn) {
      await call(
        deps,
        kommune,
        { tenantId, serviceUrl, conversationId },
        (conversations) =>
          conversations.updateActivity(conversationId, activityId, { ...cardActivity(card), id: activityId }),
        onTurn,
      );
    },
  };
}

async function postTo(
  deps: MessengerDeps,
  kommune: string,
  { tenantId, serviceUrl, botId }: Tenant,
  channelId: string,
  card: CardMessage,
  onTurn?: OnTurn,
): Promise<MessagePlace> {
  const target = { tenantId, serviceUrl, conversationId: channelId };
  const thread = {
    isGroup: true,
    bot: { id: botId, name: '' },
    tenantId,
    activity: cardActivity(card) as Activity,
    channelData: { channel: { id: channelId }, tenant: { id: tenantId } },
  };
  const made = await call(deps, kommune, target, (to) => to.createConversation(thread), onTurn);
  // The post's id stands in the answer, or behind the conversation's own (measured: stack.md, requests).
  const activityId = made.activityId ?? /;messageid=([^;]+)/.exec(made.id)?.[1] ?? made.id;
  return { tenantId, serviceUrl, conversationId: made.id, activityId };
}

type OpenAddress = Address & { conversationId: string };

/** The person's address with their chat; made now if there is none, and then kept. */
async function openChat(deps: MessengerDeps, kommune: string, objectId: string): Promise<OpenAddress> {
  const { addresses } = deps;
  const known = await addresses.of(kommune, objectId);
  if (known?.conversationId) return known as OpenAddress;
  // Somebody who was never seen is looked for by their object id in the tenants that called, and in no team's roster.
  const tenants = known ? [] : await addresses.tenants(kommune);
  const candidates = known ? [known] : tenants.map((tenant): Address => ({ ...tenant, objectId }));
  return firstThatTakes(candidates, async (candidate) => {
    const address = { ...candidate, conversationId: await createChat(deps, kommune, candidate) };
    await addresses.remember(kommune, address);
    return address;
  });
}

/** The first of these that does not refuse. What is worth another try is tried again there, and nowhere else. */
async function firstThatTakes<Candidate, Result>(
  candidates: Candidate[],
  attempt: (candidate: Candidate) => Promise<Result>,
): Promise<Result> {
  let last = new Undelivered('unreachable', 'no tenant is known yet');
  for (const candidate of candidates) {
    try {
      return await attempt(candidate);
    } catch (error) {
      if (!(error instanceof Undelivered) || error.kind === 'later' || error.kind === 'busy') throw error;
      last = error;
    }
  }
  throw last;
}

async function createChat(deps: MessengerDeps, kommune: string, address: Address): Promise<string> {
  const { serviceUrl, botId, userId, objectId, tenantId } = address;
  const parameters = {
    isGroup: false,
    bot: { id: botId },
    members: [{ id: userId ?? objectId }],
    tenantId,
    channelData: { tenant: { id: tenantId } },
  };
  const { id } = await call(deps, kommune, { tenantId, serviceUrl }, (conversations) =>
    conversations.createConversation(parameters as Partial<ConversationParameters>),
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

/** One call in its turn. The connector's failures come in the words of delivery. */
async function call<T>(
  { connectorFor, pace }: MessengerDeps,
  kommune: string,
  { tenantId, serviceUrl, conversationId }: Target,
  make: (conversations: Conversations) => Promise<T>,
  onTurn?: OnTurn,
): Promise<T> {
  const to = { tenantId, ...(conversationId && { conversationId }) };
  await pace.turn(kommune, to, onTurn);
  try {
    return await make((await connectorFor(serviceUrl)).conversations);
  } catch (error) {
    // No token: Entra is down, or its answer is slow. Nothing was sent, and an outage ends.
    if (!(error instanceof ConnectorError))
      throw new Undelivered('later', 'no token for the connector', { cause: error, sure: true });
    const { retryAfterSeconds, status } = error;
    if (status === 429 && retryAfterSeconds !== undefined) await pace.hold(kommune, to, retryAfterSeconds);
    throw new Undelivered(reasonOf(status), error.message, {
      cause: error,
      sure: isSure(error),
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    });
  }
}

/** Turned away before anything was done (facts A5), or never connected at all: nothing can have been taken. */
function isSure({ status, cause }: ConnectorError): boolean {
  if (status !== undefined) return ![408, 502, 503, 504].includes(status);
  return cause instanceof Error && 'code' in cause && (cause.code === 'ECONNREFUSED' || cause.code === 'ENOTFOUND');
}
