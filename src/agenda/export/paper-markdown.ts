import { type AgendaTexts, agendaTextsIn } from '../agenda-texts.ts';
import { actionLine, actionRows, type Paper, type PaperAction, type PaperItem } from './paper.ts';

/** A paper as Markdown that reads well as it stands, too. */
export function paperMarkdown(paper: Paper): string {
  const { kommune, body, kind, title, notice, facts, sections, actions, ending, language } = paper;
  const texts = agendaTextsIn(language);
  const blocks = [
    `# ${said(kind)}: ${said(title)}`,
    [kommune, body].map((part) => `**${said(part)}**`).join(' · '),
    facts.map(({ label, value, url }) => `- **${said(label)}:** ${url ? link(value, url) : said(value)}`).join('\n'),
    notice ? `> **${said(notice)}**` : '',
    ...sections.flatMap(({ heading, items }) => [`## ${said(heading)}`, ...items.flatMap((i) => itemBlocks(i, texts))]),
    ...(actions ? [`## ${said(texts.agendaActions)}`, actionTable(actions, texts)] : []),
    ...ending.map(said),
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}

function itemBlocks(
  { number, title, time, about, note, links, minutes, actions }: PaperItem,
  texts: AgendaTexts,
): string[] {
  const when = [time, about].filter(Boolean).join(' · ');
  return [
    `### ${number}. ${said(title)}`,
    when ? `*${said(when)}*` : '',
    said(note),
    links.map((url) => `- <${url}>`).join('\n'),
    ...minutes.map(({ label, text }) => (label ? `**${said(label)}:** ${said(text)}` : said(text))),
    actions.map((action) => `- **${said(texts.agendaAction)}:** ${said(actionLine(action))}`).join('\n'),
  ];
}

function actionTable(actions: PaperAction[], texts: AgendaTexts): string {
  if (actions.length === 0) return said(texts.agendaNoActions);
  const { head, rows } = actionRows(actions, texts);
  const line = (cells: string[]) => `| ${cells.map((cell) => inline(cell).replace(/\s+/g, ' ')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

function link(label: string, url: string): string {
  return `[${said(label)}](<${url}>)`;
}

/** A person's text as it stands: no marks of Markdown, no HTML; its lines are kept. */
function said(text: string): string {
  return inline(text)
    .replace(/^[ \t]+/gm, '')
    .replace(/^([-+=]|\d+[.)])(?=[\s=-]|$)/gm, (mark) => `${mark.slice(0, -1)}\\${mark.slice(-1)}`)
    .replace(/([^\n])\n(?!\n)/g, '$1  \n');
}

/** The same within a line, where a dash or a number begins no list. */
function inline(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~]|&(?=#?\w+;)/g, '\\$&');
}
