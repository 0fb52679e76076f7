import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { until } from './flow.ts';

const index = join(import.meta.dirname, '../../src/index.ts');

/** The bot as `npm start` starts it, in a process of its own. */
export async function startProcess(env: Record<string, string>): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, [index], { env: { ...process.env, PORT: '0', SSP_PLAYGROUND: 'off', ...env } });
  let output = '';
  child.stdout!.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  const port = await until(() => /"listening","port":(\d+)/.exec(output)?.[1], `the bot to start: ${output}`, 20_000);
  return { child, port: Number(port) };
}
