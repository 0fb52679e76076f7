import { entriesOf, hasLeft } from '../roster/roster.ts';
import type { Changed } from './answer-rules.ts';
import { type Beredskab, type Called, isOver, type Surroundings } from './beredskab.ts';
import { logged, touched, wantEveryone } from './changes.ts';
import { coordinatorAsPerson } from './convene.ts';
import { statusSlotOf } from './slots.ts';

/**
 * Another co-ordinator has it from now on, with a card of their own; the card of the one before says so. `takeovers`: how
 * often it had been taken over when the question was put.
 */
export function takeOver(
  beredskab: Beredskab,
  to: Beredskab['coordinator'],
  takeovers: number,
  around: Surroundings,
): Changed {
  if (beredskab.coordinator.objectId === to.objectId) return beredskab;
  if ((beredskab.takeovers ?? 0) !== takeovers) return { refused: 'taken' };
  const { number, people } = withCoordinator(
    beredskab.people.map((p) => released(p, around)),
    to,
    around,
  );
  const old = statusSlotOf(beredskab);
  const slots = beredskab.slots.map((s) => (s.name === old ? { ...s, wanted: s.wanted + 1 } : s));
  const taken: Beredskab = { ...beredskab, coordinator: to, people, slots, takeovers: takeovers + 1 };
  const noted = logged(taken, 'taken-over', around.now, number);
  return touched(isOver(noted) ? noted : wantEveryone(noted), around.now);
}

/** Whoever had it is one of those who come, unless they are gone. */
function released(person: Called, { roster, now }: Surroundings): Called {
  if (person.way !== 'self' || !person.objectId) return person;
  const isThere = entriesOf(roster, person.objectId).some((entry) => !hasLeft(roster, entry));
  const gone = { answer: 'not-coming' as const, answeredAt: now.toISOString() };
  return { ...person, way: 'teams', ...(!isThere && gone) };
}

function withCoordinator(people: Called[], to: Beredskab['coordinator'], around: Surroundings) {
  const known = people.find((p) => p.objectId === to.objectId);
  const number = known?.number ?? Math.max(...people.map((p) => p.number)) + 1;
  const self = coordinatorAsPerson(to, around, number);
  if (!known) return { number, people: [...people, self] };
  const { dueAt: _d, unreachable: _u, coveredBy: _c, ...rest } = known;
  const now: Called = { ...rest, way: 'self', answer: 'coming', answeredAt: self.answeredAt! };
  return { number, people: people.map((p) => (p === known ? now : p)) };
}
