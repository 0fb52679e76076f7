import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import type { Answer } from '../contacts/answer.ts';
import { answerQuestion } from '../contacts/answer-question.ts';
import { routeConcern } from '../contacts/route.ts';
import { commandOf } from '../language/commands.ts';
import { textsIn } from '../language/texts.ts';
import type { CardMessage, Clock, MessagePlace } from '../ports.ts';
import { areasOf, peopleBehind } from '../roster/people-behind.ts';
import { entriesIn, entriesOf, hasLeft, type Roster } from '../roster/roster.ts';
import type { Signer } from '../signing.ts';
import { type Structure, titleOf } from '../structure/structure.ts';
import type { Desk } from '../teams/desk.ts';
import type { PressAnswer, PressHandler, Routes } from '../teams/routes.ts';
import { newRequest } from './advance.ts';
import type { OpenPress } from './open-press.ts';
import { close, type Pressed, passOn, take, withdraw } from './press-rules.ts';
import { otherTopic, readWish } from './read-wish.ts';
import { askerSlot, type SparringRequest, type Surroundings, slotOf, type Wish } from './sparring.ts';
import {
  mySparringCard,
  type RequestPress,
  type SparringCardDeps,
  sparringCard,
  sparringVerbs,
} from './sparring-cards.ts';
import { type FormPress, nobodyCard, sparringForm, sparringLaunchCard } from './sparring-form.ts';
import type { SparringStore } from './sparring-store.ts';
import { candidates, colleaguesFor } from './who-to-ask.ts';

export interface SparringDeps {
  desk: Desk;
  store: SparringStore;
  /** Tells the worker that there is something to do for a request. */
  nudge(kommune: string, id: string): Promise<void>;
  signer: Signer;
  clock: Clock;
  forms: 'dialog' | 'chat';
  answerMilliseconds: number;
  /** The card of an answer about contacts: danger is answered as everywhere. */
  answerCardOf(answer: Answer, roster: Roster): CardMessage;
  /** The caller's sign-in name in Teams, where it can be found out. */
  signInNameOf(context: TurnContext): Promise<string | undefined>;
}

/** The door to sparring: a form, one card for the asker, one for each who is asked. */
export function sparringRoutes(deps: SparringDeps): Routes {
  const open: PressHandler = (context, press) => openForm(deps, context, press);
  return {
    messages: [
      { matches: (text) => commandOf(text)?.name === 'sparring', handle: (context) => startForm(deps, context) },
      { matches: (text) => commandOf(text)?.name === 'my-sparring', handle: (context) => showMine(deps, context) },
    ],
    presses: {
      [sparringVerbs.open]: (context, press) => sendOpenedForm(deps, context, press),
      [sparringVerbs.send]: async (context, press, inputs) => (await sendForm(deps, context, press, inputs)).answer,
      [sparringVerbs.take]: onRequest(deps, sparringVerbs.take, (request, by, now) => take(request, by, now.now)),
      [sparringVerbs.close]: onRequest(deps, sparringVerbs.take, (request, by, now) => close(request, by, now.now)),
      [sparringVerbs.pass]: (context, press, inputs) =>
        onRequest(deps, sparringVerbs.take, (request, by, around, structure) => {
          const colleagues = colleaguesFor(request, around.roster, structure.door, by);
          const to = colleagues.find((c) => c.objectId === inputs.to);
          return to ? passOn(request, by, to, around) : { refused: 'nobody' };
        })(context, press, inputs),
      [sparringVerbs.withdraw]: onRequest(
        deps,
        sparringVerbs.withdraw,
        (request, by, now) => withdraw(request, by, now.now),
        askerSlot,
      ),
    },
    dialogs: {
      opens: { [sparringVerbs.open]: open },
      submits: {
        // The asker's card comes as a message of its own, if the bot can write to them.
        [sparringVerbs.send]: async (context, press, inputs) => {
          const { answer, sent } = await sendForm(deps, context, press, inputs);
          return sent ? { text: textsIn(deps.desk.callerOf(context).language ?? 'da').sparringSent } : answer;
        },
      },
    },
  };
}

function cardDeps({ desk, signer, forms }: SparringDeps, context: TurnContext): SparringCardDeps {
  return { structure: desk.structureOf(context), roster: desk.rosterOf(context), signer, forms };
}

/** "bed om sparring", perhaps with words after it that tell the topic. */
async function startForm(deps: SparringDeps, context: TurnContext): Promise<void> {
  const { desk, forms } = deps;
  const { language, rest } = commandOf(context.activity.text ?? '')!;
  if (!desk.callerOf(context).objectId) return desk.say(context, textsIn(language).nobodyKnown);
  const answer = rest === '' ? undefined : answerQuestion(desk.structureOf(context), rest, language);
  // Danger comes first, whatever the words before it.
  if (answer?.kind === 'acute') return desk.send(context, deps.answerCardOf(answer, desk.rosterOf(context)));
  const [topic] = answer?.concerns ?? [];
  const open: OpenPress = { language, ...(topic && { topic }), ...(answer?.area && { area: answer.area }) };
  await desk.remember(context);
  const warning = answer?.privacyWarning ? textsIn(language).privacy : '';
  const card =
    forms === 'dialog'
      ? sparringLaunchCard(cardDeps(deps, context), open, warning)
      : formCard(deps, context, open, warning);
  await desk.sendPrivately(context, card);
}

/** The button where forms are cards: the form comes as a message, so that the answer with its number stays. */
async function sendOpenedForm(deps: SparringDeps, context: TurnContext, press: unknown): Promise<PressAnswer> {
  const opened = await openForm(deps, context, press);
  if (!opened.card) return opened;
  const { language = 'da' } = deps.signer.read(sparringVerbs.open, press) as OpenPress;
  const texts = textsIn(language);
  const where = await deps.desk.writePrivately(context, opened.card);
  return { text: { here: texts.sparringBelow, 'own-chat': texts.sparringChat, nowhere: texts.noOwnChat }[where] };
}

async function openForm(deps: SparringDeps, context: TurnContext, press: unknown): Promise<PressAnswer> {
  const { desk, signer } = deps;
  const open = signer.read(sparringVerbs.open, press) as OpenPress | undefined;
  const { objectId, language = 'da' } = desk.callerOf(context);
  const texts = textsIn(open?.language ?? language);
  if (!open) return { text: texts.oldPress };
  if (!objectId) return { text: texts.nobodyKnown };
  await desk.remember(context);
  return { card: formCard(deps, context, open) };
}

function formCard(deps: SparringDeps, context: TurnContext, open: OpenPress, privacy = ''): CardMessage {
  const { structure, roster } = cardDeps(deps, context);
  const contact = contactFor(
    deps,
    context,
    open.contact ?? contactOfTopic(structure, open.topic, open.area),
    open.area,
  );
  if (!contact) return nobody(structure, roster, open, deps.desk.callerOf(context).objectId);
  const here = deps.desk.callerOf(context).scope === 'personal';
  const origin = here ? '' : textsIn(open.language).sparringFromElsewhere;
  const parts = { ...formParts(structure, roster, contact), privacy, origin };
  return sparringForm(cardDeps(deps, context), { ...open, id: randomUUID() }, parts);
}

function formParts(structure: Structure, roster: Roster, contact: string) {
  return { to: titleOf(structure, contact), areas: areasToChoose(structure, roster), chosen: {} };
}

function areasToChoose(structure: Structure, roster: Roster): string[] {
  return [...new Set([...structure.places, ...areasOf(roster)])].sort((a, b) => a.localeCompare(b, 'da'));
}

function contactOfTopic(structure: Structure, topic: string | undefined, area?: string): string {
  const known = structure.shared.concerns.some((c) => c.id === topic);
  if (!topic || !known) return structure.door;
  return routeConcern(structure, topic, { place: area, ageless: false }).first.id;
}

/** The function itself when somebody behind it can be asked in Teams, else the default door. */
function contactFor(
  deps: SparringDeps,
  context: TurnContext,
  contact: string,
  area: string | undefined,
): string | undefined {
  const { structure, roster } = cardDeps(deps, context);
  const not = new Set([deps.desk.callerOf(context).objectId ?? '']);
  return [contact, structure.door].find((id) => candidates(roster, id, area, not).length > 0);
}

function nobody(
  structure: Structure,
  roster: Roster,
  { contact, topic, area, language }: OpenPress,
  asker = '',
): CardMessage {
  const ids = [...new Set([contact ?? contactOfTopic(structure, topic, area), structure.door])];
  const people = ids.flatMap((id) => peopleBehind(roster, id, area).map((h) => h.entry));
  const away = people.length === 0 && ids.some((id) => entriesIn(roster, id).length > 0);
  return nobodyCard(
    people.filter((e) => e.teamsId !== asker),
    away,
    language,
  );
}

interface SentForm {
  answer: PressAnswer;
  /** There is a request now. */
  sent: boolean;
}

async function sendForm(
  deps: SparringDeps,
  context: TurnContext,
  token: unknown,
  inputs: Record<string, unknown>,
): Promise<SentForm> {
  const { desk, signer, store } = deps;
  const form = signer.read(sparringVerbs.send, token) as FormPress | undefined;
  const { kommune, objectId, language = 'da' } = desk.callerOf(context);
  const texts = textsIn(form?.language ?? language);
  const unsent = (answer: PressAnswer): SentForm => ({ answer, sent: false });
  if (!form) return unsent({ text: texts.oldPress });
  if (!objectId) return unsent({ text: texts.nobodyKnown });
  const cards = cardDeps(deps, context);
  const sent = await store.get(kommune, form.id);
  if (sent && sent.asker.objectId !== objectId) return unsent({ text: texts.notYours });
  if (sent) return { answer: { card: sparringCard(cards, sent, askerSlot)! }, sent: true };
  const { structure, roster } = cards;
  const read = readWish(
    structure,
    areasToChoose(structure, roster),
    inputs,
    (note) => answerQuestion(structure, note).kind === 'acute',
  );
  if ('faults' in read) {
    const asked = form.contact ?? contactOfTopic(structure, form.topic, form.area);
    const parts = formParts(structure, roster, contactFor(deps, context, asked, form.area) ?? structure.door);
    return unsent({ card: sparringForm(cards, form, { ...parts, chosen: read.chosen, faults: read.faults }) });
  }
  const request = await makeRequest(deps, context, form, read.wish);
  if (!request) return unsent({ card: nobody(structure, roster, form, objectId) });
  await deps.nudge(kommune, request.id);
  return { answer: { card: sparringCard(cards, request, askerSlot)! }, sent: true };
}

/** The request, stored; undefined when nobody can be asked. Made twice at the same time it is there once. */
async function makeRequest(
  deps: SparringDeps,
  context: TurnContext,
  form: FormPress,
  wish: Omit<Wish, 'contact'>,
): Promise<SparringRequest | undefined> {
  const { desk, store, clock, answerMilliseconds } = deps;
  const { structure, roster } = cardDeps(deps, context);
  const { kommune, objectId, name } = desk.callerOf(context);
  // The function of the answer, unless the topic is another one by now.
  const same = form.topic === undefined || [form.topic, otherTopic].includes(wish.topic);
  const meant = same && form.contact ? form.contact : contactOfTopic(structure, wish.topic, wish.area);
  const contact = contactFor(deps, context, meant, wish.area);
  if (!contact) return undefined;
  const [signIn] = await Promise.all([deps.signInNameOf(context), desk.remember(context)]);
  const asker = { objectId: objectId!, name, ...(signIn && { signIn }) };
  const base = { ...wish, id: form.id, kommune, language: form.language, asker, contact };
  const request = newRequest(base, { roster, answerMilliseconds, now: clock() });
  if (!request) return undefined;
  const made = await store.create(request, placeOf(deps, context));
  return made ? request : await store.get(kommune, form.id);
}

/** The form's own message, which becomes the asker's card; none in a dialog. */
function placeOf({ desk, forms }: SparringDeps, context: TurnContext): MessagePlace | undefined {
  const { serviceUrl, conversation, replyToId } = context.activity;
  if (forms === 'dialog' || desk.callerOf(context).scope !== 'personal' || !replyToId) return undefined;
  return { serviceUrl, conversationId: conversation.id, activityId: replyToId };
}

/** Whoever answers a request stands in the roster now, and is one of the tenant's own people. */
function mayHelp({ desk }: SparringDeps, context: TurnContext): boolean {
  const roster = desk.rosterOf(context);
  const { objectId = '', guest } = desk.callerOf(context);
  return !guest && entriesOf(roster, objectId).some((entry) => !hasLeft(roster, entry));
}

type RequestRule = (request: SparringRequest, by: string, around: Surroundings, structure: Structure) => Pressed;

/** A press on a request: looked up and judged anew, whatever the card said. */
function onRequest(deps: SparringDeps, purpose: string, rule: RequestRule, slot?: string): PressHandler {
  return async (context, token) => {
    const { desk, store, signer, clock, answerMilliseconds } = deps;
    const { kommune, objectId = '', language = 'da' } = desk.callerOf(context);
    const texts = textsIn(language);
    const press = signer.read(purpose, token) as RequestPress | undefined;
    if (!press || press.kommune !== kommune) return { text: texts.oldPress };
    const cards = cardDeps(deps, context);
    if (purpose === sparringVerbs.take && !mayHelp(deps, context)) return { text: texts.notHelper };
    const around = { roster: cards.roster, answerMilliseconds, now: clock() };
    const changed = await store.change(kommune, press.id, (request) =>
      rule(request, objectId, around, cards.structure),
    );
    if (!changed) return { text: texts.sparringGone };
    if ('request' in changed) {
      await deps.nudge(kommune, press.id);
      const shown = slot ?? slotOf(changed.request, objectId)!;
      return { card: sparringCard(cards, changed.request, shown)! };
    }
    if (changed.refused === 'over') {
      const request = await store.get(kommune, press.id);
      const shown = request && slotOf(request, objectId);
      return shown ? { card: sparringCard(cards, request, shown)! } : { text: texts.sparringGone };
    }
    if (changed.refused === 'not-theirs') return { text: texts.notYours };
    if (changed.refused === 'nobody') return { text: texts.offerNotThere };
    if (changed.refused === 'owned') return { text: texts.sparringAlready(changed.by) };
    return { text: texts.sparringNotOpen };
  };
}

async function showMine(deps: SparringDeps, context: TurnContext): Promise<void> {
  const { desk, store } = deps;
  const { language } = commandOf(context.activity.text ?? '')!;
  const { kommune, objectId } = desk.callerOf(context);
  if (!objectId) return desk.say(context, textsIn(language).nobodyKnown);
  await desk.remember(context);
  const mine = (await store.list(kommune)).filter((r) => r.asker.objectId === objectId);
  await desk.sendPrivately(context, mySparringCard(cardDeps(deps, context), mine, language));
}
