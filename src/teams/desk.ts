import type { TurnContext } from 'botbuilder';
import type { AddressBook } from '../delivery/addresses.ts';
import { Undelivered } from '../delivery/undelivered.ts';
import { textsIn } from '../language/texts.ts';
import type { Log } from '../log.ts';
import type { CardMessage, Messenger } from '../ports.ts';
import { entriesOf, hasLeft, mayActAs, type Role, type Roster } from '../roster/roster.ts';
import type { Structure } from '../structure/structure.ts';
import { type Caller, callerOf } from './caller.ts';
import { cardActivity } from './expand-card.ts';
import { conversationKey } from './inbound-guard.ts';

/** What every feature's handlers need of a turn: who it is, what they may do, and how they are answered. */
export interface Desk {
  callerOf(context: TurnContext): Caller;
  structureOf(context: TurnContext): Structure;
  rosterOf(context: TurnContext): Roster;
  /** The caller's role now. Asked again at every press. */
  roleOf(context: TurnContext): Promise<Role>;
  /** Keeps where this person can be written to; for turns that lead to a message later. */
  remember(context: TurnContext): Promise<void>;
  send(context: TurnContext, card: CardMessage): Promise<void>;
  say(context: TurnContext, text: string): Promise<void>;
  /** Writes in the person's own chat, and answers where that is: here, elsewhere, or nowhere that the bot can reach. */
  writePrivately(context: TurnContext, card: CardMessage): Promise<'here' | 'own-chat' | 'nowhere'>;
  /** The same; whoever asked in a channel is told so there. */
  sendPrivately(context: TurnContext, card: CardMessage): Promise<void>;
}

export interface DeskDeps {
  kommuneOf(context: TurnContext): string;
  structureOf(kommune: string): Structure;
  rosterOf(kommune: string): Roster;
  /** Local mode: the least role that everyone has. */
  leastRole: Role;
  /** Asks Teams whether this member is one of the tenant's own people; not asked in local mode. */
  isMember?(context: TurnContext): Promise<boolean>;
  addresses: AddressBook;
  messenger: Messenger;
  log: Log;
}

export function createDesk(deps: DeskDeps): Desk {
  const caller = (context: TurnContext) => callerOf(context.activity, deps.kommuneOf(context));
  const send = async (context: TurnContext, card: CardMessage) => {
    await context.sendActivity(cardActivity(card));
  };
  const say = async (context: TurnContext, text: string) => {
    await context.sendActivity({ type: 'message', text, summary: text });
  };
  const writePrivately: Desk['writePrivately'] = async (context, card) => {
    const { kommune, objectId, scope } = caller(context);
    if (scope === 'personal') {
      await send(context, card);
      return 'here';
    }
    if (!objectId) return 'nowhere';
    try {
      await deps.messenger.send(kommune, objectId, card);
      return 'own-chat';
    } catch (error) {
      if (error instanceof Undelivered) return 'nowhere';
      throw error;
    }
  };
  return {
    callerOf: caller,
    structureOf: (context) => deps.structureOf(deps.kommuneOf(context)),
    rosterOf: (context) => deps.rosterOf(deps.kommuneOf(context)),
    roleOf: (context) => roleOf(deps, caller(context), context),
    async remember(context) {
      const { kommune, tenantId, objectId, userId, scope } = caller(context);
      if (!objectId) return;
      const { serviceUrl, recipient } = context.activity;
      const own = scope === 'personal' && { conversationId: conversationKey(context.activity).conversationId };
      await deps.addresses.remember(kommune, { objectId, tenantId, serviceUrl, botId: recipient.id, userId, ...own });
    },
    send,
    say,
    writePrivately,
    async sendPrivately(context, card) {
      const where = await writePrivately(context, card);
      const texts = textsIn(caller(context).language ?? 'da');
      if (where !== 'here') await say(context, where === 'own-chat' ? texts.inOwnChat : texts.noOwnChat);
    },
  };
}

/** From tenant (which decided the municipality) and object id, against the roster. Guests are never more than askers. */
async function roleOf(deps: DeskDeps, caller: Caller, context: TurnContext): Promise<Role> {
  if (caller.guest) return 'laerer';
  const roster = deps.rosterOf(caller.kommune);
  const lines = caller.objectId ? entriesOf(roster, caller.objectId).filter((e) => !hasLeft(roster, e)) : [];
  const held = [deps.leastRole, ...lines.map((e) => e.role)];
  const role = held.reduce((a, b) => (mayActAs(a, b) ? a : b));
  if (role === 'laerer' || !deps.isMember) return role;
  try {
    return (await deps.isMember(context)) ? role : 'laerer';
  } catch (error) {
    // Closed when in doubt: what a role allows can be done in a minute, when Teams answers again.
    deps.log.warn('membership-unknown', { reason: error instanceof Error ? error.message : '' });
    return 'laerer';
  }
}
