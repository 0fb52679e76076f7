import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CodedError, messageOf } from '../errors.ts';

export interface Azurite {
  connection: string;
  /** Resolves when it ended without being asked to. */
  lost: Promise<void>;
  /** Saves and ends it. */
  stop(): Promise<void>;
}

// The emulator's published account; it opens nothing but the local emulator.
const account = 'devstoreaccount1';
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** Starts the storage emulator (tables and queues) on free loopback ports, with its data in this folder. */
export async function startAzurite(dataDir: string): Promise<Azurite> {
  const folder = resolve(join(dataDir, 'azurite'));
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new CodedError('config', `SSP_DATA_DIR: a folder that can be written to: ${messageOf(error)}`, {
      cause: error,
    });
  }
  const child = fork(join(import.meta.dirname, 'azurite-child.ts'), [folder], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const [ports] = (await Promise.race([
    once(child, 'message'),
    exited.then(() => {
      throw new CodedError('storage', `the storage emulator did not start; is its data in ${folder} readable?`);
    }),
  ])) as [{ tablePort: number; queuePort: number }];
  let asked = false;
  const endpoint = (port: number) => `http://127.0.0.1:${port}/${account}`;
  return {
    connection: [
      'DefaultEndpointsProtocol=http',
      `AccountName=${account}`,
      `AccountKey=${key}`,
      `TableEndpoint=${endpoint(ports.tablePort)}`,
      `QueueEndpoint=${endpoint(ports.queuePort)}`,
    ].join(';'),
    lost: new Promise((lost) => {
      child.once('exit', () => {
        if (!asked) lost();
      });
    }),
    async stop() {
      asked = true;
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}
