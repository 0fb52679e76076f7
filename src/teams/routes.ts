import type { MessagingExtensionResult, TurnContext } from 'botbuilder';
import type { CardMessage } from '../ports.ts';

export type Scope = 'personal' | 'groupChat' | 'channel';

/** What a press leads to: a new card in the place of the old, a line to the one who pressed, or nothing more. */
export interface PressAnswer {
  card?: CardMessage;
  text?: string;
}

/** `press` is the signed text that the button carried, checked by the handler; `inputs` what was filled in, unchecked. */
export type PressHandler = (
  context: TurnContext,
  press: unknown,
  inputs: Record<string, unknown>,
) => Promise<PressAnswer>;

/** What a feature answers to. */
export interface Routes {
  /** In order; the first that matches the text without the mention takes the message. */
  messages: { matches(text: string, context: TurnContext): boolean; handle(context: TurnContext): Promise<void> }[];
  presses: Record<string, PressHandler>;
  /** Forms as dialogs: a card opens one or keeps it open, a text is said in it, nothing closes it. */
  dialogs?: { opens: Record<string, PressHandler>; submits: Record<string, PressHandler> };
  searches?: Record<string, (context: TurnContext, text: string) => Promise<MessagingExtensionResult>>;
  /** Actions on a message, by their command in the manifest. What the message says is not handed on. */
  actions?: Record<string, { open(context: TurnContext): Promise<PressAnswer>; submit: PressHandler }>;
  installed?: (context: TurnContext, scope: Scope) => Promise<void>;
  uninstalled?: (context: TurnContext, scope: Scope) => Promise<void>;
  /** What else Teams tells of a conversation: members, channels, teams. Nobody waits for an answer. */
  conversationChanged?: (context: TurnContext) => Promise<void>;
  /** After a message had its answer, from whichever feature. */
  answered?: (context: TurnContext) => Promise<void>;
}
