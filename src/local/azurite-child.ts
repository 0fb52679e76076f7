// The storage emulator as a child process. It outlives a `kill -9` of the bot just long enough to write its data down:
// Azurite itself saves only every five seconds. The three imports are internal paths of azurite 3.37.0 (pinned).
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { holdFolder, releaseFolder, waitForFolder } from './folder-lock.ts';

const require = createRequire(import.meta.url);
const { default: TableServer } = require('azurite/dist/src/table/TableServer.js');
const { default: TableConfiguration } = require('azurite/dist/src/table/TableConfiguration.js');
const { default: QueueServer } = require('azurite/dist/src/queue/QueueServer.js');
const { default: QueueConfiguration } = require('azurite/dist/src/queue/QueueConfiguration.js');
require('azurite/dist/src/common/Logger.js').configLogger(false);

const [folder = '.'] = process.argv.slice(2);
const loopback = '127.0.0.1';
const keepAliveSeconds = 60;

const table = new TableServer(
  new TableConfiguration(
    loopback,
    0,
    keepAliveSeconds,
    join(folder, 'table.json'),
    false,
    false,
    undefined,
    undefined,
    false,
    true,
  ),
);
const queue = new QueueServer(
  new QueueConfiguration(
    loopback,
    0,
    keepAliveSeconds,
    join(folder, 'queue.json'),
    join(folder, 'queue-extent.json'),
    [{ locationId: 'Default', locationPath: join(folder, 'queue'), maxConcurrency: 10 }],
    false,
    undefined,
    false,
    undefined,
    false,
    true,
  ),
);

async function stop(): Promise<void> {
  try {
    await Promise.all([table.close(), queue.close()]);
    releaseFolder(folder);
    process.exit(0);
  } catch (error) {
    process.stderr.write(`azurite: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

// "disconnect" comes when the parent ends in whatever way; a terminal's Ctrl-C reaches the child too and is left to it.
process.on('disconnect', () => void stop());
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);

if (!(await waitForFolder(folder))) {
  process.stderr.write(`SSP_DATA_DIR: another bot is running with its data in ${folder}\n`);
  process.exit(1);
}
await Promise.all([table.start(), queue.start()]);
holdFolder(folder, table.httpServer.address().port);
process.send?.({ tablePort: table.httpServer.address().port, queuePort: queue.httpServer.address().port });
