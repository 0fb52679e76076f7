import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Channel } from './channel.ts';
import type { ChannelBook } from './channel-book.ts';

/** What one activity from a channel tells of where it comes from. */
export interface ChannelEvent {
  kommune: string;
  serviceUrl: string;
  /** ISO time. */
  at: string;
  /** The channel itself; its names as far as they are told. */
  channel: Channel;
}

export type ListedChannel = Pick<Channel, 'id' | 'name' | 'type'>;

/** What Teams answers about a team; undefined when it does not say. Asks for the name only where none is given. */
export type TeamLookup = (
  serviceUrl: string,
  teamId: string,
  name: string,
) => Promise<{ name: string; channels: ListedChannel[] } | undefined>;

export interface TeamLearnerDeps {
  book: ChannelBook;
  teamOf: TeamLookup;
  log: Log;
}

/** Keeps the book in step with the teams that something is heard from, and remembers which it has asked about. */
export interface TeamLearner {
  /** Asks Teams for the channels of this team. When it does not say, this one is kept, and the next event asks again. */
  learn(event: ChannelEvent): Promise<void>;
  /** The same, but for a team that was asked about already, and for one that is known to be gone. */
  learnIfNew(event: ChannelEvent): Promise<void>;
  /** Keeps what this event tells of its channel, and learns a team that was not asked about yet. */
  keep(event: ChannelEvent): Promise<void>;
  /** The same, but for a channel that is known already: that costs nothing. Never fails. */
  notice(event: ChannelEvent): Promise<void>;
  forgetTeam(kommune: string, teamId: string): void;
  forgetChannel(kommune: string, channelId: string): void;
}

const mostKept = 5_000;
// An event may get lost: once a day Teams is asked how it really is, when somebody writes in the team.
const keptMilliseconds = 24 * 3600 * 1000;

export function createTeamLearner(deps: TeamLearnerDeps): TeamLearner {
  const { book, log } = deps;
  const teams = rememberer();
  const channels = rememberer();
  const isLearned = ({ kommune, channel }: ChannelEvent) => teams.has(kommune, channel.team.id);
  const learn = async (event: ChannelEvent) => {
    const { kommune, channel } = event;
    const known = await askTeams(deps, event);
    if (!known) return;
    teams.add(kommune, channel.team.id);
    for (const { id } of known) channels.add(kommune, id);
  };
  const keep = async (event: ChannelEvent) => {
    if (!isLearned(event)) return learn(event);
    const { kommune, channel, at } = event;
    await book.keep(kommune, [channel], at);
    channels.add(kommune, channel.id);
  };
  return {
    ...{ learn, keep },
    async learnIfNew(event) {
      if (!isLearned(event) && !(await book.hasLeft(event.kommune, event.channel.team.id))) await learn(event);
    },
    async notice(event) {
      if (isLearned(event) && channels.has(event.kommune, event.channel.id)) return;
      try {
        await keep(event);
      } catch (error) {
        // Whoever wrote has their answer; the next message tries again.
        log.info('channel-not-kept', { kommune: event.kommune, reason: messageOf(error) });
      }
    },
    forgetTeam: (kommune, teamId) => teams.delete(kommune, teamId),
    forgetChannel: (kommune, channelId) => channels.delete(kommune, channelId),
  };
}

/** The channels that are known afterwards; undefined when Teams did not tell all of it. */
async function askTeams(
  { book, teamOf, log }: TeamLearnerDeps,
  { kommune, serviceUrl, at, channel }: ChannelEvent,
): Promise<Channel[] | undefined> {
  const { team, tenantId } = channel;
  const told = await teamOf(serviceUrl, team.id, team.name);
  if (!told) {
    log.info('team-not-told', { kommune });
    await book.keep(kommune, [channel], at);
    return undefined;
  }
  // What the event itself tells is the newest: the list may not have it yet.
  const listed = told.channels.find((c) => c.id === channel.id);
  const own = { ...listed, ...defined(channel), id: channel.id };
  const inTeam = (c: ListedChannel): Channel => ({ ...c, team: { id: team.id, name: told.name }, tenantId });
  const others = told.channels.filter((c) => c !== listed).map(inTeam);
  const kept = listed ? { listed: [...others, inTeam(own)] } : { listed: others, besides: [inTeam(own)] };
  await book.keepTeam(kommune, { teamId: team.id, ...kept }, at);
  return told.name ? [...others, inTeam(own)] : undefined;
}

function defined({ name, type }: Channel): Pick<Channel, 'name' | 'type'> {
  return { ...(name && { name }), ...(type && { type }) };
}

function rememberer() {
  const kept = new Map<string, number>();
  const keyOf = (kommune: string, id: string) => JSON.stringify([kommune, id]);
  return {
    has: (kommune: string, id: string) =>
      Date.now() - (kept.get(keyOf(kommune, id)) ?? Number.NEGATIVE_INFINITY) < keptMilliseconds,
    add(kommune: string, id: string) {
      if (kept.size >= mostKept) kept.clear();
      kept.set(keyOf(kommune, id), Date.now());
    },
    delete(kommune: string, id: string) {
      kept.delete(keyOf(kommune, id));
    },
  };
}
