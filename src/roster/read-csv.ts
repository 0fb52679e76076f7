import { CsvError, parse } from 'csv-parse/sync';
import { type FaultCode, type fileFault, mostRows, type ReadFile } from './read-roster-file.ts';

/** Rows of a CSV file with ; or , in UTF-8 or Windows-1252. */
export function readCsv(bytes: Uint8Array): ReadFile {
  const text = decode(bytes);
  if (typeof text !== 'string') return text;
  const [heading = ''] = text.split(/\r?\n/, 1);
  const delimiter = heading.split(';').length >= heading.split(',').length ? ';' : ',';
  try {
    const options = { delimiter, bom: true, info: true, relax_column_count: true, trim: true, to: mostRows + 1 };
    const parsed = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
    const rows = parsed.map(({ record, info }) => ({ number: info.lines, cells: record }));
    return { rows: rows.filter((r) => r.cells.some((cell) => cell !== '')) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const quotes = /QUOTE/.test(error.code);
    const row = Number((error as unknown as { lines?: number }).lines ?? 0);
    return { fault: { row, reason: { code: quotes ? 'quotes' : 'not-readable' } } };
  }
}

// Characters that no person's line holds: the file is UTF-16, or no text at all.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const notText = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u0080-\u009f\ufffd]/;
/** "Ã¦", "Ã¸", "Ã¥": UTF-8 that was read as Windows-1252 and saved again. */
const doubleEncoded = /Ã[¦¸¥†˜…]/;

function decode(bytes: Uint8Array): string | ReturnType<typeof fileFault> {
  const text = decoded(bytes);
  const faultIn = (pattern: RegExp, code: FaultCode) => {
    const at = text.search(pattern);
    if (at < 0) return undefined;
    return { fault: { row: text.slice(0, at).split('\n').length, reason: { code } } };
  };
  return faultIn(doubleEncoded, 'double-encoded') ?? faultIn(notText, 'encoding') ?? text;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
