import type { InvokeResponse, TurnContext } from 'botbuilder';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { noTelemetry, type Telemetry } from '../telemetry/telemetry.ts';
import { NotAuthenticated, type TeamsAdapter } from './adapter.ts';
import { buildApplication } from './application.ts';
import { ConnectorError } from './connector.ts';
import { createDeliveredOnce } from './delivered-once.ts';
import { judgeActivity, tenantOf } from './inbound-guard.ts';
import { createRateLimit } from './rate-limit.ts';
import type { Routes } from './routes.ts';

/** Of one person to one process. */
const rate = { most: 60, milliseconds: 10_000 };

/** An answer to a request: a status, and a body where an invoke has one. */
export interface DoorReply {
  status: number;
  body?: unknown;
}

/** From a request body to a reply: guard, once-only, authentication, then the feature that takes it. */
export function createFrontDoor(
  config: Config,
  adapter: TeamsAdapter,
  routes: Routes[],
  log: Log,
  telemetry: Telemetry = noTelemetry,
): (body: unknown, authorization: string) => Promise<DoorReply> {
  const application = buildApplication(routes);
  // Local mode is for one person, and for measuring.
  const mayGoOn = config.identity ? createRateLimit(rate) : () => true;
  const once = createDeliveredOnce<InvokeResponse | undefined>();
  return async (body, authorization) => {
    const verdict = judgeActivity(body, authorization, config);
    if ('status' in verdict) {
      log.warn('turned-away', { status: verdict.status });
      return verdict;
    }
    const { activity } = verdict;
    const key = activity.id && [tenantOf(activity), activity.conversation.id, activity.type, activity.id].join('\n');
    try {
      // Before the once-only: a repeated id must not answer somebody who is not authenticated.
      const authenticated = await adapter.authenticate(authorization, activity);
      if (!mayGoOn(`${tenantOf(activity)} ${activity.from?.id}`)) {
        log.warn('turned-away', { status: 429 });
        return { status: 429 };
      }
      const run = async (context: TurnContext) => {
        await application.run(context);
      };
      const kind = activity.type === 'invoke' ? activity.name : activity.type;
      const response = await telemetry.span('turn', { kind }, () =>
        once.run(key, () => adapter.run(authenticated, activity, run)),
      );
      return response ? { status: response.status, body: response.body } : { status: 200 };
    } catch (error) {
      if (error instanceof ConnectorError) return { status: 502 };
      if (!(error instanceof NotAuthenticated)) throw error;
      log.warn('turned-away', { status: 401, reason: error.message });
      return { status: 401 };
    }
  };
}
