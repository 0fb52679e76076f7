// What a roster of 5,000 lines costs, each step beside the plainest way to do the same, turn about in one run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { openStorageAccount } from '../../src/azure/storage-account.ts';
import { answerQuestion } from '../../src/contacts/answer-question.ts';
import { answerCard } from '../../src/contacts/contact-cards.ts';
import { startAzurite } from '../../src/local/azurite.ts';
import { checkRoster } from '../../src/roster/check-roster.ts';
import { compareRosters } from '../../src/roster/compare-rosters.ts';
import { readRosterFile } from '../../src/roster/read-roster-file.ts';
import type { Entry } from '../../src/roster/roster.ts';
import { createRosterStore } from '../../src/roster/roster-store.ts';
import { createSigner } from '../../src/signing.ts';
import { loadStructures } from '../../src/structure/load-structures.ts';
import { file, heading, idOf, line, workbook } from '../support/roster-builders.ts';
import { rosterOf } from '../support/sparring-world.ts';
import { table } from './report.ts';
import { median } from './statistics.ts';

const lines = 5_000;
const rounds = 7;
const structure = loadStructures().get('vordingborg')!;

/** Milliseconds of both ways, turn about, and the ratio of each pair. */
async function compare(name: string, ours: () => unknown, plain: () => unknown): Promise<string[]> {
  const pairs: [number, number][] = [];
  for (let i = 0; i <= rounds; i++) pairs.push([await timed(ours), await timed(plain)]);
  // The first pair warms up.
  const counted = pairs.slice(1);
  const ratios = counted.map(([a, b]) => a / b);
  const span = `${Math.min(...ratios).toFixed(1)}-${Math.max(...ratios).toFixed(1)}`;
  const [a, b] = [0, 1].map((k) => median(counted.map((pair) => pair[k]!)).toFixed(1));
  return [name, a!, b!, median(ratios).toFixed(1), span];
}

async function timed(run: () => unknown): Promise<number> {
  const from = performance.now();
  await run();
  return performance.now() - from;
}

/** Prints what reading, checking, storing and using 5,000 lines costs. */
export async function benchRoster(): Promise<void> {
  const rows = Array.from({ length: lines }, (_, i) =>
    line({
      navn: `Person ${i}`,
      kontaktpunkt: structure.contacts[i % structure.contacts.length]!.title,
      områder: `Skole ${i % 60}`,
      'e-mail': `person${i}@kommune.example`,
      'teams-id': idOf(i),
      ...(i > 0 && { stedfortræder: `person${i - 1}@kommune.example` }),
    }),
  );
  const csv = file(...rows);
  const xlsx = workbook([heading, ...rows].map((row) => row.split(';')));
  const check = async (bytes: Uint8Array): Promise<Entry[]> => {
    const read = await readRosterFile(bytes);
    if ('fault' in read) throw new Error(read.fault.reason.code);
    const { entries, faults } = checkRoster(structure, read.rows);
    if (faults.length > 0) throw new Error(faults[0]!.reason.code);
    return entries;
  };
  const entries = await check(csv);
  const report = [
    await compare(
      'CSV: read and check / csv-parse alone',
      () => check(csv),
      () => parse(csv, { delimiter: ';' }),
    ),
    await compare(
      '.xlsx: read and check / the same as CSV',
      () => check(xlsx),
      () => check(csv),
    ),
    await compare(
      'compare two rosters / JSON of one',
      () => compareRosters(entries, entries),
      () => JSON.stringify(entries),
    ),
    ...(await inStore(entries)),
    await card(entries),
  ];
  process.stdout.write(table([`roster, ${lines} lines`, 'ms', 'beside ms', 'ratio', 'lowest-highest'], report, 42));
}

async function inStore(entries: Entry[]): Promise<string[][]> {
  const folder = mkdtempSync(join(tmpdir(), 'ssp-bench-'));
  const azurite = await startAzurite(folder);
  try {
    const store = (await openStorageAccount({ connection: azurite.connection })).store('patient');
    const rosters = createRosterStore(await store.open('roster'));
    const records = await store.open('jobs');
    const importAll = async () => {
      const version = await rosters.draft('kolding', 'bench', new Date(), entries);
      await rosters.putInForce('kolding', version.id, await rosters.head('kolding'), new Date(), 'bench');
      const read = await rosters.entries('kolding', version);
      if (read.length !== entries.length) throw new Error('lines were lost');
    };
    let batch = 0;
    const oneByOne = async () => {
      batch++;
      for (let i = 0; i < entries.length; i += 100) {
        const some = entries.slice(i, i + 100);
        await records.write(
          'kolding',
          some.map((value, k) => ({ do: 'create', key: [String(batch), String(i + k)], value })),
        );
      }
      await records.list('kolding', [String(batch)]);
    };
    return [await compare('store and read back / a record a line', importAll, oneByOne)];
  } finally {
    await azurite.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function card(entries: Entry[]): Promise<string[]> {
  const signer = createSigner('s'.repeat(32));
  const answer = answerQuestion(structure, 'hvem kontakter jeg om hash');
  const make = (some: Entry[]) => () => {
    for (let i = 0; i < 20; i++) answerCard(structure, answer, signer, { roster: rosterOf(some), forms: 'chat' });
  };
  return compare('20 new answer cards / with ten lines', make(entries), make(entries.slice(0, 10)));
}
