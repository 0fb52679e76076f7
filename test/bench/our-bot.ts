// The product as src/index.ts starts it, in local mode with its own storage emulator and a data folder of its own.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { municipalitiesIn } from '../../src/structure/load-structures.ts';
import { serveMeasured } from './measured-child.ts';

await serveMeasured(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ssp-bench-'));
  process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  const config = readConfig({ PORT: '0', SSP_PLAYGROUND: 'off', SSP_DATA_DIR: dataDir }, municipalitiesIn);
  return startApp(
    config,
    createLog((line) => process.stdout.write(line)),
  );
});
