import { strToU8, zipSync } from 'fflate';
import type { Entry } from '../../src/roster/roster.ts';

export const heading = 'navn;kontaktpunkt;instans;områder;telefon;e-mail;teams-id;stedfortræder;rolle';

export const idOf = (n: number) => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`;

/** A line of a roster file; fields given replace the defaults. */
export function line(
  fields: Partial<
    Record<
      'navn' | 'kontaktpunkt' | 'instans' | 'områder' | 'telefon' | 'e-mail' | 'teams-id' | 'stedfortræder' | 'rolle',
      string
    >
  > = {},
): string {
  const defaults = {
    navn: 'Anna Holm',
    kontaktpunkt: 'ssp-konsulent',
    instans: 'skole',
    områder: '',
    telefon: '20202020',
  };
  const rest = { 'e-mail': '', 'teams-id': '', stedfortræder: '', rolle: '' };
  return Object.values({ ...defaults, ...rest, ...fields }).join(';');
}

export function file(...lines: string[]): Buffer {
  return Buffer.from(`${[heading, ...lines].join('\r\n')}\r\n`);
}

export function entry(fields: Partial<Entry> = {}): Entry {
  return { name: 'Anna Holm', contact: 'ssp-konsulent', agency: 'skole', areas: [], role: 'laerer', ...fields };
}

/** An .xlsx file with one sheet; a cell that begins with = is a formula. */
export function workbook(rows: string[][], more: Record<string, Uint8Array> = {}): Uint8Array {
  const inXml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  const column = (i: number) => String.fromCharCode(65 + i);
  const strings: string[] = [];
  const cell = (text: string, r: number, c: number) => {
    const at = `${column(c)}${r + 1}`;
    if (text.startsWith('=')) return `<c r="${at}"><f>${inXml(text.slice(1))}</f><v>1</v></c>`;
    if (/^\d+$/.test(text)) return `<c r="${at}"><v>${text}</v></c>`;
    strings.push(`<si><t>${inXml(text)}</t></si>`);
    return `<c r="${at}" t="s"><v>${strings.length - 1}</v></c>`;
  };
  const body = rows
    .map((row, r) => `<row r="${r + 1}">${row.map((text, c) => (text === '' ? '' : cell(text, r, c))).join('')}</row>`)
    .join('');
  return zipSync({
    'xl/workbook.xml': strToU8(
      '<workbook xmlns:r="r"><sheets><sheet name="Liste" sheetId="1" r:id="rId7"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<Relationships><Relationship Id="rId7" Target="worksheets/sheet3.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet3.xml': strToU8(`<worksheet><sheetData>${body}</sheetData></worksheet>`),
    'xl/sharedStrings.xml': strToU8(`<sst>${strings.join('')}</sst>`),
    ...more,
  });
}
