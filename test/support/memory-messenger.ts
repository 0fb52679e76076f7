import { reasonOf, Undelivered } from '../../src/delivery/undelivered.ts';
import type { CardMessage, MessagePlace, Messenger } from '../../src/ports.ts';

export interface Message {
  to: string;
  /** What it said, from the first to the last. */
  cards: CardMessage[];
  place: MessagePlace;
}

/** Messages in memory. The same contract suite runs on it and on the real one. */
export function memoryMessenger(): Messenger & {
  messages: Message[];
  /** These people cannot be written to. */
  unreachable: Set<string>;
  /** The next calls fail with these statuses; 0 is no answer. */
  failNext(...statuses: number[]): void;
  /** Nothing fails any more. */
  recover(): void;
} {
  const messages: Message[] = [];
  const unreachable = new Set<string>();
  const failures: number[] = [];
  const fail = (status: number | undefined) => {
    if (status !== undefined) {
      const sure = ![0, 408, 502, 503, 504].includes(status);
      throw new Undelivered(reasonOf(status || undefined), `status ${status}`, { sure });
    }
  };
  return {
    messages,
    unreachable,
    failNext: (...statuses) => failures.push(...statuses),
    recover: () => failures.splice(0),
    async send(_kommune, objectId, card) {
      fail(unreachable.has(objectId) ? 403 : failures.shift());
      const place = { serviceUrl: 'memory', conversationId: `a:${objectId}`, activityId: String(messages.length + 1) };
      messages.push({ to: objectId, cards: [card], place });
      return place;
    },
    async post(_kommune, channelId, card, onTurn) {
      await onTurn?.();
      fail(unreachable.has(channelId) ? 403 : failures.shift());
      const place = { serviceUrl: 'memory', conversationId: channelId, activityId: String(messages.length + 1) };
      messages.push({ to: channelId, cards: [card], place });
      return place;
    },
    async reply(_kommune, post, card, onTurn) {
      await onTurn?.();
      fail(failures.shift());
      const place = { ...post, activityId: String(messages.length + 1) };
      messages.push({ to: post.conversationId, cards: [card], place });
      return place;
    },
    async update(_kommune, { activityId }, card) {
      fail(failures.shift());
      const message = messages.find((m) => m.place.activityId === activityId);
      if (!message) fail(404);
      message?.cards.push(card);
    },
  };
}
