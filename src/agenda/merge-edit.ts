import { createHash } from 'node:crypto';

/** A short mark of each field as it stood when somebody opened a form: small enough to travel with the form. */
export type Marks = Record<string, string>;

/** What both changed, each to something else. */
export interface Conflict<T> {
  field: keyof T & string;
  mine: T[keyof T];
  theirs: T[keyof T];
}

export interface MergedEdit<T> {
  /** Their changes and mine; where both changed the same field, mine. */
  merged: T;
  conflicts: Conflict<T>[];
  /** Fields that only they changed: they are in `merged`. */
  theirs: (keyof T & string)[];
}

/** Marks of all fields; a field that is not there has none. */
export function marksOf(value: object): Marks {
  const known = Object.entries(value).filter(([, v]) => v !== undefined);
  return Object.fromEntries(known.map(([field, v]) => [field, markOf(v)]));
}

function markOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 8);
}

/**
 * Two people edited at once: field by field, what only one of them changed is taken from them. With conflicts nothing is
 * to be stored: whoever comes later sees both texts, and chooses. Nothing that either wrote is lost.
 */
export function mergeEdit<T extends object>(base: Marks, mine: T, theirs: T): MergedEdit<T> {
  const [my, their] = [marksOf(mine), marksOf(theirs)];
  const result: MergedEdit<T> = { merged: { ...mine }, conflicts: [], theirs: [] };
  for (const field of new Set([...Object.keys(mine), ...Object.keys(theirs)]) as Set<keyof T & string>) {
    if (my[field] === their[field] || their[field] === base[field]) continue;
    if (my[field] !== base[field]) {
      result.conflicts.push({ field, mine: mine[field], theirs: theirs[field] });
      continue;
    }
    result.theirs.push(field);
    if (their[field] === undefined) delete result.merged[field];
    else result.merged[field] = theirs[field];
  }
  return result;
}
