import type { AddressBook } from '../delivery/addresses.ts';
import type { Installations } from '../delivery/installations.ts';
import { type Entry, entriesOf, type Presence, type Roster } from '../roster/roster.ts';
import type { RosterBook } from '../roster/roster-book.ts';
import type { RosterStore } from '../roster/roster-store.ts';
import { forgetAsker, forgetHelper } from '../sparring/press-rules.ts';
import type { SparringRequest } from '../sparring/sparring.ts';
import type { SparringStore } from '../sparring/sparring-store.ts';
import { type Structure, titleOf } from '../structure/structure.ts';
import type { NamedPerson } from './agenda-names.ts';
import { eraseOwnAgendas, type OwnAgendaDeps, type OwnAgendas, ownAgendas } from './own-agendas.ts';
import { eraseOwnBeredskaber, type OwnBeredskabDeps, type OwnBeredskaber, ownBeredskaber } from './own-beredskaber.ts';

export interface OwnDataDeps extends OwnBeredskabDeps, OwnAgendaDeps {
  addresses: AddressBook;
  installations: Installations;
  rosterStore: RosterStore;
  book: RosterBook;
  sparring: SparringStore;
  /** Brings the messages of a request up to date. */
  workOn(kommune: string, id: string): Promise<void>;
  /** Leaves that to the worker. */
  nudge(kommune: string, id: string): Promise<void>;
  answerMilliseconds: number;
}

/** All that the store holds about one person. */
export interface OwnData {
  /** Their lines in the roster in force: the municipality's, and not the person's to delete. */
  entries: Entry[];
  /** Their lines in earlier rosters, and in files that nobody said yes to. */
  earlier: Entry[];
  address: boolean;
  presence?: Presence;
  requests: SparringRequest[];
  /** Requests of others that they were asked about. */
  helperIn: SparringRequest[];
  /** ISO times at which they imported a roster. */
  imports: string[];
  beredskaber: OwnBeredskaber;
  agendas: OwnAgendas;
}

/** The municipality that the person is of. */
export interface Place {
  structure: Structure;
  roster: Roster;
}

/** How the contact list writes this person. */
function namedIn({ structure, roster }: Place, objectId: string): NamedPerson {
  const entries = entriesOf(roster, objectId);
  const [first] = entries;
  return { names: entries.map((e) => e.name), title: first ? titleOf(structure, first.contact) : '–' };
}

export async function ownData(deps: OwnDataDeps, place: Place, objectId: string): Promise<OwnData> {
  const { roster } = place;
  const { kommune } = roster;
  const [address, requests, versions, presences] = await Promise.all([
    deps.addresses.of(kommune, objectId),
    deps.sparring.list(kommune),
    deps.rosterStore.versions(kommune),
    deps.rosterStore.presences(kommune),
  ]);
  const presence = presences.get(objectId);
  const { version: inForce } = await deps.rosterStore.head(kommune);
  const others = versions.filter((v) => v.id !== inForce);
  const lines = await Promise.all(others.map((version) => deps.rosterStore.entries(kommune, version)));
  return {
    entries: entriesOf(roster, objectId),
    earlier: lines.flat().filter((e) => e.teamsId === objectId),
    address: address !== undefined,
    ...(presence && { presence }),
    requests: requests.filter((r) => r.asker.objectId === objectId),
    helperIn: requests.filter((r) => r.offers.some((o) => o.to.objectId === objectId)),
    imports: versions.filter((v) => v.by === objectId || v.inForceBy === objectId).map((v) => v.inForceAt ?? v.at),
    beredskaber: await ownBeredskaber(deps, kommune, objectId),
    agendas: await ownAgendas(deps, kommune, objectId, namedIn(place, objectId)),
  };
}

// As long as an answer to a press may take: whoever is not told by then finds that their buttons say so.
const tellMilliseconds = 2_000;
const atOnce = 10;

/** Deletes all of it but the lines in the roster in force. Doing it again after a crash does the rest. */
export async function eraseOwnData(deps: OwnDataDeps, place: Place, objectId: string): Promise<void> {
  const { roster } = place;
  const { kommune } = roster;
  const { requests, helperIn } = await ownData(deps, place, objectId);
  await inBatches(requests, (request) => eraseRequest(deps, kommune, request.id));
  await inBatches(helperIn, (request) => eraseHelper(deps, roster, request, objectId));
  await eraseOwnBeredskaber(deps, kommune, objectId);
  await eraseOwnAgendas(deps, kommune, objectId, namedIn(place, objectId));
  await deps.rosterStore.forgetPresence(kommune, objectId);
  await deps.rosterStore.forgetPerson(kommune, objectId);
  const address = await deps.addresses.of(kommune, objectId);
  const { tenantId = '', conversationId } = address ?? {};
  if (conversationId) await deps.installations.delete(kommune, { tenantId, conversationId });
  // Last: while it stands there, a second try still knows where the person's chat is.
  await deps.addresses.forget(kommune, objectId);
  await deps.book.refresh(kommune);
}

/** Whoever was asked sees that it is off, and no name any more; then it is gone. */
async function eraseRequest({ sparring, workOn, clock }: OwnDataDeps, kommune: string, id: string): Promise<void> {
  await sparring.change(kommune, id, (request) => forgetAsker(request, clock()));
  const told = workOn(kommune, id).catch(() => undefined);
  await Promise.race([told, new Promise((late) => setTimeout(late, tellMilliseconds).unref())]);
  await sparring.delete(kommune, id);
}

async function eraseHelper(
  { sparring, nudge, clock, answerMilliseconds }: OwnDataDeps,
  roster: Roster,
  { id, slots }: SparringRequest,
  objectId: string,
): Promise<void> {
  const around = { roster, answerMilliseconds, now: clock() };
  await sparring.change(roster.kommune, id, (request) => forgetHelper(request, objectId, around));
  const theirs = slots.filter((slot) => slot.to === objectId).map((slot) => slot.name);
  await sparring.forgetMessages(roster.kommune, id, theirs);
  await nudge(roster.kommune, id);
}

async function inBatches<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let i = 0; i < items.length; i += atOnce) await Promise.all(items.slice(i, i + atOnce).map(work));
}
