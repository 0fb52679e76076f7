/** How many requests one caller may make in how long; far above what a person does. */
export interface Rate {
  most: number;
  milliseconds: number;
}

const mostCallers = 20_000;

/**
 * Answers whether a caller may go on now. Counts in windows, per process: a person who is faster than this is a program.
 * Callers that have been quiet for a window are forgotten, so that nobody can make it grow.
 */
export function createRateLimit(
  { most, milliseconds }: Rate,
  now: () => number = Date.now,
): (caller: string) => boolean {
  let windowStart = now();
  let counts = new Map<string, number>();
  return (caller) => {
    if (now() - windowStart >= milliseconds || counts.size >= mostCallers) {
      windowStart = now();
      counts = new Map();
    }
    const count = (counts.get(caller) ?? 0) + 1;
    counts.set(caller, count);
    return count <= most;
  };
}
