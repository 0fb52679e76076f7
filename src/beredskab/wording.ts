import { dayOf, hourOf, spokenTime } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import { type Texts, textsIn } from '../language/texts.ts';
import { isoWithOffset, spokenSpan } from '../language/when.ts';
import type { Fact } from '../notice-card.ts';
import type { Language, Structure } from '../structure/structure.ts';
import { type Beredskab, type LogEvent, personOfNumber, type Wish } from './beredskab.ts';

/** Id of a trigger that none of the structure's is. */
export const otherTrigger = 'andet';

export function kindTitle(structure: Structure, { kind }: Pick<Wish, 'kind'>): string {
  return structure.beredskab.find((k) => k.id === kind)?.title ?? kind;
}

export function triggerTitle(structure: Structure, { kind, trigger }: Wish, language: Language): string {
  const found = structure.beredskab.find((k) => k.id === kind)?.triggers.find((t) => t.id === trigger);
  return found?.text[language] ?? textsIn(language).beredskabOther;
}

/** "SSP-beredskab i Præstø", behind the reference; with the mark of an exercise. */
export function titleOfCall(structure: Structure, beredskab: Beredskab): string {
  const texts = textsIn('da');
  const mark = beredskab.exercise ? `${texts.beredskabExerciseMark} ` : '';
  const title = texts.callTitle(beredskab.reference, kindTitle(structure, beredskab), asPlain(beredskab.area ?? ''));
  return `${mark}${title}`;
}

/** The same without anything that could name somebody: for calendars, mails' subjects and online meetings. */
export function subjectOf(structure: Structure, beredskab: Beredskab): string {
  const mark = beredskab.exercise ? `${textsIn('da').beredskabExerciseMark} ` : '';
  return `${mark}${kindTitle(structure, beredskab)} ${beredskab.reference}`;
}

export function whenText({ start, end, now }: Pick<Wish, 'start' | 'end' | 'now'>, language: Language): string {
  const texts = textsIn(language);
  return now ? texts.beredskabNow(hourOf(new Date(start))) : spokenSpan(new Date(start), new Date(end), language);
}

export function whereText({ place, meeting, online }: Wish & Pick<Beredskab, 'online'>, texts: Texts): string {
  const teams = meeting || online ? (online?.joinUrl ? texts.beredskabOnline : texts.beredskabOnlineSoon) : '';
  return [place ? asPlain(place) : '', teams].filter(Boolean).join(' · ');
}

/** When, where, why: what everybody who is called is told. */
export function factsOf(
  structure: Structure,
  wish: Wish & Pick<Beredskab, 'online'>,
  coordinator: string,
  language: Language,
): Fact[] {
  const texts = textsIn(language);
  const facts = [
    { title: texts.beredskabAt, value: whenText(wish, language) },
    { title: texts.beredskabWhere, value: whereText(wish, texts) },
    { title: texts.beredskabTrigger, value: triggerTitle(structure, wish, language) },
    { title: texts.beredskabAreaShort, value: asPlain(wish.area ?? '') },
    { title: texts.beredskabWhy, value: asPlain(wish.reason) },
    { title: texts.beredskabBy, value: asPlain(coordinator) },
  ];
  return facts.filter((fact) => fact.value !== '');
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

const meetingHosts = /^(teams\.microsoft\.com|teams\.cloud\.microsoft|teams\.live\.com)$/;

/** A link that leads into a Teams meeting; undefined when it is none. */
export function meetingLinkIn(given: unknown): string | undefined {
  if (typeof given !== 'string' || given.length > 1_000 || !URL.canParse(given.trim())) return undefined;
  const url = new URL(given.trim());
  const leadsIn = /^\/(l\/meetup-join|meet)\/./.test(url.pathname);
  const plain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';
  return plain && leadsIn && meetingHosts.test(url.hostname) ? url.href : undefined;
}
