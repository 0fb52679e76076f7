import type { FileChild } from 'docx';
import { type Docx, grey, linkRun, runs, small, textWidth } from './docx-look.ts';

/** A hyphen at which Word does not break the line. */
const unbroken = '\u2011';

/** The paragraphs of a paper. Headings are real ones: Word's overview and screen readers find them. */
export function docxParagraphs(docx: Docx) {
  const { BorderStyle, HeadingLevel, Paragraph, ShadingType, TabStopType, TextRun } = docx;
  const bullet = { bullet: { level: 0 }, spacing: { after: 40 } };
  return {
    over: (text: string): FileChild =>
      new Paragraph({ children: runs(docx, text.toUpperCase(), { color: grey, size: small }), keepNext: true }),
    title: (text: string): FileChild => new Paragraph({ children: runs(docx, text), heading: HeadingLevel.TITLE }),
    heading: (text: string): FileChild =>
      new Paragraph({ children: runs(docx, text), heading: HeadingLevel.HEADING_1 }),
    /** With its time at the right edge. */
    item: (text: string, time: string): FileChild =>
      new Paragraph({
        children: [
          ...runs(docx, text),
          ...(time
            ? [new TextRun({ text: `\t${time.replace('-', unbroken)}`, bold: false, color: grey, size: small })]
            : []),
        ],
        heading: HeadingLevel.HEADING_2,
        tabStops: [{ type: TabStopType.RIGHT, position: textWidth }],
      }),
    /** `isFollowed`: it is not left alone at the foot of a page. */
    about: (text: string, isFollowed: boolean): FileChild => {
      const children = runs(docx, text, { color: grey, size: small });
      return new Paragraph({ children, spacing: { after: 80 }, keepNext: isFollowed });
    },
    /** A text with its paragraphs; `label` stands bold before it. */
    text: (text: string, label = ''): FileChild[] =>
      text
        .split(/\n{2,}/)
        .filter((part) => part !== '')
        .map((part, i) => {
          const before = label && i === 0 ? runs(docx, `${label}: `, { bold: true }) : [];
          return new Paragraph({ children: [...before, ...runs(docx, part)], spacing: { before: 60, after: 60 } });
        }),
    bullet: (text: string): FileChild => new Paragraph({ children: runs(docx, text), ...bullet }),
    link: (url: string): FileChild => new Paragraph({ children: [linkRun(docx, url)], ...bullet }),
    notice: (text: string): FileChild =>
      new Paragraph({
        children: runs(docx, text, { bold: true }),
        shading: { type: ShadingType.CLEAR, fill: 'FFF4CE', color: 'auto' },
        border: { left: { style: BorderStyle.SINGLE, size: 24, color: 'C19C00', space: 6 } },
        spacing: { before: 200, after: 120 },
      }),
    ending: (text: string): FileChild =>
      new Paragraph({ children: runs(docx, text, { italics: true, color: grey }), spacing: { before: 240 } }),
  };
}
