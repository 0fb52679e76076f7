import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { messageOf } from '../errors.ts';
import { textsIn } from '../language/texts.ts';
import { checkRoster } from '../roster/check-roster.ts';
import { functionsWithoutPeople } from '../roster/people-behind.ts';
import { readRosterFile } from '../roster/read-roster-file.ts';
import { emptyRoster, personOf } from '../roster/roster.ts';
import { faultLine } from '../roster/roster-cards.ts';
import { loadStructures } from '../structure/load-structures.ts';
import { contactOf, type Structure } from '../structure/structure.ts';

const usage = 'npm run -s roster -- check [--kommune KOMMUNE] FILE';

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { kommune: { type: 'string' } } });
  const [command, path, ...more] = positionals;
  if (command !== 'check' || !path || more.length > 0) throw new Error(usage);
  const structures = loadStructures(process.env.SSP_STRUCTURE_DIR || undefined);
  const kommune = values.kommune ?? process.env.SSP_KOMMUNE ?? 'vordingborg';
  const structure = structures.get(kommune);
  if (!structure) throw new Error(`--kommune: one of ${[...structures.keys()].join(', ')}, not "${kommune}"`);
  process.stdout.write(`${(await check(structure, path)).join('\n')}\n`);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exit(1);
}

/** The lines that say what the file holds. Throws one error with every fault, a line each. */
async function check(structure: Structure, path: string): Promise<string[]> {
  const texts = textsIn('da');
  const read = await readRosterFile(readFileSync(path));
  const { entries, faults } =
    'fault' in read ? { entries: [], faults: [read.fault] } : checkRoster(structure, read.rows);
  if (faults.length > 0) throw new Error(faults.map((fault) => faultLine(fault, texts)).join('\n'));
  const without = functionsWithoutPeople({ ...emptyRoster(structure.id), entries }, structure.contacts);
  return [
    `${texts.rosterLines}: ${entries.length}`,
    `${texts.rosterPeople}: ${new Set(entries.map(personOf)).size}`,
    ...(entries.some((e) => e.role === 'administrator' && e.teamsId) ? [] : [texts.rosterNoAdministrator]),
    `${texts.rosterWithout}: ${without.map((id) => contactOf(structure, id).title).join(', ') || '–'}`,
  ];
}
