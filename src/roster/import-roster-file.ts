import { readFileSync } from 'node:fs';
import { CodedError, messageOf } from '../errors.ts';
import { textsIn } from '../language/texts.ts';
import type { Log } from '../log.ts';
import type { Structure } from '../structure/structure.ts';
import { type ImportDeps, importAtStart } from './import-roster.ts';
import { faultLine } from './roster-cards.ts';

/** SSP_ROSTER: read when the store has no roster yet; a file with faults keeps the bot from starting. */
export async function importRosterFile(
  rosterFile: string | undefined,
  deps: ImportDeps,
  kommuner: ReadonlySet<string>,
  structureOf: (kommune: string) => Structure,
  log: Log,
): Promise<void> {
  if (!rosterFile) return;
  const [kommune, ...others] = kommuner;
  if (!kommune || others.length > 0)
    throw new CodedError('config', 'SSP_ROSTER: only where one municipality is served');
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(rosterFile);
  } catch (error) {
    throw new CodedError('config', `SSP_ROSTER: a file that can be read: ${messageOf(error)}`, { cause: error });
  }
  const { faults, imported } = await importAtStart(deps, structureOf(kommune), bytes);
  const administered = deps.book.of(kommune).entries.some((e) => e.role === 'administrator' && e.teamsId);
  if (imported && !administered) log.warn('roster-without-administrator', { kommune });
  if (imported) log.info('roster-in-force', { kommune, person: 'file', count: imported });
  if (faults.length === 0) return;
  const lines = faults.map((fault) => faultLine(fault, textsIn('da')));
  throw new CodedError('roster', `SSP_ROSTER: ${rosterFile} cannot be used:\n- ${lines.join('\n- ')}`);
}
