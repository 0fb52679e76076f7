import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config.ts';
import { municipalitiesIn } from '../../src/structure/load-structures.ts';
import { message } from '../support/builders.ts';
import { until } from '../support/flow.ts';
import { startBot } from '../support/running-bot.ts';
import { startIngestion } from './ingestion.ts';

const canaries = ['240211-1238', '2402111238', 'Zeinab', 'Kanariefugl'];
const child = `Zeinab Kanariefugl, CPR ${canaries[0]} (${canaries[1]})`;
const setting = 'APPLICATIONINSIGHTS_CONNECTION_STRING';

describe('the bot with telemetry', () => {
  it('tells of turns, connector calls and warnings, and nothing of who wrote what', async () => {
    const ingestion = await startIngestion();
    const bot = await startBot({ [setting]: ingestion.connection });
    await bot.post(message(`${child} ryger hash. Hvem kontakter jeg?`));
    await bot.post(message(child, { type: child, name: child }));
    bot.connector.failNext(500);
    assert.equal((await bot.post(message(child))).status, 502);
    const ids = ['a:chat', '29:user', bot.connector.url, ...bot.connector.calls.map((c) => c.path)];
    await bot.stop();
    await ingestion.close();
    const names = new Set(ingestion.names());
    for (const name of ['ssp.turn', 'ssp.connector', 'ssp.events']) assert.ok(names.has(name), name);
    for (const hidden of [...canaries, ...ids]) assert.ok(!ingestion.text().includes(hidden), hidden);
  });

  it('answers and stops when nobody takes what it measures', async () => {
    const ingestion = await startIngestion('hang');
    const bot = await startBot({ [setting]: ingestion.connection });
    assert.equal((await bot.post(message('hærværk'))).status, 200);
    const startedAt = performance.now();
    await bot.app.stop();
    assert.ok(performance.now() - startedAt < 8_000, 'telemetry takes at most five seconds of it');
    await bot.stop();
    await ingestion.close();
  });

  it('takes only a connection string that says where to send', () => {
    for (const given of [
      'x',
      'InstrumentationKey=11111111-2222-4333-8444-555555555501',
      'IngestionEndpoint=https://x',
    ]) {
      assert.throws(
        () => readConfig({ [setting]: given }, municipalitiesIn),
        /APPLICATIONINSIGHTS_CONNECTION_STRING: a/,
      );
    }
  });
});

describe('what a process of the bot loads', function () {
  // It starts with a storage emulator of its own.
  this.timeout(40_000);

  it('is nothing of the telemetry when it is not set', async () => {
    assert.deepEqual(await telemetryLoaded({}), []);
  });

  it('is the SDK and the exporter when it is', async () => {
    const ingestion = await startIngestion();
    const loaded = await telemetryLoaded({ [setting]: ingestion.connection });
    await ingestion.close();
    for (const name of [
      '@opentelemetry/sdk-trace',
      '@opentelemetry/sdk-metrics',
      '@azure/monitor-opentelemetry-exporter',
    ])
      assert.ok(loaded.includes(name), name);
  });
});

/** Names of the telemetry's packages that `npm start` loads, up to its first answer. */
async function telemetryLoaded(env: Record<string, string>): Promise<string[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ssp-test-'));
  const hook = `import { registerHooks } from 'node:module';
    // The storage emulator's process inherits this hook, and has telemetry of its own.
    if (process.argv[1]?.endsWith('index.ts')) registerHooks({ load(url, context, next) {
      const name = /node_modules\\/(@opentelemetry\\/[^/]+|@azure\\/monitor-[^/]+)\\/[^]*$/.exec(url)?.[1];
      if (name) process.stderr.write('loaded ' + name + '\\n');
      return next(url, context);
    } });`;
  const index = join(import.meta.dirname, '../../src/index.ts');
  const bot = spawn(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(hook)}`, index], {
    env: { ...process.env, PORT: '0', SSP_PLAYGROUND: 'off', SSP_DATA_DIR: dataDir, ...env },
  });
  let output = '';
  for (const stream of [bot.stdout, bot.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk));
  const port = await until(() => /"listening","port":(\d+)/.exec(output)?.[1], 'the bot to start', 20_000);
  await fetch(`http://127.0.0.1:${port}/healthz`);
  const ended = new Promise((exit) => bot.once('exit', exit));
  bot.kill('SIGTERM');
  await ended;
  rmSync(dataDir, { recursive: true, force: true });
  return [...new Set([...output.matchAll(/loaded (\S+)/g)].map(([, name]) => name!))];
}
