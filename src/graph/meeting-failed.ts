import { CodedError } from '../errors.ts';

/**
 * `not-allowed`: somebody has to set something right first (permission, access policy, organiser, the bot's secret);
 * `later`: worth another try, and nobody knows whether this one was taken; `refused`: the same would be refused again.
 */
export type MeetingFailure = 'not-allowed' | 'later' | 'refused';

/** An online meeting that was not made or not moved, or of which nobody knows whether it was. */
export class MeetingFailed extends CodedError {
  readonly kind: MeetingFailure;
  /** How long the platform asked to be left alone. */
  readonly retryAfterSeconds?: number;

  constructor(kind: MeetingFailure, message: string, { retryAfterSeconds }: { retryAfterSeconds?: number } = {}) {
    super('meeting', message);
    this.name = 'MeetingFailed';
    this.kind = kind;
    if (retryAfterSeconds !== undefined) this.retryAfterSeconds = retryAfterSeconds;
  }
}
