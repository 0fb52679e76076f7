import { textsIn } from '../language/texts.ts';
import type { CardMessage } from '../ports.ts';
import type { Language, OrganisationalLevel, Structure } from './structure.ts';

const levels: OrganisationalLevel[] = ['udfoerende', 'koordinerende', 'strategisk', 'lokalraad', 'kredsraad'];

/** All contacts and bodies of a municipality by organisational level, and SSP's part at each prevention level. */
export function structureCard(structure: Structure, language: Language): CardMessage {
  const texts = textsIn(language);
  const groups = levels.flatMap((level) => {
    const contacts = structure.contacts.filter((c) => c.level === level);
    const entries = contacts.map((c) => ({ title: c.title, text: c.does[language] }));
    return entries.length > 0 ? [{ label: texts.levels[level], entries }] : [];
  });
  const prevention = structure.levels.map((l) => ({ title: l.title[language], text: l.role[language] }));
  groups.push({ label: texts.preventionLevels, entries: prevention });
  return overview(texts.structureTitle(structure.name), groups, documentLine(structure, language), language);
}

/** The initiatives of the municipality's action plan, with owner and money. */
export function planCard(structure: Structure, language: Language): CardMessage {
  const texts = textsIn(language);
  const titleOf = (id: string) => structure.contacts.find((c) => c.id === id)?.title ?? id;
  const entries = structure.initiatives.map((i) => ({
    title: i.title,
    text: [
      i.does[language],
      `${texts.owner}: ${[i.owner, ...(i.coOwners ?? [])].map(titleOf).join(', ')}.`,
      i.money ? `${texts.money}: ${i.money[language]}` : '',
      i.evaluation ? `${texts.evaluation}: ${i.evaluation.text[language]}` : '',
    ]
      .filter(Boolean)
      .join(' '),
  }));
  const groups = [{ label: entries.length > 0 ? texts.initiative : texts.noInitiatives, entries }];
  return overview(documentTitle(structure), groups, documentLine(structure, language), language);
}

interface Group {
  label: string;
  entries: { title: string; text: string }[];
}

function overview(title: string, groups: Group[], source: string, language: Language): CardMessage {
  return {
    template: 'structure-overview',
    summary: title,
    data: { lang: language, speak: title, title, groups, source },
  };
}

function documentTitle(structure: Structure): string {
  return structure.shared.documents.find((d) => d.id === structure.id)?.title ?? structure.name;
}

function documentLine(structure: Structure, language: Language): string {
  return `${textsIn(language).source}: ${documentTitle(structure)}`;
}
