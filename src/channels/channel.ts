import type { Language } from '../structure/structure.ts';

/** A channel that the bot can post in. Ids decide; names are for people to choose by. */
export interface Channel {
  id: string;
  /** Missing for the default channel, which Teams does not name (facts A8), and where Teams has not told it yet. */
  name?: string;
  /** The name is empty where Teams has not told it yet. */
  team: { id: string; name: string };
  tenantId: string;
  /** Such a channel has members of its own: who can see it is not who is in the team. */
  type?: 'shared' | 'private';
}

const unnamed: Record<Language, { standard: string; other: string }> = {
  da: { standard: 'Generelt', other: 'Kanal uden kendt navn' },
  en: { standard: 'General', other: 'Channel of unknown name' },
};

/** "SSP › Lokalråd"; "SSP › Generelt" for the default channel. */
export function channelTitle(channel: Pick<Channel, 'id' | 'name' | 'team'>, language: Language): string {
  const name = channelName(channel, language);
  return channel.team.name ? `${channel.team.name} › ${name}` : name;
}

/** "Lokalråd"; "Generelt" for the default channel. */
export function channelName(channel: Pick<Channel, 'id' | 'name' | 'team'>, language: Language): string {
  const { standard, other } = unnamed[language];
  return channel.name ?? (isDefault(channel) ? standard : other);
}

/** By team, two of the same name kept apart; in a team the default channel first, then by name. */
export function compareChannels(a: Channel, b: Channel): number {
  return (
    a.team.name.localeCompare(b.team.name, 'da') ||
    a.team.id.localeCompare(b.team.id) ||
    Number(isDefault(b)) - Number(isDefault(a)) ||
    (a.name ?? '').localeCompare(b.name ?? '', 'da') ||
    a.id.localeCompare(b.id)
  );
}

function isDefault({ id, team }: Pick<Channel, 'id' | 'team'>): boolean {
  return id === team.id;
}
