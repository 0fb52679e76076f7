import { Ajv } from 'ajv';
import type { Activity } from 'botbuilder';
import type { BotIdentity } from '../config.ts';
import { judgeInvoke } from './invokes.ts';
import { isAllowedServiceUrl } from './service-url.ts';

/** Why a request is turned away: the HTTP status is all that the caller learns. */
export type Verdict = { activity: Activity } | { status: 400 | 401 | 403 | 501 };

const deepest = 64;
const longestToken = 8 * 1024;
const shortText = { type: 'string', maxLength: 1024 };
const isActivity = new Ajv().compile({
  type: 'object',
  required: ['type', 'channelId', 'serviceUrl', 'conversation'],
  properties: {
    type: { type: 'string', minLength: 1, maxLength: 100 },
    id: shortText,
    name: { type: 'string', maxLength: 200 },
    action: shortText,
    channelId: { const: 'msteams' },
    serviceUrl: shortText,
    locale: { type: 'string', maxLength: 40 },
    text: { type: ['string', 'null'] },
    conversation: {
      type: 'object',
      required: ['id'],
      properties: { id: { ...shortText, minLength: 1 }, tenantId: shortText, conversationType: shortText },
    },
    from: {
      type: 'object',
      required: ['id'],
      properties: { id: shortText, name: { type: ['string', 'null'], maxLength: 400 } },
    },
    recipient: { type: 'object', required: ['id'], properties: { id: shortText } },
    entities: { type: 'array', items: { type: 'object' } },
    attachments: { type: 'array', items: { type: 'object' } },
    membersAdded: { type: 'array', items: { type: 'object', required: ['id'], properties: { id: shortText } } },
    membersRemoved: { type: 'array', items: { type: 'object', required: ['id'], properties: { id: shortText } } },
    channelData: { type: ['object', 'null'] },
  },
  // Whoever writes or presses must be somebody, and the bot must be told who it is.
  if: { properties: { type: { enum: ['message', 'invoke', 'installationUpdate'] } } },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, not a promise
  then: { required: ['from', 'recipient'] },
});

/**
 * Checks a request before the SDK sees it: shape, service URL, tenant, kind of invoke, and with an identity the token's
 * plain claims.
 * The SDK checks the signature afterwards; its emulator path, which takes any tenant's token, is closed here (facts D1).
 */
export function judgeActivity(
  body: unknown,
  authorization: string,
  { identity, tenants }: { identity?: BotIdentity; tenants: ReadonlyMap<string, string> },
): Verdict {
  if (identity && !hasBotFrameworkToken(authorization, identity.id, body)) return { status: 401 };
  if (!isShallow(body) || !isActivity(body)) return { status: 400 };
  const activity = body as unknown as Activity;
  if (!isAllowedServiceUrl(activity.serviceUrl, identity === undefined)) return { status: 403 };
  if (identity && !tenants.has(tenantOf(activity))) return { status: 403 };
  const invoke = judgeInvoke(activity);
  if (invoke) return { status: invoke };
  return { activity };
}

/** The conversation of an activity, without the thread: what an installation is known by. */
export function conversationKey(activity: Activity): { tenantId: string; conversationId: string } {
  return { tenantId: tenantOf(activity), conversationId: activity.conversation.id.split(';')[0]! };
}

/** What an activity tells of the channel and the team that it comes from. */
export interface ToldChannel {
  id?: string;
  name?: string;
  type?: 'shared' | 'private';
  team: { id?: string; name?: string };
  /** What happened, in Teams' words: channelCreated and so on. */
  eventType?: string;
  /** When it happened, ISO time; now, where that is not told. */
  at: string;
}

export function channelOf({ channelData, conversation, timestamp }: Activity): ToldChannel {
  const data = objectIn(channelData);
  const [channel, team] = [objectIn(data.channel), objectIn(data.team)];
  const own = conversation.conversationType === 'channel' ? readId(conversation.id.split(';')[0]) : undefined;
  const told = {
    id: readId(channel.id) ?? own,
    name: readName(channel.name),
    type: readType(channel.type),
    eventType: readName(data.eventType),
  };
  const ofTeam = { id: readId(team.id), name: readName(team.name) };
  return { ...defined(told), team: defined(ofTeam), at: timeOf(timestamp) };
}

const longestId = 200;
const longestName = 200;

/** An id as it is, or none: half an id would be another one. */
export function readId(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= longestId ? value : undefined;
}

export function readName(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim().slice(0, longestName) || undefined : undefined;
}

export function readType(value: unknown): ToldChannel['type'] {
  return value === 'shared' || value === 'private' ? value : undefined;
}

function timeOf(timestamp: unknown): string {
  const time = new Date(timestamp as string);
  return (timestamp && Number.isFinite(time.getTime()) ? time : new Date()).toISOString();
}

function objectIn(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function defined<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

/** The tenant that an activity comes from, in lower case. */
export function tenantOf(activity: Activity): string {
  const channelData = activity.channelData as { tenant?: { id?: unknown } } | null | undefined;
  const tenant = activity.conversation.tenantId ?? channelData?.tenant?.id;
  return typeof tenant === 'string' ? tenant.toLowerCase() : '';
}

/** No nesting beyond 64 levels, and no key that reaches for an object's prototype. Walks without recursion. */
function isShallow(body: unknown): boolean {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return false;
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      if (Object.hasOwn(value, '__proto__')) return false;
      for (const inner of Object.values(value)) next.push(inner);
    }
    level = next;
  }
  return true;
}

function hasBotFrameworkToken(authorization: string, botId: string, body: unknown): boolean {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization)?.[1];
  if (!token || token.length > longestToken) return false;
  const [header, claims] = token.split('.').slice(0, 2).map(decoded);
  if (header?.alg !== 'RS256' || claims?.iss !== 'https://api.botframework.com' || claims.aud !== botId) return false;
  // The SDK would take a token that never runs out.
  if (typeof claims.exp !== 'number') return false;
  const serviceUrl = typeof body === 'object' && body !== null && 'serviceUrl' in body ? body.serviceUrl : undefined;
  return (claims.serviceurl ?? claims.serviceUrl) === serviceUrl;
}

function decoded(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
