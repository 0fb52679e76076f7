import type { Agenda, Person, Proposal } from '../agenda/agenda.ts';
import { slotMeaning } from '../agenda/agenda-slots.ts';
import type { AgendaStore } from '../agenda/agenda-store.ts';
import type { Decided } from '../agenda/proposal-rules.ts';
import type { ProposalStore } from '../agenda/proposal-store.ts';
import type { ReadsStore } from '../agenda/reads-store.ts';
import type { SettingsStore } from '../agenda/settings-store.ts';
import { wantAuthor } from '../agenda/want-author.ts';
import type { Clock } from '../ports.ts';
import { type NamedPerson, withoutName } from './agenda-names.ts';

export interface OwnAgendaDeps {
  agendas: AgendaStore;
  proposals: ProposalStore;
  reads: ReadsStore;
  settings: SettingsStore;
  clock: Clock;
}

/** What the store holds about one person and agendas. */
export interface OwnAgendas {
  written: Agenda[];
  proposed: Proposal[];
  /** Ids of agendas that they have looked at or read. */
  read: string[];
  /** Proposals of others that they said yes or no to. */
  decided: Proposal[];
  /**
   * Ids of agendas that name them otherwise: asked for items, asked to approve, owner of an action, writer of minutes, or in
   * a text as whoever leads, presents or was there.
   */
  named: string[];
  /** Ids of approved minutes in which their name stands as text: these are the municipality's papers, and stay. */
  papers: string[];
}

/** Nobody whom a text could name. */
const unnamed: NamedPerson = { names: [], title: '–' };

export async function ownAgendas(
  { agendas, proposals, reads }: OwnAgendaDeps,
  kommune: string,
  objectId: string,
  person = unnamed,
): Promise<OwnAgendas> {
  const [all, allProposals, ownReads] = await Promise.all([
    agendas.list(kommune),
    proposals.list(kommune),
    reads.ofPerson(kommune, objectId),
  ]);
  const holdsId = (a: Agenda) => JSON.stringify(a).includes(objectId);
  const holdsName = (a: Agenda) => withoutName(a, person) !== a;
  const ofOthers = all.filter((a) => a.author.objectId !== objectId);
  return {
    written: all.filter((a) => a.author.objectId === objectId),
    proposed: allProposals.filter((p) => p.by.objectId === objectId),
    decided: allProposals.filter((p) => p.by.objectId !== objectId && p.decidedBy?.objectId === objectId),
    read: ownReads.map((r) => r.agenda),
    named: ofOthers.filter((a) => holdsId(a) || (!isPaper(a) && holdsName(a))).map((a) => a.id),
    papers: all.filter((a) => isPaper(a) && holdsName(a)).map((a) => a.id),
  };
}

const isPaper = ({ state }: Agenda) => state === 'approved';

const nobody: Person = { objectId: '', name: '–' };

/**
 * Deletes their drafts, their proposals and what they read. From agendas and minutes that stay their id is taken out, and
 * their name with it; where only the name is written it is taken out too, but for approved minutes: these are the
 * municipality's papers, and say who was there.
 */
export async function eraseOwnAgendas(
  deps: OwnAgendaDeps,
  kommune: string,
  objectId: string,
  person = unnamed,
): Promise<void> {
  const { written, proposed, decided, read, named } = await ownAgendas(deps, kommune, objectId, person);
  for (const proposal of proposed) await deps.proposals.delete(proposal);
  for (const { agenda, id } of decided) await deps.proposals.decide(kommune, agenda, id, withoutDecider(objectId));
  for (const agenda of read) await deps.reads.forget(kommune, agenda, objectId);
  for (const agenda of written.filter((a) => a.state === 'draft')) await deps.agendas.delete(kommune, agenda.id);
  const left = [...written.filter((a) => a.state !== 'draft').map((a) => a.id), ...named];
  for (const id of left) await takeOut(deps, kommune, id, objectId, person);
  for (const { body, changedBy } of await deps.settings.list(kommune))
    if (changedBy?.objectId === objectId) await deps.settings.change(kommune, body, ({ changedBy: _, ...s }) => s);
}

function withoutDecider(objectId: string) {
  return ({ agenda, proposal }: Decided): Decided => {
    const { decidedBy, ...rest } = proposal;
    return { agenda, proposal: decidedBy?.objectId === objectId ? rest : proposal };
  };
}

async function takeOut(
  { agendas, clock }: OwnAgendaDeps,
  kommune: string,
  id: string,
  objectId: string,
  person: NamedPerson,
): Promise<void> {
  const before = await agendas.get(kommune, id);
  const isTheirs = (slot: Agenda['slots'][number]) => slot.to === objectId || slotMeaning(slot).of === objectId;
  const theirs = before?.slots.filter(isTheirs).map((s) => s.name) ?? [];
  await agendas.change(kommune, id, (agenda) => {
    const asked = without(notAsked(agenda, objectId, clock()), objectId) as Agenda;
    const unsaid = isPaper(agenda) ? asked : withoutName(asked, person);
    return { ...unsaid, slots: asked.slots.filter((s) => !isTheirs(s)) };
  });
  await agendas.forgetMessages(kommune, id, theirs);
}

/** Nobody is waited for or written to in their place: the author sees that it does not go out, and chooses somebody anew. */
function notAsked(agenda: Agenda, objectId: string, now: Date): Agenda {
  const { plan, approval, publishAt, collecting, ...rest } = agenda;
  const members = collecting?.members.filter((m) => m.objectId !== objectId) ?? [];
  const others: Agenda = { ...rest, ...(collecting && { collecting: { ...collecting, members } }) };
  const waits = approval?.state === 'asked' && approval.of.objectId === objectId;
  if (waits) return wantAuthor(others, now);
  const keepsPlan = plan && (publishAt || plan.approver?.objectId !== objectId);
  return { ...others, ...(keepsPlan && { plan }), ...(approval && { approval }), ...(publishAt && { publishAt }) };
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
