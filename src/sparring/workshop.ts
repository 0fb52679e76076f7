import { overdueItems } from '../delivery/work-item.ts';
import type { Business } from '../delivery/work-on-item.ts';
import { type WorkDeps, workOnItem } from '../delivery/work-on-item.ts';
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
  signer: Signer;
  forms: 'dialog' | 'chat';
  answerMilliseconds: number;
}

/** What the worker does for requests: messages out, and on when nobody answers. */
export function sparringWorkshop(deps: SparringWorkDeps): Workshop {
  return {
    handle: (kommune, id) => workOnItem(deps, businessOf(deps, kommune), kommune, id),
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
