import type { Records } from '../ports.ts';
import { again, untilWritten } from '../until-written.ts';
import { type BodySettings, emptySettings } from './body-settings.ts';

/** What a municipality said of its bodies' meetings. */
export interface SettingsStore {
  /** Empty ones when nothing was said yet. */
  get(kommune: string, body: string): Promise<BodySettings>;
  list(kommune: string): Promise<BodySettings[]>;
  /** Applies a rule to the settings as they are now; anew when somebody else wrote in between. */
  change(kommune: string, body: string, rule: (settings: BodySettings) => BodySettings): Promise<BodySettings>;
}

const keyOf = (body: string) => ['settings', body];

export function createSettingsStore(records: Records): SettingsStore {
  return {
    async get(kommune, body) {
      return (await records.get<BodySettings>(kommune, keyOf(body)))?.value ?? emptySettings(body);
    },
    async list(kommune) {
      return (await records.list<BodySettings>(kommune, ['settings'])).map(({ value }) => value);
    },
    change: (kommune, body, rule) =>
      untilWritten(`settings of ${body}`, async () => {
        const stored = await records.get<BodySettings>(kommune, keyOf(body));
        const key = keyOf(body);
        const value = rule(stored?.value ?? emptySettings(body));
        const written = await records.write(kommune, [
          stored ? { do: 'update', key, value, revision: stored.revision } : { do: 'create', key, value },
        ]);
        return written ? value : again;
      }),
  };
}
