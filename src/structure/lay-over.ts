import type { StructureFile } from './read-structure-files.ts';
import type {
  BeredskabKind,
  Concern,
  ContactPoint,
  Document,
  Examples,
  GivenNames,
  Initiative,
  Note,
  Route,
  Shared,
  Signals,
  Source,
  Structure,
  Word,
} from './structure.ts';

type Raw = Record<string, unknown>;

/** The files that are common to all municipalities. */
export type SharedFiles = Record<'base' | 'concerns' | 'signals' | 'examples' | 'law' | 'names', StructureFile>;

/** What is common to all municipalities, out of its files. */
export function readShared(files: SharedFiles & { municipalities: StructureFile[] }): Shared {
  const names = files.names.data as unknown as GivenNames;
  return {
    concerns: (files.concerns.data.concerns as Concern[]).map((c) => ({ ...c, bonus: c.bonus ?? 0 })),
    signals: files.signals.data as unknown as Signals,
    examples: files.examples.data as unknown as Examples,
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

/** A list of a file, each entry with its sources in full. */
export function listOf<T>(file: StructureFile, key: string): T[] {
  const document = (file.data.document as Document).id;
  return ((file.data[key] as Raw[]) ?? []).map((raw) => withSources<T>(raw, document));
}

/** The base's entries with the municipality's own laid over them by id; own ones first. */
function merge<T extends { id: string }>(base: T[], own: T[], omit: string[] = []): T[] {
  const ids = new Set(own.map((o) => o.id));
  return [...own, ...base.filter((b) => !ids.has(b.id) && !omit.includes(b.id))];
}

/** One municipality: the base with the municipality's own file laid over it. */
export function layOver(base: StructureFile, own: StructureFile, shared: Shared): Structure {
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
    routes: [
      ...routes(own),
      ...routes(base)
        .filter((r) => kept.has(r.first))
        .map((r) => ({ ...r, others: r.others.filter((id) => kept.has(id)) })),
    ],
    beredskab: merge(baseKinds, ownKinds),
    initiatives: merge(listOf<Initiative>(base, 'initiatives'), listOf<Initiative>(own, 'initiatives')),
    words: merge(listOf<Word>(base, 'words'), listOf<Word>(own, 'words')),
    shared,
  };
}
