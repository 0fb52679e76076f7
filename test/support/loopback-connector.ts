import { createServer, type IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** A call that the bot made to the Bot Connector. */
export interface ConnectorCall {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: Record<string, never> & {
    text?: string;
    summary?: string;
    /** The first post of a new thread. */
    activity?: { summary: string; attachments: { content: unknown }[] };
    attachments?: { content: unknown }[];
    members?: { id: string }[];
  };
  /** What it was answered with; 0 when the script gave no answer. */
  status: number;
  /** When it came, in milliseconds since 1970. */
  at: number;
}

/** An answer to one call: 201 and a new id where nothing else is said. */
export interface ScriptedAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: object;
}

/** Answers a call in its own way, or never; undefined: as usual. */
export type ConnectorScript = (call: Omit<ConnectorCall, 'status'>) => ScriptedAnswer | 'hang' | undefined;

export interface LoopbackConnector {
  url: string;
  calls: ConnectorCall[];
  /** The next calls are answered with these statuses, then again with 201. */
  failNext(...statuses: number[]): void;
  /** The next calls to a path like this never get an answer. */
  hang(path: RegExp | undefined): void;
  /** Says what the next calls are answered with. */
  script(answer: ConnectorScript | undefined): void;
  /** Every call is remembered at once, and answered so long after. */
  slow(milliseconds: number): void;
  close(): Promise<void>;
}

/** A Bot Connector on loopback that takes everything and remembers it. */
export async function startLoopbackConnector(): Promise<LoopbackConnector> {
  const calls: ConnectorCall[] = [];
  const failures: number[] = [];
  let hanging: RegExp | undefined;
  let scripted: ConnectorScript | undefined;
  let slowMilliseconds = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const text = Buffer.concat(chunks).toString();
      const [method, path, at] = [request.method!, request.url!, Date.now()];
      const call = { method, path, headers: request.headers, body: text ? JSON.parse(text) : {}, at };
      const answer = scripted?.(call) ?? {};
      const status = answer === 'hang' ? 0 : (answer.status ?? failures.shift() ?? 201);
      const id = `activity-${calls.push({ ...call, status })}`;
      if (answer === 'hang' || hanging?.test(path)) return;
      if (slowMilliseconds > 0) await delay(slowMilliseconds);
      response.writeHead(status, { 'content-type': 'application/json', ...answer.headers });
      response.end(JSON.stringify(answer.body ?? { id }));
    });
  });
  // Minutes, as the platform's. With Node's five seconds a test that pauses meets a connection that is just being closed.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    failNext: (...statuses) => failures.push(...statuses),
    hang: (path) => {
      hanging = path;
    },
    script: (answer) => {
      scripted = answer;
    },
    slow: (milliseconds) => {
      slowMilliseconds = milliseconds;
    },
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}
