import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { fromBufferPromise, type Entry as ZipEntry, type ZipFile } from 'yauzl';
import { fileFault, mostRows, type ReadFile, type Row } from './roster-file.ts';

const mostEntries = 200;
const mostUnpackedBytes = 30 * 1024 * 1024;
const mostColumns = 50;

type Parts = Map<string, string>;

/**
 * Rows of the first sheet of an .xlsx file. Refused: macros, formulas (with the row), and files that unpack to more
 * than 30 MB; sizes that the file states are checked against what comes out of it.
 */
export async function readXlsx(bytes: Uint8Array): Promise<ReadFile> {
  try {
    const unpacked = await unpack(bytes);
    if ('fault' in unpacked) return unpacked;
    const sheet = unpacked.parts.get(firstSheet(unpacked.parts));
    if (sheet === undefined) return fileFault('not-readable');
    return readSheet(sheet, sharedStrings(unpacked.parts.get('xl/sharedStrings.xml')));
  } catch (error) {
    // yauzl and saxes throw plain errors, each with a text about the file and none of its content.
    if (error instanceof TypeError || error instanceof RangeError) throw error;
    return fileFault('not-readable');
  }
}

async function unpack(bytes: Uint8Array): Promise<{ parts: Parts } | ReturnType<typeof fileFault>> {
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const parts: Parts = new Map();
  let entries = 0;
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    entries++;
    total += entry.uncompressedSize;
    if (entries > mostEntries || total > mostUnpackedBytes) return fileFault('bomb', { allowed: '30 MB' });
    if (/vbaProject|macrosheets/i.test(entry.fileName)) return fileFault('macros');
    if (
      /^xl\/(workbook\.xml|sharedStrings\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/.test(entry.fileName)
    )
      parts.set(entry.fileName, await readPart(zip, entry));
  }
  return { parts };
}

/** yauzl ends the stream with an error when more comes out than the entry states. */
async function readPart(zip: ZipFile, entry: ZipEntry): Promise<string> {
  const stream = await zip.openReadStreamPromise(entry);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Path of the sheet that stands first in the workbook. */
function firstSheet(parts: Parts): string {
  let relation: string | undefined;
  let target: string | undefined;
  parse(parts.get('xl/workbook.xml') ?? '', {
    open: ({ name, attributes }) => {
      if (local(name) === 'sheet') relation ??= attributes['r:id'];
    },
  });
  parse(parts.get('xl/_rels/workbook.xml.rels') ?? '', {
    open: ({ name, attributes }) => {
      if (local(name) === 'Relationship' && attributes.Id === relation) target = attributes.Target;
    },
  });
  if (!target) return 'xl/worksheets/sheet1.xml';
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

/** Texts that cells refer to by number; phonetic hints are left out. */
function sharedStrings(xml: string | undefined): string[] {
  const strings: string[] = [];
  let inText = false;
  let hint = false;
  if (xml === undefined) return strings;
  parse(xml, {
    open: ({ name }) => {
      if (local(name) === 'si') strings.push('');
      if (local(name) === 'rPh') hint = true;
      inText = local(name) === 't' && !hint;
    },
    text: (text) => {
      if (inText) strings[strings.length - 1] += text;
    },
    close: (name) => {
      if (local(name) === 'rPh') hint = false;
      inText = false;
    },
  });
  return strings;
}

function readSheet(xml: string, strings: string[]): ReadFile {
  const rows: Row[] = [];
  let formula: number | undefined;
  let cell: { column: number; type: string; text: string } | undefined;
  let inValue = false;
  let tooMany = false;
  parse(xml, {
    open: ({ name, attributes }) => {
      const tag = local(name);
      if (tag === 'row' && rows.length > mostRows) tooMany = true;
      else if (tag === 'row') rows.push({ number: Number(attributes.r ?? (rows.at(-1)?.number ?? 0) + 1), cells: [] });
      if (tag === 'c') {
        const column = columnOf(attributes.r) ?? rows.at(-1)?.cells.length ?? 0;
        cell = { column, type: attributes.t ?? 'n', text: '' };
      }
      if (tag === 'f') formula ??= rows.at(-1)?.number ?? 0;
      inValue = tag === 'v' || tag === 't';
    },
    text: (text) => {
      if (inValue && cell) cell.text += text;
    },
    close: (name) => {
      inValue = false;
      if (local(name) !== 'c' || !cell) return;
      const text = cell.type === 's' ? (strings[Number(cell.text)] ?? '') : cell.text;
      const row = rows.at(-1);
      if (row && cell.column < mostColumns) row.cells[cell.column] = text.trim();
      cell = undefined;
    },
  });
  if (tooMany) return fileFault('too-many-rows', { allowed: String(mostRows) });
  if (formula !== undefined) return { fault: { row: formula, reason: { code: 'formula' } } };
  const filled = rows.map(({ number, cells }) => ({ number, cells: Array.from(cells, (c) => c ?? '') }));
  return { rows: filled.filter((r) => r.cells.some((c) => c !== '')) };
}

/** 0 for "A7", 26 for "AA7". */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference ?? '')?.[1];
  return letters === undefined
    ? undefined
    : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

interface Handlers {
  open(tag: SaxesTagPlain): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** saxes knows no entities but XML's own five, so that none can be made to grow. */
function parse(xml: string, { open, text, close }: Handlers): void {
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', open);
  if (text) parser.on('text', text);
  if (close) parser.on('closetag', ({ name }) => close(name));
  parser.write(xml).close();
}
