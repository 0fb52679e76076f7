import { messageOf } from '../errors.ts';
import { dayOf, daysLater, hourOf } from '../language/dates.ts';
import type { Log } from '../log.ts';
import type { Clock, Records } from '../ports.ts';

/** Something that is done once a day for a municipality, by whichever instance comes first. */
export interface DailyJob {
  name: string;
  /** Only on working days between 9 and 15 o'clock: it writes to people. */
  inWorkingHours: boolean;
  run(kommune: string): Promise<void>;
}

export interface DailyDeps {
  records: Records;
  jobs: DailyJob[];
  kommuner: Iterable<string>;
  clock: Clock;
  log: Log;
}

const lookMilliseconds = 15 * 60 * 1000;
const claimsKeptDays = 7;

/** Looks at start and every quarter of an hour. `stop` waits for what is in hand. */
export function startDaily(deps: DailyDeps): { stop(): Promise<void> } {
  let inHand: Promise<void> = Promise.resolve();
  const look = () => {
    inHand = inHand.then(() => runDueJobs(deps));
  };
  look();
  const timer = setInterval(look, lookMilliseconds);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await inHand;
    },
  };
}

/** Runs what has not been run today. A job that fails is tried again at the next look. */
export async function runDueJobs({ records, jobs, kommuner, clock, log }: DailyDeps): Promise<void> {
  const now = clock();
  for (const kommune of kommuner) {
    for (const { name, inWorkingHours, run } of jobs) {
      if (inWorkingHours && !isWorkingHour(now)) continue;
      const key = ['daily', dayOf(now), name];
      try {
        if (!(await records.write(kommune, [{ do: 'create', key, value: {} }]))) continue;
        await run(kommune).catch(async (error: unknown) => {
          await records.write(kommune, [{ do: 'delete', key }]);
          throw error;
        });
        await forgetClaims(records, kommune, now);
      } catch (error) {
        log.error('daily-failed', { part: name, kommune, reason: messageOf(error) });
      }
    }
  }
}

async function forgetClaims(records: Records, kommune: string, now: Date): Promise<void> {
  const old = await records.list(kommune, ['daily'], daysLater(dayOf(now), -claimsKeptDays));
  for (const { key } of old) await records.write(kommune, [{ do: 'delete', key }]);
}

function isWorkingHour(now: Date): boolean {
  const weekday = new Date(`${dayOf(now)}T00:00:00Z`).getUTCDay();
  const hour = Number(hourOf(now).slice(0, 2));
  return weekday >= 1 && weekday <= 5 && hour >= 9 && hour < 15;
}
