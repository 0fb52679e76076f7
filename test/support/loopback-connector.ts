import { createServer, type IncomingMessage } from 'node:http';

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
  /** What it was answered with. */
  status: number;
}

export interface LoopbackConnector {
  url: string;
  calls: ConnectorCall[];
  /** The next calls are answered with these statuses, then again with 201. */
  failNext(...statuses: number[]): void;
  /** The next calls to a path like this never get an answer. */
  hang(path: RegExp | undefined): void;
  close(): Promise<void>;
}

/** A Bot Connector on loopback that takes everything and remembers it. */
export async function startLoopbackConnector(): Promise<LoopbackConnector> {
  const calls: ConnectorCall[] = [];
  const failures: number[] = [];
  let hanging: RegExp | undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const status = failures.shift() ?? 201;
      const [method, path] = [request.method!, request.url!];
      calls.push({ method, path, headers: request.headers, body: text ? JSON.parse(text) : {}, status });
      if (hanging?.test(path)) return;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ id: `activity-${calls.length}` }));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    failNext: (...statuses) => failures.push(...statuses),
    hang: (path) => {
      hanging = path;
    },
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}
