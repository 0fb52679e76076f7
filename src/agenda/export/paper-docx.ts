import type { FileChild } from 'docx';
import { type AgendaTexts, agendaTextsIn } from '../agenda-texts.ts';
import { docxFile } from './docx-file.ts';
import type { Docx } from './docx-look.ts';
import { docxParagraphs } from './docx-paragraphs.ts';
import { factsTable, listTable } from './docx-tables.ts';
import { actionLine, actionRows, type Paper, type PaperItem } from './paper.ts';

/** A paper as a Word document (.docx). */
export async function paperDocx(paper: Paper): Promise<Uint8Array> {
  const docx = await import('docx');
  const texts = agendaTextsIn(paper.language);
  const parts = docxParagraphs(docx);
  const { kind, title, notice, facts, sections, actions, ending } = paper;
  return docxFile(docx, paper, [
    parts.over(kind),
    parts.title(title),
    factsTable(docx, facts),
    ...(notice ? [parts.notice(notice)] : []),
    ...sections.flatMap(({ heading, items }) => [
      parts.heading(heading),
      ...items.flatMap((item) => itemParts(parts, item, texts)),
    ]),
    ...(actions ? [parts.heading(texts.agendaActions), ...actionParts(docx, actions, texts)] : []),
    ...ending.map((line) => parts.ending(line)),
  ]);
}

type Parts = ReturnType<typeof docxParagraphs>;

function itemParts(parts: Parts, item: PaperItem, texts: AgendaTexts): FileChild[] {
  const { number, title, time, about, note, links, minutes, actions } = item;
  const isFollowed = note !== '' || links.length + minutes.length + actions.length > 0;
  return [
    parts.item(`${number}. ${title}`, time),
    ...(about ? [parts.about(about, isFollowed)] : []),
    ...parts.text(note),
    ...links.map((url) => parts.link(url)),
    ...minutes.flatMap(({ label, text }) => parts.text(text, label)),
    ...actions.map((action) => parts.bullet(`${texts.agendaAction}: ${actionLine(action)}`)),
  ];
}

const actionWidths = [8, 50, 22, 20];

function actionParts(docx: Docx, actions: NonNullable<Paper['actions']>, texts: AgendaTexts): FileChild[] {
  if (actions.length === 0) return docxParagraphs(docx).text(texts.agendaNoActions);
  const { head, rows } = actionRows(actions, texts);
  return [listTable(docx, head, rows, actionWidths)];
}
