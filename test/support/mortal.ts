export class Killed extends Error {}

/** A process that can be killed at its so-many-th call from now on, before or after the call has had its effect. */
export function mortality() {
  let callsUntilKilled = Number.POSITIVE_INFINITY;
  let killedBefore = true;
  return {
    mortal<A extends unknown[], R>(call: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
      return async (...args) => {
        if (callsUntilKilled <= 0) throw new Killed();
        callsUntilKilled--;
        if (callsUntilKilled <= 0 && killedBefore) throw new Killed();
        const result = await call(...args);
        if (callsUntilKilled <= 0) throw new Killed();
        return result;
      };
    },
    killAt(call: number, before: boolean) {
      callsUntilKilled = call;
      killedBefore = before;
    },
    /** A new process starts. */
    revive() {
      callsUntilKilled = Number.POSITIVE_INFINITY;
    },
  };
}
