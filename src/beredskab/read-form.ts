import { hasPersonalData, isPersonalPlaceIn } from '../contacts/personal-data-in.ts';
import { instantOf, nextWeekly, type When, type WhenFault, whenIn } from '../language/when.ts';
import type { Structure } from '../structure/structure.ts';
import type { Wish } from './beredskab.ts';
import type { FormValues } from './read-convening.ts';
import { otherTrigger } from './wording.ts';

export type FormFault =
  | 'kind'
  | 'area'
  | 'whenEmpty'
  | 'whenPast'
  | 'whenUnreal'
  | 'whenNoHour'
  | 'whenEnd'
  | 'whenFar'
  | 'whenLong'
  | 'place'
  | 'where'
  | 'reasonEmpty'
  | 'reasonLong'
  | 'reasonPersonal'
  | 'people'
  | 'channel';

/** What can be chosen at the moment. */
export interface FormChoices {
  areas: string[];
  /** Ids of channels. */
  channels: string[];
}

export const longestReason = 300;
export const longestPlace = 120;
export const noArea = '-';
const defaultMinutes = 60;
const longestHours = 12;
const longestAheadDays = 366;

export type ReadForm = { wish: Wish; values: FormValues } | { faults: FormFault[]; values: FormValues };

/** Checks a filled-in form. What names somebody is not given back: it is neither kept nor shown again. */
export function readForm(
  structure: Structure,
  choices: FormChoices,
  inputs: Record<string, unknown>,
  now: Date,
): ReadForm {
  const values = valuesIn(inputs);
  const faults: FormFault[] = [];
  const kind = kindOf(structure, values.kind);
  if (!kind) faults.push('kind');
  if (values.area !== '' && !choices.areas.includes(values.area)) faults.push('area');
  if (values.channel !== '' && !choices.channels.includes(values.channel)) faults.push('channel');
  const time = readTime(values.when, now);
  if ('fault' in time) faults.push(time.fault);
  faults.push(...textFaults(structure, values));
  if (faults.length > 0 || !kind || 'fault' in time) return { faults, values: shown(values, faults) };
  const { place, meeting, exercise, reason, area, channel } = values;
  const optional = { ...(area && { area }), ...(place && { place }), ...(channel && { channel }) };
  return { wish: { ...kind, ...time, ...optional, meeting, exercise, reason }, values };
}

function valuesIn(inputs: Record<string, unknown>): FormValues {
  const text = (name: string) => (typeof inputs[name] === 'string' ? (inputs[name] as string).trim() : '');
  const yes = (name: string) => inputs[name] === 'true' || inputs[name] === true;
  const none = (value: string) => (value === noArea ? '' : value);
  return {
    ...{ kind: text('kind'), area: none(text('area')), when: text('when'), place: text('place') },
    ...{ meeting: yes('meeting'), exercise: yes('exercise'), reason: text('reason'), channel: none(text('channel')) },
    ...(typeof inputs.people === 'string' && { people: inputs.people }),
  };
}

/** What may stand in the form again. */
function shown(values: FormValues, faults: FormFault[]): FormValues {
  const unfit = (fault: FormFault) => faults.includes(fault);
  return {
    ...values,
    ...(unfit('kind') && { kind: '' }),
    ...(unfit('area') && { area: '' }),
    ...(unfit('channel') && { channel: '' }),
    ...(faults.some((f) => f.startsWith('when')) && { when: '' }),
    ...(unfit('place') && { place: '' }),
    ...((unfit('reasonLong') || unfit('reasonPersonal')) && { reason: '' }),
  };
}

function kindOf(structure: Structure, value: string): Pick<Wish, 'kind' | 'trigger'> | undefined {
  const [kind = '', trigger = ''] = value.split('/');
  const found = structure.beredskab.find((k) => k.id === kind);
  const known = trigger === otherTrigger || found?.triggers.some((t) => t.id === trigger);
  return found && known ? { kind, trigger } : undefined;
}

function textFaults(structure: Structure, { place, meeting, reason }: FormValues): FormFault[] {
  const faults: FormFault[] = [];
  if (isUnfitPlace(structure, place)) faults.push('place');
  if (place === '' && !meeting) faults.push('where');
  if (reason === '') faults.push('reasonEmpty');
  // A reason that is too long is not read at all.
  if (reason.length > longestReason) faults.push('reasonLong');
  else if (hasPersonalData(structure, reason)) faults.push('reasonPersonal');
  return faults;
}

/** Too long, or it tells who somebody is. */
export function isUnfitPlace(structure: Structure, place: string): boolean {
  return place.length > longestPlace || isPersonalPlaceIn(structure, place);
}

export type Times = Pick<Wish, 'start' | 'end' | 'now' | 'weekly'>;

export const whenFaults: Record<WhenFault, FormFault> = {
  past: 'whenPast',
  'no-such-time': 'whenUnreal',
  'no-hour': 'whenNoHour',
  'end-before-start': 'whenEnd',
};

/** The time that the form's words mean. Words that are none are a fault: nothing may be guessed about when people meet. */
export function readTime(words: string, now: Date): Times | { fault: FormFault } {
  const { when, fault, rest } = whenIn(words, now);
  if (fault) return { fault: whenFaults[fault] };
  if (!when) return { fault: words === '' ? 'whenEmpty' : 'whenUnreal' };
  if (rest !== '') return { fault: 'whenUnreal' };
  const times = timesOf(when, now);
  const lasts = new Date(times.end).getTime() - new Date(times.start).getTime();
  if (lasts <= 0) return { fault: 'whenEnd' };
  if (lasts > longestHours * 3_600_000) return { fault: 'whenLong' };
  const ahead = new Date(times.start).getTime() - now.getTime();
  return ahead > longestAheadDays * 86_400_000 ? { fault: 'whenFar' } : times;
}

function timesOf(when: When, now: Date): Times {
  switch (when.kind) {
    case 'now':
      // To the minute, so that whoever presses twice says the same twice.
      return span(wholeMinute(now), undefined, true);
    case 'at':
      return span(when.start, when.end, false);
    case 'weekly': {
      const { weekday, at, until } = when;
      return { ...occurrence(when, nextWeekly(weekday, at, now)), weekly: { weekday, at, ...(until && { until }) } };
    }
    default:
      return when satisfies never;
  }
}

/** One meeting of a series, on this day. */
export function occurrence({ at, until }: NonNullable<Wish['weekly']>, day: string): Times {
  // An hour that the clock change leaves out begins an hour later.
  const start = instantOf(day, at) ?? new Date(instantOf(day, '03:00')!.getTime());
  const end = until ? instantOf(day, until) : undefined;
  return span(start, end, false);
}

export function wholeMinute(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 60_000) * 60_000);
}

function span(start: Date, end: Date | undefined, now: boolean): Times {
  const ends = end ?? new Date(start.getTime() + defaultMinutes * 60_000);
  return { start: start.toISOString(), end: ends.toISOString(), now };
}
