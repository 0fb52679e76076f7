import type { IncomingMessage } from 'node:http';

const largestBytes = 256 * 1024;

export type Body = { json: unknown } | { status: 400 | 413 | 415 };

/** Reads a JSON body of at most 256 KB. Teams' own messages stay under 100 KB (facts A1). */
export async function readJsonBody(request: IncomingMessage): Promise<Body> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return { status: 415 };
  if (Number(request.headers['content-length'] ?? 0) > largestBytes) return { status: 413 };
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > largestBytes) return { status: 413 };
    chunks.push(chunk);
  }
  try {
    return { json: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
  } catch {
    return { status: 400 };
  }
}
