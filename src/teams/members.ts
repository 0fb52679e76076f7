import type { TurnContext } from 'botbuilder';
import { isInsider } from './caller.ts';
import { ConnectorError, type Member } from './connector.ts';
import { tenantOf } from './inbound-guard.ts';
import type { ConnectorFor } from './messenger.ts';

const keptMilliseconds = 10 * 60 * 1000;
const mostKept = 5_000;
// The pace of messages leaves ten a second of the tenant's limit (facts A6), for all processes.
const looksPerSecond = 1;

export interface Members {
  /** Whether Teams counts the caller among the tenant's own people. Rejects when Teams does not say. */
  isInsider(context: TurnContext): Promise<boolean>;
  /** The caller's sign-in name, to chat with; undefined when Teams does not say, or many are being asked about. */
  signInNameOf(context: TurnContext): Promise<string | undefined>;
}

/** What Teams tells of people; asked at most every ten minutes for each. */
export function createMembers(connectorFor: ConnectorFor): Members {
  const kept = new Map<string, { member: Member; at: number }>();
  const looks: number[] = [];
  const keyOf = ({ activity }: TurnContext) => JSON.stringify([tenantOf(activity), activity.from.id]);
  const knownOf = (context: TurnContext) => {
    const known = kept.get(keyOf(context));
    return known && Date.now() - known.at < keptMilliseconds ? known.member : undefined;
  };
  const isBusy = () => {
    while (looks.length > 0 && Date.now() - looks[0]! >= 1_000) looks.shift();
    return looks.length >= looksPerSecond;
  };
  const memberOf = async (context: TurnContext): Promise<Member> => {
    const known = knownOf(context);
    if (known) return known;
    const { activity } = context;
    looks.push(Date.now());
    const { conversations } = await connectorFor(activity.serviceUrl);
    const member = await conversations.getMember(activity.conversation.id.split(';')[0]!, activity.from.id);
    if (kept.size >= mostKept) kept.clear();
    kept.set(keyOf(context), { member, at: Date.now() });
    return member;
  };
  return {
    isInsider: async (context) => isInsider(await memberOf(context), tenantOf(context.activity)),
    async signInNameOf(context) {
      // It only adds a chat button: in a rush the messages themselves go first.
      if (!knownOf(context) && isBusy()) return undefined;
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
