import { itemChanges } from '../delivery/work-item.ts';
import type { Records } from '../ports.ts';
import { again, untilWritten } from '../until-written.ts';
import { type Agenda, isRefusal, type Proposal, type Refusal } from './agenda.ts';
import { readAgenda } from './agenda-store.ts';
import type { Decided } from './proposal-rules.ts';

/** Proposals are records of their own: many people propose for one agenda in the same second. */
export interface ProposalStore {
  /** Applies `propose` to the agenda as it is now. The same proposal a second time is the first one. Undefined: no agenda. */
  create(
    kommune: string,
    agenda: string,
    rule: (agenda: Agenda) => Proposal | Refusal,
  ): Promise<{ proposal: Proposal; agenda: Agenda } | Refusal | undefined>;
  get(kommune: string, agenda: string, id: string): Promise<Proposal | undefined>;
  /** Those of one agenda, or of all; the earliest first. */
  list(kommune: string, agenda?: string): Promise<Proposal[]>;
  /** Agenda and proposal change in one transaction, so that an accepted proposal is on the agenda. */
  decide(
    kommune: string,
    agenda: string,
    id: string,
    rule: (both: Decided) => Decided | Refusal,
  ): Promise<Decided | Refusal | undefined>;
  delete(proposal: Pick<Proposal, 'kommune' | 'agenda' | 'id'>): Promise<void>;
}

const keyOf = (agenda: string, id: string) => ['proposal', agenda, id];

export function createProposalStore(records: Records): ProposalStore {
  const read = (kommune: string, agenda: string, id: string) => records.get<Proposal>(kommune, keyOf(agenda, id));
  return {
    async create(kommune, agendaId, rule) {
      const agenda = (await readAgenda(records, kommune, agendaId))?.value;
      if (!agenda) return undefined;
      const proposal = rule(agenda);
      if (isRefusal(proposal)) return proposal;
      const key = keyOf(agendaId, proposal.id);
      if (await records.write(kommune, [{ do: 'create', key, value: proposal }])) return { proposal, agenda };
      const first = await read(kommune, agendaId, proposal.id);
      return first ? { proposal: first.value, agenda } : undefined;
    },
    async get(kommune, agenda, id) {
      return (await read(kommune, agenda, id))?.value;
    },
    async list(kommune, agenda) {
      const found = await records.list<Proposal>(kommune, ['proposal', ...(agenda ? [agenda] : [])]);
      return found.map(({ value }) => value).sort((a, b) => (a.at < b.at ? -1 : 1));
    },
    decide: (kommune, agendaId, id, rule) =>
      untilWritten(`proposal ${id}`, async () => {
        const [agenda, proposal] = await Promise.all([
          readAgenda(records, kommune, agendaId),
          read(kommune, agendaId, id),
        ]);
        if (!agenda || !proposal) return undefined;
        const next = rule({ agenda: agenda.value, proposal: proposal.value });
        if (isRefusal(next) || next.proposal === proposal.value) return next;
        const { key, revision } = proposal;
        const written = await records.write(kommune, [
          ...itemChanges(agenda, next.agenda),
          { do: 'update', key, value: next.proposal, revision },
        ]);
        return written ? next : again;
      }),
    async delete({ kommune, agenda, id }) {
      await records.write(kommune, [{ do: 'delete', key: keyOf(agenda, id) }]);
    },
  };
}
