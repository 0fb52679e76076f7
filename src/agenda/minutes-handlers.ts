import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import { dayOf } from '../language/dates.ts';
import { fold } from '../language/fold.ts';
import { textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import type { PressAnswer, PressHandler } from '../teams/routes.ts';
import { type Agenda, isRefusal } from './agenda.ts';
import { agendaCard } from './agenda-cards.ts';
import { type AgendaDeps, asMessage, cardDeps, guardFor, languageOf, onAgenda, personIn } from './agenda-deps.ts';
import { yesForm } from './agenda-forms.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { agendaPurposes, agendaVerbs } from './agenda-verbs.ts';
import { longestName } from './limits.ts';
import { actionsOf, approveMinutes, beginMinutes, markAction, writeAttendance, writeItemMinutes } from './minutes.ts';
import {
  type ActionPress,
  actionCard,
  minutesItemChoice,
  minutesItemForm,
  minutesPeopleForm,
} from './minutes-forms.ts';
import { postMinutes } from './posting.ts';
import { readItemMinutes } from './read-minutes.ts';
import { linesIn, type TextGuard } from './read-text.ts';
import { changeAgenda } from './writing-handlers.ts';

type Inputs = Record<string, unknown>;
const mostPeople = 40;

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
    [agendaVerbs.minutesApprove]: onAgenda(deps, async (context, agenda) => {
      const texts = textsIn(agenda.language);
      const send = { title: texts.agendaMinutesApproveYes, verb: agendaVerbs.minutesApproveYes };
      return { card: yesForm(cards(context), agenda, texts.agendaMinutesApprove, texts.agendaMinutesApproveAsk, send) };
    }),
  };
  const firstChoice = onAgenda(deps, async (context, agenda) => ({ card: minutesItemChoice(cards(context), agenda) }));
  const sends = {
    [agendaVerbs.minutesItemSend]: onAgenda(deps, (context, agenda, press, inputs) =>
      sendItem(deps, context, agenda, press.item ?? '', inputs),
    ),
    [agendaVerbs.minutesPeopleSend]: onAgenda(deps, (context, agenda, _press, inputs) =>
      sendPeople(deps, context, agenda, inputs),
    ),
    [agendaVerbs.minutesApproveYes]: onAgenda(deps, (context, agenda) => approve(deps, context, agenda)),
  };
  return {
    opens: { ...opens, [agendaVerbs.minutesItem]: firstChoice },
    asMessages: {
      ...Object.fromEntries(Object.entries(opens).map(([verb, open]) => [verb, asMessage(deps, open)])),
      // On the author's card it opens the choice as a message; in that message it goes on to the item's form in place.
      [agendaVerbs.minutesItem]: inPlaceOrMessage(deps, itemForm, asMessage(deps, firstChoice)),
    },
    sends: { ...sends, [agendaVerbs.minutesItem]: itemForm },
    presses: {
      [agendaVerbs.minutes]: onAgenda(deps, (context, agenda) =>
        changeAgenda(
          deps,
          context,
          agenda,
          (a) => beginMinutes(a, personIn(deps, context), deps.clock()),
          (a) => ({ card: agendaCard(cards(context), a) }),
        ),
      ),
      [agendaVerbs.actionDone]: actionDone(deps),
    },
  };
}

function inPlaceOrMessage(_deps: AgendaDeps, inPlace: PressHandler, message: PressHandler): PressHandler {
  return (context, token, inputs) => (typeof inputs.item === 'string' ? inPlace : message)(context, token, inputs);
}

async function sendItem(
  deps: AgendaDeps,
  context: TurnContext,
  agenda: Agenda,
  item: string,
  inputs: Inputs,
): Promise<PressAnswer> {
  const { entries } = deps.desk.rosterOf(context);
  const people = entries.flatMap((e) => (e.teamsId ? [{ objectId: e.teamsId, name: e.name }] : []));
  const actionIds = (agenda.minutes?.items[item]?.actions ?? []).map((a) => a.id);
  const rules = { guard: guardFor(deps, context), people, today: dayOf(deps.clock()), actionIds, newId: randomUUID };
  const read = readItemMinutes(inputs, rules);
  if ('faults' in read) {
    const faults = read.faults.map((f) => agendaTextsIn(agenda.language).agendaMinutesFaults[f]);
    return { card: minutesItemForm(cardDeps(deps, context), agenda, item, read.chosen, faults) };
  }
  const rule = (a: Agenda) => writeItemMinutes(a, item, read.minutes, deps.clock());
  // On to the next item: whoever writes minutes goes through them all.
  return changeAgenda(deps, context, agenda, rule, (a) =>
    deps.forms === 'dialog'
      ? { text: textsIn(a.language).agendaSaved }
      : { card: minutesItemChoice(cardDeps(deps, context), a) },
  );
}

async function sendPeople(
  deps: AgendaDeps,
  context: TurnContext,
  agenda: Agenda,
  inputs: Inputs,
): Promise<PressAnswer> {
  const guard = guardFor(deps, context);
  const [present, apologies] = [namesIn(inputs, 'present', guard), namesIn(inputs, 'apologies', guard)];
  if (!present || !apologies) {
    const faults = [textsIn(agenda.language).agendaPeopleFault];
    const values = { present: (present ?? []).join('\n'), apologies: (apologies ?? []).join('\n') };
    return { card: minutesPeopleForm(cardDeps(deps, context), agenda, values, faults) };
  }
  const rule = (a: Agenda) => writeAttendance(a, { present, apologies }, deps.clock());
  return changeAgenda(deps, context, agenda, rule, (a) => saved(deps, a, textsIn(a.language).agendaSaved));
}

/** Functions and colleagues whom the roster knows, one a line; undefined when somebody else is among them. */
function namesIn(inputs: Inputs, name: string, guard: TextGuard): string[] | undefined {
  const lines = linesIn(inputs, name)
    .split('\n')
    .map((l) => l.trim())
    .filter(Boolean);
  const known = lines.map((line) => guard.known.find((k) => fold(k) === fold(line)));
  const fits = lines.length <= mostPeople && lines.every((line, i) => line.length <= longestName && known[i]);
  return fits ? (known as string[]) : undefined;
}

async function approve(deps: AgendaDeps, context: TurnContext, agenda: Agenda): Promise<PressAnswer> {
  const by = personIn(deps, context);
  const rule = (a: Agenda) => {
    const approved = approveMinutes(a, by, deps.clock());
    return isRefusal(approved) || approved === a ? approved : postMinutes(approved, deps.clock());
  };
  return changeAgenda(deps, context, agenda, rule, (a) => saved(deps, a, textsIn(a.language).agendaMinutesApproved));
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
