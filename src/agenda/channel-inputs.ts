import { createHash } from 'node:crypto';
import type { FormInput } from '../form-card.ts';
import { textsIn } from '../language/texts.ts';
import type { Language } from '../structure/structure.ts';

export interface ChannelChoice {
  id: string;
  title: string;
  /** Name of its team; channels of one team stand together. */
  team?: string;
}

// A form is a message, which takes 80 KB of UTF-16 (facts A1); a choice costs its words and some thirty characters more.
const mostCharacters = 32_000;
const choiceCharacters = 30;

/**
 * The channels to choose from, several at once. Ids are long: each is told by a short key instead. Where there are more than
 * a card can hold, whole teams are chosen, and single channels only of teams that the saved set has channels of.
 */
export function channelInputs(channels: ChannelChoice[], chosen: string[], language: Language): FormInput[] {
  if (channels.length === 0) return [];
  const choices = fits(channels) ? channels.map(channelChoice) : teamChoices(channels, chosen, language);
  const value = channels.filter(({ id }) => chosen.includes(id)).map(({ id }) => channelKey(id));
  return [
    {
      ...{ kind: 'choice', id: 'channels', label: textsIn(language).agendaChannels, many: true },
      ...{ choices, value: value.join(',') },
    },
  ];
}

/** The channels that were chosen, by themselves or with their team, out of those that there are. */
export function chosenChannels(channels: ChannelChoice[], inputs: Record<string, unknown>): ChannelChoice[] {
  const given = new Set(typeof inputs.channels === 'string' ? inputs.channels.split(',') : []);
  return channels.filter(
    ({ id, team }) => given.has(channelKey(id)) || (team !== undefined && given.has(teamKey(team))),
  );
}

/** The channels in short: those of one team together, and their number where there are many. */
export function channelsByTeam<T extends ChannelChoice>(channels: T[]): { team: string; channels: T[] }[] {
  const teams = Map.groupBy(channels, (c) => c.team ?? '');
  return [...teams].map(([team, own]) => ({ team, channels: own }));
}

const channelChoice = ({ id, title }: ChannelChoice) => ({ title, value: channelKey(id) });

function fits(channels: ChannelChoice[]): boolean {
  return channels.reduce((sum, { title }) => sum + title.length + choiceCharacters, 0) <= mostCharacters;
}

function teamChoices(channels: ChannelChoice[], chosen: string[], language: Language) {
  const teams = channelsByTeam(channels);
  const whole = teams.map(({ team, channels: own }) => ({
    title: textsIn(language).agendaWholeTeam(team, own.length),
    value: teamKey(team),
  }));
  const single = channels.filter(({ id }) => chosen.includes(id));
  return [...whole, ...(fits(single) ? single.map(channelChoice) : [])];
}

/** What a channel is told by in a form. */
export const channelKey = (id: string) => createHash('sha256').update(id).digest('base64url').slice(0, 8);
const teamKey = (team: string) => `t-${channelKey(`team ${team}`)}`;
