import { createHash, randomUUID } from 'node:crypto';
import { dayOf } from '../language/dates.ts';
import type { Clock } from '../ports.ts';
import type { Structure } from '../structure/structure.ts';
import type { AgendaStore } from './agenda-store.ts';
import { draftItems } from './draft-items.ts';
import { newAgenda } from './new-agenda.ts';
import type { SettingsStore } from './settings-store.ts';
import { bodyPlans, draftsDue } from './year-plan.ts';

export interface DraftDeps {
  agendas: AgendaStore;
  settings: SettingsStore;
  clock: Clock;
  nudge(kommune: string, id: string): Promise<void>;
}

const minutesInDay = 24 * 60;

/**
 * Makes the drafts of the next meetings of bodies whose rhythm somebody has set; it belongs to them. A rhythm that is only
 * our reading of the sources makes nothing by itself. Answers how many.
 */
export async function makeDrafts(deps: DraftDeps, structure: Structure): Promise<number> {
  const kommune = structure.id;
  const [agendas, settings] = await Promise.all([deps.agendas.list(kommune), deps.settings.list(kommune)]);
  const plans = bodyPlans(structure, settings).filter((plan) => plan.own && plan.settings.changedBy);
  const due = draftsDue(plans, agendas, dayOf(deps.clock()));
  for (const { plan, date, planned } of due) {
    const { body, title, start, minutes, place, settings: own } = plan;
    const template = own.template && { template: own.template };
    const sources = { structure, agendas, settled: own.settled, newId: randomUUID, ...template };
    const agenda = newAgenda(
      {
        ...{ id: idOf(kommune, body, planned), kommune, language: 'da', body, title, date, start, online: false },
        ...{ end: later(start, minutes), author: own.changedBy!, plannedFor: planned, ...(place && { place }) },
        items: draftItems(sources, { body, date, language: 'da' }),
      },
      deps.clock(),
    );
    if (await deps.agendas.create(agenda)) await deps.nudge(kommune, agenda.id);
  }
  return due.length;
}

/** The same for every process that makes it. */
function idOf(kommune: string, body: string, planned: string): string {
  return createHash('sha256').update(`${kommune} ${body} ${planned}`).digest('hex').slice(0, 32);
}

function later(clock: string, minutes: number): string {
  const [hours = 0, rest = 0] = clock.split(':').map(Number);
  const at = (hours * 60 + rest + minutes) % minutesInDay;
  return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
}
