import { type ItemFields, itemTypes } from './agenda.ts';
import { longestName, longestNote, longestTitle, mostItemMinutes, mostLinks } from './limits.ts';
import {
  checkLink,
  checkName,
  checkText,
  type Inputs,
  isOn,
  lineIn,
  linesIn,
  orFault,
  type TextGuard,
} from './read-text.ts';

/** What is wrong with a filled-in item; the sentence for each says what is allowed (language/agenda-*). */
export type ItemFault =
  | 'titleMissing'
  | 'titleLong'
  | 'titlePersonal'
  | 'type'
  | 'minutes'
  | 'presenterLong'
  | 'presenterPersonal'
  | 'noteLong'
  | 'notePersonal'
  | 'links'
  | 'linksMany'
  | 'linksPersonal';

/** What may be shown again in the form: as it was typed, but never a text that was refused. */
export type ChosenItem = Partial<
  Record<'title' | 'type' | 'minutes' | 'presenter' | 'note' | 'links' | 'closed', string>
>;

export type ReadItem = { item: ItemFields } | { faults: ItemFault[]; chosen: ChosenItem };

/** Reads the form of an item: `title`, `type`, `minutes`, `presenter`, `note`, `links` (one a line), `closed`. */
export function readItem(inputs: Inputs, guard: TextGuard): ReadItem {
  const faults: ItemFault[] = [];
  const title = readTitle(inputs, guard, faults);
  const type = itemTypes.find((t) => t === inputs.type);
  if (!type) faults.push('type');
  const minutes = minutesIn(lineIn(inputs, 'minutes'));
  if (minutes === undefined) faults.push('minutes');
  const presenter = orFault(checkName(lineIn(inputs, 'presenter'), longestName, guard), faults, 'presenter');
  const note = orFault(checkText(linesIn(inputs, 'note'), longestNote, guard), faults, 'note');
  const links = readLinks(linesIn(inputs, 'links'), guard, faults);
  const optional = { ...(presenter && { presenter }), ...(note && { note }) };
  if (faults.length === 0 && type && minutes !== undefined)
    return { item: { title, type, minutes, ...optional, links: links.read, closed: isOn(inputs, 'closed') } };
  const chosen: ChosenItem = {
    ...(title && { title }),
    ...(type && { type }),
    ...typedMinutes(lineIn(inputs, 'minutes'), guard),
    ...optional,
    ...(links.typed.length > 0 && { links: links.typed.join('\n') }),
    closed: String(isOn(inputs, 'closed')),
  };
  return { faults, chosen };
}

/** A title that is there, short and nobody's name; with a fault the empty text. */
export function readTitle(
  inputs: Inputs,
  guard: TextGuard,
  faults: { push(fault: 'titleMissing' | 'titleLong' | 'titlePersonal'): unknown },
): string {
  const written = lineIn(inputs, 'title');
  if (written === '') faults.push('titleMissing');
  return orFault(checkText(written, longestTitle, guard), faults, 'title');
}

/** Whole minutes up to eight hours; an empty text is none. */
export function minutesIn(text: string): number | undefined {
  const [, digits] = /^(\d{1,3})(?: ?min(?:utter|utes|\.)?)?$/i.exec(text === '' ? '0' : text) ?? [];
  const minutes = Number(digits ?? Number.NaN);
  return minutes <= mostItemMinutes ? minutes : undefined;
}

const longestMinutesText = 20;

function typedMinutes(said: string, guard: TextGuard): { minutes?: string } {
  return said === '' || 'fault' in checkText(said, longestMinutesText, guard) ? {} : { minutes: said };
}

/** `typed`: those that may be shown again to be put right. */
function readLinks(text: string, guard: TextGuard, faults: ItemFault[]): { read: string[]; typed: string[] } {
  const said = text.split(/\s+/).filter(Boolean);
  const read = said.map((link) => checkLink(link, guard));
  const refused = new Set(read.flatMap((r) => ('fault' in r ? [r.fault] : [])));
  if (read.length > mostLinks) faults.push('linksMany');
  if (refused.has('not-https')) faults.push('links');
  if (refused.has('personal')) faults.push('linksPersonal');
  const typed = said.filter(
    (link) => 'link' in checkLink(link.replace(/^(?:http:\/\/)?(?!https:)/i, 'https://'), guard),
  );
  return { read: [...new Set(read.flatMap((r) => ('link' in r ? [r.link] : [])))], typed };
}
