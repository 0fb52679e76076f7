import { Agent, request } from 'node:http';

const timeoutMilliseconds = 10_000;

export interface Load {
  seconds: number;
  /** One for each turn, in milliseconds. */
  latencies: number[];
}

/** Posts all bodies over `concurrency` kept connections, each connection one after the other. Throws unless all are 200. */
export async function runLoad(port: number, bodies: Buffer[], concurrency: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const latencies: number[] = [];
  const waiting = bodies.values();
  const worker = async () => {
    for (const body of waiting) {
      const from = performance.now();
      const status = await post(agent, port, body);
      if (status !== 200) throw new Error(`an activity was answered with ${status}`);
      latencies.push(performance.now() - from);
    }
  };
  const from = performance.now();
  try {
    await Promise.all(Array.from({ length: concurrency }, worker));
    return { seconds: (performance.now() - from) / 1000, latencies };
  } finally {
    agent.destroy();
  }
}

function post(agent: Agent, port: number, body: Buffer): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const options = { agent, port, host: '127.0.0.1', path: '/api/messages', method: 'POST', headers };
    const outgoing = request({ ...options, timeout: timeoutMilliseconds }, (response) => {
      response.on('error', reject);
      response.on('end', () => resolve(response.statusCode));
      response.resume();
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer in ${timeoutMilliseconds} ms`)));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
