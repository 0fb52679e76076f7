import type { Round } from './round.ts';
import { median } from './statistics.ts';

/** A bot's start: milliseconds from its spawn to the first 200, and its memory then and after all rounds. */
export interface Start {
  firstAnswer: number;
  memoryAtStart: number;
  memoryAtEnd: number;
}

type Names = [string, string];

const figures: [string, keyof Round, number][] = [
  ['requests/s', 'requestsPerSecond', 0],
  ['p50 ms', 'p50', 2],
  ['p99 ms', 'p99', 2],
  ['CPU ms/turn', 'cpuPerTurn', 3],
];

/** Both bots at one concurrency: the median of the rounds, and of the second bot's share of the first, round by round. */
export function roundsReport(names: Names, rounds: [Round, Round][], concurrency: number): string {
  const rows = figures.map(([title, key, digits]) => {
    const ratios = rounds.map(([a, b]) => b[key] / a[key]);
    const span = `${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`;
    const [first, second] = [0, 1].map((i) => median(rounds.map((pair) => pair[i]![key])).toFixed(digits));
    return [title, first!, second!, median(ratios).toFixed(2), span];
  });
  return table([`concurrency ${concurrency}`, ...names, `${names[1]}/${names[0]}`, 'lowest-highest'], rows);
}

export function startReport(names: Names, [a, b]: [Start, Start]): string {
  const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(0);
  const row = (title: string, key: keyof Start, shown: (value: number) => string) => [
    title,
    shown(a[key]),
    shown(b[key]),
    (b[key] / a[key]).toFixed(2),
  ];
  return table(
    ['start and memory', ...names, `${names[1]}/${names[0]}`],
    [
      row('spawn to 200 ms', 'firstAnswer', (value) => value.toFixed(0)),
      row('MB at start', 'memoryAtStart', megabytes),
      row('MB at the end', 'memoryAtEnd', megabytes),
    ],
  );
}

/** Rows under a head; the first column so wide, the others to the right. */
export function table(head: string[], rows: string[][], width = 18): string {
  const line = ([title = '', ...cells]: string[]) =>
    title.padEnd(width) + cells.map((cell) => cell.padStart(15)).join('');
  return `${[head, ...rows].map(line).join('\n')}\n\n`;
}
