import { setTimeout as delay } from 'node:timers/promises';
import { overdueItems } from '../delivery/work-item.ts';
import {
  type Business,
  sendMailsOf,
  type WorkDeps,
  type MailDeps as WorkMails,
  workOnItem,
} from '../delivery/work-on-item.ts';
import type { Workshop } from '../delivery/worker.ts';
import type { Mailer } from '../ports.ts';
import type { Roster } from '../roster/roster.ts';
import type { Structure } from '../structure/structure.ts';
import { advance } from './advance.ts';
import type { Beredskab } from './beredskab.ts';
import { type MailDeps, mailOf } from './mails.ts';
import { messageOf } from './messages.ts';
import { type MeetingDeps, seeToMeeting } from './see-to-meeting.ts';
import type { StatusDeps } from './status-card.ts';

export const beredskabFeature = 'beredskab';

export interface BeredskabWorkDeps extends WorkDeps, Omit<StatusDeps, 'structure'>, MeetingDeps {
  structureOf(kommune: string): Structure;
  rosterOf(kommune: string): Roster;
  /** Reads the roster that is in force now: a deputy may have been put there a moment ago. */
  refreshRoster(kommune: string): Promise<void>;
  answerMilliseconds: number;
  /** Whether mails can be sent. */
  mails: boolean;
  answerUrl: MailDeps['answerUrl'];
}

// Graph mostly answers in half of it, and then the link stands in the first mail already; the calls wait for no more.
const headStartMilliseconds = 1_000;

/** What the worker does for beredskaber: the online meeting, calls out, and on when nobody answers. */
export function beredskabWorkshop(deps: BeredskabWorkDeps): Workshop {
  return {
    async handle(kommune, id) {
      await deps.refreshRoster(kommune);
      const work = () => workOnItem(deps, businessOf(deps, kommune), kommune, id);
      const meeting = seeToMeeting(deps, kommune, id);
      const early = await firstOf(meeting, headStartMilliseconds);
      const [worked, met] = await Promise.allSettled([work(), meeting]);
      if (worked.status === 'rejected') throw worked.reason;
      if (met.status === 'rejected') throw met.reason;
      if (!early && met.value) await work();
    },
    overdue: (kommune) => overdueItems(deps.records, kommune, deps.clock()),
  };
}

/** What the mail worker does for them. It has a queue of its own: a slow mail server must not hold up Teams. */
export function beredskabMailWorkshop(
  deps: BeredskabWorkDeps & Pick<WorkMails, 'mailQueue'> & { mailer: Mailer },
): Workshop {
  return {
    handle: (kommune, id) => sendMailsOf(deps, businessOf(deps, kommune), kommune, id),
    // The item's own worker finds what was left, and nudges.
    overdue: async () => [],
  };
}

/** True when it was settled within this time. */
async function firstOf(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const settled = promise.then(
    () => true,
    () => true,
  );
  return Promise.race([settled, delay(milliseconds, false, { ref: false })]);
}

function businessOf(deps: BeredskabWorkDeps, kommune: string): Business<Beredskab> {
  const { signer, forms, answerMilliseconds, mails, answerUrl } = deps;
  const structure = deps.structureOf(kommune);
  const roster = deps.rosterOf(kommune);
  return {
    feature: beredskabFeature,
    advance: (beredskab, now, failed) => advance(beredskab, { roster, answerMilliseconds, now, mails }, failed),
    render: (beredskab, slot, isThere, wasSent) =>
      messageOf({ structure, signer, forms }, beredskab, slot, { now: deps.clock(), isThere, wasSent }),
    renderMail: (beredskab, slot, wasSent) =>
      mailOf({ structure, answerUrl }, beredskab, slot, { now: deps.clock(), isThere: false, wasSent }),
  };
}
