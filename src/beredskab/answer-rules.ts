import {
  type Beredskab,
  hasDeputyIn,
  isOver,
  type PersonAnswer,
  personOfNumber,
  type Surroundings,
} from './beredskab.ts';
import { changePerson, logged, touched, wantPerson, withoutDue } from './changes.ts';
import { callDeputy } from './deputies.ts';

/** Why something was not done. `over`: cancelled or closed; `not-theirs`: they have no part in it. */
export type Refusal = { refused: 'over' | 'not-theirs' };
export type Changed = Beredskab | Refusal;

/** What somebody answers. A changed answer counts from now; the same again changes nothing. */
export function answer(beredskab: Beredskab, number: number, said: PersonAnswer, around: Surroundings): Changed {
  const person = personOfNumber(beredskab, number);
  if (!person || person.erased || person.way === 'self') return { refused: 'not-theirs' };
  if (isOver(beredskab)) return { refused: 'over' };
  if (person.answer === said) return beredskab;
  const answered = take(beredskab, number, said, said, around.now);
  if (said !== 'deputy' || hasDeputyIn(answered, person)) return answered;
  return callDeputy(answered, personOfNumber(answered, number)!, around) ?? answered;
}

/** What the co-ordinator heard on the phone. */
export function tick(beredskab: Beredskab, number: number, said: 'coming' | 'not-coming', now: Date): Changed {
  const person = personOfNumber(beredskab, number);
  if (!person || person.erased || person.way === 'self') return { refused: 'not-theirs' };
  if (isOver(beredskab)) return { refused: 'over' };
  return person.answer === said ? beredskab : take(beredskab, number, said, `ticked-${said}`, now);
}

function take(
  beredskab: Beredskab,
  number: number,
  said: PersonAnswer,
  what: PersonAnswer | 'ticked-coming' | 'ticked-not-coming',
  now: Date,
): Beredskab {
  const taken = withoutDue(changePerson(beredskab, number, { answer: said, answeredAt: now.toISOString() }), number);
  return touched(wantPerson(logged(taken, what, now, number), number), now);
}
