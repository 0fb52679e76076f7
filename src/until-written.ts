import { CodedError } from './errors.ts';

/** What an attempt answers when somebody else wrote in between. */
export const again = Symbol('again');

const mostTries = 10;

/** Reads, applies a rule and writes, anew as long as others were faster. `what`: for the log. */
export async function untilWritten<T>(what: string, attempt: () => Promise<T | typeof again>): Promise<T> {
  for (let i = 0; i < mostTries; i++) {
    const result = await attempt();
    if (result !== again) return result;
  }
  throw new CodedError('storage', `${what} was changed by others all the time`);
}
