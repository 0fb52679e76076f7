import { isDeepStrictEqual } from 'node:util';
import { type Change, mostChanges, type Records, type Stored } from '../ports.ts';
import { again, untilWritten } from '../until-written.ts';
import { type Channel, compareChannels } from './channel.ts';
import {
  type ChannelRow,
  type ChannelRows,
  channelIn,
  isTeamGone,
  keepChanges,
  keepTeamChanges,
  removeChanges,
  removeTeamChanges,
  renameTeamChanges,
  type TeamChannels,
} from './channel-changes.ts';

/**
 * The channels of the teams where the bot is installed, by id. Every change carries the ISO time at which it happened
 * (now, where none is given): one that is older than what is known changes nothing.
 */
export interface ChannelBook {
  /** By team; in a team the default channel first, then by name. */
  list(kommune: string): Promise<Channel[]>;
  get(kommune: string, id: string): Promise<Channel | undefined>;
  /** New ones, and known ones under their new name. What a channel does not tell (name, team's name) stays. */
  keep(kommune: string, channels: Channel[], at?: string): Promise<void>;
  /** A team as Teams lists it: what was listed before and is no more is removed. */
  keepTeam(kommune: string, team: TeamChannels, at?: string): Promise<void>;
  remove(kommune: string, channelId: string, at?: string): Promise<void>;
  renameTeam(kommune: string, teamId: string, name: string, at?: string): Promise<void>;
  removeTeam(kommune: string, teamId: string, at?: string): Promise<void>;
  /** True when the team was known and is gone: deleted, archived, or without the bot. */
  hasLeft(kommune: string, teamId: string): Promise<boolean>;
}

export function createChannelBook(records: Records): ChannelBook {
  const read = async (kommune: string) => {
    const stored = await records.list<ChannelRow>(kommune, []);
    return new Map(stored.map((s) => [s.value.id, s]));
  };
  const change = (kommune: string, rule: (rows: ChannelRows) => ChannelRow[]) =>
    untilWritten('channels', async () => {
      const stored = await read(kommune);
      const changes = rule(rowsOf(stored)).flatMap((row) => changeOf(stored.get(row.id), row));
      for (let i = 0; i < changes.length; i += mostChanges)
        if (!(await records.write(kommune, changes.slice(i, i + mostChanges)))) return again;
    });
  return {
    async list(kommune) {
      const rows = [...rowsOf(await read(kommune)).values()];
      return rows
        .filter((row) => !row.gone)
        .map(channelIn)
        .sort(compareChannels);
    },
    async get(kommune, id) {
      const row = (await records.get<ChannelRow>(kommune, [id]))?.value;
      return row && !row.gone ? channelIn(row) : undefined;
    },
    keep: (kommune, channels, at = now()) => change(kommune, (rows) => keepChanges(rows, channels, at)),
    keepTeam: (kommune, team, at = now()) => change(kommune, (rows) => keepTeamChanges(rows, team, at)),
    remove: (kommune, channelId, at = now()) => change(kommune, (rows) => removeChanges(rows, channelId, at)),
    renameTeam: (kommune, teamId, name, at = now()) =>
      change(kommune, (rows) => renameTeamChanges(rows, teamId, name, at)),
    removeTeam: (kommune, teamId, at = now()) => change(kommune, (rows) => removeTeamChanges(rows, teamId, at)),
    hasLeft: async (kommune, teamId) => isTeamGone(rowsOf(await read(kommune)), teamId),
  };
}

function rowsOf(stored: Map<string, Stored<ChannelRow>>): ChannelRows {
  return new Map([...stored].map(([id, { value }]) => [id, value]));
}

/** Nothing where the row says so already: an event that comes twice writes once. */
function changeOf(stored: Stored<ChannelRow> | undefined, row: ChannelRow): Change[] {
  if (!stored) return [{ do: 'create', key: [row.id], value: row }];
  if (isDeepStrictEqual(stored.value, row)) return [];
  return [{ do: 'update', key: [row.id], value: row, revision: stored.revision }];
}

function now(): string {
  return new Date().toISOString();
}
