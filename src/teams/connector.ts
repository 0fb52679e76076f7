import { Agent as HttpAgent, request as httpRequest, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { urlToHttpOptions } from 'node:url';
import type { Activity, ConversationParameters, ConversationResourceResponse, ResourceResponse } from 'botbuilder';
import { CodedError } from '../errors.ts';
import { noTelemetry, type Telemetry } from '../telemetry/telemetry.ts';

/** A connector call that failed. `status` is missing when no answer came: then nobody knows whether it was taken. */
export class ConnectorError extends CodedError {
  readonly status?: number;
  readonly retryAfterSeconds?: number;

  constructor(message: string, details: { status?: number; retryAfterSeconds?: number } = {}, options?: ErrorOptions) {
    super('connector', message, options);
    this.name = 'ConnectorError';
    Object.assign(this, details);
  }
}

/** What Teams tells of a member (facts A8). */
export interface Member {
  tenantId?: string;
  userRole?: string;
  userPrincipalName?: string;
}

/** A channel as Teams lists it; the default one has the team's id and no name (facts A8). */
export interface TeamChannel {
  id?: unknown;
  name?: unknown;
  type?: unknown;
  /** What the playground calls it. */
  channelType?: unknown;
}

export type Authorize = () => Promise<string | undefined>;

const timeoutMilliseconds = 10_000;
// What is asked about people is asked while one of them waits.
const lookupMilliseconds = 2_000;
// With a time-out of its own Node heeds how long the other side keeps a connection, and uses none that is about to close.
const pool = { keepAlive: true, maxSockets: 64, scheduling: 'lifo', timeout: 60_000 } as const;
const agents = { 'http:': new HttpAgent(pool), 'https:': new HttpsAgent(pool) };
const requests = { 'http:': httpRequest, 'https:': httpsRequest };

/**
 * The calls of the Bot Connector that the adapter makes, over one keep-alive pool and without hidden retries: what is
 * sent twice and what is not is decided by whoever sends. Stands in for the SDK's ConnectorClient.
 */
export function createConnector(serviceUrl: string, authorize: Authorize, telemetry: Telemetry = noTelemetry) {
  const url = new URL(serviceUrl);
  const target = urlToHttpOptions(url);
  const base = url.pathname.replace(/\/$/, '');
  const path = (conversationId: string, activityId?: string) =>
    `/v3/conversations/${encodeURIComponent(conversationId)}/activities${activityId ? `/${encodeURIComponent(activityId)}` : ''}`;
  const call = <Body>(method: string, at: string, body?: object, timeout = timeoutMilliseconds) =>
    telemetry.span('connector', { method }, (mark) =>
      send<Body>({ ...target, method, timeout, path: `${base}${at}` }, authorize, body, (status) => mark({ status })),
    );
  const lookUp = <Body>(at: string) => call<Body>('GET', at, undefined, lookupMilliseconds);
  return {
    conversations: {
      replyToActivity: (conversationId: string, activityId: string, activity: Partial<Activity>) =>
        call<ResourceResponse>('POST', path(conversationId, activityId), activity),
      sendToConversation: (conversationId: string, activity: Partial<Activity>) =>
        call<ResourceResponse>('POST', path(conversationId), activity),
      updateActivity: (conversationId: string, activityId: string, activity: Partial<Activity>) =>
        call<ResourceResponse>('PUT', path(conversationId, activityId), activity),
      deleteActivity: (conversationId: string, activityId: string) =>
        call<void>('DELETE', path(conversationId, activityId)),
      getMember: (conversationId: string, userId: string) =>
        lookUp<Member>(`/v3/conversations/${encodeURIComponent(conversationId)}/members/${encodeURIComponent(userId)}`),
      /** A page of at most 500 members, and what to ask for the next one with. */
      getPagedMembers: (conversationId: string, continuationToken?: string) => {
        const query = new URLSearchParams({ pageSize: '500', ...(continuationToken && { continuationToken }) });
        return lookUp<{ members?: unknown; continuationToken?: string }>(
          `/v3/conversations/${encodeURIComponent(conversationId)}/pagedmembers?${query}`,
        );
      },
      createConversation: (parameters: Partial<ConversationParameters>) =>
        call<ConversationResourceResponse>('POST', '/v3/conversations', parameters),
    },
    teams: {
      get: (teamId: string) => lookUp<{ name?: unknown }>(`/v3/teams/${encodeURIComponent(teamId)}`),
      channels: (teamId: string) =>
        lookUp<{ conversations?: unknown }>(`/v3/teams/${encodeURIComponent(teamId)}/conversations`),
    },
  };
}

async function send<Body>(
  target: RequestOptions,
  authorize: Authorize,
  body: object | undefined,
  answered: (status: number) => void,
): Promise<Body> {
  const { method } = target;
  const protocol = target.protocol as keyof typeof agents;
  const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const authorization = await authorize();
  return new Promise<Body>((resolve, reject) => {
    const fail = (error: Error) =>
      reject(new ConnectorError(`${method}: no answer: ${error.message}`, {}, { cause: error }));
    const outgoing = requests[protocol](
      {
        ...target,
        agent: agents[protocol],
        headers: {
          accept: 'application/json',
          ...(payload && { 'content-type': 'application/json', 'content-length': payload.length }),
          ...(authorization && { authorization }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', fail);
        response.on('end', () => {
          const status = response.statusCode ?? 0;
          answered(status);
          if (status < 200 || status > 299) {
            const seconds = Number(response.headers['retry-after']);
            const retry = Number.isFinite(seconds) ? { retryAfterSeconds: seconds } : {};
            return reject(new ConnectorError(`${method}: status ${status}`, { status, ...retry }));
          }
          resolve(parsed<Body>(Buffer.concat(chunks)));
        });
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error(`none in ${target.timeout} ms`)));
    outgoing.on('error', fail);
    outgoing.end(payload);
  });
}

/** The body of an accepted call. One that is no JSON was accepted all the same: the call must not count as failed. */
function parsed<Body>(bytes: Buffer): Body {
  try {
    return JSON.parse(bytes.toString() || '{}') as Body;
  } catch {
    return {} as Body;
  }
}
