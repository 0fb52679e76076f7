import { answerQuestion } from '../contacts/answer-question.ts';
import { findPersonalDataIn, isPersonalPlaceIn } from '../contacts/personal-data-in.ts';
import { fold } from '../language/fold.ts';
import { textsIn } from '../language/texts.ts';
import { spokenSpan, type When, type WhenFault, whenIn } from '../language/when.ts';
import { areaNamedIn } from '../roster/presence.ts';
import type { BeredskabKind, Structure } from '../structure/structure.ts';
import { otherTrigger } from './wording.ts';

/** What the form holds, as texts: from the words of a command, from a draft, or as it was sent with a fault in it. */
export interface FormValues {
  /** Kind and trigger, `ssp-beredskab/gruppekonflikt`. */
  kind: string;
  area: string;
  when: string;
  place: string;
  meeting: boolean;
  exercise: boolean;
  reason: string;
  channel: string;
  /** Keys of those to call, separated by commas; undefined: as proposed. */
  people?: string;
}

/** What the words behind "indkald beredskab" tell, and whether they speak of danger or of a person. */
export interface ReadWords {
  values: FormValues;
  danger: boolean;
  personal: boolean;
  /** What is wrong with the time that was said. */
  fault?: WhenFault;
}

const online = /(?<!\p{L})(?:teams|online|virtuelt)(?!\p{L})/iu;
const exercise = /(?<!\p{L})(?:øvelse|oevelse|exercise|drill)/iu;

/** Fills the form from words like "i Præstø om gruppekonflikt kl. 14 på rådhuset". `areas`: those to choose from. */
export function readConvening(structure: Structure, areas: string[], said: string, now: Date): ReadWords {
  const { when, fault, rest } = whenIn(said, now);
  const answer = answerQuestion(structure, rest);
  const area = answer.area ?? areaNamedIn(rest, areas) ?? '';
  const isArea = areas.find((a) => fold(a) === fold(area));
  const place = placeIn(structure, rest);
  const { concerns } = answerQuestion(structure, withoutPlaces(rest, place));
  const kind = kindIn(structure, said, concerns);
  return {
    values: {
      kind: `${kind.id}/${triggerIn(kind, concerns)}`,
      area: isArea ?? '',
      when: whenInWords(when),
      place,
      meeting: online.test(rest),
      exercise: exercise.test(said),
      reason: '',
      channel: '',
    },
    danger: answer.kind === 'acute',
    personal: findPersonalDataIn(structure, rest.replace(place, ' ')).length > 0,
    ...(fault && { fault }),
  };
}

/** The kind that is named, else the first one of whose triggers the words speak, else the first. */
function kindIn({ beredskab }: Structure, said: string, concerns: string[]): BeredskabKind {
  const named = beredskab.find((k) => fold(said).includes(fold(k.id.replace('-beredskab', ''))) && k !== beredskab[0]);
  return named ?? beredskab.find((k) => triggerIn(k, concerns) !== otherTrigger) ?? beredskab[0]!;
}

/** The words without where it is: "ved Kulturparken" tells nothing of what it is about. */
function withoutPlaces(words: string, place: string): string {
  const beside = /(?<!\p{L})(?:ved|omkring|nær|near)\s+(?:den\s|det\s|the\s)?[\p{L}-]+/giu;
  const named = /(?<!\p{L})(?:i|på|at|in)\s+\p{Lu}[\p{L}-]*/gu;
  return words.replace(place, ' ').replace(beside, ' ').replace(named, ' ');
}

function triggerIn({ triggers }: BeredskabKind, concerns: string[]): string {
  const found = concerns.map((c) => triggers.find((t) => t.concerns?.includes(c))).find(Boolean);
  return found?.id ?? otherTrigger;
}

/** A time in words that the form reads again: with its day, so that it means the same tomorrow. */
export function whenInWords(when: When | undefined): string {
  if (!when) return '';
  switch (when.kind) {
    case 'now':
      return 'nu';
    case 'at':
      return spokenSpan(when.start, when.end, 'da');
    case 'weekly': {
      const until = when.until ? `-${when.until.replace(':', '.')}` : '';
      return `hver ${textsIn('da').weekdays[when.weekday - 1]} kl. ${when.at.replace(':', '.')}${until}`;
    }
    default:
      return when satisfies never;
  }
}

const placeWords = [
  /(?:^|\s)(?:på|paa|at)\s+((?:[\p{L}\d.,-]+\s?){1,6})$/iu,
  /(?:^|\s)i\s+((?:mødelokale|lokale|kantinen|aulaen)\s?[\p{L}\d.-]*)$/iu,
  /(?:^|\s)(?:i\s+)?(\p{L}*(?:gade|vej|vænget|stræde|allé|alle|torv|parken)(?:en|et)?\s\d{1,3}(?:\s?[a-z])?)$/iu,
];

/** "på rådhuset", "på Svend Gønge-Skolen", "i lokale 2", "Algade 4": what comes last and is a place of meeting. */
function placeIn(structure: Structure, rest: string): string {
  const place = (placeWords.map((words) => words.exec(rest)?.[1]).find(Boolean) ?? '').trim();
  return online.test(place) || isPersonalPlaceIn(structure, place) ? '' : place;
}
