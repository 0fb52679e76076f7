// Keys must not hold / \ # ? or control characters (facts C1); ids of Teams hold : @ ; and others.
const separator = '|';
/** Above the separator and everything that a part is written with. */
const afterAll = '}';

/** A key that any text can be put into: letters and digits stay, everything else is written as _hex. */
export function keyOf(...parts: string[]): string {
  return parts
    .map((part) => part.replace(/[^A-Za-z0-9]/gu, (c) => `_${c.codePointAt(0)!.toString(16)}.`))
    .join(separator);
}

/** The parts that a key was made of. */
export function partsOf(key: string): string[] {
  return key
    .split(separator)
    .map((part) => part.replace(/_([0-9a-f]+)\./g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16))));
}

/** From (included) and to (not included): the keys that begin with these parts and go on, at most to `upTo`. */
export function keysBelow(below: string[], upTo?: string): { from: string; to: string } {
  const start = below.map((part) => `${keyOf(part)}${separator}`).join('');
  return { from: start, to: upTo === undefined ? `${start}${afterAll}` : `${start}${keyOf(upTo)}${afterAll}` };
}
