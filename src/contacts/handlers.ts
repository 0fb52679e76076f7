import type { MessagingExtensionResult, TurnContext } from 'botbuilder';
import { textsIn } from '../language/texts.ts';
import { tokenise } from '../language/tokens.ts';
import { languageOf } from '../language/which-language.ts';
import type { CardMessage, InstallationStore } from '../ports.ts';
import type { Signer } from '../signing.ts';
import { searchStructure } from '../structure/search-structure.ts';
import type { Language, Structure } from '../structure/structure.ts';
import { planCard, structureCard } from '../structure/structure-cards.ts';
import type { PressAnswer, Routes, Scope } from '../teams/routes.ts';
import type { Answer } from './answer.ts';
import { answerChoice, answerQuestion, type Clarified } from './answer-question.ts';
import { type Command, commandOf } from './commands.ts';
import { choicePurpose, examplePurpose, guideCard } from './contact-cards.ts';
import { foundCard } from './found-card.ts';

export interface ContactDeps {
  structureOf(context: TurnContext): Structure;
  sendCard(context: TurnContext, card: CardMessage): Promise<void>;
  attachmentOf(card: CardMessage): MessagingExtensionResult['attachments'];
  conversationKey(context: TurnContext): { tenantId: string; conversationId: string };
  /** The card of an answer; the same one for the same answer. */
  cardOf(answer: Answer): CardMessage;
  installations: InstallationStore;
  signer: Signer;
}

/** What people write and press about contacts: the id on the left, what answers it on the right. */
export function contactRoutes(deps: ContactDeps): Routes {
  return {
    messages: [{ matches: () => true, handle: (context) => answerMessage(deps, context) }],
    presses: {
      [choicePurpose]: (context, data) => answerPressedChoice(deps, context, data),
      [examplePurpose]: (context, data) => answerExample(deps, context, data),
    },
    searches: { searchStructure: (context, text) => search(deps, context, text) },
    installed: (context, installation) => welcome(deps, context, installation),
  };
}

async function answerMessage(deps: ContactDeps, context: TurnContext): Promise<void> {
  const text = context.activity.text ?? '';
  const structure = deps.structureOf(context);
  const command = commandOf(text);
  if (command) return deps.sendCard(context, commandCard(structure, command.command, command.language, deps.signer));
  await answerText(deps, context, structure, text);
}

async function answerText({ sendCard, cardOf }: ContactDeps, context: TurnContext, structure: Structure, text: string) {
  await sendCard(context, cardOf(answerQuestion(structure, text, clientLanguage(context))));
}

function commandCard(structure: Structure, command: Command, language: Language, signer: Signer): CardMessage {
  const texts = textsIn(language);
  switch (command) {
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
      return command satisfies never;
  }
}

async function answerPressedChoice(
  { structureOf, cardOf, signer }: ContactDeps,
  context: TurnContext,
  data: unknown,
): Promise<PressAnswer> {
  const clarified = signer.read(choicePurpose, data) as Clarified | undefined;
  if (!clarified) return { text: textsIn(clientLanguage(context) ?? 'da').oldPress };
  const structure = structureOf(context);
  return { card: cardOf(answerChoice(structure, clarified)) };
}

async function answerExample(deps: ContactDeps, context: TurnContext, data: unknown): Promise<PressAnswer> {
  const example = deps.signer.read(examplePurpose, data) as { index: number; language: Language } | undefined;
  const text = example && textsIn(example.language).examples[example.index];
  if (!text) return { text: textsIn(clientLanguage(context) ?? 'da').oldPress };
  await answerText(deps, context, deps.structureOf(context), text);
  return {};
}

async function search(
  { structureOf, attachmentOf }: ContactDeps,
  context: TurnContext,
  text: string,
): Promise<MessagingExtensionResult> {
  const structure = structureOf(context);
  const language = clientLanguage(context) ?? languageOf(tokenise(text));
  const found = searchStructure(structure, text).map((f) => foundCard(structure, f, language));
  return { type: 'result', attachmentLayout: 'list', attachments: found.flatMap((card) => attachmentOf(card) ?? []) };
}

/** Once for each install: the row is made by whoever comes first, of two events and of two instances. */
async function welcome(deps: ContactDeps, context: TurnContext, scope: Scope): Promise<void> {
  const structure = deps.structureOf(context);
  const key = deps.conversationKey(context);
  if (!(await deps.installations.create({ ...key, scope, kommune: structure.id }))) return;
  try {
    await sendWelcome(deps, context, scope, structure);
  } catch (error) {
    // Not welcomed after all: the next event of this install tries again.
    await deps.installations.delete(key);
    throw error;
  }
}

async function sendWelcome(deps: ContactDeps, context: TurnContext, scope: Scope, structure: Structure): Promise<void> {
  const { from } = context.activity;
  const language = clientLanguage(context) ?? 'da';
  const texts = textsIn(language);
  if (scope === 'personal') {
    const title = texts.welcomeTitle(structure.name);
    return deps.sendCard(context, guideCard({ title, text: texts.welcomeText }, language, deps.signer));
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

/** The language of the person's Teams, when it is English; Danish is the default. */
function clientLanguage({ activity }: TurnContext): Language | undefined {
  if (!activity.locale) return undefined;
  return activity.locale.toLowerCase().startsWith('en') ? 'en' : 'da';
}
