import { readCsv } from './read-csv.ts';
import { fileFault, largestFileBytes, mostRows, type ReadFile } from './roster-file.ts';

/** Rows of a CSV or .xlsx file; which of them it is, is seen in its first bytes. */
export async function readRosterFile(bytes: Uint8Array): Promise<ReadFile> {
  if (bytes.length > largestFileBytes) return fileFault('too-large', { allowed: '5 MB' });
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const isOldExcel = bytes[0] === 0xd0 && bytes[1] === 0xcf;
  if (isOldExcel) return fileFault('not-readable');
  // Loaded only here: nobody else unpacks or parses XML.
  const read = isZip ? await (await import('./read-xlsx.ts')).readXlsx(bytes) : readCsv(bytes);
  if ('fault' in read) return read;
  if (read.rows.length > mostRows) return fileFault('too-many-rows', { allowed: String(mostRows) });
  return read.rows.length === 0 ? fileFault('empty') : read;
}
