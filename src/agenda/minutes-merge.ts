import type { Action, ItemMinutes, Minutes } from './agenda.ts';
import { type Marks, marksOf, mergeEdit } from './merge-edit.ts';

/** What both wrote, each something else; for an action `field` is its id. `theirs` is undefined when they took it out. */
export interface MinutesConflict {
  field: string;
  theirs: unknown;
}

export interface MergedMinutes {
  /** Both writers' words; where both wrote the same field, mine. */
  merged: ItemMinutes;
  conflicts: MinutesConflict[];
  /** Fields that only they changed, and which are in `merged`. */
  theirs: string[];
}

type Fields = Record<string, unknown>;

/** What two writers can differ about: each action is a field of its own, so that one is never taken for another. */
function fieldsOf(written: ItemMinutes | undefined): Fields {
  const { outcome, decision, putOff, actions = [] } = written ?? {};
  const rows = actions.map(({ id, what, who, due }) => [id, { what, who, due }]);
  return { outcome, decision, putOff, ...Object.fromEntries(rows) };
}

/** Marks of an item's minutes as they stood when a form was opened. */
export function minutesMarksOf(written: ItemMinutes | undefined): Marks {
  return marksOf(fieldsOf(written));
}

/** Two wrote the same item: nothing that either wrote is lost, and an action stays the one that it was. */
export function mergeMinutes(base: Marks, mine: ItemMinutes, theirs: ItemMinutes | undefined): MergedMinutes {
  const result = mergeEdit<Fields>(base, fieldsOf(mine), fieldsOf(theirs));
  const { outcome, decision, putOff, ...actions } = result.merged;
  const [my, their] = [mine.actions, theirs?.actions ?? []].map((list) => new Map(list.map((a) => [a.id, a])));
  const action = (id: string): Action[] => {
    const [own, other] = [my!.get(id), their!.get(id)];
    if (!own || result.theirs.includes(id)) return other ? [other] : [];
    return [{ ...own, ...(other?.doneAt && { doneAt: other.doneAt }) }];
  };
  const known = [...their!.keys()].filter((id) => id in actions);
  const order = [...known, ...Object.keys(actions).filter((id) => !known.includes(id))];
  const texts = {
    ...(outcome ? { outcome: String(outcome) } : {}),
    ...(decision ? { decision: String(decision) } : {}),
  };
  return {
    merged: { ...texts, actions: order.flatMap(action), ...(putOff === true && { putOff }) },
    conflicts: result.conflicts.map(({ field, theirs: said }) => ({ field, theirs: said })),
    theirs: result.theirs,
  };
}

export type Attendance = Pick<Minutes, 'present' | 'apologies'>;

export function attendanceOf({ present = [], apologies = [] }: Partial<Attendance> = {}): Attendance {
  return { present, apologies };
}
