import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Reply } from './server.ts';

const keptMilliseconds = 5_000;

interface Pingable {
  ping(): Promise<void>;
}

/** 200 when the bot can serve, 503 with the parts that are down; asks them at most every five seconds. */
export function createHealth(parts: Record<string, Pingable>, log: Log): () => Promise<Reply> {
  let kept: { reply: Promise<Reply>; at: number } | undefined;
  const stateOf = async ([part, pingable]: [string, Pingable]): Promise<[string, 'ok' | 'down']> => {
    try {
      await pingable.ping();
      return [part, 'ok'];
    } catch (error) {
      log.warn('unhealthy', { part, reason: messageOf(error) });
      return [part, 'down'];
    }
  };
  const check = async (): Promise<Reply> => {
    const states = await Promise.all(Object.entries(parts).map(stateOf));
    const isDown = states.some(([, state]) => state === 'down');
    const body = { status: isDown ? 'down' : 'ok', parts: { structure: 'ok', ...Object.fromEntries(states) } };
    return { status: isDown ? 503 : 200, body };
  };
  return () => {
    if (!kept || Date.now() - kept.at > keptMilliseconds) kept = { reply: check(), at: Date.now() };
    return kept.reply;
  };
}
