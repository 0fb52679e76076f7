import type { TurnContext } from 'botbuilder';
import type { Wish } from './beredskab.ts';
import type { BeredskabDeps } from './handler-deps.ts';
import { choicesIn } from './people-input.ts';
import { choiceOf, everybody, type Proposed, proposePeople } from './propose-people.ts';
import type { FormValues } from './read-convening.ts';

/** Those who were chosen by name, else those who are proposed. */
export function peopleOf(
  deps: BeredskabDeps,
  context: TurnContext,
  proposed: Proposed[],
  { people }: Pick<FormValues, 'people'>,
): Proposed[] {
  if (people === undefined) return proposed;
  const chosen = choicesIn(people);
  return everyone(deps, context, proposed).filter((p) => chosen.includes(choiceOf(p)));
}

export function proposedFor(
  { desk, mails }: BeredskabDeps,
  context: TurnContext,
  { kind, area }: Pick<Wish, 'kind' | 'area'>,
): Proposed[] {
  const structure = desk.structureOf(context);
  const found = structure.beredskab.find((k) => k.id === kind);
  const own = desk.callerOf(context).objectId;
  const people = found ? proposePeople(desk.rosterOf(context), found, structure.contacts, area, mails) : [];
  return people.filter((p) => p.objectId !== own);
}

/** The same, of a form that is not right yet. */
export function proposedBy(deps: BeredskabDeps, context: TurnContext, { kind, area }: FormValues): Proposed[] {
  return proposedFor(deps, context, { kind: kind.split('/')[0]!, ...(area && { area }) });
}

/** Everybody who could be called; those who are proposed first, as they were proposed. */
export function everyone(deps: BeredskabDeps, context: TurnContext, proposed: Proposed[]): Proposed[] {
  const own = deps.desk.callerOf(context).objectId;
  const others = everybody(deps.desk.rosterOf(context), deps.mails);
  return [...proposed, ...others.filter((p) => p.objectId !== own && !proposed.some((q) => q.key === p.key))];
}
