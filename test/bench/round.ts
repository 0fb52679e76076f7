import type { ConnectorCall, LoopbackConnector } from '../support/loopback-connector.ts';
import type { BotProcess } from './bot-process.ts';
import { runLoad } from './load.ts';
import { type BenchMessage, makeMessages } from './messages.ts';
import { quantile } from './statistics.ts';

/** What one round tells of one bot. */
export interface Round {
  requestsPerSecond: number;
  p50: number;
  p99: number;
  /** CPU time of the bot's process, in milliseconds. */
  cpuPerTurn: number;
}

/** Tells a bot's proper answer from an excuse, which would cost less and be counted all the same. */
export type IsAnswer = (body: ConnectorCall['body']) => boolean;

/** Sends one round of messages to a bot. Throws unless each was answered with 200 and one proper reply. */
export async function runRound(
  bot: BotProcess,
  isAnswer: IsAnswer,
  connector: LoopbackConnector,
  { turns, concurrency }: { turns: number; concurrency: number },
): Promise<Round> {
  const messages = makeMessages(turns, connector.url);
  const before = await bot.figures();
  const { seconds, latencies } = await runLoad(
    bot.port,
    messages.map((m) => m.body),
    concurrency,
  );
  const after = await bot.figures();
  checkReplies(messages, connector.calls.splice(0), isAnswer);
  return {
    requestsPerSecond: turns / seconds,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    cpuPerTurn: (after.cpuMicroseconds - before.cpuMicroseconds) / 1000 / turns,
  };
}

function checkReplies(messages: BenchMessage[], calls: ConnectorCall[], isAnswer: IsAnswer): void {
  const replied = Map.groupBy(calls, ({ path }) => path.split('/').at(-1)!);
  for (const { id } of messages) {
    const count = replied.get(id)?.length ?? 0;
    if (count !== 1) throw new Error(`a message led to ${count} replies instead of one`);
  }
  if (calls.length !== messages.length) throw new Error('a call to the connector belongs to no message');
  if (!calls.every(({ method, body }) => method === 'POST' && isAnswer(body))) {
    throw new Error('a reply was no proper answer');
  }
}
