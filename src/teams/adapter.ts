import { type Activity, CloudAdapter, type InvokeResponse, type TurnContext } from 'botbuilder';
import type { AuthenticateRequestResult } from 'botframework-connector';
import { CodedError, messageOf } from '../errors.ts';
import { textsIn } from '../language/texts.ts';
import type { Log } from '../log.ts';
import type { createAuthentication } from './authentication.ts';
import { ConnectorError } from './connector.ts';

/** The SDK's adapter, entered behind its web layer: the guard has read and checked the request already. */
export class TeamsAdapter extends CloudAdapter {
  constructor(authentication: ReturnType<typeof createAuthentication>, log: Log) {
    super(authentication);
    this.onTurnError = (context, error) => reportTurnError(log, context, error);
  }

  /** Runs one activity of an authenticated request. Answers the invoke's response, if it is one. */
  run(
    authenticated: AuthenticateRequestResult,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(authenticated, activity, logic);
  }

  /** Checks that Teams made the request for this bot; rejects with NotAuthenticated if not. */
  async authenticate(authorization: string, activity: Activity): Promise<AuthenticateRequestResult> {
    try {
      return await this.botFrameworkAuthentication.authenticateRequest(activity, authorization);
    } catch (error) {
      // The SDK throws its own error for a wrong claim, and the token library's for a wrong signature.
      throw new NotAuthenticated(error);
    }
  }
}

/** The request's token is not one that Teams made for this bot, or it could not be checked. */
export class NotAuthenticated extends CodedError {
  constructor(cause: unknown) {
    super('not-authenticated', messageOf(cause), { cause });
    this.name = 'NotAuthenticated';
  }
}

/** The person is told in plain words, the log the reason. Where sending itself failed, nothing more is sent. */
async function reportTurnError(log: Log, context: TurnContext, error: Error): Promise<void> {
  const code = error instanceof ConnectorError ? 'connector' : 'turn';
  log.error('turn-failed', { code, reason: messageOf(error) });
  // Nothing reached the person: the request fails, so that a repeated delivery is tried again.
  if (error instanceof ConnectorError) throw error;
  const language = context.activity.locale?.toLowerCase().startsWith('en') ? 'en' : 'da';
  const text = textsIn(language).somethingWrong;
  if (context.activity.type === 'invoke') {
    const body = { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text };
    await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
    return;
  }
  if (context.activity.type !== 'message') return;
  try {
    await context.sendActivity({ type: 'message', text, summary: text });
  } catch (sendError) {
    log.error('apology-failed', { reason: messageOf(sendError) });
  }
}
