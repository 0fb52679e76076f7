import { CodedError } from '../errors.ts';
import { checkReferences, checkShared } from './check-references.ts';
import { layOver, readShared } from './lay-over.ts';
import { type Fault, readStructureFiles, structureFolder } from './read-structure-files.ts';
import type { Structures } from './structure.ts';

// Reading and checking takes 0.3 s, and the settings need the list of municipalities before the app needs the rest.
const loaded = new Map<string, Structures>();

/**
 * Loads the base and the municipalities from structure/ and, where given, from a further folder; once in a process.
 * Throws one CodedError('structure') that names every fault with file, line and reason.
 */
export function loadStructures(furtherFolder = ''): Structures {
  const before = loaded.get(furtherFolder);
  if (before) return before;
  const { structures, faults } = checkStructures(furtherFolder || undefined);
  if (faults.length > 0) throw new CodedError('structure', faults.map(describeFault).join('\n'));
  loaded.set(furtherFolder, structures);
  return structures;
}

/** Ids of the municipalities that the structure holds. Throws like loadStructures. */
export function municipalitiesIn(furtherFolder?: string): Iterable<string> {
  return loadStructures(furtherFolder).keys();
}

/** One fault as `file:line: reason`. */
export function describeFault({ file, line, reason }: Fault): string {
  return `${file}:${line}: ${reason}`;
}

/** Like loadStructures, but answers the faults instead of throwing. */
export function checkStructures(furtherFolder?: string): { structures: Structures; faults: Fault[] } {
  const { files, faults } = readStructureFiles(furtherFolder ? [structureFolder, furtherFolder] : [structureFolder]);
  const structures: Structures = new Map();
  const only = (kind: string) => {
    const found = files.filter((f) => f.kind === kind);
    for (const extra of found.slice(1))
      faults.push({ file: extra.file, line: 1, reason: `a second file of kind ${kind}` });
    if (found.length === 0) faults.push({ file: structureFolder, line: 0, reason: `no valid file of kind ${kind}` });
    return found[0];
  };
  const kinds = ['base', 'concerns', 'signals', 'examples', 'law', 'names'];
  const [base, concerns, signals, examples, law, names] = kinds.map(only);
  if (!base || !concerns || !signals || !examples || !law || !names) return { structures, faults };
  const sharedFiles = { base, concerns, signals, examples, law, names };
  const municipalities = files.filter((f) => f.kind === 'municipality');
  const shared = readShared({ ...sharedFiles, municipalities });
  checkShared(shared, sharedFiles, faults);
  for (const file of municipalities) {
    const structure = layOver(base, file, shared);
    const earlier = structures.get(structure.id);
    if (earlier)
      faults.push({ file: file.file, line: file.lineOf(['id']), reason: `a second municipality "${structure.id}"` });
    checkReferences(structure, file, base, faults);
    structures.set(structure.id, structure);
  }
  return { structures, faults };
}
