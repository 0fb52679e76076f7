import type { Agenda, Person, Proposal } from '../agenda/agenda.ts';
import { slotMeaning } from '../agenda/agenda-slots.ts';
import type { AgendaStore } from '../agenda/agenda-store.ts';
import type { ProposalStore } from '../agenda/proposal-store.ts';
import type { ReadsStore } from '../agenda/reads-store.ts';
import type { SettingsStore } from '../agenda/settings-store.ts';

export interface OwnAgendaDeps {
  agendas: AgendaStore;
  proposals: ProposalStore;
  reads: ReadsStore;
  settings: SettingsStore;
}

/** What the store holds about one person and agendas. */
export interface OwnAgendas {
  written: Agenda[];
  proposed: Proposal[];
  /** Ids of agendas that they have looked at or read. */
  read: string[];
  /** Ids of agendas that name them otherwise: asked for items, asked to approve, owner of an action, writer of minutes. */
  named: string[];
}

export async function ownAgendas(
  { agendas, proposals, reads }: OwnAgendaDeps,
  kommune: string,
  objectId: string,
): Promise<OwnAgendas> {
  const [all, allProposals, ownReads] = await Promise.all([
    agendas.list(kommune),
    proposals.list(kommune),
    reads.ofPerson(kommune, objectId),
  ]);
  return {
    written: all.filter((a) => a.author.objectId === objectId),
    proposed: allProposals.filter((p) => p.by.objectId === objectId),
    read: ownReads.map((r) => r.agenda),
    named: all.filter((a) => a.author.objectId !== objectId && JSON.stringify(a).includes(objectId)).map((a) => a.id),
  };
}

const nobody: Person = { objectId: '', name: '–' };

/**
 * Deletes their drafts, their proposals and what they read; from agendas that were posted and from minutes, which are the
 * municipality's, their name is taken out.
 */
export async function eraseOwnAgendas(deps: OwnAgendaDeps, kommune: string, objectId: string): Promise<void> {
  const { written, proposed, read, named } = await ownAgendas(deps, kommune, objectId);
  for (const proposal of proposed) await deps.proposals.delete(proposal);
  for (const agenda of read) await deps.reads.forget(kommune, agenda, objectId);
  for (const agenda of written.filter((a) => a.state === 'draft')) await deps.agendas.delete(kommune, agenda.id);
  const left = [...written.filter((a) => a.state !== 'draft').map((a) => a.id), ...named];
  for (const id of left) await takeOut(deps, kommune, id, objectId);
  for (const { body, changedBy } of await deps.settings.list(kommune))
    if (changedBy?.objectId === objectId) await deps.settings.change(kommune, body, ({ changedBy: _, ...s }) => s);
}

async function takeOut({ agendas }: OwnAgendaDeps, kommune: string, id: string, objectId: string): Promise<void> {
  const before = await agendas.get(kommune, id);
  const isTheirs = (slot: Agenda['slots'][number]) => slot.to === objectId || slotMeaning(slot).of === objectId;
  const theirs = before?.slots.filter(isTheirs).map((s) => s.name) ?? [];
  await agendas.change(kommune, id, (agenda) => ({
    ...(without(agenda, objectId) as Agenda),
    slots: agenda.slots.filter((s) => !isTheirs(s)),
  }));
  await agendas.forgetMessages(kommune, id, theirs);
}

/** The value without this person: wherever they stand as a person, nobody does; whoever owned an action is nobody. */
function without(value: unknown, objectId: string): unknown {
  if (Array.isArray(value)) return value.map((v) => without(v, objectId));
  if (value === null || typeof value !== 'object') return value;
  if ('objectId' in value && value.objectId === objectId) return nobody;
  const entries = Object.entries(value).filter(([key, v]) => !(key === 'ownerId' && v === objectId));
  const owned = 'ownerId' in value && value.ownerId === objectId;
  return Object.fromEntries(
    entries.map(([key, v]) => [key, owned && key === 'who' ? nobody.name : without(v, objectId)]),
  );
}
