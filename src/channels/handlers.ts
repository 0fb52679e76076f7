import type { TurnContext } from 'botbuilder';
import type { Desk } from '../teams/desk.ts';
import type { ToldChannel } from '../teams/inbound-guard.ts';
import type { Routes, Scope } from '../teams/routes.ts';
import { type ChannelEvent, createTeamLearner, type TeamLearner, type TeamLearnerDeps } from './learn-team.ts';

export interface ChannelDeps extends TeamLearnerDeps {
  desk: Pick<Desk, 'callerOf'>;
  /** What a turn tells of the channel and team that it comes from. */
  toldOf(context: TurnContext): ToldChannel;
}

/** What Teams tells of channels: they are kept as they are made, renamed and deleted. Nobody is answered. */
export function channelRoutes(deps: ChannelDeps): Routes {
  const learner = createTeamLearner(deps);
  return {
    messages: [],
    presses: {},
    installed: async (context, scope) => {
      const event = eventOf(deps, context);
      if (scope === 'channel' && event) await learner.learn(event);
    },
    uninstalled: (context, scope) => leave(deps, learner, context, scope),
    conversationChanged: (context) => follow(deps, learner, context),
    answered: async (context) => {
      if (deps.desk.callerOf(context).scope !== 'channel') return;
      const event = eventOf(deps, context);
      if (event) await learner.notice(event);
    },
  };
}

/** Undefined for what comes from no team, or does not say from which. */
function eventOf({ desk, toldOf }: ChannelDeps, context: TurnContext): ChannelEvent | undefined {
  const { id, name, type, team, at } = toldOf(context);
  if (!id || !team.id) return undefined;
  const { kommune, tenantId } = desk.callerOf(context);
  const known = { ...(name && { name }), ...(type && { type }) };
  const channel = { id, ...known, team: { id: team.id, name: team.name ?? '' }, tenantId };
  return { kommune, serviceUrl: context.activity.serviceUrl, at, channel };
}

async function follow(deps: ChannelDeps, learner: TeamLearner, context: TurnContext): Promise<void> {
  const event = eventOf(deps, context);
  if (!event) return;
  const { kommune, channel, at } = event;
  const { team } = channel;
  switch (deps.toldOf(context).eventType) {
    case 'channelCreated':
    case 'channelRestored':
    case 'channelRenamed':
      // In a shared or private one the bot is not before it was let in there; that comes as an install.
      if (channel.type && !(await deps.book.get(kommune, channel.id))) return;
      return learner.keep(event);
    case 'channelDeleted':
      await deps.book.remove(kommune, channel.id, at);
      return learner.forgetChannel(kommune, channel.id);
    case 'teamRenamed':
      if (team.name) await deps.book.renameTeam(kommune, team.id, team.name, at);
      return learner.learnIfNew(event);
    case 'teamMemberAdded':
    case 'teamMemberRemoved':
      return learner.learnIfNew(event);
    case 'teamRestored':
    case 'teamUnarchived':
      return learner.learn(event);
    // Nothing can be posted in an archived team.
    case 'teamArchived':
    case 'teamDeleted':
    case 'teamHardDeleted':
      return removeTeam(deps, learner, kommune, team.id, at);
    default:
      // Teams may send new events at any time (facts A8), and tells of some that change nothing here: channelShared.
      return;
  }
}

async function leave(deps: ChannelDeps, learner: TeamLearner, context: TurnContext, scope: Scope): Promise<void> {
  const { id, type, team, eventType, at } = deps.toldOf(context);
  if (scope !== 'channel' || !id) return;
  const { kommune } = deps.desk.callerOf(context);
  // Shut out of one shared or private channel, the bot is still in the team.
  if (type || eventType === 'channelMemberRemoved') {
    await deps.book.remove(kommune, id, at);
    return learner.forgetChannel(kommune, id);
  }
  const known = team.id ?? (await deps.book.get(kommune, id))?.team.id;
  if (known) await removeTeam(deps, learner, kommune, known, at);
}

async function removeTeam(
  { book }: ChannelDeps,
  learner: TeamLearner,
  kommune: string,
  teamId: string,
  at: string,
): Promise<void> {
  await book.removeTeam(kommune, teamId, at);
  learner.forgetTeam(kommune, teamId);
}
