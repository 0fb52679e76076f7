import type { Messenger, Records } from '../../src/ports.ts';
import { type Entry, emptyRoster, type Presence, type Roster } from '../../src/roster/roster.ts';
import { createSigner } from '../../src/signing.ts';
import { newRequest } from '../../src/sparring/advance.ts';
import type { SparringRequest } from '../../src/sparring/sparring.ts';
import { createSparringStore } from '../../src/sparring/sparring-store.ts';
import { sparringFeature, sparringWorkshop } from '../../src/sparring/workshop.ts';
import { loadStructures } from '../../src/structure/load-structures.ts';
import { memoryJobQueue } from './memory-job-queue.ts';
import { memoryMessenger } from './memory-messenger.ts';
import { memoryStore } from './memory-store.ts';
import { mortality } from './mortal.ts';
import { entry, idOf } from './roster-builders.ts';

export const kommune = 'vordingborg';
export const answerMilliseconds = 15 * 60_000;
export const structure = loadStructures().get(kommune)!;
export const asker = { objectId: idOf(100), name: 'Lærer Et' };

export const anna = entry({
  name: 'Anna',
  teamsId: idOf(1),
  email: 'a@k.example',
  deputy: 'b@k.example',
  areas: ['Præstø'],
});
export const bo = entry({ name: 'Bo', teamsId: idOf(2), email: 'b@k.example', contact: 'ssp-leder' });
export const carla = entry({ name: 'Carla', teamsId: idOf(3), email: 'c@k.example', areas: ['Stege'] });

export function rosterOf(entries: Entry[] = [anna, bo, carla], presences: [string, Presence][] = []): Roster {
  return { ...emptyRoster(kommune), today: '2026-11-24', entries, presences: new Map(presences) };
}

/**
 * Requests, store, queue, messages and clock in memory, with a process that can be killed before or after any call.
 * `held`: the roster that this process read last.
 */
export async function sparringWorld(roster = rosterOf(), held = roster) {
  const store = memoryStore();
  const records = await store.open('sparring');
  let now = Date.parse('2026-11-24T10:00:00Z');
  const queue = memoryJobQueue(() => now);
  const messenger = memoryMessenger();
  const requests = createSparringStore(records);
  const clock = () => new Date(now);
  const { mortal, killAt, revive } = mortality();
  const mortalRecords = {
    get: mortal(records.get),
    list: mortal(records.list),
    write: mortal(records.write),
  } as Records;
  const mortalMessenger: Messenger = {
    send: mortal(messenger.send),
    update: mortal(messenger.update),
    post: mortal(messenger.post),
    reply: mortal(messenger.reply),
  };
  const workshop = sparringWorkshop({
    records: mortalRecords,
    messenger: mortalMessenger,
    queue: { ...queue, send: mortal(queue.send) },
    clock,
    structureOf: () => structure,
    rosterOf: () => held,
    refreshRoster: async () => {
      held = world.inForce;
    },
    signer: createSigner('s'.repeat(32)),
    forms: 'chat',
    answerMilliseconds,
  });
  const world = {
    store,
    requests,
    queue,
    messenger,
    clock,
    roster,
    /** The roster that is in force now. */
    inForce: roster,
    workshop,
    around: () => ({ roster, answerMilliseconds, now: clock() }),
    pass: (minutes: number) => {
      now += minutes * 60_000;
    },
    killAt,
    revive,
    async ask(fields: Partial<SparringRequest> = {}): Promise<SparringRequest> {
      const base = { id: 'r-1', kommune, language: 'da', asker, contact: 'ssp-konsulent', topic: 'rusmidler' } as const;
      const request = newRequest({ ...base, area: 'Præstø', reach: 'teams', when: 'soon', ...fields }, world.around())!;
      await requests.create(request);
      await queue.send({ feature: sparringFeature, kommune, id: request.id });
      return request;
    },
    /** Works off what the queue gives now, as one process would. */
    async work() {
      for (let received = await queue.receive(60); received.length > 0; received = await queue.receive(60)) {
        for (const one of received) {
          await workshop.handle(kommune, one.job.id);
          await queue.done(one);
        }
      }
    },
    async sweep() {
      for (const id of await workshop.overdue(kommune)) await workshop.handle(kommune, id);
    },
    request: async (id = 'r-1') => (await requests.get(kommune, id))!,
    /** The last words of each message to this person. */
    toldTo: (objectId: string) => messenger.messages.filter((m) => m.to === objectId).map((m) => m.cards.at(-1)!),
  };
  return world;
}
