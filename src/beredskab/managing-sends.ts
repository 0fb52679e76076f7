import type { TurnContext } from 'botbuilder';
import { type Texts, textsIn } from '../language/texts.ts';
import type { CardMessage } from '../ports.ts';
import { personOf } from '../roster/roster.ts';
import type { PressAnswer } from '../teams/routes.ts';
import type { Beredskab } from './beredskab.ts';
import { deputyFor } from './deputies.ts';
import { type BeredskabDeps, statusDeps, surroundings } from './handler-deps.ts';
import { closeForm, doneText, moreForm, moveForm } from './manage-cards.ts';
import { callMore, cancel, close, move } from './manage-rules.ts';
import { changed, done, type Inputs, type ManageHandler, onManage } from './on-manage.ts';
import { choicesIn, fits, searchIn } from './people-input.ts';
import { choiceOf, everybody, type Proposed, proposePeople } from './propose-people.ts';
import { readClosing } from './read-closing.ts';
import { isUnfitPlace, readTime } from './read-form.ts';
import { isHole } from './standing.ts';
import type { ManagePress } from './verbs.ts';

/** Who else could be called: the nearest first, and the deputies of holes chosen already. */
export function moreFormFor(
  deps: BeredskabDeps,
  context: TurnContext,
  beredskab: Beredskab,
  { search = '', chosen }: { search?: string; chosen?: string[] } = {},
): CardMessage {
  const roster = deps.desk.rosterOf(context);
  const structure = deps.desk.structureOf(context);
  const holes = beredskab.people.filter((p) => p.insteadOf === undefined && isHole(beredskab, p));
  const deputies = holes.flatMap((p) => deputyFor(beredskab, p, roster) ?? []).map((e) => personOf(e));
  const people = byNearness(deps, context, beredskab, deputies);
  const found = people.some((p) => fits(structure, p, search));
  return moreForm(
    statusDeps(deps, context),
    beredskab,
    { people, ...(search && { search }) },
    chosen ?? deputies.map((key) => choiceOf({ key })),
    found ? [] : [textsIn(beredskab.language).moreNoneFound],
  );
}

function byNearness(deps: BeredskabDeps, context: TurnContext, { kind, area }: Beredskab, first: string[]): Proposed[] {
  const structure = deps.desk.structureOf(context);
  const roster = deps.desk.rosterOf(context);
  const found = structure.beredskab.find((k) => k.id === kind);
  const near = found ? proposePeople(roster, found, structure.contacts, area, deps.mails) : [];
  const all = everybody(roster, deps.mails);
  const order = [...all.filter((p) => first.includes(p.key)), ...near, ...all];
  return [...new Map(order.map((p) => [p.key, p])).values()];
}

/** What the forms beside the card send. */
export function managingSends(deps: BeredskabDeps) {
  const inDialog = deps.forms === 'dialog';
  const manage = (handle: ManageHandler) => onManage(deps, handle, inDialog);
  const told = (context: TurnContext, text: (texts: Texts) => string) =>
    done(deps, context, (b) => doneText(b, text(textsIn(b.language))));
  return {
    moreSend: manage((context, beredskab, _press, inputs) => callThem(deps, context, beredskab, inputs)),
    moveSend: manage((context, beredskab, press, inputs) => moveTo(deps, context, beredskab, press, inputs)),
    cancelYes: manage((context, beredskab) =>
      changed(
        deps,
        context,
        beredskab,
        (b) => cancel(b, deps.clock()),
        told(context, (texts) => texts.cancelDone),
      ),
    ),
    closeSend: manage(async (context, beredskab, _press, inputs) => {
      const read = readClosing(deps.desk.structureOf(context), beredskab, inputs, deps.clock());
      if ('faults' in read) return { card: closeForm(statusDeps(deps, context), beredskab, read.faults, read.values) };
      return changed(
        deps,
        context,
        beredskab,
        (b) => close(b, read.decisions, read.followUps, deps.clock()),
        told(context, (texts) => texts.closeDone),
      );
    }),
  };
}

async function callThem(
  deps: BeredskabDeps,
  context: TurnContext,
  beredskab: Beredskab,
  inputs: Inputs,
): Promise<PressAnswer> {
  const [chosen, search] = [choicesIn(inputs.people), searchIn(inputs)];
  if (search) return { card: moreFormFor(deps, context, beredskab, { search, chosen }) };
  const people = everybody(deps.desk.rosterOf(context), deps.mails).filter((p) => chosen.includes(choiceOf(p)));
  if (people.length === 0) return { card: moreFormFor(deps, context, beredskab) };
  const before = beredskab.people.length;
  return changed(
    deps,
    context,
    beredskab,
    (b) => callMore(b, people, surroundings(deps, context)),
    done(deps, context, (b) => textsIn(b.language).moreDone(b.people.length - before)),
  );
}

async function moveTo(
  deps: BeredskabDeps,
  context: TurnContext,
  beredskab: Beredskab,
  { moves = 0 }: ManagePress,
  inputs: Inputs,
): Promise<PressAnswer> {
  const text = (name: string) => (typeof inputs[name] === 'string' ? (inputs[name] as string).trim() : '');
  const values = { when: text('when'), place: text('place') };
  const fault = textsIn(beredskab.language).beredskabFaults;
  const times = readTime(values.when, deps.clock());
  const unfit = isUnfitPlace(deps.desk.structureOf(context), values.place);
  const faults = [
    ...('fault' in times ? [fault[times.fault]] : times.weekly ? [fault.whenUnreal] : []),
    ...(unfit ? [fault.place] : []),
    ...(values.place === '' && !beredskab.online ? [fault.where] : []),
  ];
  // Whoever presses twice is told what became of the first press, whatever stands in the form.
  if (moves === beredskab.moves && ('fault' in times || faults.length > 0)) {
    const shown = { when: 'fault' in times ? '' : values.when, place: unfit ? '' : values.place };
    return { card: moveForm(statusDeps(deps, context), beredskab, faults, shown) };
  }
  const { start, end, now } = 'fault' in times ? beredskab : times;
  const to = { start, end, now, ...(values.place && { place: values.place }) };
  const said = (b: Beredskab) => {
    const texts = textsIn(b.language);
    return b.moves === beredskab.moves ? texts.moveSame : doneText(b, texts.moveDone);
  };
  return changed(
    deps,
    context,
    beredskab,
    (b) => move(b, to, surroundings(deps, context), moves),
    done(deps, context, said),
  );
}
