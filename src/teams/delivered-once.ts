/** Answers a repeated key with what the first one got: Teams sends an activity again when the answer was slow. */
export interface DeliveredOnce<Result> {
  run(key: string | undefined, work: () => Promise<Result>): Promise<Result>;
}

const mostKept = 5_000;
const keptMilliseconds = 10 * 60_000;

/** Remembers the last 5,000 keys for ten minutes, in this process. A failed run is forgotten, so that it can be tried again. */
export function createDeliveredOnce<Result>(now: () => number = Date.now): DeliveredOnce<Result> {
  const kept = new Map<string, { result: Promise<Result>; at: number }>();
  return {
    run(key, work) {
      if (key === undefined) return work();
      const earlier = kept.get(key);
      if (earlier && now() - earlier.at < keptMilliseconds) return earlier.result;
      const result = work();
      kept.delete(key);
      kept.set(key, { result, at: now() });
      if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
      result.catch(() => kept.delete(key));
      return result;
    },
  };
}

const mostSeen = 10_000;

/** Answers true the first time that it is asked about a key; remembers the last ten thousand. */
export function createOnlyOnce(): (key: string) => boolean {
  const seen = new Set<string>();
  return (key) => {
    if (seen.has(key)) return false;
    if (seen.size >= mostSeen) seen.delete(seen.values().next().value!);
    seen.add(key);
    return true;
  };
}
