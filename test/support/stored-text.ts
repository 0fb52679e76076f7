import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Everything that is written down below a folder: the emulator's tables and queues, keys decoded, and other files. */
export function storedText(folder: string): string {
  const files = filesBelow(folder).map((path) => readFileSync(path, 'utf8'));
  const queued = files.flatMap((text) =>
    [...text.matchAll(/[A-Za-z0-9+/=]{20,}/g)].map(([word]) => Buffer.from(word, 'base64').toString()),
  );
  const decoded = files.map((text) =>
    text.replace(/_([0-9a-f]+)\./g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16))),
  );
  return [...files, ...decoded, ...queued].join('\n');
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}
