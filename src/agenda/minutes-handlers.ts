import { isDeepStrictEqual } from 'node:util';
import type { TurnContext } from 'botbuilder';
import { dayOf } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import { textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import type { PressAnswer, PressHandler } from '../teams/routes.ts';
import { type Agenda, isRefusal } from './agenda.ts';
import { agendaCard } from './agenda-cards.ts';
import { type AgendaDeps, asMessage, cardDeps, guardFor, languageOf, onAgenda, personIn } from './agenda-deps.ts';
import { yesForm } from './agenda-forms.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { type AgendaPress, agendaPurposes, agendaVerbs } from './agenda-verbs.ts';
import { onChannelPress } from './collecting-handlers.ts';
import { mostActionsOfItem } from './limits.ts';
import { mergeEdit } from './merge-edit.ts';
import {
  actionsOf,
  approveMinutes,
  beginMinutes,
  markAction,
  undoMinutes,
  writeAttendance,
  writeItemMinutes,
} from './minutes.ts';
import {
  type ActionPress,
  actionCard,
  begunCard,
  bothForm,
  minutesBase,
  minutesFieldNames,
  minutesItemChoice,
  minutesItemForm,
  minutesPeopleForm,
  peopleFaultText,
} from './minutes-forms.ts';
import { type Attendance, attendanceOf, mergeMinutes } from './minutes-merge.ts';
import { minutesPost, minutesPreview, minutesVersion } from './minutes-post.ts';
import { postMinutes } from './posting.ts';
import { readItemMinutes, readPeople } from './read-minutes.ts';
import { instantOf } from './times.ts';
import { changeAgenda } from './writing-handlers.ts';

type Inputs = Record<string, unknown>;

/** Minutes item by item; approved they are posted and locked. */
export function minutesPresses(deps: AgendaDeps) {
  const cards = (context: TurnContext) => cardDeps(deps, context);
  const itemForm = onAgenda(deps, async (context, agenda, _press, { item }) => {
    const found = agenda.items.some((i) => i.id === item);
    return {
      card: found ? minutesItemForm(cards(context), agenda, String(item)) : minutesItemChoice(cards(context), agenda),
    };
  });
  const opens = {
    [agendaVerbs.minutesPeople]: onAgenda(deps, async (context, agenda) => ({
      card: minutesPeopleForm(cards(context), agenda),
    })),
    [agendaVerbs.minutesApprove]: onAgenda(deps, async (context, agenda) => preview(deps, context, agenda)),
  };
  const firstChoice = onAgenda(deps, async (context, agenda) => ({ card: minutesItemChoice(cards(context), agenda) }));
  const sends = {
    [agendaVerbs.minutesItemSend]: onAgenda(deps, (context, agenda, press, inputs) =>
      sendItem(deps, context, agenda, press, inputs),
    ),
    [agendaVerbs.minutesPeopleSend]: onAgenda(deps, (context, agenda, press, inputs) =>
      sendPeople(deps, context, agenda, press, inputs),
    ),
    [agendaVerbs.minutesPreview]: onAgenda(deps, async (context, agenda, { page }) =>
      preview(deps, context, agenda, page),
    ),
    [agendaVerbs.minutesApproveYes]: onAgenda(deps, (context, agenda, press) => approve(deps, context, agenda, press)),
  };
  return {
    opens: { ...opens, [agendaVerbs.minutesItem]: firstChoice },
    asMessages: {
      ...Object.fromEntries(Object.entries(opens).map(([verb, open]) => [verb, asMessage(deps, open)])),
      // On the author's card it opens the choice as a message; in that message it goes on to the item's form in place.
      [agendaVerbs.minutesItem]: inPlaceOrMessage(itemForm, asMessage(deps, firstChoice)),
    },
    sends: { ...sends, [agendaVerbs.minutesItem]: itemForm },
    presses: {
      [agendaVerbs.minutes]: beginning(deps),
      [agendaVerbs.minutesYes]: onAgenda(deps, (context, agenda) =>
        begin(deps, context, agenda, (a) => ({ card: begunCard(cards(context), a) })),
      ),
      [agendaVerbs.minutesUndo]: onAgenda(deps, (context, agenda) =>
        changeAgenda(
          deps,
          context,
          agenda,
          (a) => undoMinutes(a, deps.clock()),
          (a) => ({ card: agendaCard(cards(context), a) }),
        ),
      ),
      [agendaVerbs.minutesPage]: onChannelPress(deps, async (context, agenda, { page }) =>
        // The same press is on the agenda's post, before there are any minutes to be seen.
        agenda.state === 'approved'
          ? { card: minutesPost(cards(context), agenda, page) }
          : { text: textsIn(agenda.language).oldPress },
      ),
      [agendaVerbs.actionDone]: actionDone(deps),
    },
  };
}

function inPlaceOrMessage(inPlace: PressHandler, message: PressHandler): PressHandler {
  return (context, token, inputs) => (typeof inputs.item === 'string' ? inPlace : message)(context, token, inputs);
}

/** "Skriv referat": at once when the meeting has begun; before that only after a yes, for it locks the agenda. */
function beginning(deps: AgendaDeps): PressHandler {
  const ask = asMessage(
    deps,
    onAgenda(deps, async (context, agenda) => {
      const texts = textsIn(agenda.language);
      const send = { title: texts.agendaMinutesEarlyYes, verb: agendaVerbs.minutesYes };
      // A message of its own, also where forms are dialogs.
      const cards = { ...cardDeps(deps, context), forms: 'chat' as const };
      return { card: yesForm(cards, agenda, texts.agendaMinutesEarly, texts.agendaMinutesEarlyText, send) };
    }),
  );
  return async (context, token, inputs) => {
    const press = onAgenda(deps, (_, agenda) =>
      agenda.state !== 'minuted' && deps.clock() < instantOf(agenda.date, agenda.start)
        ? ask(context, token, inputs)
        : begin(deps, context, agenda, (a) => ({ card: agendaCard(cardDeps(deps, context), a) })),
    );
    return press(context, token, inputs);
  };
}

function begin(deps: AgendaDeps, context: TurnContext, agenda: Agenda, answered: (a: Agenda) => PressAnswer) {
  return changeAgenda(deps, context, agenda, (a) => beginMinutes(a, personIn(deps, context), deps.clock()), answered);
}

async function sendItem(
  deps: AgendaDeps,
  context: TurnContext,
  agenda: Agenda,
  press: AgendaPress,
  inputs: Inputs,
): Promise<PressAnswer> {
  const { item = '', base = {}, rows = minutesBase(agenda.minutes?.items[item]).rows } = press;
  const { entries } = deps.desk.rosterOf(context);
  const people = entries.flatMap((e) => (e.teamsId ? [{ objectId: e.teamsId, name: e.name }] : []));
  const read = readItemMinutes(inputs, { guard: guardFor(deps, context), people, today: dayOf(deps.clock()), rows });
  const texts = agendaTextsIn(agenda.language);
  const cards = cardDeps(deps, context);
  if ('faults' in read) {
    const faults = read.faults.map((f) => texts.agendaMinutesFaults[f]);
    return { card: minutesItemForm(cards, agenda, item, read.chosen, faults, { rows, base }) };
  }
  // Merged with what stands there when it is written: somebody may have been faster.
  let merge = mergeMinutes(base, read.minutes, undefined);
  const clashes = () => merge.conflicts.length > 0 || merge.merged.actions.length > mostActionsOfItem;
  const rule = (a: Agenda) => {
    merge = mergeMinutes(base, read.minutes, a.minutes?.items[item]);
    const written = writeItemMinutes(a, item, merge.merged, deps.clock());
    return !isRefusal(written) && clashes() ? a : written;
  };
  return changeAgenda(deps, context, agenda, rule, (a) => {
    if (clashes()) return { card: bothForm(cards, a, item, merge) };
    const note = merge.theirs.length > 0 ? textsIn(a.language).agendaMerged(minutesFieldNames(a, merge.theirs)) : '';
    // On to the next item: whoever writes minutes goes through them all.
    return deps.forms === 'dialog'
      ? { text: note || textsIn(a.language).agendaSaved }
      : { card: minutesItemChoice(cards, a, note) };
  });
}

async function sendPeople(
  deps: AgendaDeps,
  context: TurnContext,
  agenda: Agenda,
  { base = {} }: AgendaPress,
  inputs: Inputs,
): Promise<PressAnswer> {
  const cards = cardDeps(deps, context);
  const texts = textsIn(agenda.language);
  const { people, faults, chosen } = readPeople(inputs, guardFor(deps, context));
  if (faults.length > 0) {
    const said = faults.map((f) => peopleFaultText(agenda, f));
    return { card: minutesPeopleForm(cards, agenda, chosen, said, base) };
  }
  let merge = mergeEdit<Attendance>(base, people, people);
  const rule = (a: Agenda) => {
    merge = mergeEdit<Attendance>(base, people, attendanceOf(a.minutes));
    const written = writeAttendance(a, merge.merged, deps.clock());
    return !isRefusal(written) && merge.conflicts.length > 0 ? a : written;
  };
  return changeAgenda(deps, context, agenda, rule, (a) => {
    const fields = { present: texts.agendaMinutesFields.present, apologies: texts.agendaMinutesFields.apologies };
    if (merge.conflicts.length > 0) {
      const both = merge.conflicts.map((c) => texts.agendaConflict(fields[c.field], c.theirs.map(asPlain).join(', ')));
      const values = { present: merge.merged.present.join('\n'), apologies: merge.merged.apologies.join('\n') };
      return { card: minutesPeopleForm(cards, a, values, both) };
    }
    const theirs = merge.theirs.map((f) => fields[f]).join(', ');
    return saved(deps, a, theirs ? texts.agendaMerged(theirs) : texts.agendaSaved);
  });
}

async function preview(
  deps: AgendaDeps,
  context: TurnContext,
  agenda: Agenda,
  page = 1,
  note = '',
): Promise<PressAnswer> {
  if (agenda.state !== 'minuted') return { text: agendaTextsIn(agenda.language).agendaRefusals.locked };
  return { card: minutesPreview(cardDeps(deps, context), agenda, page, note) };
}

/** Locks and posts what was shown; what has been written since is shown first. */
async function approve(
  deps: AgendaDeps,
  context: TurnContext,
  agenda: Agenda,
  { base }: AgendaPress,
): Promise<PressAnswer> {
  const by = personIn(deps, context);
  const isShown = (a: Agenda) => isDeepStrictEqual(minutesVersion(a), base);
  const rule = (a: Agenda) => {
    if (a.state === 'minuted' && !isShown(a)) return a;
    const approved = approveMinutes(a, by, deps.clock());
    return isRefusal(approved) || approved === a ? approved : postMinutes(approved, deps.clock());
  };
  return changeAgenda(deps, context, agenda, rule, (a) => {
    const texts = textsIn(a.language);
    return a.state === 'minuted'
      ? preview(deps, context, a, 1, texts.agendaMinutesOld)
      : saved(deps, a, texts.agendaMinutesApproved);
  });
}

function saved(deps: AgendaDeps, agenda: Agenda, title: string): PressAnswer {
  return deps.forms === 'dialog' ? { text: title } : { card: noticeCard({ title }, agenda.language) };
}

/** Whoever was reminded of an action says that it is done. */
function actionDone(deps: AgendaDeps): PressHandler {
  return async (context, token) => {
    const press = deps.signer.read(agendaPurposes.action, token) as ActionPress | undefined;
    const { kommune, objectId } = deps.desk.callerOf(context);
    const texts = textsIn(languageOf(deps, context));
    if (!press || press.kommune !== kommune) return { text: texts.oldPress };
    const agenda = await deps.agendas.get(kommune, press.id);
    const found = agenda && actionsOf(agenda).find((a) => a.action.id === press.action);
    if (!agenda || !found) return { text: texts.agendaGone };
    const theirs = (found.action.ownerId ?? agenda.author.objectId) === objectId || agenda.author.objectId === objectId;
    if (!theirs) return { text: texts.notYours };
    return changeAgenda(
      deps,
      context,
      agenda,
      (a) => markAction(a, press.action, true, deps.clock()),
      (a) => {
        const action = actionsOf(a).find((one) => one.action.id === press.action)!.action;
        return { card: actionCard(cardDeps(deps, context), a, action) };
      },
    );
  };
}
