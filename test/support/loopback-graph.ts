import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A call that was made to Graph. */
export interface GraphCall {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  text: string;
  /** What it was answered with; missing when it got no answer. */
  status?: number;
}

interface GraphAnswer {
  status: number;
  headers?: Record<string, string>;
  /** A text goes out as it is. */
  body?: object | string;
}

interface OnlineMeeting {
  id: string;
  externalId: string;
  subject: string;
  startDateTime: string;
  endDateTime: string;
  joinWebUrl: string;
}

export interface LoopbackGraph {
  url: string;
  calls: GraphCall[];
  meetings: OnlineMeeting[];
  /** The next calls are answered so, then again as documented. `hang`: never; `cut`: done, but the answer breaks off. */
  next(...answers: (GraphAnswer | 'hang' | 'cut')[]): void;
  close(): Promise<void>;
}

export const graphToken = 'eyJ0eXAiOiJKV1QifQ.graph.c2lnbmF0dXJl';
export const organiser = '8716745d-77a9-4be3-afff-009e4b81658e';

/** An error as Graph documents it (concepts/errors.md). */
export function graphError(status: number, code: string, message: string): GraphAnswer & { body: object } {
  const innerError = { 'request-id': '599d9cb0-56ac-4dc5-b6f8-1456a1414609', date: '2026-11-27T13:05:00' };
  return {
    status,
    headers: { 'request-id': innerError['request-id'] },
    body: { error: { code, message, innerError } },
  };
}

export const withoutPolicy = graphError(403, 'Forbidden', 'No application access policy found for this app');

/**
 * Microsoft Graph on loopback, with the two calls as they are documented: createOrGet (201 made, 200 found, the times of
 * a found one as they were) and update (both times or 400); one organiser, one token.
 */
export async function startLoopbackGraph(): Promise<LoopbackGraph> {
  const calls: GraphCall[] = [];
  const meetings: OnlineMeeting[] = [];
  const waiting: (GraphAnswer | 'hang' | 'cut')[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url, headers } = request;
      const call: GraphCall = { method: method!, path: url!, headers, text: Buffer.concat(chunks).toString() };
      calls.push(call);
      const answer = waiting.shift() ?? documented(call, meetings);
      if (answer === 'hang') return;
      if (answer === 'cut') {
        documented(call, meetings);
        return cutOff(response);
      }
      call.status = answer.status;
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? ''));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    meetings,
    next: (...answers) => waiting.push(...answers),
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}

function cutOff(response: ServerResponse): void {
  response.writeHead(201, { 'content-type': 'application/json', 'content-length': 500 });
  response.write('{"id":"MSo4NzE2', () => response.destroy());
}

function documented({ method, path, headers, text }: GraphCall, meetings: OnlineMeeting[]): GraphAnswer {
  if (headers.authorization !== `Bearer ${graphToken}`)
    return graphError(401, 'InvalidAuthenticationToken', 'Access token is empty.');
  if (headers['content-type'] !== 'application/json') return graphError(415, 'UnsupportedMediaType', '');
  const [, user, rest] = /^\/v1\.0\/users\/([^/]+)\/onlineMeetings\/([^/]+)$/.exec(path) ?? [];
  if (user !== organiser) return graphError(404, 'NotFound', 'User not found.');
  const given = JSON.parse(text) as Partial<OnlineMeeting>;
  if (method === 'POST' && rest === 'createOrGet') return createOrGet(given, meetings);
  if (method !== 'PATCH') return graphError(405, 'MethodNotAllowed', '');
  return update(
    meetings.find(({ id }) => id === decodeURIComponent(rest!)),
    given,
  );
}

function createOrGet({ externalId, ...given }: Partial<OnlineMeeting>, meetings: OnlineMeeting[]): GraphAnswer {
  if (!externalId || !given.startDateTime || !given.endDateTime || given.endDateTime < given.startDateTime)
    return graphError(400, 'BadRequest', 'Invalid request.');
  const found = meetings.find((meeting) => meeting.externalId === externalId);
  if (found) return { status: 200, body: found };
  const number = meetings.length + 1;
  const id = `MSo4NzE2NzQ1ZC03N2E5*MCoq*${number}/=`;
  const joinWebUrl = `https://teams.microsoft.com/meet/${number}?p=x&y`;
  const made = { id, externalId, joinWebUrl, subject: '', ...given } as OnlineMeeting;
  meetings.push(made);
  return { status: 201, body: { ...made, '@odata.context': 'https://graph.microsoft.com/…', isBroadcast: false } };
}

function update(meeting: OnlineMeeting | undefined, given: Partial<OnlineMeeting>): GraphAnswer {
  if (!meeting) return graphError(404, 'NotFound', 'Meeting not found.');
  if ((given.startDateTime === undefined) !== (given.endDateTime === undefined))
    return graphError(400, 'BadRequest', 'Both startDateTime and endDateTime are required.');
  return { status: 200, body: Object.assign(meeting, given) };
}
