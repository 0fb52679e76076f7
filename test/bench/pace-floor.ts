import { book } from '../../src/delivery/pace-calendar.ts';

/**
 * When calls to these conversations (undefined: to none) may go out if nothing but the pace held them up: their places
 * in an empty calendar, in milliseconds from the first.
 */
export function placesAtPace(conversations: (string | undefined)[]): number[] {
  const wants = conversations.map((conversation) => ({ conversation, latest: Number.POSITIVE_INFINITY }));
  return book(undefined, 0, wants).places.map(({ at }) => at);
}
