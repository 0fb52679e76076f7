import { dayOf, hourOf, spokenDay, spokenTime } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import { type Texts, textsIn } from '../language/texts.ts';
import { isoWithOffset, spokenSpan } from '../language/when.ts';
import type { Fact } from '../notice-card.ts';
import { readablePhone } from '../roster/reach.ts';
import type { Language, Structure } from '../structure/structure.ts';
import { type Beredskab, type Called, type LogEvent, personOfNumber, type Wish } from './beredskab.ts';

/** Id of a trigger that none of the structure's is. */
export const otherTrigger = 'andet';

export function kindTitle(structure: Structure, { kind }: Pick<Wish, 'kind'>): string {
  return structure.beredskab.find((k) => k.id === kind)?.title ?? kind;
}

export function triggerTitle(structure: Structure, { kind, trigger }: Wish, language: Language): string {
  const found = structure.beredskab.find((k) => k.id === kind)?.triggers.find((t) => t.id === trigger);
  return found?.text[language] ?? textsIn(language).beredskabOther;
}

/** "ØVELSE " before the title of an exercise. */
export function exerciseMark({ exercise }: Pick<Wish, 'exercise'>, language: Language = 'da'): string {
  return exercise ? `${textsIn(language).beredskabExerciseMark} ` : '';
}

/** "B-10423: SSP-beredskab i Præstø", with the mark of an exercise. People's cards are Danish, the co-ordinator's theirs. */
export function titleOfCall(
  structure: Structure,
  beredskab: Pick<Beredskab, 'reference' | 'kind' | 'area' | 'exercise'>,
  language: Language = 'da',
): string {
  const { reference, area = '' } = beredskab;
  const title = textsIn(language).callTitle(reference, kindTitle(structure, beredskab), asPlain(area));
  return `${exerciseMark(beredskab, language)}${title}`;
}

/** The same without anything that could name somebody: for calendars, mails' subjects and online meetings. */
export function subjectOf(structure: Structure, beredskab: Pick<Beredskab, 'reference' | 'kind' | 'exercise'>): string {
  return `${exerciseMark(beredskab)}${kindTitle(structure, beredskab)} ${beredskab.reference}`;
}

/** `dated`: with the day also when it is now, for what is read later too. */
export function whenText(
  { start, end, now }: Pick<Wish, 'start' | 'end' | 'now'>,
  language: Language,
  dated = false,
): string {
  const texts = textsIn(language);
  const begins = new Date(start);
  if (!now) return spokenSpan(begins, new Date(end), language);
  if (!dated) return texts.beredskabNow(hourOf(begins));
  return texts.beredskabNowOn(spokenDay(dayOf(begins), language), hourOf(begins));
}

export function whereText(
  { place, meeting, online, state }: Wish & Partial<Pick<Beredskab, 'online' | 'state'>>,
  texts: Texts,
): string {
  const follows = state === undefined || state === 'called';
  const soon = follows ? texts.beredskabOnlineSoon : texts.beredskabOnline;
  const teams = meeting || online ? (online?.joinUrl ? texts.beredskabOnline : soon) : '';
  return [place ? asPlain(place) : '', teams].filter(Boolean).join(' · ');
}

/** When, where, why: what everybody who is called is told. `labels`: the language of what stands before it. */
export function factsOf(
  structure: Structure,
  wish: Wish & Partial<Pick<Beredskab, 'online' | 'state'>>,
  coordinator: string,
  language: Language,
  { dated = false, labels = language } = {},
): Fact[] {
  const texts = textsIn(labels);
  const facts = [
    { title: texts.beredskabAt, value: whenText(wish, language, dated) },
    { title: texts.beredskabWhere, value: whereText(wish, textsIn(language)) },
    { title: texts.beredskabTrigger, value: triggerTitle(structure, wish, language) },
    { title: texts.beredskabAreaShort, value: asPlain(wish.area ?? '') },
    { title: texts.beredskabWhy, value: asPlain(wish.reason) },
    { title: texts.beredskabBy, value: asPlain(coordinator) },
  ];
  return facts.filter((fact) => fact.value !== '');
}

/** For those whom only mails reach: how the co-ordinator is reached, and in whose place they are called. In Danish. */
export function outsideFacts(beredskab: Beredskab, person: Called): Fact[] {
  const texts = textsIn('da');
  const { phone, email } = coordinatorIn(beredskab) ?? {};
  const reach = [phone ? readablePhone(phone) : '', email ?? ''].filter(Boolean).join(', ');
  const original = person.insteadOf === undefined ? undefined : personOfNumber(beredskab, person.insteadOf);
  const facts = [
    { title: texts.beredskabAs, value: original ? inPlaceText(person, asPlain(original.name)) : '' },
    { title: texts.beredskabReach, value: reach },
  ];
  return facts.filter((fact) => fact.value !== '');
}

export function coordinatorIn({ people, coordinator }: Beredskab): Called | undefined {
  return people.find((p) => p.objectId === coordinator.objectId);
}

/** "stedfortræder for Anna", or "i stedet for Anna" where the roster says nothing of it. */
export function inPlaceText({ fills }: Called, name: string, language: Language = 'da'): string {
  const texts = textsIn(language);
  return fills ? texts.statusInsteadOf(name) : texts.statusDeputyOf(name);
}

/** "14.05: Anna Holm deltager", with the day when it is not the one of the convening. */
export function eventLine(beredskab: Beredskab, event: LogEvent, language: Language): string {
  const { convenedAt } = beredskab;
  const at = new Date(event.at);
  const time = dayOf(at) === dayOf(new Date(convenedAt)) ? hourOf(at) : spokenTime(event.at, language);
  return `${time}: ${eventText(beredskab, event, language)}`;
}

export function eventText(beredskab: Beredskab, { what, person, agency }: LogEvent, language: Language): string {
  const texts = textsIn(language);
  const name = agency ? texts.agencyNames[agency] : (personOfNumber(beredskab, person ?? 0)?.name ?? '');
  return texts.beredskabEvents[what]!(asPlain(name));
}

/**
 * Opens Teams' own form for a new meeting, ready-filled; whoever presses is its organiser (facts A12). Holds no name, and
 * a blank is %20: Teams shows a plus as it stands.
 */
export function newMeetingLink(structure: Structure, beredskab: Beredskab): string {
  const { start, end } = beredskab;
  const parts = {
    subject: subjectOf(structure, beredskab),
    startTime: isoWithOffset(new Date(start)),
    endTime: isoWithOffset(new Date(end)),
  };
  const query = Object.entries(parts).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `https://teams.microsoft.com/l/meeting/new?${query.join('&')}`;
}
