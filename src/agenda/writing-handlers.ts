import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import { commandOf } from '../language/commands.ts';
import { dayOf } from '../language/dates.ts';
import { textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import { contactOf } from '../structure/structure.ts';
import type { PressAnswer, PressHandler } from '../teams/routes.ts';
import { type Agenda, type AgendaItem, type ItemFields, isRefusal, type MeetingFacts, type Refusal } from './agenda.ts';
import { agendaCard, savedCard, updatePreview } from './agenda-cards.ts';
import {
  type AgendaDeps,
  asMessage,
  cardDeps,
  guardFor,
  languageOf,
  onAgenda,
  personIn,
  placeOf,
  whyNoWriter,
} from './agenda-deps.ts';
import {
  editMenu,
  itemForm,
  itemValues,
  meetingForm,
  meetingValues,
  type NewAgendaPress,
  type NewAgendaValues,
  newAgendaForm,
  type OpenAgendaPress,
  yesForm,
} from './agenda-forms.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { agendaPurposes, agendaVerbs } from './agenda-verbs.ts';
import { readAgendaCommand } from './command.ts';
import { draftItems } from './draft-items.ts';
import { bodiesOf } from './find-body.ts';
import { addItem, changeFacts, changeItem, factsOf, fieldsOf, moveItem, removeItem } from './item-rules.ts';
import { type Marks, marksOf, mergeEdit } from './merge-edit.ts';
import { newAgenda } from './new-agenda.ts';
import { discard } from './posting.ts';
import { readFacts } from './read-facts.ts';
import { readItem } from './read-item.ts';
import { clockOf, minutesOf } from './times.ts';
import { wantAuthor } from './want-author.ts';

/** "ny dagsorden lokalrådet 12/3 kl. 9": the form, filled in from the words. */
export async function startAgenda(deps: AgendaDeps, context: TurnContext): Promise<void> {
  const { desk, signer, forms } = deps;
  const { language, rest } = commandOf(context.activity.text ?? '')!;
  const texts = textsIn(language);
  const refusal = await whyNoWriter(deps, context, language);
  if (refusal) return desk.say(context, refusal);
  await desk.remember(context);
  const guard = guardFor(deps, context);
  const { fault, online, ...said } = readAgendaCommand(desk.structureOf(context), rest, deps.clock(), guard);
  const end = said.end ?? (await usualEnd(deps, context, said));
  const values: NewAgendaValues = { ...said, ...(end && { end }), ...(online && { online: 'true' }) };
  const notes = [
    ...(fault ? [texts.agendaWhenFault] : []),
    ...(desk.callerOf(context).scope === 'personal' ? [] : [texts.agendaElsewhere]),
  ];
  const open: OpenAgendaPress = { language, values };
  const card: CardMessage =
    forms === 'dialog'
      ? noticeCard(
          {
            ...{ title: texts.agendaNew, text: texts.agendaNoChild, warning: notes.join(' ') },
            dialogs: [
              { title: texts.agendaOpen, verb: agendaVerbs.open, press: signer.sign(agendaPurposes.open, open) },
            ],
          },
          language,
        )
      : newAgendaForm(cardDeps(deps, context), { id: randomUUID(), language }, values, notes);
  await desk.sendPrivately(context, card);
}

/** As long as the body's meetings are, when the municipality has said it; so that running over shows. */
async function usualEnd(
  deps: AgendaDeps,
  context: TurnContext,
  { body, start }: Pick<NewAgendaValues, 'body' | 'start'>,
): Promise<string | undefined> {
  if (!body || !start) return undefined;
  const { meetings } = await deps.settings.get(deps.desk.callerOf(context).kommune, body);
  const end = meetings && clockOf(minutesOf(start) + meetings.minutes);
  return end && end > start ? end : undefined;
}

export function openAgenda(deps: AgendaDeps): PressHandler {
  return async (context, token) => {
    const open = deps.signer.read(agendaPurposes.open, token) as OpenAgendaPress | undefined;
    if (!open) return { text: textsIn(languageOf(deps, context)).oldPress };
    const refusal = await whyNoWriter(deps, context, open.language);
    if (refusal) return { text: refusal };
    return { card: newAgendaForm(cardDeps(deps, context), { id: randomUUID(), language: open.language }, open.values) };
  };
}

/** "Opret": the draft with its template and what is carried over. A form sent twice makes one. */
export function createAgenda(deps: AgendaDeps): PressHandler {
  return async (context, token, inputs) => {
    const form = deps.signer.read(agendaPurposes.form, token) as NewAgendaPress | undefined;
    if (!form) return { text: textsIn(languageOf(deps, context)).oldPress };
    const refusal = await whyNoWriter(deps, context, form.language);
    if (refusal) return { text: refusal };
    const { kommune } = deps.desk.callerOf(context);
    const structure = deps.desk.structureOf(context);
    const texts = textsIn(form.language);
    const body = bodiesOf(structure).find((b) => b.id === inputs.body)?.id;
    const rules = {
      guard: guardFor(deps, context),
      today: dayOf(deps.clock()),
      title: body ? contactOf(structure, body).title : '',
    };
    const read = readFacts(inputs, rules);
    if ('faults' in read || !body) {
      const faults = 'faults' in read ? read.faults.map((f) => agendaTextsIn(form.language).agendaFactsFaults[f]) : [];
      const chosen = 'faults' in read ? read.chosen : meetingValues(read.facts as Agenda);
      const notes = [...(body ? [] : [texts.agendaBodyFault]), ...faults];
      return { card: newAgendaForm(cardDeps(deps, context), form, { ...chosen, ...(body && { body }) }, notes) };
    }
    const made = await makeDraft(deps, context, form, body, read.facts);
    await deps.agendas.create(made, placeOf(deps, context));
    const agenda = (await deps.agendas.get(kommune, form.id)) ?? made;
    await deps.nudge(kommune, agenda.id);
    // A dialog does not show the agenda: its card stands in the chat.
    return deps.forms === 'dialog'
      ? { card: savedCard(cardDeps(deps, context), agenda) }
      : shown(deps, context, agenda);
  };
}

async function makeDraft(
  deps: AgendaDeps,
  context: TurnContext,
  { id, language }: NewAgendaPress,
  body: string,
  facts: MeetingFacts,
): Promise<Agenda> {
  const { kommune } = deps.desk.callerOf(context);
  const [agendas, { template, settled }] = await Promise.all([
    deps.agendas.list(kommune),
    deps.settings.get(kommune, body),
  ]);
  const sources = {
    structure: deps.desk.structureOf(context),
    agendas,
    settled,
    newId: randomUUID,
    ...(template && { template }),
  };
  const items = draftItems(sources, { body, date: facts.date, language });
  await deps.desk.remember(context);
  return newAgenda({ ...facts, id, kommune, language, body, author: personIn(deps, context), items }, deps.clock());
}

/** In a chat the agenda's card stands in the place of the form; a dialog closes, and the card is a message of its own. */
export function shown(deps: AgendaDeps, context: TurnContext, agenda: Agenda): PressAnswer {
  if (deps.forms === 'dialog') return { text: textsIn(agenda.language).agendaSaved };
  return { card: agendaCard(cardDeps(deps, context), agenda) };
}

/** Applies a rule, tells the worker, and answers what is shown then. */
export async function changeAgenda(
  deps: AgendaDeps,
  context: TurnContext,
  { kommune, id, language }: Agenda,
  rule: (agenda: Agenda) => Agenda | Refusal,
  answered: (agenda: Agenda) => PressAnswer | Promise<PressAnswer> = (agenda) => shown(deps, context, agenda),
): Promise<PressAnswer> {
  const changed = await deps.agendas.change(kommune, id, (agenda) => {
    const next = rule(agenda);
    return isRefusal(next) || next === agenda ? next : wantAuthor(next, deps.clock());
  });
  if (!changed) return { text: textsIn(language).agendaGone };
  if (isRefusal(changed)) return { text: agendaTextsIn(language).agendaRefusals[changed.refused] };
  await deps.nudge(kommune, id);
  return answered(changed.agenda);
}

/** Forms that whoever writes opens from a card, and what they send. */
export function writingPresses(deps: AgendaDeps) {
  const cards = (context: TurnContext) => cardDeps(deps, context);
  const opens = {
    [agendaVerbs.addItem]: onAgenda(deps, async (context, agenda) => ({
      card: itemForm(cards(context), agenda, { id: randomUUID() }, {}),
    })),
    [agendaVerbs.edit]: onAgenda(deps, async (context, agenda) => ({ card: editMenu(cards(context), agenda) })),
    [agendaVerbs.updateSee]: onAgenda(deps, async (context, agenda) => ({
      card: updatePreview(cards(context), agenda),
    })),
    [agendaVerbs.delete]: onAgenda(deps, async (context, agenda) => {
      const texts = textsIn(agenda.language);
      const send = { title: texts.agendaDeleteYes, verb: agendaVerbs.deleteYes };
      return {
        card: yesForm(cards(context), agenda, texts.agendaDeleteAsk(agenda.title), texts.agendaDeleteText, send),
      };
    }),
  };
  // Inside a form that is open already: it becomes the next one in its place.
  const inPlace = {
    [agendaVerbs.editItem]: onAgenda(deps, async (context, agenda, _press, { item }) => {
      const found = agenda.items.find((i) => i.id === item);
      if (!found) return { text: agendaTextsIn(agenda.language).agendaRefusals.gone };
      const base = marksOf(fieldsOf(found));
      return { card: itemForm(cards(context), agenda, { id: found.id, base }, itemValues(found)) };
    }),
    [agendaVerbs.editMeeting]: onAgenda(deps, async (context, agenda) => ({
      card: meetingForm(cards(context), agenda, marksOf(factsOf(agenda)), meetingValues(agenda)),
    })),
    [agendaVerbs.up]: moving(deps, (at) => at - 1),
    [agendaVerbs.down]: moving(deps, (at) => at + 1),
    [agendaVerbs.remove]: onAgenda(deps, (context, agenda, _press, { item }) =>
      changeAgenda(
        deps,
        context,
        agenda,
        (a) => removeItem(a, String(item), deps.clock()),
        (a) => ({ card: editMenu(cards(context), a) }),
      ),
    ),
  };
  const sends = {
    ...inPlace,
    [agendaVerbs.itemSend]: onAgenda(deps, (context, agenda, press, inputs) =>
      sendItem(deps, context, agenda, press, inputs),
    ),
    [agendaVerbs.meetingSend]: onAgenda(deps, (context, agenda, press, inputs) =>
      sendMeeting(deps, context, agenda, press, inputs),
    ),
    [agendaVerbs.deleteYes]: onAgenda(deps, (_context, agenda) => deleteAgenda(deps, agenda)),
  };
  const asMessages = Object.fromEntries(Object.entries(opens).map(([verb, open]) => [verb, asMessage(deps, open)]));
  return { opens, asMessages, sends };
}

function moving(deps: AgendaDeps, to: (at: number) => number): PressHandler {
  return onAgenda(deps, (context, agenda, _press, { item }) => {
    const at = agenda.items.findIndex((i) => i.id === item);
    const moved = (a: Agenda) => moveItem(a, String(item), to(at), deps.clock());
    return changeAgenda(deps, context, agenda, moved, (a) => ({
      card: editMenu(cardDeps(deps, context), a, String(item)),
    }));
  });
}

async function sendItem(
  deps: AgendaDeps,
  context: TurnContext,
  agenda: Agenda,
  { item: id = '', base }: { item?: string; base?: Marks },
  inputs: Record<string, unknown>,
): Promise<PressAnswer> {
  const texts = agendaTextsIn(agenda.language);
  const read = readItem(inputs, guardFor(deps, context));
  if ('faults' in read) {
    const faults = read.faults.map((f) => texts.agendaItemFaults[f]);
    return { card: itemForm(cardDeps(deps, context), agenda, { id, ...(base && { base }) }, read.chosen, faults) };
  }
  const now = deps.clock();
  if (!base) {
    const item: AgendaItem = { id, section: 'items', ...read.item };
    return changeAgenda(
      deps,
      context,
      agenda,
      (a) => addItem(a, item, now),
      (a) => afterEdit(deps, context, a),
    );
  }
  const there = agenda.items.find((i) => i.id === id);
  if (!there) return { text: texts.agendaRefusals.gone };
  const merged = mergeEdit<ItemFields>(base, read.item, fieldsOf(there));
  if (merged.conflicts.length > 0) {
    const faults = merged.conflicts.map((c) => conflictText(agenda, c.field, c.theirs));
    const newBase = marksOf(fieldsOf(there));
    return {
      card: itemForm(
        cardDeps(deps, context),
        agenda,
        { id, base: newBase },
        itemValues({ ...there, ...read.item }),
        faults,
      ),
    };
  }
  // Merged anew with what stands there when it is written: somebody may be faster still.
  const rule = (a: Agenda) => {
    const current = a.items.find((i) => i.id === id);
    return current ? changeItem(a, id, mergeEdit<ItemFields>(base, read.item, fieldsOf(current)).merged, now) : a;
  };
  return changeAgenda(deps, context, agenda, rule, (a) => afterEdit(deps, context, a, merged.theirs));
}

async function sendMeeting(
  deps: AgendaDeps,
  context: TurnContext,
  agenda: Agenda,
  { base = {} }: { base?: Marks },
  inputs: Record<string, unknown>,
): Promise<PressAnswer> {
  const texts = agendaTextsIn(agenda.language);
  const rules = {
    guard: guardFor(deps, context),
    today: dayOf(deps.clock()),
    title: agenda.title,
    mayBePast: agenda.date < dayOf(deps.clock()),
  };
  const read = readFacts(inputs, rules);
  if ('faults' in read) {
    const faults = read.faults.map((f) => texts.agendaFactsFaults[f]);
    return { card: meetingForm(cardDeps(deps, context), agenda, base, read.chosen, faults) };
  }
  const merged = mergeEdit<MeetingFacts>(base, read.facts, factsOf(agenda));
  if (merged.conflicts.length > 0) {
    const faults = merged.conflicts.map((c) => conflictText(agenda, c.field, c.theirs));
    const values = meetingValues({ ...agenda, ...read.facts });
    return { card: meetingForm(cardDeps(deps, context), agenda, marksOf(factsOf(agenda)), values, faults) };
  }
  const rule = (a: Agenda) =>
    changeFacts(a, mergeEdit<MeetingFacts>(base, read.facts, factsOf(a)).merged, deps.clock());
  return changeAgenda(deps, context, agenda, rule, (a) => afterEdit(deps, context, a, merged.theirs));
}

function conflictText(
  { language }: Agenda,
  field: keyof ReturnType<typeof agendaTextsIn>['agendaFields'],
  theirs: unknown,
): string {
  const said = Array.isArray(theirs) ? theirs.join(' ') : String(theirs ?? '');
  return textsIn(language).agendaConflict(agendaTextsIn(language).agendaFields[field], said.slice(0, 200));
}

/** A posted agenda goes on to what would change in the posts; a draft is shown. */
function afterEdit(deps: AgendaDeps, context: TurnContext, agenda: Agenda, theirs: string[] = []): PressAnswer {
  const texts = textsIn(agenda.language);
  const fields = agendaTextsIn(agenda.language).agendaFields;
  const merged =
    theirs.length > 0 ? texts.agendaMerged(theirs.map((f) => fields[f as keyof typeof fields]).join(', ')) : '';
  if (agenda.state === 'posted') {
    const preview = updatePreview(cardDeps(deps, context), agenda);
    return { card: merged ? { ...preview, data: { ...preview.data, warning: merged } } : preview };
  }
  return { card: savedCard(cardDeps(deps, context), agenda, merged) };
}

/** The draft goes with its proposals, and what stands of it says so; a planned one is not made again by itself. */
async function deleteAgenda(deps: AgendaDeps, agenda: Agenda): Promise<PressAnswer> {
  const { kommune, id, language, body, plannedFor } = agenda;
  const discarded = await deps.agendas.change(kommune, id, (a) => discard(a, deps.clock()));
  if (discarded && isRefusal(discarded)) return { text: agendaTextsIn(language).agendaRefusals[discarded.refused] };
  if (plannedFor)
    await deps.settings.change(kommune, body, (s) => ({ ...s, skipped: [...s.skipped.slice(-50), plannedFor] }));
  await deps.nudge(kommune, id);
  const title = textsIn(language).agendaDeleted;
  return deps.forms === 'dialog' ? { text: title } : { card: noticeCard({ title }, language) };
}
