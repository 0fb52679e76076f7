import type { Person } from './agenda.ts';
import type { Rhythm } from './rhythm.ts';
import type { StandingItem } from './templates.ts';

/** What a municipality said of the meetings of one of its bodies. Whatever is not there is as the sources say. */
export interface BodySettings {
  /** Id of the contact point. */
  body: string;
  template?: StandingItem[];
  meetings?: MeetingSettings;
  /** Ids of the channels that are chosen to begin with. */
  channels: string[];
  /** Somebody else has to say yes before an agenda goes out. */
  approval: boolean;
  /** Keys of evaluations that need no item any more (evaluations.ts). */
  settled: string[];
  /** Planned days, yyyy-mm-dd, of which the draft was deleted: it is not made again. */
  skipped: string[];
  changedBy?: Person;
  changedAt?: string;
}

export interface MeetingSettings {
  rhythm: Rhythm;
  /** HH:MM. */
  start: string;
  /** How long a meeting is. */
  minutes: number;
  place?: string;
}

export function emptySettings(body: string): BodySettings {
  return { body, channels: [], approval: false, settled: [], skipped: [] };
}
