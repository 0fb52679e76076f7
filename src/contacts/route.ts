import { type AgeSpan, type ContactPoint, contactOf, type Route, type Structure } from '../structure/structure.ts';
import { overlap } from './age.ts';
import type { Choice } from './answer.ts';

export interface Destination {
  first: ContactPoint;
  others: ContactPoint[];
  route?: Route;
}

/** Where a concern goes; `clarify` when that depends on something that the question does not say. */
export interface Routed extends Destination {
  clarify?: { about: 'age' | 'place'; choices: Choice[] };
}

interface Circumstances {
  age?: AgeSpan | undefined;
  place?: string | undefined;
  /** The writer says "ung": the age matters and is not told. */
  ageless: boolean;
}

/**
 * The first route of the municipality that fits the concern, else its default door. An untold age is taken for
 * school age, unless the young person is only called "ung" and the age decides: then one question back.
 */
export function routeConcern(structure: Structure, concern: string, { age, place, ageless }: Circumstances): Routed {
  const routes = structure.routes.filter((r) => r.for === '*' || r.for.includes(concern));
  const at = (span: AgeSpan, where?: string) => destination(structure, routes, span, where);
  const chosen = at(age ?? structure.ages.ssp, place);
  const places = [...new Set(routes.flatMap((r) => r.when?.places ?? []))];
  if (!place && places.length > 1) {
    const choices = places.map((name) => ({ id: name, label: name, place: name }));
    return { ...chosen, clarify: { about: 'place', choices } };
  }
  if (!age && ageless && at(structure.ages.plus, place).first !== chosen.first) {
    const choices = [structure.ages.ssp, structure.ages.plus].map((ages) => ({
      id: ages.join('-'),
      label: ages.join('-'),
      ages,
    }));
    return { ...chosen, clarify: { about: 'age', choices } };
  }
  return chosen;
}

function destination(structure: Structure, routes: Route[], age: AgeSpan, place?: string): Destination {
  const fits = routes.find(
    ({ when }) =>
      (!when?.ages || overlap(when.ages, age)) &&
      (!when?.places || (place !== undefined && when.places.includes(place))),
  );
  const door = contactOf(structure, structure.door);
  if (!fits) return { first: door, others: [] };
  const first = contactOf(structure, fits.first);
  const others = fits.others.map((id) => contactOf(structure, id));
  return { first, others: others.filter((o) => o !== first), route: fits };
}
