import { createHash } from 'node:crypto';
import { dayOf, daysLater } from '../language/dates.ts';
import { instantOf } from '../language/when.ts';
import { entriesOf } from '../roster/roster.ts';
import type { Language } from '../structure/structure.ts';
import { type Beredskab, type Called, type Person, personOfNumber, type Surroundings, type Wish } from './beredskab.ts';
import { callPeople, logged } from './changes.ts';
import { statusSlot } from './slots.ts';

export interface Convening {
  id: string;
  kommune: string;
  language: Language;
  coordinator: Beredskab['coordinator'];
  wish: Wish;
  people: Person[];
  series?: string;
}

/** The beredskab of a confirmed preview: its calls are wanted, and go out when it is stored. Pure. */
export function convene(
  { id, kommune, language, coordinator, wish, people, series }: Convening,
  around: Surroundings,
): Beredskab {
  const at = around.now.toISOString();
  const begun: Beredskab = {
    ...wish,
    ...{ id, kommune, language, coordinator, reference: referenceOf(id) },
    ...(series && { series }),
    ...(wish.meeting && { online: {} }),
    ...remindersOf(wish, around.now),
    state: 'called',
    people: [coordinatorAsPerson(coordinator, around)],
    events: [],
    sequence: 0,
    nudges: 0,
    moves: 0,
    told: [],
    tellings: [],
    followUps: [],
    slots: [{ name: statusSlot, to: coordinator.objectId, wanted: 1 }],
    convenedAt: at,
    changedAt: at,
    dueAt: at,
  };
  const convened = logged(begun, 'convened', around.now, 1);
  const others = people.filter((p) => p.key !== personOfNumber(convened, 1)!.key);
  return callPeople(convened, others, 'called', around);
}

/** Whoever convenes comes; with the agency that the roster says. */
export function coordinatorAsPerson(
  { objectId, name }: Beredskab['coordinator'],
  { roster, now, mails }: Surroundings,
  number = 1,
): Called {
  const [entry] = entriesOf(roster, objectId);
  const at = now.toISOString();
  return {
    ...{ key: objectId, name: entry?.name ?? name, objectId, way: 'self' as const },
    ...{ agency: entry?.agency ?? 'andet', contact: entry?.contact ?? '' },
    ...(entry?.phone && { phone: entry.phone }),
    ...(entry?.email && mails && { email: entry.email }),
    ...{ number, round: 0, stage: 'called' as const, calledAt: at, answer: 'coming' as const, answeredAt: at },
  };
}

/** `B-` and five digits out of the id: the same for everybody, and again when it is written twice. */
export function referenceOf(id: string): string {
  const number = createHash('sha256').update(id).digest().readUInt32BE() % 100_000;
  return `B-${String(number).padStart(5, '0')}`;
}

const eveningAt = '18:00';
const soonMilliseconds = 15 * 60_000;

/** When everyone is reminded of a beredskab that begins later: the evening before, and a quarter of an hour before. */
export function remindersOf(
  { start, now: atOnce }: Pick<Wish, 'start' | 'now'>,
  now: Date,
): Pick<Beredskab, 'evening' | 'soon'> {
  if (atOnce) return {};
  const begins = new Date(start);
  const evening = instantOf(daysLater(dayOf(begins), -1), eveningAt);
  const soon = new Date(begins.getTime() - soonMilliseconds);
  return {
    ...(evening && evening > now && { evening: evening.toISOString() }),
    ...(soon > now && { soon: soon.toISOString() }),
  };
}
