import type { ITableBordersOptions, ITableCellOptions, Paragraph, Table, TableRow } from 'docx';
import { type Docx, dark, grey, linkRun, runs, shade, textWidth, thinLine } from './docx-look.ts';
import type { Paper } from './paper.ts';

const factWidths = [24, 76];

/** What is known of the meeting, without lines between. */
export function factsTable(docx: Docx, facts: Paper['facts']): Table {
  const none = { style: docx.BorderStyle.NONE, size: 0, color: 'auto' };
  const rows = facts.map(({ label, value, url }) => {
    const said = url ? [linkRun(docx, url, value)] : runs(docx, value);
    const cells = [runs(docx, label, { color: grey }), said].map((children, i) =>
      cell(docx, new docx.Paragraph({ children }), factWidths[i]!),
    );
    return new docx.TableRow({ children: cells, cantSplit: true });
  });
  const sides = { left: none, right: none, insideHorizontal: none, insideVertical: none };
  return table(docx, factWidths, rows, { ...sides, top: thinLine(docx), bottom: thinLine(docx) });
}

/** A list with a head that is repeated on every page. `widths`: in percent. */
export function listTable(docx: Docx, head: string[], rows: string[][], widths: number[]): Table {
  const look = { bold: true, color: dark };
  const shading = { type: docx.ShadingType.CLEAR, fill: shade, color: 'auto' };
  const rowOf = (texts: string[], isHead: boolean) =>
    new docx.TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: texts.map((text, i) => {
        const paragraph = new docx.Paragraph({ children: runs(docx, text, isHead ? look : {}) });
        return cell(docx, paragraph, widths[i]!, isHead ? { shading } : {});
      }),
    });
  const line = thinLine(docx);
  const borders = { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line };
  return table(docx, widths, [rowOf(head, true), ...rows.map((texts) => rowOf(texts, false))], borders);
}

function cell(docx: Docx, child: Paragraph, percent: number, more: Partial<ITableCellOptions> = {}) {
  return new docx.TableCell({
    children: [child],
    width: { size: widthOf(percent), type: docx.WidthType.DXA },
    margins: { top: 50, bottom: 50, left: 90, right: 90 },
    ...more,
  });
}

function table(docx: Docx, widths: number[], rows: TableRow[], borders: ITableBordersOptions): Table {
  return new docx.Table({
    width: { size: textWidth, type: docx.WidthType.DXA },
    columnWidths: widths.map(widthOf),
    layout: docx.TableLayoutType.FIXED,
    borders,
    rows,
  });
}

function widthOf(percent: number): number {
  return Math.round((textWidth * percent) / 100);
}
