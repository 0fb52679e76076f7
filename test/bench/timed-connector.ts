import { createServer } from 'node:http';
import type { ConnectorCall } from '../support/loopback-connector.ts';

/** A call as it came in. */
export interface Arrival extends Pick<ConnectorCall, 'method' | 'path' | 'body'> {
  /** When its head was read; of performance.now. */
  at: number;
  /** The conversation that its limits are counted in; undefined for the making of one. */
  conversation: string | undefined;
  bytes: Buffer;
}

export interface TimedConnector {
  url: string;
  arrivals: Arrival[];
  /** Told of each call. */
  onArrival: (arrival: Arrival) => void;
  close(): Promise<void>;
}

/** The one chat of somebody with the bot, whoever asks for it and how often: as Teams does. */
export const chatOf = (number: number) => `a:chat-${number}`;

/** A Bot Connector on loopback that takes everything and remembers when it came. */
export async function startTimedConnector(): Promise<TimedConnector> {
  const server = createServer((request, response) => {
    const at = performance.now();
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const bytes = Buffer.concat(chunks);
      const [method, path] = [request.method!, request.url!];
      const body = bytes.length > 0 ? JSON.parse(bytes.toString()) : {};
      const [, conversation] = /^\/v3\/conversations\/([^/]+)/.exec(path) ?? [];
      const arrival = {
        ...{ at, method, path, body, bytes },
        conversation: conversation && decodeURIComponent(conversation),
      };
      connector.arrivals.push(arrival);
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ id: idFor(arrival, connector.arrivals.length) }));
      connector.onArrival(arrival);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  const connector: TimedConnector = {
    url: `http://127.0.0.1:${port}`,
    arrivals: [],
    onArrival: () => undefined,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
  return connector;
}

function idFor({ conversation, body }: Arrival, count: number): string {
  if (conversation !== undefined) return `activity-${count}`;
  return chatOf(Number(/\d+$/.exec(body.members?.[0]?.id ?? '')?.[0]));
}
