/** What can go wrong for reasons outside the program, by code. */
export type ErrorCode =
  | 'config'
  | 'structure'
  | 'roster'
  | 'connector'
  | 'storage'
  | 'not-authenticated'
  | 'undelivered'
  | 'meeting';

/** An error with a text for the log; what a person sees is chosen by the code (language/texts). */
export class CodedError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CodedError';
    this.code = code;
  }
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
