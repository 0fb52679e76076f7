import { createItemStore } from '../delivery/item-store.ts';
import type { Clock, Meetings, Records } from '../ports.ts';
import type { Structure } from '../structure/structure.ts';
import { type Beredskab, isOver, type Meeting } from './beredskab.ts';
import { later, logged, touched } from './changes.ts';
import { setLink } from './manage-rules.ts';
import { subjectOf } from './wording.ts';

export interface MeetingDeps {
  records: Records;
  clock: Clock;
  structureOf(kommune: string): Structure;
  /** Makes online meetings; undefined where the settings allow none: then the co-ordinator makes them. */
  meetings?: Meetings;
  /** What a failure of the meetings means; undefined for an error that is none of theirs. */
  meetingFailure(error: unknown): { kind: 'not-allowed' | 'later' | 'refused'; retryAfterSeconds?: number } | undefined;
}

// A minute at most: people are waiting for the link, and the calls have gone out without it.
const retryMilliseconds = 20_000;

/** Makes the online meeting, or moves it, before the next messages go out; what cannot be done now is tried again. */
export async function seeToMeeting(deps: MeetingDeps, kommune: string, id: string): Promise<void> {
  const { meetings, records, clock } = deps;
  if (!meetings) return;
  const store = createItemStore<Beredskab>(records);
  const beredskab = await store.get(kommune, id);
  if (!beredskab || !needsWork(beredskab, clock())) return;
  const times = { start: new Date(beredskab.start), end: new Date(beredskab.end) };
  const { online } = beredskab;
  try {
    if (online?.graphId && online.outdated) {
      await meetings.move(online.graphId, times);
      await store.change(kommune, id, (b) =>
        b.start === beredskab.start ? withMeeting(b, { outdated: undefined }) : b,
      );
      return;
    }
    const subject = subjectOf(deps.structureOf(kommune), beredskab);
    // The key is the beredskab's own: tried again, it is the same meeting.
    const made = await meetings.create(id, { subject, ...times });
    await store.change(kommune, id, (b) => setLink(b, made.joinUrl, clock(), made.id));
  } catch (error) {
    const failure = deps.meetingFailure(error);
    if (!failure) throw error;
    const milliseconds = Math.max((failure.retryAfterSeconds ?? 0) * 1000, retryMilliseconds);
    const again = failure.kind === 'later' ? later(clock(), milliseconds) : undefined;
    await store.change(kommune, id, (b) => afterFailure(b, again, clock()));
  }
}

function needsWork(beredskab: Beredskab, now: Date): boolean {
  const { online } = beredskab;
  if (!online || online.failed || isOver(beredskab)) return false;
  if (online.joinUrl && !online.outdated) return false;
  return !online.retryAt || new Date(online.retryAt) <= now;
}

function withMeeting(beredskab: Beredskab, { outdated: _ }: { outdated: undefined }): Beredskab {
  const { outdated: _o, retryAt: _r, ...online } = beredskab.online ?? {};
  return { ...beredskab, online };
}

/** Not allowed or refused: the co-ordinator's card says so, and has the way to make it by hand. */
function afterFailure(beredskab: Beredskab, retryAt: string | undefined, now: Date): Beredskab {
  const { retryAt: _, ...online } = beredskab.online ?? {};
  if (retryAt) return { ...beredskab, online: { ...online, retryAt } satisfies Meeting };
  return touched(logged({ ...beredskab, online: { ...online, failed: true } }, 'meeting-failed', now), now);
}
