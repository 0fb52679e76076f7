import { asPlain } from '../language/plain-text.ts';
import { type Texts, textsIn } from '../language/texts.ts';
import type { CardMessage } from '../ports.ts';
import type { Language, Structure } from '../structure/structure.ts';
import { byConcern, type Published } from './publish-cells.ts';

const mostRows = 24;
const mostBars = 8;
const widestBar = 16;

export interface Figures {
  questions: Published[];
  misses: Published[];
  /** How many beredskaber were convened; undefined where they are too few to be told. */
  convenings: number | undefined;
}

/** The figures as a chart with the table beside it. `fileUrl`: where the CSV is, when the bot can be reached. */
export function statisticsCard(
  structure: Structure,
  { questions, misses, convenings }: Figures,
  fileUrl: string | undefined,
  language: Language,
): CardMessage {
  const texts = textsIn(language);
  const title = texts.statisticsTitle(structure.name);
  const bars = byConcern(questions).slice(0, mostBars);
  const most = Math.max(1, ...bars.map((b) => b.count));
  const sum = questions.reduce((total, p) => total + p.count, 0);
  const missed = misses.reduce((total, p) => total + p.count, 0);
  const text = questions.length > 0 ? texts.statisticsText : texts.statisticsNone;
  const hidden = questions.length - mostRows;
  return {
    template: 'statistics-overview',
    summary: `${title}. ${text}`,
    data: {
      lang: language,
      speak: `${title}. ${text}`,
      title,
      text,
      chartTitle: texts.statisticsConcern,
      bars: bars.map(({ concern, count }) => ({
        x: concernTitle(structure, concern, texts, language),
        y: count,
        line: `${'▇'.repeat(Math.max(1, Math.round((count / most) * widestBar)))} ${count}  ${asPlain(concernTitle(structure, concern, texts, language))}`,
      })),
      heads: [texts.statisticsMonth, texts.statisticsConcern, texts.statisticsArea, texts.statisticsCount],
      rows: questions
        .slice(0, mostRows)
        .map((p) => ({ cells: rowOf(structure, p, texts, language).map((c) => asPlain(c)) })),
      facts: [
        { title: texts.statisticsSum, value: String(sum) },
        { title: texts.statisticsConvenings, value: String(convenings ?? texts.statisticsFew) },
        ...(missed > 0 ? [{ title: texts.statisticsMisses, value: String(missed) }] : []),
      ],
      more: hidden > 0 ? texts.statisticsMore(hidden) : '',
      links: fileUrl && questions.length > 0 ? [{ title: texts.statisticsFile, url: fileUrl }] : [],
      linkNote: fileUrl && questions.length > 0 ? texts.statisticsLink : '',
    },
  };
}

/** The figures as CSV that a Danish spreadsheet opens as it stands: `;`, a BOM, CRLF. */
export function statisticsCsv(structure: Structure, questions: Published[], language: Language): string {
  const texts = textsIn(language);
  const heads = [texts.statisticsMonth, texts.statisticsConcern, texts.statisticsArea, texts.statisticsCount];
  const rows = questions.map((p) => rowOf(structure, p, texts, language));
  const cell = (text: string) => (/[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `\ufeff${[heads, ...rows].map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;
}

function rowOf(structure: Structure, p: Published, texts: Texts, language: Language): string[] {
  const area = p.area === 'all' ? texts.statisticsAllAreas : p.area.name || texts.statisticsNoArea;
  return [p.month, concernTitle(structure, p.concern, texts, language), area, String(p.count)];
}

function concernTitle(structure: Structure, concern: Published['concern'], texts: Texts, language: Language): string {
  if (concern === 'other') return texts.statisticsOtherConcerns;
  return structure.shared.concerns.find((c) => c.id === concern.id)?.title[language] ?? texts.statisticsNoConcern;
}
