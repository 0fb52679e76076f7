import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const secretLength = 64;

/** Local mode's own key, made at the first start and kept, so that yesterday's cards still work. */
export function localSecret(dataDir: string): string {
  const path = join(dataDir, 'secret');
  const kept = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (kept.length === secretLength) return kept;
  const secret = randomBytes(secretLength / 2).toString('hex');
  mkdirSync(dataDir, { recursive: true });
  // Renamed into place, so that a crash leaves no half a key.
  writeFileSync(`${path}.new`, secret, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return secret;
}
