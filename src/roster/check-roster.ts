import { fold } from '../language/fold.ts';
import { distance } from '../language/spelling.ts';
import { maskCpr } from '../privacy/personal-data.ts';
import type { Agency, ContactPoint, Structure } from '../structure/structure.ts';
import { phoneNumber } from './reach.ts';
import { type Entry, lineOf, personOf, type Role, roles } from './roster.ts';
import type { Fault, FaultReason, Row } from './roster-file.ts';

/** The columns of a roster file, in the order of the contract; a file may have them in any order. */
export const columns = [
  'navn',
  'kontaktpunkt',
  'instans',
  'områder',
  'telefon',
  'e-mail',
  'teams-id',
  'stedfortræder',
  'rolle',
] as const;
type Column = (typeof columns)[number];

const agencies: Agency[] = ['skole', 'social', 'politi', 'andet'];
const mostColumns = 40;
const longestCell = 200;
const mostAreas = 30;
const emailPattern = /^[^\s@<>"(),;:]+@[^\s@<>"(),;:]+\.[a-z]{2,}$/i;
const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const controlPattern = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/;

export interface CheckedRoster {
  entries: Entry[];
  /** In the order of their rows. Nothing of a file with a fault is taken. */
  faults: Fault[];
}

/** Checks a file's rows against the structure: every fault with its row, and what is allowed. */
export function checkRoster(structure: Structure, rows: Row[]): CheckedRoster {
  const faults: Fault[] = [];
  const [heading, ...lines] = rows;
  const at = readHeading(heading!, faults);
  const width = heading!.cells.length;
  if (faults.length > 0) return { entries: [], faults };
  if (lines.length === 0) return { entries: [], faults: [{ row: 0, reason: { code: 'empty' } }] };
  const checked = lines.map((row) => ({ row: row.number, entry: checkRow(structure, row, at, width, faults) }));
  const entries = checked.flatMap(({ row, entry }) => (entry ? [{ row, entry }] : []));
  checkTogether(entries, faults, faults.length === 0);
  faults.sort((a, b) => a.row - b.row);
  return { entries: entries.map((e) => e.entry), faults };
}

function readHeading({ number, cells }: Row, faults: Fault[]): Map<Column, number> {
  const at = new Map<Column, number>();
  const fault = (reason: FaultReason) => faults.push({ row: number, reason });
  const allowed = columns.join(';');
  if (cells.length > mostColumns) {
    fault({ code: 'cells', allowed: String(columns.length) });
    return at;
  }
  for (const [i, cell] of cells.entries()) {
    const given = cell.replace(/^email$/i, 'e-mail');
    const name = columns.find((c) => fold(c) === fold(given));
    if (name && at.has(name)) fault({ code: 'double-column', column: name });
    else if (name) at.set(name, i);
    else if (cell !== '') fault({ code: 'unknown-column', column: String(i + 1), ...shown(cell, columns), allowed });
  }
  for (const column of columns) {
    if (!at.has(column)) fault({ code: 'missing-column', column });
  }
  return at;
}

function checkRow(
  structure: Structure,
  row: Row,
  at: Map<Column, number>,
  width: number,
  faults: Fault[],
): Entry | undefined {
  const before = faults.length;
  const cell = (column: Column) => row.cells[at.get(column)!]?.trim() ?? '';
  const fault = (reason: FaultReason) => {
    faults.push({ row: row.number, reason });
    return undefined;
  };
  if (row.cells.slice(width).some((c) => c !== '')) fault({ code: 'cells', allowed: String(width) });
  for (const column of columns) {
    const text = cell(column);
    if (text.length > longestCell) fault({ code: 'too-long', column, allowed: String(longestCell) });
    else if (controlPattern.test(text)) fault({ code: 'characters', column });
    else if (column !== 'telefon' && /^[=@+-]/.test(text)) fault({ code: 'formula', column });
    else if (column !== 'teams-id' && maskCpr(text) !== text) fault({ code: 'cpr', column });
  }
  const name = cell('navn') || fault({ code: 'required', column: 'navn' });
  const contact = contactIn(structure, cell('kontaktpunkt'), fault);
  const agency = oneOf('instans', cell('instans').toLowerCase(), agencies, fault);
  const role = cell('rolle') === '' ? 'laerer' : oneOf('rolle', cell('rolle').toLowerCase(), roles.slice(1), fault);
  const areas = [
    ...new Set(
      cell('områder')
        .split('|')
        .map((a) => a.trim()),
    ),
  ].filter(Boolean);
  if (areas.length > mostAreas) fault({ code: 'too-long', column: 'områder', allowed: String(mostAreas) });
  const phone = phoneIn(cell('telefon'), fault);
  const email = emailIn('e-mail', cell('e-mail'), fault);
  const deputy = emailIn('stedfortræder', cell('stedfortræder'), fault);
  const teamsId = cell('teams-id').toLowerCase();
  if (teamsId !== '' && !uuidPattern.test(teamsId)) fault({ code: 'teams-id', column: 'teams-id' });
  if (!cell('telefon') && !cell('e-mail') && !teamsId) fault({ code: 'no-way' });
  if (faults.length > before || !name || !contact || !agency || !role) return undefined;
  return {
    ...{ name, contact: contact.id, agency, areas, role: role as Role },
    ...(phone && { phone }),
    ...(email && { email }),
    ...(teamsId && { teamsId }),
    ...(deputy && { deputy }),
  };
}

type AddFault = (reason: FaultReason) => undefined;

function contactIn({ contacts }: Structure, given: string, fault: AddFault): ContactPoint | undefined {
  if (given === '') return fault({ code: 'required', column: 'kontaktpunkt' });
  const same = (text: string) => fold(text) === fold(given);
  const found = contacts.find((c) => same(c.id) || same(c.title));
  if (found) return found;
  const near = contacts.filter((c) => isNear(c.title, given));
  const allowed = (near.length > 0 ? near : contacts).map((c) => c.title).join(', ');
  return fault({
    code: 'unknown-contact',
    column: 'kontaktpunkt',
    ...shown(
      given,
      near.map((c) => c.title),
    ),
    allowed,
  });
}

function oneOf<T extends string>(column: Column, given: string, allowed: readonly T[], fault: AddFault): T | undefined {
  const found = allowed.find((a) => a === given);
  return found ?? fault({ code: 'one-of', column, allowed: allowed.join(', '), ...shown(given, allowed) });
}

function phoneIn(given: string, fault: AddFault): string | undefined {
  if (given === '') return undefined;
  return phoneNumber(given) ?? fault({ code: 'phone', column: 'telefon' });
}

function emailIn(column: Column, given: string, fault: AddFault): string | undefined {
  if (given === '') return undefined;
  return emailPattern.test(given) ? given.toLowerCase() : fault({ code: 'email', column });
}

interface Numbered {
  row: number;
  entry: Entry;
}

/** What only the lines together can show. Deputies are looked up when every line could be read. */
function checkTogether(entries: Numbered[], faults: Fault[], complete: boolean): void {
  const lines = new Map<string, number>();
  const byTeamsId = new Map<string, Numbered>();
  const byEmail = new Map<string, Numbered>();
  const fault = (row: number, reason: FaultReason) => faults.push({ row, reason });
  for (const { row, entry } of entries) {
    const line = lineOf(entry);
    if (lines.has(line)) fault(row, { code: 'same-line', allowed: String(lines.get(line)) });
    else lines.set(line, row);
    for (const [column, known, key] of [
      ['teams-id', byTeamsId, entry.teamsId],
      ['e-mail', byEmail, entry.email],
    ] as const) {
      if (!key) continue;
      const other = known.get(key);
      if (!other) known.set(key, { row, entry });
      else if (fold(other.entry.name) !== fold(entry.name) || personOf(other.entry) !== personOf(entry))
        fault(row, { code: 'two-people', column, allowed: String(other.row) });
    }
  }
  if (!complete) return;
  for (const { row, entry } of entries) {
    if (entry.deputy && !byEmail.has(entry.deputy)) fault(row, { code: 'deputy-missing', column: 'stedfortræder' });
  }
  checkCircles(entries, fault);
}

/** Each person who, from deputy to deputy, comes back to themselves. */
function checkCircles(entries: Numbered[], fault: (row: number, reason: FaultReason) => void): void {
  const steps = entries.flatMap(({ entry }) =>
    entry.email && entry.deputy ? [{ from: entry.email, to: entry.deputy }] : [],
  );
  // Without those whose deputies end somewhere, and those who are nobody's deputy, the circles are left.
  const forward = withoutEnds(steps);
  const circles = withoutEnds(forward.map(({ from, to }) => ({ from: to, to: from })));
  const inCircle = new Set(circles.map((s) => JSON.stringify([s.to, s.from])));
  for (const { row, entry } of entries) {
    if (inCircle.has(JSON.stringify([entry.email, entry.deputy])))
      fault(row, { code: 'deputy-circle', column: 'stedfortræder' });
  }
}

/** The steps without those that lead, sooner or later, to somebody from whom no step goes on. In linear time. */
function withoutEnds(steps: { from: string; to: string }[]): { from: string; to: string }[] {
  const goingOn = new Map<string, number>();
  for (const { from } of steps) goingOn.set(from, (goingOn.get(from) ?? 0) + 1);
  const leadingTo = Map.groupBy(steps, (s) => s.to);
  const ends = [...leadingTo.keys()].filter((to) => !goingOn.has(to));
  const gone = new Set<{ from: string; to: string }>();
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
    for (const step of leadingTo.get(end) ?? []) {
      gone.add(step);
      const left = goingOn.get(step.from)! - 1;
      goingOn.set(step.from, left);
      if (left === 0) ends.push(step.from);
    }
  }
  return steps.filter((s) => !gone.has(s));
}

/** A wrong value as it may be repeated: a slip in one that is allowed. Anything else could be about somebody. */
function shown(given: string, allowed: readonly string[]): { given?: string } {
  return allowed.some((a) => isNear(a, given)) ? { given } : {};
}

const mostSlips = 3;

function isNear(allowed: string, given: string): boolean {
  const [a, b] = [fold(allowed), fold(given)];
  return (
    distance(a, b, mostSlips) <= Math.min(mostSlips, Math.floor(b.length / 2)) ||
    (b.length > mostSlips && a.includes(b))
  );
}
