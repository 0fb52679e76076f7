import { CodedError } from '../errors.ts';

/**
 * `unreachable`: the bot cannot write to this person (not installed, blocked, gone); `later`: worth another try;
 * `refused`: the same message would be refused again; `busy`: not tried, the platform's limits leave no room yet.
 */
export type UndeliveredReason = 'unreachable' | 'later' | 'refused' | 'busy';

/** A message that did not go out, or of which nobody knows whether it did. */
export class Undelivered extends CodedError {
  readonly kind: UndeliveredReason;
  readonly retryAfterSeconds?: number;
  /** It is certain that nothing was taken. */
  readonly sure: boolean;

  constructor(
    kind: UndeliveredReason,
    message: string,
    options?: ErrorOptions & { retryAfterSeconds?: number; sure?: boolean },
  ) {
    super('undelivered', message, options);
    this.name = 'Undelivered';
    this.kind = kind;
    this.sure = options?.sure ?? kind !== 'later';
    if (options?.retryAfterSeconds !== undefined) this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/**
 * What a status of the connector means for whoever sends (facts A5). No status: no answer came, and nobody knows whether
 * it was taken. 500 is reported and not tried again: whoever was to be told is then reached in another way.
 */
export function reasonOf(status: number | undefined): UndeliveredReason {
  if (status === undefined || [408, 412, 429, 502, 503, 504].includes(status)) return 'later';
  return status === 403 || status === 404 ? 'unreachable' : 'refused';
}
