import { randomUUID } from 'node:crypto';
import { CodedError } from '../errors.ts';
import type { Change, Records, Stored } from '../ports.ts';
import type { Entry, Presence } from './roster.ts';

/** One import. Its lines are written first and put in force by one write to the head, all or nothing. */
export interface Version {
  id: string;
  /** ISO time. */
  at: string;
  /** Entra object id of the administrator; `file` for SSP_ROSTER. */
  by: string;
  lines: number;
  /** ISO time at which it came into force, and was replaced. */
  inForceAt?: string;
  inForceBy?: string;
  replacedAt?: string;
  /** It is being deleted and cannot come into force any more. */
  removing?: true;
}

interface Head {
  version: string;
}

/** The head as it was when somebody looked: a version is put in force only on top of what they saw. */
export interface SeenHead {
  version?: string;
  revision?: string;
}

export interface RosterStore {
  head(kommune: string): Promise<SeenHead>;
  versions(kommune: string): Promise<Version[]>;
  entries(kommune: string, version: Version): Promise<Entry[]>;
  version(kommune: string, id: string): Promise<Version | undefined>;
  /** Writes a version beside the one in force. */
  draft(kommune: string, by: string, at: Date, entries: Entry[]): Promise<Version>;
  /** Puts a version in force. False when another one came into force since `seen`. */
  putInForce(kommune: string, id: string, seen: SeenHead, at: Date, by: string): Promise<boolean>;
  remove(kommune: string, version: Version): Promise<void>;
  presences(kommune: string): Promise<Map<string, Presence>>;
  /** Changes what a person said about themselves; tried again when somebody else wrote in between. */
  changePresence(kommune: string, person: string, change: (before: Presence) => Presence): Promise<void>;
  forgetPresence(kommune: string, person: string): Promise<void>;
  /** Takes a person out of the rosters that are not in force, and out of what says who imported. */
  forgetPerson(kommune: string, objectId: string): Promise<void>;
}

const erasedImporter = 'erased';
// 250 lines of some 250 characters stay far below a record's size.
const linesInChunk = 250;
const mostTries = 8;

export function createRosterStore(records: Records): RosterStore {
  const store: RosterStore = {
    async head(kommune) {
      const head = await records.get<Head>(kommune, ['head']);
      return head ? { version: head.value.version, revision: head.revision } : {};
    },
    async versions(kommune) {
      const found = await records.list<Version>(kommune, ['version']);
      return found.map((v) => v.value).sort((a, b) => (a.at < b.at ? 1 : -1));
    },
    async version(kommune, id) {
      const version = (await records.get<Version>(kommune, ['version', id]))?.value;
      return version?.removing ? undefined : version;
    },
    async entries(kommune, { id }) {
      const chunks = await records.list<{ entries: Entry[] }>(kommune, ['lines', id]);
      return chunks.flatMap((c) => c.value.entries);
    },
    async draft(kommune, by, at, entries) {
      const chunks = Math.ceil(entries.length / linesInChunk);
      const version: Version = { id: randomUUID(), at: at.toISOString(), by, lines: entries.length };
      // The version's own record first: what a crash leaves of its lines can then be found and cleared away.
      await create(records, kommune, ['version', version.id], version);
      for (let i = 0; i < chunks; i++) {
        const value = { entries: entries.slice(i * linesInChunk, (i + 1) * linesInChunk) };
        await create(records, kommune, chunkKey(version.id, i), value);
      }
      return version;
    },
    async putInForce(kommune, id, seen, at, by) {
      const version = await records.get<Version>(kommune, ['version', id]);
      if (!version || version.value.removing) return false;
      const value: Head = { version: id };
      const now = at.toISOString();
      const inForce: Version = { ...version.value, inForceAt: now, inForceBy: by };
      delete inForce.replacedAt;
      const changes: Change[] = [
        seen.revision
          ? { do: 'update', key: ['head'], value, revision: seen.revision }
          : { do: 'create', key: ['head'], value },
        { do: 'update', key: ['version', id], value: inForce, revision: version.revision },
      ];
      const before = seen.version && (await records.get<Version>(kommune, ['version', seen.version]));
      if (before && before.value.id !== id) changes.push(replaced(before, now));
      return records.write(kommune, changes);
    },
    async remove(kommune, { id }) {
      const version = await records.get<Version>(kommune, ['version', id]);
      const { version: inForce } = await store.head(kommune);
      if (!version || inForce === id) return;
      // Whoever puts it in force in this moment changes the record too: one of the two writes is refused.
      const value: Version = { ...version.value, removing: true };
      const { revision } = version;
      if (!(await records.write(kommune, [{ do: 'update', key: ['version', id], value, revision }]))) return;
      const lines = await records.list(kommune, ['lines', id]);
      for (const { key } of lines) await records.write(kommune, [{ do: 'delete', key }]);
      // Last: as long as it stands there, the next clearing finds what is left.
      await records.write(kommune, [{ do: 'delete', key: ['version', id] }]);
    },
    async presences(kommune) {
      const found = await records.list<Presence>(kommune, ['presence']);
      return new Map(found.map((p) => [p.key[1]!, p.value]));
    },
    async changePresence(kommune, person, change) {
      const key = ['presence', person];
      for (let i = 0; i < mostTries; i++) {
        const before = await records.get<Presence>(kommune, key);
        const value = change(before?.value ?? {});
        const written = await records.write(kommune, [
          before ? { do: 'update', key, value, revision: before.revision } : { do: 'create', key, value },
        ]);
        if (written) return;
      }
      throw new CodedError('storage', 'a presence was changed by others all the time');
    },
    async forgetPresence(kommune, person) {
      await records.write(kommune, [{ do: 'delete', key: ['presence', person] }]);
    },
    async forgetPerson(kommune, objectId) {
      const { version: inForce } = await store.head(kommune);
      for (const { key, value, revision } of await records.list<Version>(kommune, ['version'])) {
        const anonymous = (by: string | undefined) => (by === objectId ? erasedImporter : by);
        if (value.by === objectId || value.inForceBy === objectId) {
          const changed = { ...value, by: anonymous(value.by), inForceBy: anonymous(value.inForceBy) };
          await records.write(kommune, [{ do: 'update', key, value: changed, revision }]);
        }
        if (value.id !== inForce) await forgetLines(records, kommune, value.id, objectId);
      }
    },
  };
  return store;
}

async function create(records: Records, kommune: string, key: string[], value: object): Promise<void> {
  const made = await records.write(kommune, [{ do: 'create', key, value }]);
  if (!made) throw new CodedError('storage', 'a new record was there already');
}

async function forgetLines(records: Records, kommune: string, id: string, objectId: string): Promise<void> {
  for (const { key, value, revision } of await records.list<{ entries: Entry[] }>(kommune, ['lines', id])) {
    const entries = value.entries.filter((e) => e.teamsId !== objectId);
    if (entries.length < value.entries.length)
      await records.write(kommune, [{ do: 'update', key, value: { entries }, revision }]);
  }
}

function replaced({ value, revision }: Stored<Version>, at: string): Change {
  return { do: 'update', key: ['version', value.id], value: { ...value, replacedAt: at }, revision };
}

function chunkKey(id: string, chunk: number): string[] {
  return ['lines', id, String(chunk).padStart(5, '0')];
}
