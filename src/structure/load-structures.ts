import { CodedError } from '../errors.ts';
import { type Fault, readStructureFiles, type StructureFile, structureFolder } from './read-structure-files.ts';
import type {
  BeredskabKind,
  Concern,
  ContactPoint,
  Document,
  GivenNames,
  Initiative,
  Note,
  Route,
  Shared,
  Signals,
  Source,
  Structure,
  Structures,
  Word,
} from './structure.ts';

type Raw = Record<string, unknown>;
type Path = (string | number)[];

/**
 * Loads the base and the municipalities from structure/ and, where given, from a further folder.
 * Throws one CodedError('structure') that names every fault with file, line and reason.
 */
export function loadStructures(furtherFolder?: string): Structures {
  const { structures, faults } = checkStructures(furtherFolder);
  if (faults.length > 0) throw new CodedError('structure', faults.map(describeFault).join('\n'));
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
  const [base, concerns, signals, law, names] = ['base', 'concerns', 'signals', 'law', 'names'].map(only);
  if (!base || !concerns || !signals || !law || !names) return { structures, faults };
  const municipalities = files.filter((f) => f.kind === 'municipality');
  const shared = readShared({ base, concerns, signals, law, names, municipalities });
  checkShared(shared, concerns, law, faults);
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

function readShared(
  files: Record<'base' | 'concerns' | 'signals' | 'law' | 'names', StructureFile> & { municipalities: StructureFile[] },
): Shared {
  const names = files.names.data as unknown as GivenNames;
  return {
    concerns: (files.concerns.data.concerns as Concern[]).map((c) => ({ ...c, bonus: c.bonus ?? 0 })),
    signals: files.signals.data as unknown as Signals,
    notes: (files.law.data.notes as Raw[]).map((n) => withSources<Note>(n, 'law')),
    reviewed: String(files.law.data.reviewed),
    givenNames: { sure: names.sure, wordlike: names.wordlike },
    documents: [files.base, ...files.municipalities].map((f) => f.data.document as Document),
  };
}

/** Replaces `source` (text, object or list) by `sources`; a bare text is a section of the file's own document. */
function withSources<T>(raw: Raw, document: string): T {
  const { source, ...rest } = raw;
  const list = source === undefined ? [] : Array.isArray(source) ? source : [source];
  const sources: Source[] = list.map((s: string | Source) => (typeof s === 'string' ? { document, section: s } : s));
  return { basis: 'source', ...rest, sources } as T;
}

function listOf<T>(file: StructureFile, key: string): T[] {
  const document = (file.data.document as Document).id;
  return ((file.data[key] as Raw[]) ?? []).map((raw) => withSources<T>(raw, document));
}

/** The base's entries with the municipality's own laid over them by id; own ones first. */
function merge<T extends { id: string }>(base: T[], own: T[], omit: string[] = []): T[] {
  const ids = new Set(own.map((o) => o.id));
  return [...own, ...base.filter((b) => !ids.has(b.id) && !omit.includes(b.id))];
}

function layOver(base: StructureFile, own: StructureFile, shared: Shared): Structure {
  const omit = (own.data.omit as string[]) ?? [];
  const pick = <T>(key: string): T => (own.data[key] ?? base.data[key]) as T;
  const contacts = merge(listOf<ContactPoint>(base, 'contacts'), listOf<ContactPoint>(own, 'contacts'), omit);
  const kept = new Set(contacts.map((c) => c.id));
  const routes = (file: StructureFile) => listOf<Route>(file, 'routes').map((r) => ({ ...r, others: r.others ?? [] }));
  const rule = own.data.rule as Raw | undefined;
  const ownKinds = listOf<BeredskabKind>(own, 'beredskab');
  const baseKinds = listOf<BeredskabKind>(base, 'beredskab').map((kind) => ({
    ...kind,
    calls: kind.calls.filter((id) => kept.has(id)),
  }));
  return {
    id: String(own.data.id),
    name: String(own.data.name),
    ages: pick('ages'),
    places: (own.data.places as string[]) ?? [],
    ...(rule && { rule: withSources<NonNullable<Structure['rule']>>(rule, (own.data.document as Document).id) }),
    steps: (own.data.steps as Structure['steps']) ?? [],
    levels: listOf(base, 'levels'),
    contacts,
    door: pick('door'),
    report: pick('report'),
    // A base route to a contact that the municipality left out does not apply.
    routes: [...routes(own), ...routes(base).filter((r) => kept.has(r.first))],
    beredskab: merge(baseKinds, ownKinds),
    workflow: (base.data.workflow as Structure['workflow']) ?? [],
    initiatives: merge(listOf<Initiative>(base, 'initiatives'), listOf<Initiative>(own, 'initiatives')),
    words: merge(listOf<Word>(base, 'words'), listOf<Word>(own, 'words')),
    shared,
  };
}

function checkShared(shared: Shared, concerns: StructureFile, law: StructureFile, faults: Fault[]): void {
  const notes = new Set(shared.notes.map((n) => n.id));
  repeated(shared.concerns).forEach((index) => {
    faults.push({
      file: concerns.file,
      line: concerns.lineOf(['concerns', index, 'id']),
      reason: 'a second concern with this id',
    });
  });
  repeated(shared.notes).forEach((index) => {
    faults.push({ file: law.file, line: law.lineOf(['notes', index, 'id']), reason: 'a second note with this id' });
  });
  shared.concerns.forEach((concern, c) => {
    concern.remember.forEach((id, i) => {
      if (notes.has(id)) return;
      faults.push({
        file: concerns.file,
        line: concerns.lineOf(['concerns', c, 'remember', i]),
        reason: `no note "${id}" in ${law.file}`,
      });
    });
  });
}

function repeated(list: { id: string }[]): number[] {
  return list.flatMap((item, index) => (list.findIndex((other) => other.id === item.id) < index ? [index] : []));
}

/** Every id that a municipality points to must exist, and every concern must lead to a contact. */
function checkReferences(structure: Structure, own: StructureFile, base: StructureFile, faults: Fault[]): void {
  const contacts = new Set(structure.contacts.map((c) => c.id));
  const concerns = new Set(structure.shared.concerns.map((c) => c.id));
  const documents = new Set([...structure.shared.documents.map((d) => d.id), 'law']);
  const add = (file: StructureFile, path: Path, reason: string) =>
    faults.push({ file: file.file, line: file.lineOf(path), reason });
  const ownIf = (key: string) => (own.data[key] === undefined ? base : own);
  const needContact = (file: StructureFile, path: Path, id: string) => {
    if (!contacts.has(id)) add(file, path, `no contact "${id}" in ${structure.id}`);
  };
  needContact(ownIf('door'), ['door'], structure.door);
  needContact(ownIf('report'), ['report'], structure.report);
  const baseContacts = new Set(listOf<ContactPoint>(base, 'contacts').map((c) => c.id));
  ((own.data.omit as string[]) ?? []).forEach((id, i) => {
    if (!baseContacts.has(id)) add(own, ['omit', i], `no contact "${id}" in the base`);
  });
  for (const key of ['contacts', 'initiatives', 'words', 'beredskab'] as const) {
    const list = listOf<{ id: string; sources: Source[] }>(own, key);
    for (const index of repeated(list)) add(own, [key, index, 'id'], `a second entry "${list[index]!.id}" in ${key}`);
    list.forEach((entry, i) => {
      for (const { document } of entry.sources) {
        if (!documents.has(document)) add(own, [key, i, 'source'], `no document "${document}"`);
      }
    });
  }
  listOf<ContactPoint>(own, 'contacts').forEach((contact, i) => {
    if (contact.answeredBy) needContact(own, ['contacts', i, 'answeredBy'], contact.answeredBy);
  });
  listOf<Route>(own, 'routes').forEach((route, r) => {
    if (route.for !== '*') {
      route.for.forEach((id, i) => {
        if (!concerns.has(id)) add(own, ['routes', r, 'for', i], `no concern "${id}" in structure/concerns.yaml`);
      });
    }
    needContact(own, ['routes', r, 'first'], route.first);
    for (const [i, id] of (route.others ?? []).entries()) needContact(own, ['routes', r, 'others', i], id);
  });
  listOf<Initiative>(own, 'initiatives').forEach((initiative, i) => {
    needContact(own, ['initiatives', i, 'owner'], initiative.owner);
    for (const [o, id] of (initiative.coOwners ?? []).entries())
      needContact(own, ['initiatives', i, 'coOwners', o], id);
  });
  listOf<BeredskabKind>(own, 'beredskab').forEach((kind, k) => {
    for (const [i, id] of kind.calls.entries()) needContact(own, ['beredskab', k, 'calls', i], id);
  });
  listOf<Word>(own, 'words').forEach((word, i) => {
    if (word.relates && !concerns.has(word.relates)) add(own, ['words', i, 'relates'], `no concern "${word.relates}"`);
  });
}
