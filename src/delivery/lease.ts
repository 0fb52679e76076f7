import { randomUUID } from 'node:crypto';
import type { Clock, Records, Stored } from '../ports.ts';
import { Undelivered } from './undelivered.ts';

/** `sending`: the call was about to be made; from then on nobody knows, until its outcome is recorded. */
export interface Claim {
  by: string;
  until: string;
  sending?: true;
}

interface Leased {
  claim?: Claim;
}

/** A record in our hand. Whoever dies lets go of it in seconds; whoever lives holds it for as long as it takes. */
export interface Lease<T> {
  /** Notes that the call is about to be made; rejects when somebody else has taken over. */
  begin(): Promise<void>;
  /** Rejects when it may be somebody else's by now. Looks at no storage. */
  check(): Promise<void>;
  /** Records what came of it, and lets go. Whoever took over in the meantime records, or has; then nothing is added. */
  end(value: T): Promise<void>;
  /** Nobody else is to try for so long, as far as the store can be told. */
  keep(milliseconds: number): Promise<void>;
}

// A dead process's messages wait for as long as this; a living one can miss two renewals.
const leaseMilliseconds = 5_000;
const renewMilliseconds = 1_500;

/** Claims the record and renews the claim until it is let go of. Undefined when somebody else was faster. */
export async function takeLease<T extends Leased>(
  { records, clock }: { records: Records; clock: Clock },
  kommune: string,
  key: string[],
  before: T,
  stored: Stored<T> | undefined,
): Promise<Lease<T> | undefined> {
  const by = randomUUID();
  const inMilliseconds = (milliseconds: number) => new Date(clock().getTime() + milliseconds).toISOString();
  // What its last holder began stays begun: whoever dies here must not make it look as if nothing was sent.
  let claim: Claim = { ...before.claim, by, until: inMilliseconds(leaseMilliseconds) };
  let mine = stored;
  let held = false;
  const writeOnce = (value: T) =>
    records.write(kommune, [
      mine ? { do: 'update', key, value, revision: mine.revision } : { do: 'create', key, value },
    ]);
  const readMine = async () => {
    const now = await records.get<T>(kommune, key);
    return now?.value.claim?.by === by ? now : undefined;
  };
  const write = async (value: T): Promise<boolean> => {
    if (await writeOnce(value)) return true;
    // An earlier write of ours may have been stored, and only its revision not be known.
    mine = held ? await readMine() : undefined;
    return mine !== undefined && writeOnce(value);
  };
  const writeClaim = async (wanted: Claim): Promise<void> => {
    mine = (await write({ ...before, claim: wanted })) ? await readMine() : undefined;
    if (mine) claim = wanted;
  };
  await writeClaim(claim);
  if (!mine) return undefined;
  held = true;

  // One write at a time: each needs the revision of the one before.
  let last: Promise<void> = Promise.resolve();
  const renew = (more: Partial<Claim> = {}, milliseconds = leaseMilliseconds): Promise<void> => {
    const next = last.then(async () => {
      if (mine) await writeClaim({ ...claim, ...more, until: inMilliseconds(milliseconds) });
    });
    last = next.catch(() => undefined);
    return next;
  };
  const timer = setInterval(() => void renew().catch(() => undefined), renewMilliseconds);
  const check = async () => {
    if (!mine || new Date(claim.until) <= clock()) throw new Undelivered('busy', 'taken over by another process');
  };
  return {
    check,
    async begin() {
      await renew({ sending: true });
      await check();
    },
    async end(value) {
      clearInterval(timer);
      await last;
      if (mine) await write(value);
    },
    async keep(milliseconds) {
      clearInterval(timer);
      await renew({}, milliseconds).catch(() => undefined);
    },
  };
}
