import { type Activity, CloudAdapter, type InvokeResponse, type TurnContext } from 'botbuilder';
import { messageOf } from '../errors.ts';
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

  /** Authenticates and runs one activity. Answers the invoke's response, if it is one; rejects on failed authentication. */
  receive(
    authorization: string,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(authorization, activity, logic);
  }
}

/** The person is told in plain words, the log the reason. Where sending itself failed, nothing more is sent. */
async function reportTurnError(log: Log, context: TurnContext, error: Error): Promise<void> {
  const code = error instanceof ConnectorError ? 'connector' : 'turn';
  log.error('turn-failed', { code, reason: messageOf(error) });
  if (error instanceof ConnectorError) return;
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
