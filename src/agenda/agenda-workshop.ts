import type { Slot } from '../delivery/work-item.ts';
import { overdueItems } from '../delivery/work-item.ts';
import { type Business, type WorkDeps, workOnItem } from '../delivery/work-on-item.ts';
import type { Workshop } from '../delivery/worker.ts';
import type { CardMessage } from '../ports.ts';
import type { Structure } from '../structure/structure.ts';
import { advanceAgenda, type Beside } from './advance-agenda.ts';
import type { Agenda } from './agenda.ts';
import { agendaCard, discardedCard } from './agenda-cards.ts';
import { isCallKind, slotMeaning } from './agenda-slots.ts';
import { type AgendaStore, readAgenda } from './agenda-store.ts';
import { lastAsk } from './approval.ts';
import { actionsOf } from './minutes.ts';
import { actionCard } from './minutes-forms.ts';
import { minutesPost } from './minutes-post.ts';
import { type AgendaCardDeps, callCard, changeNotice, postCard, withdrawnPost } from './post-cards.ts';
import { isTakenBack } from './posting.ts';
import { answeredCard, proposalCard } from './proposal-cards.ts';
import { isOpenForProposals } from './proposal-rules.ts';
import type { ProposalStore } from './proposal-store.ts';
import { approvalCard, nudgeCard } from './publish-cards.ts';
import type { ReadsStore } from './reads-store.ts';

export const agendaFeature = 'agenda';

export interface AgendaWorkDeps extends WorkDeps, Omit<AgendaCardDeps, 'structure'> {
  structureOf(kommune: string): Structure;
  agendas: AgendaStore;
  proposals: ProposalStore;
  reads: ReadsStore;
  /** Whether this person may post now. */
  mayPost(kommune: string, objectId: string): boolean;
  refreshRoster(kommune: string): Promise<void>;
}

/**
 * What the worker does for agendas. Posts in channels go out at most once: a double post is worse than a late one. What is
 * said to one person goes out at least once.
 */
export function agendaWorkshop(deps: AgendaWorkDeps): Workshop {
  return {
    async handle(kommune, id) {
      await deps.refreshRoster(kommune);
      const [proposals, reads] = await Promise.all([deps.proposals.list(kommune, id), deps.reads.list(kommune, id)]);
      const looked = new Set([...reads.map((r) => r.objectId), ...proposals.map((p) => p.by.objectId)]);
      const mayPost = ({ confirmedBy, author }: Agenda) => deps.mayPost(kommune, (confirmedBy ?? author).objectId);
      await workOnItem(deps, businessOf(deps, kommune, { proposals, looked }, mayPost), kommune, id);
      await deleteDiscarded(deps, kommune, id);
    },
    overdue: (kommune) => overdueItems(deps.records, kommune, deps.clock()),
  };
}

function businessOf(
  deps: AgendaWorkDeps,
  kommune: string,
  beside: Omit<Beside, 'mayPost'>,
  mayPost: (agenda: Agenda) => boolean,
): Business<Agenda> {
  const { signer, forms, calendarUrl } = deps;
  const cards = { structure: deps.structureOf(kommune), signer, forms, calendarUrl };
  return {
    feature: agendaFeature,
    advance: (agenda, now) => advanceAgenda(agenda, now, { ...beside, mayPost: mayPost(agenda) }),
    render: (agenda, slot, isThere) => {
      // What was taken back or is over before it went out does not go out, and nothing new is said of what was thrown away.
      const { kind, of } = slotMeaning(slot);
      const needless =
        (kind === 'post' && isTakenBack(agenda, Number(of))) ||
        (isCallKind(kind) && !isOpenForProposals(agenda, deps.clock())) ||
        agenda.state === 'deleted';
      return needless && !isThere ? undefined : render(cards, agenda, slot, beside, deps.clock());
    },
  };
}

/** Nothing is kept of what was thrown away, once everything that stands of it says so. */
async function deleteDiscarded({ records, agendas }: AgendaWorkDeps, kommune: string, id: string): Promise<void> {
  const agenda = (await readAgenda(records, kommune, id))?.value;
  if (agenda?.state === 'deleted' && !agenda.dueAt) await agendas.delete(kommune, id);
}

/** What one message about an agenda says now. Undefined: nothing is to be said any more. */
function render(
  cards: AgendaCardDeps,
  agenda: Agenda,
  slot: Slot,
  { proposals }: Pick<Beside, 'proposals'>,
  now: Date,
): CardMessage | undefined {
  const { kind, of } = slotMeaning(slot);
  const proposal = proposals.find((p) => p.id === of);
  const action = actionsOf(agenda).find((a) => a.action.id === of)?.action;
  switch (kind) {
    case 'author':
      return agenda.state === 'deleted' ? discardedCard(agenda) : agendaCard(cards, agenda);
    case 'post':
      return isTakenBack(agenda, Number(of)) ? withdrawnPost(agenda) : postCard(cards, agenda, now);
    case 'call':
      return callCard(cards, agenda, now, 'channel');
    case 'ask':
      return callCard(cards, agenda, now, 'member', of);
    case 'remind':
      return callCard(cards, agenda, now, 'reminder', of);
    case 'notice':
      return agenda.state === 'posted' && !isTakenBack(agenda, Number(of)) ? changeNotice(agenda) : undefined;
    case 'minutes':
      return minutesPost(cards, agenda);
    case 'approve':
      return approvalCard(cards, agenda, now, of, slot.name === lastAsk(agenda));
    case 'nudge':
      return nudgeCard(cards, agenda, now);
    case 'proposal':
      return proposal && proposalCard(cards, agenda, proposal);
    case 'answered':
      return proposal && answeredCard(agenda, proposal);
    case 'action':
      return action && actionCard(cards, agenda, action);
    default:
      return kind satisfies never;
  }
}
