import { strict as assert } from 'node:assert';
import { createLog } from '../../src/log.ts';
import { startTelemetry } from '../../src/telemetry/start-telemetry.ts';
import { noTelemetry } from '../../src/telemetry/telemetry.ts';
import { startIngestion } from './ingestion.ts';

const logTo = (lines: string[]) => createLog((line) => lines.push(line));

describe('telemetry to Application Insights', () => {
  it('is none without a connection string', async () => {
    assert.equal(await startTelemetry(undefined, ['vejen'], logTo([])), noTelemetry);
  });

  it('sends spans and figures, and of the process no more than its name', async () => {
    const ingestion = await startIngestion();
    const lines: string[] = [];
    const telemetry = await startTelemetry(ingestion.connection, ['vejen'], logTo(lines));
    await telemetry.span('turn', { kind: 'message', kommune: 'vejen' }, async () => {
      telemetry.count('deliveries', 2, { outcome: 'ok' });
    });
    await telemetry.stop();
    await ingestion.close();
    assert.deepEqual(new Set(ingestion.names()), new Set(['ssp.turn', 'ssp.deliveries']));
    assert.match(ingestion.text(), /"ai.cloud.role":"ssp-bot"/);
    assert.doesNotMatch(ingestion.text(), /Statsbeat/i);
    assert.deepEqual(lines, []);
  });

  for (const [what, answer] of [
    ['hangs', 'hang'],
    ['fails', 503],
    ['refuses', 402],
  ] as const) {
    it(`lets the work go on and ends in time when the endpoint ${what}`, async () => {
      const ingestion = await startIngestion(answer);
      const lines: string[] = [];
      const telemetry = await startTelemetry(ingestion.connection, ['vejen'], logTo(lines));
      for (let i = 0; i < 1_000; i++) assert.equal(await telemetry.span('turn', {}, async () => i), i);
      const startedAt = performance.now();
      await telemetry.stop();
      assert.ok(performance.now() - startedAt < 5_000);
      assert.notEqual(ingestion.text(), '');
      await ingestion.close();
      if (answer !== 'hang') assert.match(lines.join(''), new RegExp(`"telemetry-lost","status":${answer}`));
      assert.ok(lines.length <= 1, 'it is told once');
    });
  }
});
