import { messageOf } from '../errors.ts';
import { dayOf, daysLater, hourOf } from '../language/dates.ts';
import type { Log } from '../log.ts';
import type { Clock, Records } from '../ports.ts';

/** Something that is done once a day for a municipality, by whichever instance comes first. */
export interface DailyJob {
  name: string;
  /** Only on working days between 9 and 15 o'clock: it writes to people. */
  inWorkingHours: boolean;
  /** `signal`: the process is being stopped; what is not done by then is done by the next. */
  run(kommune: string, signal: AbortSignal): Promise<void>;
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
// Longer than any job takes: then its process has died.
const claimMilliseconds = 30 * 60 * 1000;

/** Looks at start and every quarter of an hour. `stop` waits for what is in hand. */
export function startDaily(deps: DailyDeps): { stop(): Promise<void> } {
  let inHand: Promise<void> = Promise.resolve();
  const stopping = new AbortController();
  const look = () => {
    inHand = inHand.then(() => runDueJobs(deps, stopping.signal));
  };
  look();
  const timer = setInterval(look, lookMilliseconds);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await inHand;
    },
  };
}

/** Runs what has not been run today. One that failed, or whose process died, is run again. */
export async function runDueJobs(deps: DailyDeps, signal: AbortSignal = new AbortController().signal): Promise<void> {
  const now = deps.clock();
  for (const kommune of deps.kommuner) {
    for (const job of deps.jobs) {
      if (signal.aborted || (job.inWorkingHours && !isWorkingHour(now))) continue;
      try {
        await runJob(deps, kommune, job, now, signal);
      } catch (error) {
        deps.log.error('daily-failed', { part: job.name, kommune, reason: messageOf(error) });
      }
    }
  }
}

/** Whose it is until when, and whether it is done. */
interface Claim {
  until: string;
  done: boolean;
}

async function runJob(
  { records }: DailyDeps,
  kommune: string,
  { name, run }: DailyJob,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  const key = ['daily', dayOf(now), name];
  const before = await records.get<Claim>(kommune, key);
  if (before && (before.value.done || new Date(before.value.until) > now)) return;
  const claim = (until: Date, done: boolean): Claim => ({ until: until.toISOString(), done });
  const value = claim(new Date(now.getTime() + claimMilliseconds), false);
  const claimed = await records.write(kommune, [
    before ? { do: 'update', key, value, revision: before.revision } : { do: 'create', key, value },
  ]);
  if (!claimed) return;
  let done = false;
  try {
    await run(kommune, signal);
    done = !signal.aborted;
  } finally {
    await records.write(kommune, [{ do: 'upsert', key, value: claim(now, done) }]);
  }
  await forgetClaims(records, kommune, now);
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
