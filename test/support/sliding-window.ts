/** The most of these times (milliseconds, in any order) that lie in one window of this length, both its ends counted. */
export function mostIn(times: number[], windowMilliseconds: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  let most = 0;
  let first = 0;
  for (const [last, time] of sorted.entries()) {
    while (time - sorted[first]! > windowMilliseconds) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
