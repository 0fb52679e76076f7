import { Application, type TurnState } from '@microsoft/teams-ai';
import { ActivityTypes, type TaskModuleTaskInfo, type TurnContext } from 'botbuilder';
import { textsIn } from '../language/texts.ts';
import { languageOfClient, scopeOf } from './caller.ts';
import { cardActivity, cardAttachment, expandCard } from './expand-card.ts';
import type { PressAnswer, PressHandler, Routes } from './routes.ts';

/** The Teams AI application with the features' routes on it. It keeps no turn state: our own tables hold the truth. */
export function buildApplication(features: Routes[]): Application<TurnState> {
  // The library's typing timer is one for all turns; answers come faster than it would tick.
  const application = new Application<TurnState>({ startTypingTimer: false, removeRecipientMention: true });
  addMessages(application, features);
  for (const { presses, dialogs, searches = {}, actions = {} } of features) {
    for (const [verb, handle] of Object.entries(presses)) addPress(application, verb, handle);
    if (dialogs) addDialogs(application, dialogs);
    for (const [command, action] of Object.entries(actions)) addAction(application, command, action);
    for (const [command, handle] of Object.entries(searches)) {
      application.messageExtensions.query(command, async (context, _state, query) => {
        const parameters = query.parameters as Record<string, unknown>;
        const text = typeof parameters.text === 'string' ? parameters.text : '';
        return handle(context, text);
      });
    }
  }
  addInstallations(application, features);
  // Last: a press of a card that is no more, or of none of ours.
  application.activity(
    async ({ activity }) => activity.type === ActivityTypes.Message,
    async (context) => {
      await sendPressAnswer(context, { text: textsIn(languageOfClient(context.activity) ?? 'da').oldPress });
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
      await messages.find((m) => m.matches(text, context))?.handle(context);
      for (const { answered } of features) await answered?.(context);
    },
  );
}

/** One handler, two ways in: Action.Execute replaces the card in place, Action.Submit (older clients) answers below it. */
function addPress(application: Application<TurnState>, verb: string, handle: PressHandler): void {
  application.adaptiveCards.actionExecute(verb, async (context, _state, data) => {
    const answer = await handle(context, ...partsOf(data));
    return answer.card ? (expandCard(answer.card) as never) : (answer.text ?? '');
  });
  application.adaptiveCards.actionSubmit(verb, async (context, _state, data) => {
    await sendPressAnswer(context, await handle(context, ...partsOf(data)));
  });
}

function addDialogs(application: Application<TurnState>, { opens, submits }: NonNullable<Routes['dialogs']>): void {
  for (const [verb, open] of Object.entries(opens)) {
    application.taskModules.fetch(verb, async (context, _state, data) => {
      const answer = await open(context, ...partsOf(data));
      return dialogOf(answer) ?? answer.text ?? '';
    });
  }
  for (const [verb, submit] of Object.entries(submits)) {
    application.taskModules.submit(verb, async (context, _state, data) => {
      const answer = await submit(context, ...partsOf(data));
      return dialogOf(answer) ?? answer.text;
    });
  }
}

/** The dialog of an action on a message. It ends with a line that says what was done: it must not act silently. */
function addAction(
  application: Application<TurnState>,
  command: string,
  { open, submit }: NonNullable<Routes['actions']>[string],
): void {
  application.messageExtensions.fetchTask(command, async (context) => {
    const answer = await open(context);
    return dialogOf(answer) ?? answer.text ?? '';
  });
  application.messageExtensions.submitAction(command, async (context, _state, data) => {
    const answer = await submit(context, ...partsOf(data));
    return dialogOf(answer) ?? answer.text;
  });
}

function dialogOf({ card }: PressAnswer): TaskModuleTaskInfo | undefined {
  return card && { title: card.summary, height: 'large', width: 'medium', card: cardAttachment(card) };
}

/** The signed press and what was filled in beside it. */
function partsOf(data: unknown): [press: unknown, inputs: Record<string, unknown>] {
  const { press, ...inputs } = typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
  return [press, inputs];
}

async function sendPressAnswer(context: TurnContext, { card, text }: PressAnswer): Promise<void> {
  if (card) await context.sendActivity(cardActivity(card));
  else if (text) await context.sendActivity({ type: 'message', text, summary: text });
}

/** Teams tells of an install in two ways, at once and in any order; both lead to the same handler. */
function addInstallations(application: Application<TurnState>, features: Routes[]): void {
  const tell = async (context: TurnContext, what: 'installed' | 'uninstalled') => {
    for (const feature of features) await feature[what]?.(context, scopeOf(context.activity));
  };
  application.activity(
    async ({ activity }) =>
      activity.type === ActivityTypes.InstallationUpdate || activity.type === ActivityTypes.ConversationUpdate,
    async (context) => {
      const { activity } = context;
      if (activity.type === ActivityTypes.InstallationUpdate) {
        if (activity.action === 'remove') await tell(context, 'uninstalled');
        else if (activity.action === 'add') await tell(context, 'installed');
        return;
      }
      const isBot = (member: { id: string }) => member.id === activity.recipient?.id;
      if (activity.membersRemoved?.some(isBot)) await tell(context, 'uninstalled');
      else if (activity.membersAdded?.some(isBot)) await tell(context, 'installed');
      else for (const { conversationChanged } of features) await conversationChanged?.(context);
    },
  );
}
