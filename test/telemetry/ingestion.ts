import { createServer, type Server } from 'node:http';
import { gunzipSync } from 'node:zlib';

export interface Ingestion {
  connection: string;
  /** Everything that was sent, as it came. */
  text(): string;
  /** Names of the metrics and spans that were sent. */
  names(): string[];
  close(): Promise<void>;
}

/** Application Insights' way in, on loopback. It takes everything; with a status it refuses, with `hang` it never answers. */
export async function startIngestion(answer: 'take' | 'hang' | number = 'take'): Promise<Ingestion> {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
    bodies.push(body.toString());
    if (answer === 'hang') return;
    response.writeHead(answer === 'take' ? 200 : answer, { 'content-type': 'application/json' });
    response.end(answer === 'take' ? '{"itemsReceived":1,"itemsAccepted":1,"errors":[]}' : '{}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    connection: connectionTo(server),
    text: () => bodies.join('\n'),
    names: () => [...bodies.join('\n').matchAll(/"name":"(ssp\.[a-z-]+)"/g)].map(([, name]) => name!),
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}

/** The exporter turns http into https, unless the address has "https://" in it somewhere: here it stands in the path. */
function connectionTo(server: Server): string {
  const { port } = server.address() as { port: number };
  const key = '11111111-2222-4333-8444-555555555501';
  return `InstrumentationKey=${key};IngestionEndpoint=http://127.0.0.1:${port}/https://`;
}
