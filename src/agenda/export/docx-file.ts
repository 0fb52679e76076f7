import type { FileChild } from 'docx';
import { agendaTextsIn } from '../agenda-texts.ts';
import { type Docx, dark, grey, page, runs, stylesOf, textWidth, thinLine } from './docx-look.ts';
import type { Paper } from './paper.ts';

/** The file: whose paper it is at the head of every page, and the page's number at its foot. */
export async function docxFile(docx: Docx, paper: Paper, children: FileChild[]): Promise<Uint8Array> {
  const { kind, title, kommune, language } = paper;
  const margin = { top: page.margin, bottom: page.margin, left: page.margin, right: page.margin };
  const document = new docx.Document({
    title: `${kind}: ${title}`,
    creator: kommune,
    lastModifiedBy: kommune,
    styles: stylesOf(docx, language),
    sections: [
      {
        properties: { page: { size: { width: page.width, height: page.height }, margin } },
        headers: { default: head(docx, paper) },
        footers: { default: foot(docx, paper) },
        children,
      },
    ],
  });
  return new Uint8Array(await docx.Packer.toBuffer(document));
}

function head(docx: Docx, { kommune, body }: Paper) {
  const paragraph = new docx.Paragraph({
    children: [...runs(docx, kommune, { bold: true, color: dark }), ...runs(docx, `\t${body}`, { color: grey })],
    tabStops: [{ type: docx.TabStopType.RIGHT, position: textWidth }],
    border: { bottom: { ...thinLine(docx), space: 4 } },
  });
  return new docx.Header({ children: [paragraph] });
}

function foot(docx: Docx, { language }: Paper) {
  const { agendaPage, agendaPageOf } = agendaTextsIn(language);
  const { CURRENT, TOTAL_PAGES } = docx.PageNumber;
  const number = new docx.TextRun({
    children: [`${agendaPage} `, CURRENT, ` ${agendaPageOf} `, TOTAL_PAGES],
    color: grey,
    size: 18,
  });
  const { RIGHT } = docx.AlignmentType;
  return new docx.Footer({ children: [new docx.Paragraph({ children: [number], alignment: RIGHT })] });
}
