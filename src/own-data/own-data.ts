import type { AddressBook } from '../delivery/addresses.ts';
import type { Installations } from '../delivery/installations.ts';
import type { Clock } from '../ports.ts';
import { type Entry, entriesOf, type Presence, type Roster } from '../roster/roster.ts';
import type { RosterBook } from '../roster/roster-book.ts';
import type { RosterStore } from '../roster/roster-store.ts';
import { type SparringRequest, withdraw, withoutHelper } from '../sparring/sparring.ts';
import type { SparringStore } from '../sparring/sparring-store.ts';

export interface OwnDataDeps {
  addresses: AddressBook;
  installations: Installations;
  rosterStore: RosterStore;
  book: RosterBook;
  sparring: SparringStore;
  /** Brings the messages of a request up to date. */
  workOn(kommune: string, id: string): Promise<void>;
  clock: Clock;
}

/** All that the store holds about one person. */
export interface OwnData {
  /** Their lines in the roster: the municipality's, and not the person's to delete. */
  entries: Entry[];
  address: boolean;
  presence?: Presence;
  requests: SparringRequest[];
  /** Requests of others that they were asked about. */
  helperIn: SparringRequest[];
  /** ISO times at which they imported a roster. */
  imports: string[];
}

export async function ownData(deps: OwnDataDeps, roster: Roster, objectId: string): Promise<OwnData> {
  const { kommune } = roster;
  const [address, requests, versions, presences] = await Promise.all([
    deps.addresses.of(kommune, objectId),
    deps.sparring.list(kommune),
    deps.rosterStore.versions(kommune),
    deps.rosterStore.presences(kommune),
  ]);
  const presence = presences.get(objectId);
  return {
    entries: entriesOf(roster, objectId),
    address: address !== undefined,
    ...(presence && { presence }),
    requests: requests.filter((r) => r.asker.objectId === objectId),
    helperIn: requests.filter((r) => r.offers.some((o) => o.to.objectId === objectId)),
    imports: versions.filter((v) => v.by === objectId).map((v) => v.at),
  };
}

/** Deletes all of it but the lines in the roster. Doing it again after a crash does the rest. */
export async function eraseOwnData(deps: OwnDataDeps, roster: Roster, objectId: string): Promise<void> {
  const { kommune } = roster;
  const { requests, helperIn } = await ownData(deps, roster, objectId);
  for (const { id } of requests) {
    const withdrawn = await deps.sparring.change(kommune, id, (request) => withdraw(request, objectId, deps.clock()));
    // Whoever was asked sees that it is off; when they cannot be told, their buttons say that it is gone.
    if (withdrawn && 'request' in withdrawn) await deps.workOn(kommune, id);
    await deps.sparring.delete(kommune, id);
  }
  for (const { id } of helperIn) {
    await deps.sparring.change(kommune, id, (request) => withoutHelper(request, objectId, deps.clock()));
    await deps.sparring.forgetMessages(kommune, id, objectId);
    await deps.workOn(kommune, id);
  }
  await deps.rosterStore.forgetPresence(kommune, objectId);
  await deps.rosterStore.forgetImporter(kommune, objectId);
  const address = await deps.addresses.of(kommune, objectId);
  const { tenantId = '', conversationId } = address ?? {};
  if (conversationId) await deps.installations.delete(kommune, { tenantId, conversationId });
  // Last: while it stands there, a second try still knows where the person's chat is.
  await deps.addresses.forget(kommune, objectId);
  await deps.book.refresh(kommune);
}
