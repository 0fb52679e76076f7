import { dayIn } from '../language/dates.ts';
import { fold } from '../language/fold.ts';
import type { Action, ItemMinutes, Minutes, Person } from './agenda.ts';
import { longestActionTitle, longestName, longestOutcome, mostActionsOfItem, mostPeople } from './limits.ts';
import { checkName, checkText, type Inputs, isOn, lineIn, linesIn, orFault, type TextGuard } from './read-text.ts';

export type MinutesFault =
  | 'outcomeLong'
  | 'outcomePersonal'
  | 'decisionLong'
  | 'decisionPersonal'
  | 'whatLong'
  | 'whatPersonal'
  | 'whatMissing'
  | 'whoMissing'
  | 'whoLong'
  | 'whoPersonal'
  | 'due'
  | 'many';

/** Texts by the name of their input, as far as they may be shown again. */
export type ChosenMinutes = Record<string, string>;

export type ReadItemMinutes = { minutes: ItemMinutes } | { faults: MinutesFault[]; chosen: ChosenMinutes };

export interface MinutesRules {
  guard: TextGuard;
  /** Who can be reminded in Teams. */
  people: readonly Person[];
  today: string;
  /** Ids of the actions in the rows of the form: those that were there, and new ones for the empty rows. */
  rows: readonly string[];
}

/**
 * Reads the form of an item's minutes: `outcome`, `decision`, `putOff`, and for each action from 1 on `what1`, `who1`,
 * `due1`. A row without any text is no action any more.
 */
export function readItemMinutes(inputs: Inputs, rules: MinutesRules): ReadItemMinutes {
  const faults: MinutesFault[] = [];
  const chosen: ChosenMinutes = { putOff: String(isOn(inputs, 'putOff')) };
  const outcome = orFault(checkText(linesIn(inputs, 'outcome'), longestOutcome, rules.guard), faults, 'outcome');
  const decision = orFault(checkText(linesIn(inputs, 'decision'), longestOutcome, rules.guard), faults, 'decision');
  const actions = rowsIn(inputs).flatMap((row) => readAction(inputs, row, rules, faults, chosen));
  if (actions.length > mostActionsOfItem) faults.push('many');
  if (faults.length > 0)
    return {
      faults: [...new Set(faults)],
      chosen: { ...chosen, ...(outcome && { outcome }), ...(decision && { decision }) },
    };
  const texts = { ...(outcome && { outcome }), ...(decision && { decision }) };
  return { minutes: { ...texts, actions, ...(isOn(inputs, 'putOff') && { putOff: true }) } };
}

/** Numbers of the rows that hold something. */
function rowsIn(inputs: Inputs): number[] {
  const rows = Object.keys(inputs).flatMap((name) => {
    const [, row] = /^(?:what|who|due)(\d{1,2})$/.exec(name) ?? [];
    return row && lineIn(inputs, name) !== '' ? [Number(row)] : [];
  });
  return [...new Set(rows)].sort((a, b) => a - b);
}

function readAction(
  inputs: Inputs,
  row: number,
  { guard, people, today, rows }: MinutesRules,
  faults: MinutesFault[],
  chosen: ChosenMinutes,
): Action[] {
  const [what, who, due] = ['what', 'who', 'due'].map((name) => lineIn(inputs, `${name}${row}`)) as [
    string,
    string,
    string,
  ];
  if (what === '') faults.push('whatMissing');
  if (who === '') faults.push('whoMissing');
  const saidWhat = orFault(checkText(what, longestActionTitle, guard), faults, 'what');
  const saidWho = orFault(checkName(who, longestName, guard), faults, 'who');
  const day = due === '' ? '' : dayIn(due, today);
  if (day === undefined) faults.push('due');
  for (const [name, value] of Object.entries({ what: saidWhat, who: saidWho, due: day ?? '' }))
    if (value !== '') chosen[`${name}${row}`] = value;
  const owner = people.find((p) => fold(p.name) === fold(saidWho));
  const ownerId = owner && { ownerId: owner.objectId };
  const id = rows[row - 1];
  return id ? [{ id, what: saidWhat, who: saidWho, ...ownerId, ...(day && { due: day }) }] : [];
}

/** Why a line of the attendance is refused, and which one it was; `many`: there are more lines than fit. */
export type PeopleFault = { list: 'present' | 'apologies' } & (
  | { fault: 'long' | 'personal'; line: number }
  | { fault: 'many' }
);

export interface ReadPeople {
  /** The names that were taken. */
  people: Pick<Minutes, 'present' | 'apologies'>;
  faults: PeopleFault[];
  /** What may be shown again: a line that was refused is left empty, so that the others keep their numbers. */
  chosen: Record<'present' | 'apologies', string>;
}

/** Reads the form of the attendance: `present` and `apologies`, one a line, each checked like whoever presents an item. */
export function readPeople(inputs: Inputs, guard: TextGuard): ReadPeople {
  const faults: PeopleFault[] = [];
  const lists = (['present', 'apologies'] as const).map((list) => {
    const lines = linesIn(inputs, list)
      .split('\n')
      .map((l) => l.trim());
    if (lines.filter(Boolean).length > mostPeople) faults.push({ list, fault: 'many' });
    return lines.map((line, i) => {
      const read = line === '' ? { text: '' } : checkName(line, longestName, guard);
      if ('text' in read) return read.text;
      faults.push({ list, fault: read.fault, line: i + 1 });
      return '';
    });
  });
  const [present, apologies] = lists as [string[], string[]];
  const names = (lines: string[]) => [...new Set(lines.filter(Boolean))];
  return {
    people: { present: names(present), apologies: names(apologies) },
    faults,
    chosen: { present: present.join('\n'), apologies: apologies.join('\n') },
  };
}
