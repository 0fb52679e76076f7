import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Reply } from './server.ts';

const keptMilliseconds = 5_000;

/** 200 when the bot can serve, 503 with the part that is down; asks the store at most every five seconds. */
export function createHealth(store: { ping(): Promise<void> }, log: Log): () => Promise<Reply> {
  let kept: { reply: Promise<Reply>; at: number } | undefined;
  const check = async (): Promise<Reply> => {
    try {
      await store.ping();
      return { status: 200, body: { status: 'ok', parts: { structure: 'ok', tables: 'ok' } } };
    } catch (error) {
      log.warn('unhealthy', { part: 'tables', reason: messageOf(error) });
      return { status: 503, body: { status: 'down', parts: { structure: 'ok', tables: 'down' } } };
    }
  };
  return () => {
    if (!kept || Date.now() - kept.at > keptMilliseconds) kept = { reply: check(), at: Date.now() };
    return kept.reply;
  };
}
