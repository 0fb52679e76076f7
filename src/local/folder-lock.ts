import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

interface Holder {
  pid: number;
  port: number;
}

const file = 'in-use.json';
const patienceMilliseconds = 5_000;
const pollMilliseconds = 100;

/**
 * Waits until the folder's last user has ended: after a `kill -9` of the bot its storage is still saving for a moment.
 * Answers false when somebody goes on using it; two emulators on one folder would overwrite each other.
 */
export async function waitForFolder(folder: string): Promise<boolean> {
  const until = Date.now() + patienceMilliseconds;
  for (;;) {
    const holder = readHolder(folder);
    if (!holder || !isRunning(holder.pid)) return true;
    // Another program may have got the old number: only one that also answers at the port is a user of the folder.
    if (Date.now() > until) return !(await answersAt(holder.port));
    await delay(pollMilliseconds);
  }
}

export function holdFolder(folder: string, port: number): void {
  writeFileSync(join(folder, file), JSON.stringify({ pid: process.pid, port } satisfies Holder));
}

export function releaseFolder(folder: string): void {
  rmSync(join(folder, file), { force: true });
}

function readHolder(folder: string): Holder | undefined {
  const path = join(folder, file);
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    // Half written by a process that was killed: nobody holds it.
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function answersAt(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      answer(true);
    });
    socket.once('error', () => answer(false));
  });
}
