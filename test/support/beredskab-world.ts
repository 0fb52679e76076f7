import { answerToken } from '../../src/beredskab/answer-links.ts';
import type { Changed } from '../../src/beredskab/answer-rules.ts';
import type { Beredskab, Wish } from '../../src/beredskab/beredskab.ts';
import { createBeredskabStore } from '../../src/beredskab/beredskab-store.ts';
import { convene } from '../../src/beredskab/convene.ts';
import { proposePeople } from '../../src/beredskab/propose-people.ts';
import { beredskabFeature, beredskabMailWorkshop, beredskabWorkshop } from '../../src/beredskab/workshop.ts';
import { mailFeature } from '../../src/delivery/work-on-item.ts';
import { MeetingFailed } from '../../src/graph/meeting-failed.ts';
import { createLog } from '../../src/log.ts';
import type { Meetings, Messenger, Records } from '../../src/ports.ts';
import { type Entry, emptyRoster, type Presence, type Roster } from '../../src/roster/roster.ts';
import { createSigner } from '../../src/signing.ts';
import { loadStructures } from '../../src/structure/load-structures.ts';
import { memoryJobQueue } from './memory-job-queue.ts';
import { memoryMailer } from './memory-mailer.ts';
import { memoryMessenger } from './memory-messenger.ts';
import { memoryStore } from './memory-store.ts';
import { mortality } from './mortal.ts';
import { entry, idOf } from './roster-builders.ts';

export const kommune = 'vordingborg';
export const answerMilliseconds = 15 * 60_000;
export const structure = loadStructures().get(kommune)!;
export const coordinator = { objectId: idOf(9), name: 'Kim Koordinator' };

const k = (name: string, n: number, fields: Partial<Entry>) =>
  entry({ name, teamsId: idOf(n), email: `${n}@k.example`, ...fields });
/** Of the school, with a deputy. */
export const anna = k('Anna', 1, { deputy: '2@k.example', areas: ['Præstø'] });
export const bo = k('Bo', 2, { contact: 'trivselscoach', deputy: '3@k.example' });
export const carla = k('Carla', 3, { contact: 'trivselscoach' });
/** Of the social services, with nobody who could come instead. */
export const dan = k('Dan', 4, { contact: 'boern-og-familie', agency: 'social' });
/** Outside the tenant, with a deputy there. */
export const per = entry({
  ...{
    name: 'Per',
    contact: 'ssp-omraadegruppen',
    agency: 'politi',
    email: 'per@politi.example',
    phone: '+4540404040',
  },
  deputy: 'pia@politi.example',
});
export const pia = entry({ name: 'Pia', contact: 'lokalraad', agency: 'politi', email: 'pia@politi.example' });
/** Can be rung up, and nothing else. */
export const ole = entry({ name: 'Ole', contact: 'opsoegende', agency: 'andet', phone: '+4541414141' });

export const everyone = [anna, bo, carla, dan, per, pia, ole];

export function rosterOf(entries: Entry[] = everyone, presences: [string, Presence][] = []): Roster {
  return { ...emptyRoster(kommune), today: '2026-11-24', entries, presences: new Map(presences) };
}

/** Tuesday, half past ten in Denmark. */
export const now = '2026-11-24T09:30:00.000Z';

export function wish(fields: Partial<Wish> = {}): Wish {
  return {
    ...{
      kind: 'ssp-beredskab',
      trigger: 'gruppekonflikt',
      area: 'Præstø',
      start: now,
      end: '2026-11-24T10:30:00.000Z',
    },
    ...{ now: true, place: 'Rådhuset', meeting: false, exercise: false, reason: 'Uro mellem to grupper ved havnen' },
    ...fields,
  };
}

/** Tomorrow at nine in Denmark. */
export const tomorrow = { start: '2026-11-25T08:00:00.000Z', end: '2026-11-25T09:00:00.000Z', now: false };

/**
 * Beredskaber, store, queues, chats, mails and clock in memory, with a process that can be killed before or after any
 * call.
 */
export type World = Awaited<ReturnType<typeof beredskabWorld>>;

export async function beredskabWorld({
  roster = rosterOf(),
  mails = true,
  meetings = undefined as Meetings | undefined,
} = {}) {
  const store = memoryStore();
  const records = await store.open('beredskab');
  let time = Date.parse(now);
  const clock = () => new Date(time);
  const queue = memoryJobQueue(() => time);
  const mailQueue = memoryJobQueue(() => time);
  const messenger = memoryMessenger();
  const mailer = memoryMailer();
  const beredskaber = createBeredskabStore(records);
  const signer = createSigner('s'.repeat(32));
  const { mortal, killAt, revive } = mortality();
  const mortalRecords = {
    get: mortal(records.get),
    list: mortal(records.list),
    write: mortal(records.write),
  } as Records;
  const mortalMessenger: Messenger = {
    send: mortal(messenger.send),
    post: mortal(messenger.post),
    reply: mortal(messenger.reply),
    update: mortal(messenger.update),
  };
  const logged: string[] = [];
  const log = createLog((line) => logged.push(line));
  const deps = {
    ...{ records: mortalRecords, messenger: mortalMessenger, clock, structureOf: () => structure },
    queue: { ...queue, send: mortal(queue.send) },
    mailQueue: { ...mailQueue, send: mortal(mailQueue.send) },
    mailer: { send: mortal(mailer.send) },
    ...{ rosterOf: () => world.roster, refreshRoster: async () => undefined, signer, forms: 'chat' as const },
    ...{ answerMilliseconds, mails, log, ...(meetings && { meetings }) },
    meetingFailure: (error: unknown) => (error instanceof MeetingFailed ? error : undefined),
    answerUrl: (b: Beredskab, person: Beredskab['people'][number]) =>
      `https://bot.example/svar/${answerToken(signer, b, person)}`,
  };
  const workshops = {
    [beredskabFeature]: beredskabWorkshop(deps),
    [mailFeature(beredskabFeature)]: beredskabMailWorkshop(deps),
  };
  const drain = async (from: typeof queue) => {
    for (let received = await from.receive(60); received.length > 0; received = await from.receive(60)) {
      for (const one of received) {
        await workshops[one.job.feature]!.handle(kommune, one.job.id);
        await from.done(one);
      }
    }
  };
  const world = {
    ...{ logged, store, beredskaber, queue, mailQueue, messenger, mailer, clock, signer, killAt, revive, workshops },
    /** The roster that is in force. */
    roster,
    around: () => ({ roster: world.roster, answerMilliseconds, now: clock(), mails }),
    pass: (minutes: number) => {
      time += minutes * 60_000;
    },
    async convene(fields: Partial<Wish> = {}, id = 'b-1'): Promise<Beredskab> {
      const about = wish(fields);
      const kind = structure.beredskab.find((one) => one.id === about.kind)!;
      const people = proposePeople(world.roster, kind, structure.contacts, about.area, mails);
      const made = convene({ id, kommune, language: 'da', coordinator, wish: about, people }, world.around());
      await beredskaber.create(made);
      await queue.send({ feature: beredskabFeature, kommune, id });
      return made;
    },
    /** Works off what the queues give now, as one process would. */
    async work() {
      for (let i = 0; i < 4; i++) {
        await drain(queue);
        await drain(mailQueue);
      }
    },
    async sweep() {
      for (const id of await workshops[beredskabFeature]!.overdue(kommune))
        await workshops[beredskabFeature]!.handle(kommune, id);
    },
    /** Applies a rule as a press does, and works off what follows. */
    async press(rule: (beredskab: Beredskab) => Changed, id = 'b-1') {
      const changed = await beredskaber.change(kommune, id, rule);
      await queue.send({ feature: beredskabFeature, kommune, id });
      await world.work();
      return changed;
    },
    beredskab: async (id = 'b-1') => (await beredskaber.get(kommune, id))!,
    /** The number of somebody by name. */
    async number(name: string) {
      return (await world.beredskab()).people.find((p) => p.name === name)!.number;
    },
    /** What happened, with names. */
    async events() {
      const { events, people } = await world.beredskab();
      const nameOf = (n?: number) => people.find((p) => p.number === n)?.name ?? '';
      return events.map((e) => `${e.what} ${e.agency ?? nameOf(e.person)}`.trim());
    },
    /** The last words of each message to this person, as its one plain line. */
    toldTo: ({ teamsId = '' }: Pick<Entry, 'teamsId'>) =>
      messenger.messages.filter((m) => m.to === teamsId).map((m) => m.cards.at(-1)!.summary),
    toldCoordinator: () =>
      messenger.messages.filter((m) => m.to === coordinator.objectId).map((m) => m.cards.at(-1)!.summary),
    /** The first message to somebody, as it stands now; of the co-ordinator that is their card. */
    card: (who: Pick<Entry, 'teamsId'> | { objectId: string }) => {
      const to = 'objectId' in who ? who.objectId : who.teamsId;
      return JSON.stringify(messenger.messages.find((m) => m.to === to)!.cards.at(-1)!.data);
    },
    /** Subjects of the mails to this person. */
    mailedTo: ({ email = '' }: Pick<Entry, 'email'>) => mailer.mails.filter((m) => m.to.address === email),
  };
  return world;
}
