import type { Channel } from './channel.ts';

/**
 * A channel as it is stored. Events come twice, and in any order: each time says how new the row is. What is gone keeps
 * its ids, so that a late event does not bring it back.
 */
export interface ChannelRow extends Channel {
  /** ISO time of the event that last told of the channel, and of the one that told the team's name. */
  at: string;
  teamAt: string;
  /** Teams listed it among its team's: when it does no more, it is gone. It may not list private and shared ones. */
  listed?: true;
  gone?: true;
}

/** What Teams says of a team's channels, and others of which something was heard. */
export interface TeamChannels {
  teamId: string;
  listed: Channel[];
  besides?: Channel[];
}

export type ChannelRows = ReadonlyMap<string, ChannelRow>;

/** The rows that these channels become. What a channel does not tell stays as it was known. */
export function keepChanges(rows: ChannelRows, channels: Channel[], at: string): ChannelRow[] {
  return channels
    .filter((channel) => !isNewer(rows.get(channel.id), at) && !hasLeft(rows, channel.team.id, at))
    .map((channel) => merged(rows, channel, at));
}

/** The same for a whole team: what was listed once and is no more is gone. */
export function keepTeamChanges(
  rows: ChannelRows,
  { teamId, listed, besides = [] }: TeamChannels,
  at: string,
): ChannelRow[] {
  const heardOf = new Set([...listed, ...besides].map((c) => c.id));
  const missing = ofTeam(rows, teamId).filter((row) => row.listed && !heardOf.has(row.id) && !isNewer(row, at));
  return [
    ...keepChanges(rows, listed, at).map((row): ChannelRow => ({ ...row, listed: true })),
    ...keepChanges(rows, besides, at),
    ...missing.map((row) => gone(row, at)),
  ];
}

export function removeChanges(rows: ChannelRows, id: string, at: string): ChannelRow[] {
  const row = rows.get(id);
  return isNewer(row, at) ? [] : [gone(row ?? { id, team: { id: '' } }, at)];
}

/** Its channels, and its own id whatever was known of it: that is the default channel's, and says that the bot left. */
export function removeTeamChanges(rows: ChannelRows, teamId: string, at: string): ChannelRow[] {
  const own = rows.get(teamId) ?? { id: teamId, team: { id: teamId }, at: '' };
  const others = ofTeam(rows, teamId).filter((row) => row.id !== teamId);
  return [own, ...others].filter((row) => row.at <= at).map((row) => gone(row, at));
}

export function renameTeamChanges(rows: ChannelRows, teamId: string, name: string, at: string): ChannelRow[] {
  return ofTeam(rows, teamId)
    .filter((row) => !row.gone && row.teamAt <= at)
    .map((row) => ({ ...row, team: { id: teamId, name }, teamAt: at }));
}

/** True when all that was ever known of the team is gone. */
export function isTeamGone(rows: ChannelRows, teamId: string): boolean {
  const known = ofTeam(rows, teamId);
  return known.length > 0 && known.every((row) => row.gone);
}

export function channelIn({ at: _at, teamAt: _teamAt, listed: _listed, gone: _gone, ...channel }: ChannelRow): Channel {
  return channel;
}

function merged(rows: ChannelRows, channel: Channel, at: string): ChannelRow {
  const row = rows.get(channel.id);
  const known = row?.gone ? undefined : row;
  const name = channel.name ?? known?.name;
  const type = channel.type ?? known?.type;
  return {
    ...{ id: channel.id, tenantId: channel.tenantId, at, ...teamIn(rows, channel, at) },
    ...(name && { name }),
    ...(type && { type }),
    ...(known?.listed && { listed: known.listed }),
  };
}

/** Its team by the newest name that is known: of an event of another channel, where this one does not tell it. */
function teamIn(rows: ChannelRows, { team }: Channel, at: string): Pick<ChannelRow, 'team' | 'teamAt'> {
  const known = ofTeam(rows, team.id).find((row) => row.team.name);
  if (known && (!team.name || known.teamAt > at)) return { team: known.team, teamAt: known.teamAt };
  return { team, teamAt: at };
}

/** Only ids stay of what is gone. */
function gone({ id, team }: { id: string; team: { id: string } }, at: string): ChannelRow {
  return { id, team: { id: team.id, name: '' }, tenantId: '', at, teamAt: at, gone: true };
}

function isNewer(row: ChannelRow | undefined, at: string): boolean {
  return row !== undefined && row.at > at;
}

function hasLeft(rows: ChannelRows, teamId: string, at: string): boolean {
  const own = rows.get(teamId);
  return own?.gone === true && own.at > at;
}

function ofTeam(rows: ChannelRows, teamId: string): ChannelRow[] {
  return [...rows.values()].filter((row) => row.team.id === teamId);
}
