import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { events } from '../../src/telemetry/fields.ts';

const root = join(import.meta.dirname, '../..');
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(join(root, 'src', path), 'utf8'));
const warnedOf = sources.flatMap((text) =>
  [...text.matchAll(/log\.(?:warn|error)\(\s*'([^']+)'/gi)].map(([, e]) => e!),
);

describe('what the log warns of', () => {
  it('is known to the telemetry, or its figures say "other": src/telemetry/fields.ts', () => {
    assert.ok(warnedOf.length > 20, 'the search finds them');
    assert.deepEqual(
      warnedOf.filter((event) => !events.includes(event)),
      [],
    );
  });

  it('is explained to whoever is on call: docs/drift.md', () => {
    const rows = readFileSync(join(root, 'docs/drift.md'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    const explained = rows.flatMap((row) => [...row.split('|')[1]!.matchAll(/`([a-z-]+)`/g)].map(([, e]) => e!));
    assert.deepEqual(
      events.filter((event) => !explained.includes(event)),
      [],
    );
  });
});
