import { Application, type TurnState } from '@microsoft/teams-ai';
import { type Activity, ActivityTypes, type TurnContext } from 'botbuilder';
import { textsIn } from '../language/texts.ts';
import { cardActivity, expandCard } from './expand-card.ts';
import type { PressAnswer, Routes, Scope } from './routes.ts';

/** The Teams AI application with the features' routes on it. It keeps no turn state: our own tables hold the truth. */
export function buildApplication(
  features: Routes[],
  uninstalled: (context: TurnContext) => Promise<void>,
): Application<TurnState> {
  // The library's typing timer is one for all turns; answers come faster than it would tick.
  const application = new Application<TurnState>({ startTypingTimer: false, removeRecipientMention: true });
  addMessages(application, features);
  for (const { presses, searches } of features) {
    for (const [verb, handle] of Object.entries(presses)) addPress(application, verb, handle);
    for (const [command, handle] of Object.entries(searches)) {
      application.messageExtensions.query(command, async (context, _state, query) => {
        const parameters = query.parameters as Record<string, unknown>;
        const text = typeof parameters.text === 'string' ? parameters.text : '';
        return handle(context, text);
      });
    }
  }
  addInstallations(application, features, uninstalled);
  // Last: a press of a card that is no more, or of none of ours.
  application.activity(
    async ({ activity }) => activity.type === ActivityTypes.Message,
    async (context) => {
      const language = context.activity.locale?.toLowerCase().startsWith('en') ? 'en' : 'da';
      await sendPressAnswer(context, { text: textsIn(language).oldPress });
    },
  );
  return application;
}

function addMessages(application: Application<TurnState>, features: Routes[]): void {
  const messages = features.flatMap((f) => f.messages);
  application.activity(
    // A press that came as a message carries a value; it has its own routes.
    async ({ activity }) => activity.type === ActivityTypes.Message && (activity.value ?? undefined) === undefined,
    async (context) => {
      const text = (context.activity.text ?? '').trim();
      context.activity.text = text;
      await messages.find((m) => m.matches(text))?.handle(context);
    },
  );
}

/** One handler, two ways in: Action.Execute replaces the card in place, Action.Submit (older clients) answers below it. */
function addPress(application: Application<TurnState>, verb: string, handle: Routes['presses'][string]): void {
  application.adaptiveCards.actionExecute(verb, async (context, _state, data) => {
    const answer = await handle(context, pressOf(data));
    return answer.card ? (expandCard(answer.card) as never) : (answer.text ?? '');
  });
  application.adaptiveCards.actionSubmit(verb, async (context, _state, data) => {
    await sendPressAnswer(context, await handle(context, pressOf(data)));
  });
}

function pressOf(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'press' in data ? data.press : undefined;
}

async function sendPressAnswer(context: TurnContext, { card, text }: PressAnswer): Promise<void> {
  if (card) await context.sendActivity(cardActivity(card));
  else if (text) await context.sendActivity({ type: 'message', text, summary: text });
}

/** Teams tells of an install in two ways, at once and in any order; both lead to the same handler. */
function addInstallations(
  application: Application<TurnState>,
  features: Routes[],
  uninstalled: (context: TurnContext) => Promise<void>,
): void {
  const installed = async (context: TurnContext) => {
    for (const feature of features) await feature.installed?.(context, scopeOf(context.activity));
  };
  application.activity(
    async ({ activity }) =>
      activity.type === ActivityTypes.InstallationUpdate || activity.type === ActivityTypes.ConversationUpdate,
    async (context) => {
      const { activity } = context;
      if (activity.type === ActivityTypes.InstallationUpdate) {
        if (activity.action === 'remove') await uninstalled(context);
        else if (activity.action === 'add') await installed(context);
        return;
      }
      const isBot = (member: { id: string }) => member.id === activity.recipient?.id;
      if (activity.membersRemoved?.some(isBot)) await uninstalled(context);
      else if (activity.membersAdded?.some(isBot)) await installed(context);
    },
  );
}

function scopeOf({ conversation }: Activity): Scope {
  if (conversation.conversationType === 'channel') return 'channel';
  return conversation.conversationType === 'groupChat' || conversation.isGroup ? 'groupChat' : 'personal';
}
