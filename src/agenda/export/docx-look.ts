import type { IRunOptions, IStylesOptions, ParagraphChild } from 'docx';
import type { Language } from '../../structure/structure.ts';

/** The package: large, so it is loaded by the first export and handed around. */
export type Docx = typeof import('docx');

export const dark = '1F3A5F';
export const grey = '595959';
export const shade = 'EEF3F8';
export const small = 20;
const rule = 'B8C4D2';
const font = 'Calibri';

// A4 with 2.5 cm around; lengths are twentieths of a point, sizes of letters half points.
export const page = { width: 11_906, height: 16_838, margin: 1_418 };
export const textWidth = page.width - 2 * page.margin;

/** A person's text with its lines. */
export function runs({ TextRun }: Docx, text: string, look: IRunOptions = {}): ParagraphChild[] {
  return text.split('\n').map((part, i) => new TextRun({ ...look, text: part, ...(i > 0 && { break: 1 }) }));
}

export function linkRun({ ExternalHyperlink, TextRun }: Docx, url: string, label = url): ParagraphChild {
  return new ExternalHyperlink({ link: url, children: [new TextRun({ text: label, style: 'Hyperlink' })] });
}

export function thinLine({ BorderStyle }: Docx) {
  return { style: BorderStyle.SINGLE, size: 4, color: rule };
}

export function stylesOf({ LineRuleType }: Docx, language: Language): IStylesOptions {
  const heading = (size: number, before: number, after: number) => ({
    run: { font, size, bold: true, color: dark },
    paragraph: { spacing: { before, after, line: 252, lineRule: LineRuleType.AUTO }, keepNext: true },
  });
  return {
    default: {
      document: {
        run: { font, size: 22, language: { value: language === 'en' ? 'en-GB' : 'da-DK' } },
        paragraph: { spacing: { line: 264, lineRule: LineRuleType.AUTO } },
      },
      title: heading(40, 0, 160),
      heading1: heading(28, 320, 80),
      heading2: heading(23, 200, 20),
    },
  };
}
