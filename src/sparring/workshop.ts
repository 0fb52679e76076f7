import { overdueItems } from '../delivery/work-item.ts';
import { type Business, type WorkDeps, workOnItem } from '../delivery/work-on-item.ts';
import type { Workshop } from '../delivery/worker.ts';
import type { Roster } from '../roster/roster.ts';
import type { Signer } from '../signing.ts';
import type { Structure } from '../structure/structure.ts';
import { advance } from './advance.ts';
import type { SparringRequest } from './sparring.ts';
import { sparringCard } from './sparring-cards.ts';

export const sparringFeature = 'sparring';

export interface SparringWorkDeps extends WorkDeps {
  structureOf(kommune: string): Structure;
  rosterOf(kommune: string): Roster;
  /** Reads the roster that is in force now: another process may have put it there a moment ago. */
  refreshRoster(kommune: string): Promise<void>;
  signer: Signer;
  forms: 'dialog' | 'chat';
  answerMilliseconds: number;
}

/** What the worker does for requests: messages out, and on when nobody answers. */
export function sparringWorkshop(deps: SparringWorkDeps): Workshop {
  return {
    async handle(kommune, id) {
      // Who stands in the roster decides who is asked: nobody may be taken for gone by an old one.
      await deps.refreshRoster(kommune);
      await workOnItem(deps, businessOf(deps, kommune), kommune, id);
    },
    overdue: (kommune) => overdueItems(deps.records, kommune, deps.clock()),
  };
}

function businessOf(deps: SparringWorkDeps, kommune: string): Business<SparringRequest> {
  const { signer, forms, answerMilliseconds } = deps;
  const structure = deps.structureOf(kommune);
  const roster = deps.rosterOf(kommune);
  return {
    feature: sparringFeature,
    advance: (request, now, failed) => advance(request, { roster, answerMilliseconds, now }, failed),
    render: (request, slot) => sparringCard({ structure, roster, signer, forms }, request, slot.name),
  };
}
