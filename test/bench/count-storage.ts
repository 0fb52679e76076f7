// Loaded into a bot's process before everything else (--import): counts its calls to the storage emulator by the second,
// and writes them, with what the process itself used, into the folder of SSP_BENCH_COUNTS when it ends.
import diagnostics from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import type { ClientRequest } from 'node:http';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ProcessCounts } from './storage-counts.ts';

const folder = process.env.SSP_BENCH_COUNTS!;
const counts: ProcessCounts['seconds'] = {};
const begun = new WeakMap<ClientRequest, number>();
const lag = monitorEventLoopDelay({ resolution: 10 });
lag.enable();

const isStorage = ({ path }: ClientRequest) => path.startsWith('/devstoreaccount1/');

diagnostics.subscribe('http.client.request.start', (event) => {
  const { request } = event as { request: ClientRequest };
  if (isStorage(request)) begun.set(request, performance.now());
});
diagnostics.subscribe('http.client.response.finish', (event) => {
  const { request } = event as { request: ClientRequest };
  const from = begun.get(request);
  if (from === undefined) return;
  const milliseconds = performance.now() - from;
  counts[Math.floor(Date.now() / 1000)] ??= {};
  const second = counts[Math.floor(Date.now() / 1000)]!;
  const kind = kindOf(request);
  const { count, sum, longest } = second[kind] ?? { count: 0, sum: 0, longest: 0 };
  second[kind] = { count: count + 1, sum: sum + milliseconds, longest: Math.max(longest, milliseconds) };
});
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const written: ProcessCounts = {
    seconds: counts,
    cpuSeconds: (user + system) / 1e6,
    longestLagMilliseconds: lag.max / 1e6,
  };
  writeFileSync(join(folder, `${process.pid}.json`), JSON.stringify(written));
});

/** `beredskab get`: the table or queue, and what is done with it. All writes to tables are transactions. */
function kindOf({ method, path }: ClientRequest): string {
  const [, name = '', rest = ''] = /^\/devstoreaccount1\/(\$?[\w-]+)(.*)$/.exec(decodeURIComponent(path)) ?? [];
  if (name === '$batch') return 'tables write';
  if (rest.startsWith('/messages'))
    return `queue ${{ POST: 'send', GET: 'receive', DELETE: 'done' }[method] ?? method}`;
  if (method === 'DELETE') return 'tables delete';
  if (method === 'POST') return 'tables make';
  return `${name} ${rest.startsWith('()') ? 'list' : 'get'}`;
}
