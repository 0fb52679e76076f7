import type { TurnContext } from 'botbuilder';
import { isInsider } from './caller.ts';
import { ConnectorError, type Member } from './connector.ts';
import { tenantOf } from './inbound-guard.ts';
import type { ConnectorFor } from './messenger.ts';

const keptMilliseconds = 10 * 60 * 1000;
const mostKept = 5_000;

export interface Members {
  /** Whether Teams counts the caller among the tenant's own people. Rejects when Teams does not say. */
  isInsider(context: TurnContext): Promise<boolean>;
  /** The caller's sign-in name, to chat with; undefined when Teams does not say. */
  signInNameOf(context: TurnContext): Promise<string | undefined>;
}

/** What Teams tells of people; asked at most every ten minutes for each. */
export function createMembers(connectorFor: ConnectorFor): Members {
  const kept = new Map<string, { member: Member; at: number }>();
  const memberOf = async ({ activity }: TurnContext): Promise<Member> => {
    const key = JSON.stringify([tenantOf(activity), activity.from.id]);
    const known = kept.get(key);
    if (known && Date.now() - known.at < keptMilliseconds) return known.member;
    const { conversations } = await connectorFor(activity.serviceUrl);
    const member = await conversations.getMember(activity.conversation.id.split(';')[0]!, activity.from.id);
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, { member, at: Date.now() });
    return member;
  };
  return {
    isInsider: async (context) => isInsider(await memberOf(context), tenantOf(context.activity)),
    async signInNameOf(context) {
      try {
        const { userPrincipalName } = await memberOf(context);
        return typeof userPrincipalName === 'string' && userPrincipalName.includes('@') ? userPrincipalName : undefined;
      } catch (error) {
        // Without it the card only lacks its chat button.
        if (error instanceof ConnectorError) return undefined;
        throw error;
      }
    },
  };
}
