import { type Beredskab, isOver, type PersonAnswer, personOfNumber, type Surroundings } from './beredskab.ts';
import { changePerson, logged, say, touched, wantPerson, withoutDue } from './changes.ts';
import { callOrNoteDeputy } from './deputies.ts';
import { dueAfter } from './due.ts';
import { activeDeputy, originalsOf, sparedBy } from './standing.ts';

/**
 * Why something was not done. `over`: cancelled or closed; `not-theirs`: they have no part in it; `nobody`: there is nobody
 * to tell; `moved`: it has been moved meanwhile; `taken`: somebody else has taken it over.
 */
export type Refusal = { refused: 'over' | 'not-theirs' | 'nobody' | 'moved' | 'taken' };
export type Changed = Beredskab | Refusal;

/** What somebody answers. A changed answer counts from now; the same again changes nothing. */
export function answer(beredskab: Beredskab, number: number, said: PersonAnswer, around: Surroundings): Changed {
  return take(beredskab, number, said, said, around);
}

/** What the co-ordinator heard on the phone. */
export function tick(
  beredskab: Beredskab,
  number: number,
  said: 'coming' | 'not-coming',
  around: Surroundings,
): Changed {
  return take(beredskab, number, said, `ticked-${said}`, around);
}

function take(
  beredskab: Beredskab,
  number: number,
  said: PersonAnswer,
  what: PersonAnswer | 'ticked-coming' | 'ticked-not-coming',
  around: Surroundings,
): Changed {
  const person = personOfNumber(beredskab, number);
  if (!person || person.erased || person.way === 'self') return { refused: 'not-theirs' };
  if (isOver(beredskab)) return { refused: 'over' };
  // Their deputy declined, or there was none: pressed again, the next one is looked for.
  if (person.answer === said) {
    const sought = said === 'deputy' ? withDeputy(beredskab, number, around) : beredskab;
    return sought === beredskab ? beredskab : touched(wantPerson(sought, number), around.now);
  }
  const { coveredBy: _, ...rest } = person;
  const people = beredskab.people.map((p) => (p === person ? rest : p));
  const at = around.now.toISOString();
  const taken = changePerson({ ...beredskab, people }, number, { answer: said, answeredAt: at });
  const noted = wantPerson(logged(withoutDue(taken, number), what, around.now, number), number);
  const followed = said === 'coming' ? noted : withDeputy(noted, number, around);
  // The cards of those in whose place they were called say what became of it.
  const told = originalsOf(followed, person).reduce((b, { number }) => wantPerson(b, number), followed);
  return touched(spareAndRecall(beredskab, told, around), around.now);
}

/** Whoever cannot come, or sends somebody, is replaced at once where the roster says by whom. */
function withDeputy(beredskab: Beredskab, number: number, around: Surroundings): Beredskab {
  const person = personOfNumber(beredskab, number)!;
  return activeDeputy(beredskab, person) ? beredskab : callOrNoteDeputy(beredskab, person, around);
}

/** Deputies of somebody who comes after all are told that; they are asked again when that one does not come either. */
function spareAndRecall(before: Beredskab, after: Beredskab, { now, answerMilliseconds }: Surroundings): Beredskab {
  let next = after;
  for (const { number, way } of after.people) {
    const [was, is] = [before, after].map((b) => {
      const person = personOfNumber(b, number);
      return person !== undefined && sparedBy(b, person) !== undefined;
    });
    if (was === is) continue;
    next = wantPerson(next, number);
    if (is) next = withoutDue(way === 'mail' ? say(next, number, 'spared') : next, number);
    else {
      const waits = way !== 'phone' && { dueAt: dueAfter(after, now, answerMilliseconds) };
      next = say(changePerson(next, number, { stage: 'called', ...waits }), number, 'remind');
    }
  }
  return next;
}
