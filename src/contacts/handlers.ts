import type { MessagingExtensionResult, TurnContext } from 'botbuilder';
import type { AddressBook } from '../delivery/addresses.ts';
import type { Installations } from '../delivery/installations.ts';
import { type Command, commandOf } from '../language/commands.ts';
import { textsIn } from '../language/texts.ts';
import { tokenise } from '../language/tokens.ts';
import { languageOf } from '../language/which-language.ts';
import type { CardMessage } from '../ports.ts';
import { areasOf } from '../roster/people-behind.ts';
import { areaNamedIn } from '../roster/presence.ts';
import type { Roster } from '../roster/roster.ts';
import type { Signer } from '../signing.ts';
import type { Counters } from '../statistics/counters.ts';
import { searchStructure } from '../structure/search-structure.ts';
import type { Language, Structure } from '../structure/structure.ts';
import { planCard, structureCard } from '../structure/structure-cards.ts';
import type { Desk } from '../teams/desk.ts';
import type { PressAnswer, Routes, Scope } from '../teams/routes.ts';
import type { Answer } from './answer.ts';
import { answerChoice, answerQuestion, type Clarified } from './answer-question.ts';
import { type Missed, missCard, missPurpose } from './contact-buttons.ts';
import { choicePurpose } from './contact-cards.ts';
import { foundCard } from './found-card.ts';
import { examplePurpose, guideCard } from './guide-card.ts';

export interface ContactDeps {
  desk: Desk;
  attachmentOf(card: CardMessage): MessagingExtensionResult['attachments'];
  conversationKey(context: TurnContext): { tenantId: string; conversationId: string };
  /** The card of an answer; the same one for the same answer and roster. */
  cardOf(answer: Answer, roster: Roster): CardMessage;
  counters: Pick<Counters, 'count' | 'flush'>;
  /** True the first time for a key. */
  countedOnce(key: string): boolean;
  installations: Installations;
  addresses: AddressBook;
  signer: Signer;
}

/** What people write and press about contacts: the id on the left, what answers it on the right. */
export function contactRoutes(deps: ContactDeps): Routes {
  return {
    messages: [{ matches: () => true, handle: (context) => answerMessage(deps, context) }],
    presses: {
      [choicePurpose]: (context, data) => answerPressedChoice(deps, context, data),
      [examplePurpose]: (context, data) => answerExample(deps, context, data),
      [missPurpose]: (context, data) => answerMiss(deps, context, data),
    },
    searches: { searchStructure: (context, text) => search(deps, context, text) },
    installed: (context, scope) => welcome(deps, context, scope),
    uninstalled: (context, scope) => forget(deps, context, scope),
  };
}

async function answerMessage(deps: ContactDeps, context: TurnContext): Promise<void> {
  const { desk, signer } = deps;
  const text = context.activity.text ?? '';
  const command = commandOf(text);
  const card = command && commandCard(desk.structureOf(context), command, signer);
  if (card) return desk.send(context, card);
  await answerText(deps, context, text);
}

async function answerText({ desk, cardOf, counters }: ContactDeps, context: TurnContext, text: string): Promise<void> {
  const roster = desk.rosterOf(context);
  const { language, kommune } = desk.callerOf(context);
  const answer = nearArea(answerQuestion(desk.structureOf(context), text, language), text, roster);
  if (['contact', 'acute', 'clarify'].includes(answer.kind))
    counters.count('question', kommune, answer.concerns[0] ?? '', answer.area ?? '');
  await desk.send(context, cardOf(answer, roster));
}

/** Schools and areas that only the roster knows decide who of a function is nearest. */
function nearArea(answer: Answer, text: string, roster: Roster): Answer {
  if (answer.area || roster.entries.length === 0) return answer;
  const area = areaNamedIn(text, areasOf(roster));
  return area ? { ...answer, area } : answer;
}

/** The commands that are answered out of the structure; the others belong to their features. */
function commandCard(structure: Structure, { name, language }: Command, signer: Signer): CardMessage | undefined {
  const texts = textsIn(language);
  switch (name) {
    case 'greeting':
      return guideCard({ title: texts.greetingTitle, text: texts.helpText }, language, signer);
    case 'help':
      return guideCard({ title: texts.helpTitle, text: texts.helpText }, language, signer);
    case 'thanks':
      return guideCard({ title: texts.thanksTitle, text: texts.thanksText }, language, signer);
    case 'structure':
      return structureCard(structure, language);
    case 'plan':
      return planCard(structure, language);
    default:
      return undefined;
  }
}

async function answerPressedChoice(
  { desk, cardOf, signer }: ContactDeps,
  context: TurnContext,
  data: unknown,
): Promise<PressAnswer> {
  const clarified = signer.read(choicePurpose, data) as Clarified | undefined;
  if (!clarified) return { text: textsIn(desk.callerOf(context).language ?? 'da').oldPress };
  return { card: cardOf(answerChoice(desk.structureOf(context), clarified), desk.rosterOf(context)) };
}

async function answerExample(deps: ContactDeps, context: TurnContext, data: unknown): Promise<PressAnswer> {
  const example = deps.signer.read(examplePurpose, data) as { index: number; language: Language } | undefined;
  const text = example && textsIn(example.language).examples[example.index];
  if (!text) return { text: textsIn(deps.desk.callerOf(context).language ?? 'da').oldPress };
  await answerText(deps, context, text);
  return {};
}

/** Counts that the answer did not fit, and shows what comes near. */
async function answerMiss(deps: ContactDeps, context: TurnContext, data: unknown): Promise<PressAnswer> {
  const { desk, signer, counters } = deps;
  const missed = signer.read(missPurpose, data) as Missed | undefined;
  const { kommune, language = 'da' } = desk.callerOf(context);
  const structure = desk.structureOf(context);
  const known = missed && [missed.contact, ...missed.near].every((id) => structure.contacts.some((c) => c.id === id));
  if (!known) return { text: textsIn(language).oldPress };
  // The person is told that it counts: it is written down first, and once for each answer.
  const { conversation, replyToId } = context.activity;
  if (replyToId === undefined || deps.countedOnce(`${conversation.id} ${replyToId}`)) {
    counters.count('miss', kommune, missed.concern ?? '', missed.area ?? '');
    await counters.flush();
  }
  return { card: missCard(structure, missed, { roster: desk.rosterOf(context) }) };
}

async function search(
  { desk, attachmentOf }: ContactDeps,
  context: TurnContext,
  text: string,
): Promise<MessagingExtensionResult> {
  const structure = desk.structureOf(context);
  const roster = desk.rosterOf(context);
  const language = desk.callerOf(context).language ?? languageOf(tokenise(text));
  const found = searchStructure(structure, text).map((f) => foundCard(structure, f, language, roster));
  return { type: 'result', attachmentLayout: 'list', attachments: found.flatMap((card) => attachmentOf(card) ?? []) };
}

/** Once for each install: the row is made by whoever comes first, of two events and of two instances. */
async function welcome(deps: ContactDeps, context: TurnContext, scope: Scope): Promise<void> {
  const { desk, installations } = deps;
  const { kommune } = desk.callerOf(context);
  const key = deps.conversationKey(context);
  if (scope === 'personal') await desk.remember(context);
  if (!(await installations.create(kommune, { ...key, scope }))) return;
  try {
    await sendWelcome(deps, context, scope, desk.structureOf(context));
  } catch (error) {
    // Not welcomed after all: the next event of this install tries again.
    await installations.delete(kommune, key);
    throw error;
  }
}

async function forget(
  { desk, installations, addresses, conversationKey }: ContactDeps,
  context: TurnContext,
  scope: Scope,
) {
  const { kommune, objectId } = desk.callerOf(context);
  await installations.delete(kommune, conversationKey(context));
  if (scope === 'personal' && objectId) await addresses.forget(kommune, objectId);
}

async function sendWelcome(deps: ContactDeps, context: TurnContext, scope: Scope, structure: Structure): Promise<void> {
  const { from } = context.activity;
  const language = deps.desk.callerOf(context).language ?? 'da';
  const texts = textsIn(language);
  if (scope === 'personal') {
    const title = texts.welcomeTitle(structure.name);
    return deps.desk.send(context, guideCard({ title, text: texts.welcomeText }, language, deps.signer));
  }
  // Whoever added the bot is named; the members are left in peace.
  if (!from?.name) {
    await context.sendActivity({
      type: 'message',
      text: texts.channelWelcomeNobody,
      summary: texts.channelWelcomeNobody,
    });
    return;
  }
  const mention = `<at>${from.name.replace(/[<>&]/g, '')}</at>`;
  await context.sendActivity({
    type: 'message',
    text: texts.channelWelcome(mention),
    summary: texts.channelWelcomeNobody,
    entities: [{ type: 'mention', text: mention, mentioned: { id: from.id, name: from.name } }],
  });
}
