/** A line of the file: its number as a spreadsheet shows it (the heading is 1), and its cells. */
export interface Row {
  number: number;
  cells: string[];
}

/** What is wrong, at which row; 0 is the file as a whole. */
export interface Fault {
  row: number;
  reason: FaultReason;
}

/** Codes of all that can be wrong; the sentences stand in language/roster-*.ts. `allowed` and `given` fill them. */
export interface FaultReason {
  code: FaultCode;
  column?: string;
  allowed?: string;
  /** Never anything that may be personal data: a value is shown only where it is one of a closed list, or a number. */
  given?: string;
}

export type FaultCode =
  | 'too-large'
  | 'empty'
  | 'not-readable'
  | 'encoding'
  | 'double-encoded'
  | 'quotes'
  | 'too-many-rows'
  | 'cells'
  | 'macros'
  | 'bomb'
  | 'formula'
  | 'missing-column'
  | 'unknown-column'
  | 'double-column'
  | 'required'
  | 'too-long'
  | 'characters'
  | 'one-of'
  | 'unknown-contact'
  | 'email'
  | 'phone'
  | 'teams-id'
  | 'no-way'
  | 'cpr'
  | 'same-line'
  | 'two-people'
  | 'deputy-missing'
  | 'deputy-circle';

/** A file holds at most 5 MB and 20,000 rows; 5,000 rows take about 0.7 MB as CSV. */
export const largestFileBytes = 5 * 1024 * 1024;
export const mostRows = 20_000;

export type ReadFile = { rows: Row[] } | { fault: Fault };

/** A fault of the file as a whole. */
export function fileFault(code: FaultCode, more: Omit<FaultReason, 'code'> = {}): { fault: Fault } {
  return { fault: { row: 0, reason: { code, ...more } } };
}
