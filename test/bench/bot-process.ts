import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Figures } from './measured-child.ts';

export interface BotProcess {
  port: number;
  figures(): Promise<Figures>;
  stop(): Promise<void>;
}

/** Starts a bot of this folder in a process of its own; what it logs is written, and thrown away. */
export async function startBotProcess(file: string): Promise<BotProcess> {
  const child = fork(join(import.meta.dirname, file), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exited = once(child, 'exit');
  const { port } = await nextMessage<{ port: number }>(child, exited, file);
  return {
    port,
    figures() {
      const figures = nextMessage<Figures>(child, exited, file);
      child.send('figures');
      return figures;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}

async function nextMessage<Message>(child: ChildProcess, exited: Promise<unknown>, file: string): Promise<Message> {
  const ended = exited.then(() => {
    throw new Error(`${file} ended by itself`);
  });
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [Message];
  return message;
}
