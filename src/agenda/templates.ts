import type { AgendaTexts } from '../language/agenda-da.ts';
import type { Basis, Language, Source, Structure } from '../structure/structure.ts';
import type { AgendaItem, ItemType, Section } from './agenda.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { ownTemplates, plainTemplate, type TemplateLine, templates } from './template-data.ts';

/** An item that stands on every agenda of a body. */
export interface StandingItem {
  section: Section;
  title: string;
  type: ItemType;
  minutes: number;
  closed: boolean;
}

export interface SourcedItem extends StandingItem {
  /** `reading`: ours, to be confirmed by the municipality. */
  basis: Basis;
  sources: Source[];
}

/** `standard`: from the sources and our reading of them; `plain`: for any body; `own`: changed by the municipality. */
export interface Template {
  from: 'standard' | 'plain' | 'own';
  items: SourcedItem[];
}

/** The template of a body: the municipality's own, else the one for its kind, else the plain one. */
export function templateOf(structure: Structure, body: string, language: Language, own?: StandingItem[]): Template {
  if (own) return { from: 'own', items: own.map((item) => ({ ...item, basis: 'source', sources: [] })) };
  const standard = ownTemplates[`${structure.id}/${body}`] ?? templates[body];
  const lines = standard ?? plainTemplate;
  const texts = agendaTextsIn(language);
  return { from: standard ? 'standard' : 'plain', items: lines.map((line) => sourced(line, structure.id, texts)) };
}

/** Another municipality's plan is no source for this one: without one of its own a line is our reading. */
function sourced(line: TemplateLine, kommune: string, texts: AgendaTexts): SourcedItem {
  const { key, section, type, minutes, closed = false, sources = [] } = line;
  const valid = sources.filter(({ document }) => document === kommune || document === 'ramme');
  const basis = valid.length > 0 ? 'source' : 'reading';
  return { section, title: texts.agendaStanding[key], type, minutes, closed, basis, sources: valid };
}

/** The template's items on an agenda. Closed ones carry a reminder that nobody is named. */
export function standingItems({ items }: Template, language: Language, newId: () => string): AgendaItem[] {
  const note = agendaTextsIn(language).agendaNoNames;
  return items.map(({ section, title, type, minutes, closed }) => ({
    ...{ id: newId(), section, title, type, minutes, links: [], closed, standing: true as const },
    ...(closed && { note }),
  }));
}
