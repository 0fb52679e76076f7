import { type Change, mostChanges, type RecordKind, type Records, type Store, type Stored } from '../../src/ports.ts';

interface Row {
  kommune: string;
  key: string[];
  json: string;
  revision: number;
}

/** The store in memory. The same contract suite runs on it and on the real one. */
export function memoryStore(): Store & {
  rows(): { kind: RecordKind; kommune: string; key: string[]; json: string }[];
} {
  const opened = new Map<RecordKind, Map<string, Row>>();
  return {
    async open(kind) {
      if (!opened.has(kind)) opened.set(kind, new Map());
      return memoryRecords(opened.get(kind)!);
    },
    ping: async () => undefined,
    rows: () =>
      [...opened].flatMap(([kind, rows]) =>
        [...rows.values()].map(({ kommune, key, json }) => ({ kind, kommune, key, json })),
      ),
  };
}

let lastRevision = 0;

function memoryRecords(rows: Map<string, Row>): Records {
  const at = (kommune: string, key: string[]) => JSON.stringify([kommune, ...key]);
  const stored = <T>({ key, json, revision }: Row): Stored<T> => ({
    key: [...key],
    value: JSON.parse(json),
    revision: String(revision),
  });
  const refused = (kommune: string, change: Change) => {
    const row = rows.get(at(kommune, change.key));
    switch (change.do) {
      case 'create':
        return row !== undefined;
      case 'update':
        return row === undefined || String(row.revision) !== change.revision;
      case 'upsert':
        return false;
      case 'delete':
        return row === undefined;
      default:
        return change satisfies never;
    }
  };
  return {
    async get<T>(kommune: string, key: string[]) {
      const row = rows.get(at(kommune, key));
      return row && stored<T>(row);
    },
    async list<T>(kommune: string, below: string[], upTo?: string) {
      const found = [...rows.values()].filter(
        (row) =>
          row.kommune === kommune &&
          row.key.length > below.length &&
          below.every((part, i) => row.key[i] === part) &&
          (upTo === undefined || row.key[below.length]! <= upTo || row.key[below.length]!.startsWith(upTo)),
      );
      const order = (a: Row, b: Row) => (a.key.join('|') < b.key.join('|') ? -1 : 1);
      return found.sort(order).map((row) => stored<T>(row));
    },
    async write(kommune, changes) {
      if (changes.length > mostChanges) throw new Error('too many changes');
      if (changes.some((change) => refused(kommune, change))) return false;
      for (const change of changes) {
        const id = at(kommune, change.key);
        if (change.do === 'delete') rows.delete(id);
        else {
          lastRevision++;
          rows.set(id, { kommune, key: change.key, json: JSON.stringify(change.value), revision: lastRevision });
        }
      }
      return true;
    },
  };
}
