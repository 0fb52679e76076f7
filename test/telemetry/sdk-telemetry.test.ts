import { strict as assert } from 'node:assert';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { CodedError } from '../../src/errors.ts';
import { ConnectorError } from '../../src/teams/connector.ts';
import { inMemory } from './in-memory.ts';

const canaries = ['240211-1238', '2402111238', 'Zeinab', 'Kanariefugl', '19:chat@thread.v2'];
const child = canaries.join(' ');

describe('traces and figures', () => {
  it('tell how long a turn took, by kind and outcome, and give the answer on', async () => {
    const { telemetry, exported } = inMemory();
    const answer = await telemetry.span('turn', { kind: 'message' }, async (mark) => {
      mark({ kommune: 'vejen' });
      return 7;
    });
    assert.equal(answer, 7);
    const { spans, figures } = await exported();
    const attributes = { kind: 'message', kommune: 'vejen', outcome: 'ok' };
    assert.deepEqual(
      spans.map((s) => [s.name, s.kind, s.status.code, s.attributes]),
      [['ssp.turn', SpanKind.SERVER, SpanStatusCode.OK, attributes]],
    );
    assert.deepEqual(figures, [{ name: 'ssp.turn', attributes, n: 1 }]);
  });

  it('tell of a failure its code and status, and throw the error on', async () => {
    const { telemetry, exported } = inMemory();
    const error = new ConnectorError(`POST: ${child}`, { status: 429 });
    const failing = telemetry.span('connector', { method: 'POST' }, async () => {
      throw error;
    });
    await assert.rejects(failing, error);
    const { spans } = await exported();
    assert.deepEqual(spans[0]!.attributes, { method: 'POST', code: 'connector', status: 429, outcome: 'failed' });
    assert.deepEqual(spans[0]!.status, { code: SpanStatusCode.ERROR });
    assert.deepEqual(spans[0]!.events, []);
  });

  it('put a connector call below the turn that makes it, also when two turns go on at once', async () => {
    const { telemetry, exported } = inMemory();
    const turn = (kind: string) =>
      telemetry.span('turn', { kind }, async () => {
        await new Promise((later) => setTimeout(later, 5));
        await telemetry.span('connector', { method: kind === 'message' ? 'POST' : 'PUT' }, async () => {});
      });
    await Promise.all([turn('message'), turn('adaptiveCard/action')]);
    const { spans } = await exported();
    const [post, message] = ['POST', 'message'].map((value) =>
      spans.find((s) => Object.values(s.attributes).includes(value)),
    );
    assert.equal(post!.parentSpanContext?.spanId, message!.spanContext().spanId);
    assert.equal(new Set(spans.map((s) => s.spanContext().traceId)).size, 2);
  });

  it('let a turn fail that told the person about it and ended well', async () => {
    const { telemetry, exported } = inMemory();
    await telemetry.span('turn', { kind: 'message' }, async () => telemetry.mark({ outcome: 'failed' }));
    telemetry.mark({ outcome: 'failed' });
    const { spans } = await exported();
    assert.equal(spans[0]!.attributes.outcome, 'failed');
  });

  it('hold nothing of a canary, wherever it is put', async () => {
    const { telemetry, exported } = inMemory();
    const every = {
      ...{ event: child, level: child, code: child, kind: child, method: child, part: child, kommune: child },
      ...{ outcome: child, status: 2402111238, text: child, [child]: child, constructor: child },
    };
    await telemetry.span('turn', every, async (mark) => {
      mark(every);
      telemetry.mark(every);
      telemetry.count('events', 1, every);
      telemetry.record('ping', 1, every);
    });
    for (const thrown of [new Error(child), new CodedError('storage', child, { cause: child }), child]) {
      const failing = telemetry.span('job', every, async () => {
        throw thrown;
      });
      await failing.catch(() => {});
    }
    const { spans, figures, text } = await exported();
    assert.equal(spans.length, 4);
    assert.equal(figures.length, 5, 'turn, job with and without a code, events, ping');
    for (const canary of canaries) assert.ok(!text.includes(canary), canary);
    assert.ok(text.includes('"other"'));
  });
});
