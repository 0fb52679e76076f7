import { createItemStore } from '../delivery/item-store.ts';
import type { Log } from '../log.ts';
import type { Clock, Meetings, Records } from '../ports.ts';
import type { Structure } from '../structure/structure.ts';
import { type Beredskab, isOver, type Meeting } from './beredskab.ts';
import { later, logged, touched, wantStatus } from './changes.ts';
import { setLink } from './manage-rules.ts';
import { subjectOf } from './wording.ts';

export interface MeetingDeps {
  records: Records;
  clock: Clock;
  log: Log;
  structureOf(kommune: string): Structure;
  /** Makes online meetings; undefined where the settings allow none: then the co-ordinator makes them. */
  meetings?: Meetings;
  /** What a failure of the meetings means; undefined for an error that is none of theirs. */
  meetingFailure(error: unknown): { kind: 'not-allowed' | 'later' | 'refused'; retryAfterSeconds?: number } | undefined;
}

// A minute at most: people are waiting for the link, and the calls have gone out without it.
const retryMilliseconds = 20_000;

/** Makes the online meeting, or moves it; what cannot be done now is tried again. True when something came of it. */
export async function seeToMeeting(deps: MeetingDeps, kommune: string, id: string): Promise<boolean> {
  const { meetings, records, clock } = deps;
  if (!meetings) return false;
  const store = createItemStore<Beredskab>(records);
  const beredskab = await store.get(kommune, id);
  if (!beredskab || !needsWork(beredskab, clock())) return false;
  const done = await tried(deps, meetings, beredskab);
  await store.change(kommune, id, done);
  return true;
}

/** What the beredskab becomes after one call to Graph, whatever that leads to. */
async function tried(
  deps: MeetingDeps,
  meetings: Meetings,
  beredskab: Beredskab,
): Promise<(beredskab: Beredskab) => Beredskab> {
  const { clock } = deps;
  const { id, kommune, online } = beredskab;
  const times = { start: new Date(beredskab.start), end: new Date(beredskab.end) };
  try {
    if (online?.graphId && online.outdated) {
      await meetings.move(online.graphId, times);
      return (b) => (b.start === beredskab.start && b.end === beredskab.end ? upToDate(b) : b);
    }
    const subject = subjectOf(deps.structureOf(kommune), beredskab);
    // The key is the beredskab's own: tried again, it is the same meeting.
    const made = await meetings.create(id, { subject, ...times });
    return (b) => withMeeting(b, made, times, clock());
  } catch (error) {
    const failure = deps.meetingFailure(error);
    // An error of somebody else's may repeat anything: its kind is enough for the log.
    const reason = failure && error instanceof Error ? error.message : error instanceof Error ? error.name : 'unknown';
    deps.log.warn('meeting-failed', { part: failure?.kind ?? 'unexpected', reason });
    const milliseconds = Math.max((failure?.retryAfterSeconds ?? 0) * 1000, retryMilliseconds);
    const again = !failure || failure.kind === 'later' ? later(clock(), milliseconds) : undefined;
    return (b) => afterFailure(b, again, clock());
  }
}

function needsWork(beredskab: Beredskab, now: Date): boolean {
  const { online } = beredskab;
  if (!online || online.failed || isOver(beredskab)) return false;
  if (online.joinUrl && !online.outdated) return false;
  return !online.retryAt || new Date(online.retryAt) <= now;
}

/** The link that somebody pasted meanwhile stays: they have made a meeting of their own. */
function withMeeting(
  beredskab: Beredskab,
  { id, joinUrl }: { id: string; joinUrl: string },
  times: { start: Date; end: Date },
  now: Date,
): Beredskab {
  if (beredskab.online?.joinUrl) return upToDate(beredskab);
  const linked = setLink(beredskab, joinUrl, now, id);
  if ('refused' in linked) return beredskab;
  const moved = linked.start !== times.start.toISOString() || linked.end !== times.end.toISOString();
  // It was made for the time before: to be moved at once.
  return moved ? { ...linked, online: { ...linked.online, outdated: true, retryAt: now.toISOString() } } : linked;
}

function upToDate(beredskab: Beredskab): Beredskab {
  const { outdated: _o, retryAt: _r, failed: _f, ...online } = beredskab.online ?? {};
  return { ...beredskab, online };
}

/** Not allowed or refused: the co-ordinator's card says so, and has the way to make it by hand. */
function afterFailure(beredskab: Beredskab, retryAt: string | undefined, now: Date): Beredskab {
  const { retryAt: _, ...online } = beredskab.online ?? {};
  if (retryAt) return wantStatus({ ...beredskab, online: { ...online, retryAt } satisfies Meeting });
  const what = online.outdated ? 'move-failed' : 'meeting-failed';
  return touched(logged({ ...beredskab, online: { ...online, failed: true } }, what, now), now);
}
