import { fold } from '../language/fold.ts';
import { type ItemType, itemTypes, type Section, sections } from './agenda.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { longestTitle, mostItems } from './limits.ts';
import { minutesIn } from './read-item.ts';
import { checkText, type Inputs, linesIn, type TextGuard } from './read-text.ts';
import type { StandingItem } from './templates.ts';

export type TemplateFault =
  | 'empty'
  | 'many'
  | 'section'
  | 'parts'
  | 'type'
  | 'minutes'
  | 'titleMissing'
  | 'titleLong'
  | 'titlePersonal';

/** `line`: from 1; 0 for the whole. */
export interface LineFault {
  line: number;
  fault: TemplateFault;
}

export type ReadTemplate = { items: StandingItem[] } | { faults: LineFault[] };

/** A template as people edit it: `# Punkter` opens a section, `Velkomst; orientering; 5` is an item, `; lukket` closes it. */
export function templateText(items: readonly StandingItem[], language: 'da' | 'en'): string {
  const texts = agendaTextsIn(language);
  const lineOf = ({ title, type, minutes, closed }: StandingItem) =>
    [title, texts.agendaTypes[type].toLowerCase(), String(minutes), ...(closed ? [texts.agendaClosedMark] : [])].join(
      '; ',
    );
  return sections
    .flatMap((section) => {
      const lines = items.filter((item) => item.section === section).map(lineOf);
      return lines.length > 0 ? [[`# ${texts.agendaSections[section]}`, ...lines].join('\n')] : [];
    })
    .join('\n\n');
}

/** Reads what somebody made of it: the input `template`, in either language. */
export function readTemplate(inputs: Inputs, guard: TextGuard): ReadTemplate {
  const items: StandingItem[] = [];
  const faults: LineFault[] = [];
  let section: Section = 'items';
  for (const [i, written] of linesIn(inputs, 'template').split('\n').entries()) {
    const said = written.trim();
    if (said === '') continue;
    if (said.startsWith('#')) {
      const named = sectionIn(said.slice(1));
      if (named) section = named;
      else faults.push({ line: i + 1, fault: 'section' });
      continue;
    }
    const read = readLine(said, section, guard);
    if ('fault' in read) faults.push({ line: i + 1, fault: read.fault });
    else items.push(read);
  }
  if (items.length > mostItems) faults.push({ line: 0, fault: 'many' });
  if (items.length === 0 && faults.length === 0) faults.push({ line: 0, fault: 'empty' });
  const order = (item: StandingItem) => sections.indexOf(item.section);
  return faults.length > 0 ? { faults } : { items: items.sort((a, b) => order(a) - order(b)) };
}

function readLine(said: string, section: Section, guard: TextGuard): StandingItem | { fault: TemplateFault } {
  const [title = '', typeText = '', minutesText = '', mark = '', ...more] = said.split(/\s*;\s*/);
  if (minutesText === '' || more.length > 0 || (mark !== '' && !isClosedMark(mark))) return { fault: 'parts' };
  if (title === '') return { fault: 'titleMissing' };
  const checked = checkText(title, longestTitle, guard);
  if ('fault' in checked) return { fault: checked.fault === 'long' ? 'titleLong' : 'titlePersonal' };
  const type = typeIn(typeText);
  if (!type) return { fault: 'type' };
  const minutes = minutesIn(minutesText);
  if (minutes === undefined) return { fault: 'minutes' };
  return { section, title, type, minutes, closed: mark !== '' };
}

const both = [agendaTextsIn('da'), agendaTextsIn('en')];

function sectionIn(text: string): Section | undefined {
  return sections.find((s) => both.some((texts) => fold(texts.agendaSections[s]) === fold(text.trim())));
}

function typeIn(text: string): ItemType | undefined {
  return itemTypes.find((t) => t === text || both.some((texts) => fold(texts.agendaTypes[t]) === fold(text)));
}

function isClosedMark(text: string): boolean {
  return both.some((texts) => fold(texts.agendaClosedMark) === fold(text));
}
