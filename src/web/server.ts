import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import restify, { type Request, type Response, type Server } from 'restify';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { type Answers, createAnswerDoors } from './answer-doors.ts';
import { createPictureDoor } from './picture-door.ts';
import { readJsonBody } from './read-body.ts';

/** Something to save: a text or bytes, and their media type. */
export interface SavedFile {
  name: string;
  type: string;
  content: string | Uint8Array;
}

/** An HTTP answer: a status, and a body where there is one. */
export interface Reply {
  status: number;
  body?: unknown;
  /** Instead of a body: something to save. */
  file?: SavedFile;
  page?: string;
  /** Instead of a body: bytes as they are; the headers say what they are. */
  bytes?: Uint8Array;
  /** Sent as well, and instead of the usual ones of the same name. */
  headers?: Readonly<Record<string, string>>;
}

export interface Doors {
  /** POST /api/messages: an activity, and the caller's authorization header. */
  messages(body: unknown, authorization: string): Promise<Reply>;
  /** GET /healthz. */
  health(): Promise<Reply>;
  /** GET /fil/:token: a file behind a signed link of a card; undefined when the link is none, or too old. */
  file(token: string): Promise<SavedFile | undefined>;
  /** GET and POST /svar/:token: the answer of somebody outside the tenant. Without it there is no such door. */
  answers?: Answers;
  /** GET /billede/:name: a PNG that a card shows; undefined when the name is none of ours. Without it there is no such door. */
  picture?(name: string): Promise<Uint8Array | undefined>;
}

export interface WebServer {
  port: number;
  /** Takes no new requests, and resolves when those in hand are answered. */
  stop(): Promise<void>;
}

// Signed links are longer than the router's own limit of 100 characters.
const longestToken = 2_000;
/** What the app's manifest links to: privacy and terms. */
const pages = ['privatliv', 'vilkaar'];
const pagePolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
const stopTimeoutMilliseconds = 10_000;
// A browser page of somebody else must not reach a local bot under a name that points to 127.0.0.1.
const loopbackHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** Opens the doors. `local`: on 127.0.0.1 only, and for callers that call it so. */
export async function startServer({
  port,
  local,
  doors,
  log,
}: {
  port: number;
  local: boolean;
  doors: Doors;
  log: Log;
}): Promise<WebServer> {
  const server = restify.createServer({ name: 'ssp-bot', maxParamLength: longestToken } as restify.ServerOptions);
  let inHand = 0;
  const answer = (handle: (request: Request) => Promise<Reply>) => async (request: Request, response: Response) => {
    inHand++;
    try {
      const refused = local && !loopbackHost.test(request.headers.host ?? '');
      send(response, refused ? { status: 403 } : await handle(request));
    } catch (error) {
      // The caller is told nothing: an error's text may hold what was sent.
      log.error('request-failed', { reason: messageOf(error) });
      send(response, { status: 500 });
    } finally {
      inHand--;
    }
  };
  server.post(
    '/api/messages',
    answer(async (request) => {
      const read = await readJsonBody(request);
      return 'status' in read ? read : doors.messages(read.json, request.headers.authorization ?? '');
    }),
  );
  server.get(
    '/healthz',
    answer(() => doors.health()),
  );
  server.get(
    '/fil/:token',
    answer(async (request) => {
      const file = await doors.file(tokenOf(request));
      return file ? { status: 200, file } : { status: 404 };
    }),
  );
  if (doors.answers) {
    const { show, take } = createAnswerDoors(doors.answers, log);
    const shown = answer((request) => show(tokenOf(request)));
    server.get('/svar/:token', shown);
    server.head('/svar/:token', shown);
    server.post(
      '/svar/:token',
      answer((request) => take(tokenOf(request), request)),
    );
  }
  if (doors.picture) {
    const picture = createPictureDoor(doors.picture, log);
    const shown = answer(({ params }) => picture(String(params?.name ?? '')));
    server.get('/billede/:name', shown);
    server.head('/billede/:name', shown);
  }
  for (const name of pages) {
    const page = readFileSync(join(import.meta.dirname, 'pages', `${name}.html`), 'utf8');
    server.get(
      `/${name}`,
      answer(async () => ({ status: 200, page })),
    );
  }
  await listen(server, port, local ? '127.0.0.1' : '0.0.0.0');
  return {
    port: server.address().port,
    async stop() {
      server.server.closeIdleConnections();
      const closed = new Promise<void>((done) => server.close(() => done()));
      const timer = setTimeout(() => server.server.closeAllConnections(), stopTimeoutMilliseconds);
      while (inHand > 0) await new Promise((next) => setTimeout(next, 20));
      server.server.closeAllConnections();
      await closed;
      clearTimeout(timer);
    },
  };
}

function tokenOf({ params }: Request): string {
  return String(params?.token ?? '');
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}

function send(response: Response, { status, body, file, page, bytes, headers }: Reply): void {
  const payload = file?.content ?? page ?? bytes ?? (body === undefined ? '' : JSON.stringify(body));
  response.writeHead(status, {
    ...(payload && { 'content-type': file?.type ?? `${page ? 'text/html' : 'application/json'}; charset=utf-8` }),
    ...(page && { 'content-security-policy': pagePolicy }),
    ...(file && {
      'content-disposition': `attachment; filename="${file.name}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    }),
    'content-length': Buffer.byteLength(payload),
    ...(status === 413 && { connection: 'close' }),
    ...headers,
  });
  response.end(payload);
}
