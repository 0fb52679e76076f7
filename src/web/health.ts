import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Reply } from './server.ts';

const keptMilliseconds = 5_000;

interface Pingable {
  ping(): Promise<void>;
}

/**
 * 200 when the bot can serve, 503 with the parts that are down; asks them at most every five seconds. `beside`: parts that are
 * told too, and without which it serves all the same, so that the platform does not restart it for them.
 */
export function createHealth(
  parts: Record<string, Pingable>,
  log: Log,
  beside: Record<string, Pingable> = {},
): () => Promise<Reply> {
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
    const statesOf = (some: Record<string, Pingable>) => Promise.all(Object.entries(some).map(stateOf));
    const [states, others] = await Promise.all([statesOf(parts), statesOf(beside)]);
    const isDown = states.some(([, state]) => state === 'down');
    const body = {
      status: isDown ? 'down' : 'ok',
      parts: { structure: 'ok', ...Object.fromEntries([...states, ...others]) },
    };
    return { status: isDown ? 503 : 200, body };
  };
  return () => {
    if (!kept || Date.now() - kept.at > keptMilliseconds) kept = { reply: check(), at: Date.now() };
    return kept.reply;
  };
}
