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

/** What the worker does for beredskaber: the online meeting, calls out, and on when nobody answers. */
export function beredskabWorkshop(deps: BeredskabWorkDeps): Workshop {
  return {
    async handle(kommune, id) {
      await deps.refreshRoster(kommune);
      await seeToMeeting(deps, kommune, id);
      await workOnItem(deps, businessOf(deps, kommune), kommune, id);
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

function businessOf(deps: BeredskabWorkDeps, kommune: string): Business<Beredskab> {
  const { signer, forms, answerMilliseconds, mails, answerUrl } = deps;
  const structure = deps.structureOf(kommune);
  const roster = deps.rosterOf(kommune);
  return {
    feature: beredskabFeature,
    advance: (beredskab, now, failed) => advance(beredskab, { roster, answerMilliseconds, now, mails }, failed),
    render: (beredskab, slot) => messageOf({ structure, signer, forms }, beredskab, slot),
    renderMail: (beredskab, slot) => mailOf({ structure, answerUrl }, beredskab, slot),
  };
}
