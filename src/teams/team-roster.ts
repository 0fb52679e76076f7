import type { Channel } from '../channels/channel.ts';
import type { ListedChannel, TeamLookup } from '../channels/learn-team.ts';
import type { Tenant } from '../delivery/addresses.ts';
import { isInsider } from './caller.ts';
import { ConnectorError, type Member, type TeamChannel } from './connector.ts';
import { readId, readName, readType } from './inbound-guard.ts';
import type { ConnectorFor } from './messenger.ts';

/** How many can see a channel, and how many of them are guests or from elsewhere. */
export interface Audience {
  members: number;
  guests: number;
}

const keptMilliseconds = 10 * 60 * 1000;
const mostKept = 1_000;
const mostPages = 20;

/**
 * Counts who can see a channel; undefined when Teams does not say, or when they are more than twenty pages of 500. A
 * standard channel is seen by its team. Asked at most every ten minutes for each team.
 * The roster is read for these two figures and for nothing else: nobody is written to because they stand in it, and
 * none of it is kept (store rule G1).
 */
export function createAudience(connectorFor: ConnectorFor, tenants: (kommune: string) => Promise<Tenant[]>) {
  const kept = new Map<string, { counted: Promise<Audience | undefined>; at: number }>();
  const ask = async (kommune: string, { tenantId, team, type, id }: Channel) => {
    const tenant = (await tenants(kommune)).find((t) => t.tenantId === tenantId);
    return tenant && count(await connectorFor(tenant.serviceUrl), type ? id : team.id, tenantId);
  };
  return async (kommune: string, channel: Channel): Promise<Audience | undefined> => {
    const key = JSON.stringify([kommune, channel.tenantId, channel.type ? channel.id : channel.team.id]);
    const known = kept.get(key);
    if (known && Date.now() - known.at < keptMilliseconds) return known.counted;
    // The channels of a team are asked about at the same time, and one answer does for all.
    const counted = unlessSilent(() => ask(kommune, channel));
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, { counted, at: Date.now() });
    const audience = await counted.catch(() => undefined);
    if (!audience && kept.get(key)?.counted === counted) kept.delete(key);
    return counted;
  };
}

async function count(
  { conversations }: Awaited<ReturnType<ConnectorFor>>,
  conversationId: string,
  tenantId: string,
): Promise<Audience | undefined> {
  // Whoever is in a shared channel in two ways stands there twice.
  const everybody = new Map<string, boolean>();
  let continuation: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const { members, continuationToken } = await conversations.getPagedMembers(conversationId, continuation);
    if (!Array.isArray(members)) return undefined;
    for (const member of members.filter(isMember)) everybody.set(member.id, isInsider(member, tenantId));
    if (!continuationToken)
      return { members: everybody.size, guests: [...everybody.values()].filter((inside) => !inside).length };
    continuation = continuationToken;
  }
  return undefined;
}

function isMember(member: unknown): member is Member & { id: string } {
  return typeof member === 'object' && member !== null && typeof (member as { id?: unknown }).id === 'string';
}

/** Asks Teams for the name and the channels of a team. */
export function createTeamLookup(connectorFor: ConnectorFor): TeamLookup {
  return (serviceUrl, teamId, name) =>
    unlessSilent(async () => {
      const { teams } = await connectorFor(serviceUrl);
      const [team, listed] = await Promise.all([name ? { name } : teams.get(teamId), teams.channels(teamId)]);
      if (!Array.isArray(listed.conversations)) return undefined;
      const channels = (listed.conversations as TeamChannel[]).flatMap(channelIn);
      return { name: readName(team.name) ?? '', channels };
    });
}

function channelIn({ id: told, ...channel }: TeamChannel): ListedChannel[] {
  const id = readId(told);
  const name = readName(channel.name);
  const type = readType(channel.type ?? channel.channelType);
  return id ? [{ id, ...(name && { name }), ...(type && { type }) }] : [];
}

/** Undefined when Teams does not answer, or not with what was asked for. */
async function unlessSilent<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ConnectorError) return undefined;
    throw error;
  }
}
