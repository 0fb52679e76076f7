import { CsvError, parse } from 'csv-parse/sync';
import { type FaultCode, fileFault, mostRows, type ReadFile, type Row } from './roster-file.ts';

const longestRecord = 5_000;

/** Rows of a CSV file with ; or , in UTF-8 or Windows-1252. */
export function readCsv(bytes: Uint8Array): ReadFile {
  const text = decode(bytes);
  if (typeof text !== 'string') return text;
  const [heading = ''] = text.split(/\r?\n/, 1);
  const delimiter = heading.split(';').length >= heading.split(',').length ? ';' : ',';
  const rows: Row[] = [];
  const on_record = (cells: string[], { lines }: { lines: number }) => {
    rows.push({ number: lines, cells });
    return cells;
  };
  try {
    const limits = { to: mostRows + 1, max_record_size: longestRecord };
    parse(text, { delimiter, bom: true, relax_column_count: true, trim: true, on_record, ...limits });
    if (rows.length > mostRows) return fileFault('too-many-rows', { allowed: String(mostRows) });
    return { rows: rows.filter((r) => r.cells.some((cell) => cell !== '')) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // What is wrong begins behind the last record that is whole, wherever the parser noticed it.
    const row = (rows.at(-1)?.number ?? 0) + 1;
    return { fault: { row, reason: { code: /QUOTE/.test(error.code) ? 'quotes' : 'not-readable' } } };
  }
}

// Characters that no person's line holds: the file is UTF-16, or no text at all.
// The last four are what æ, ø and å become out of Mac Roman and CP850.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const notText = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u0080-\u009f\ufffd¾¿›†Œ]/;
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
