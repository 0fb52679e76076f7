import type { MessagingExtensionResult, TurnContext } from 'botbuilder';
import type { CardMessage } from '../ports.ts';

export type Scope = 'personal' | 'groupChat' | 'channel';

/** What a press leads to: a new card in the place of the old, a line to the one who pressed, or nothing more. */
export interface PressAnswer {
  card?: CardMessage;
  text?: string;
}

/** What a feature answers to. `press` is the signed text that the button carried; it is checked by the handler. */
export interface Routes {
  /** In order; the first that matches the text without the mention takes the message. */
  messages: { matches(text: string): boolean; handle(context: TurnContext): Promise<void> }[];
  presses: Record<string, (context: TurnContext, press: unknown) => Promise<PressAnswer>>;
  searches: Record<string, (context: TurnContext, text: string) => Promise<MessagingExtensionResult>>;
  installed?: (context: TurnContext, scope: Scope) => Promise<void>;
}
