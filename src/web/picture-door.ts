import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Reply } from './server.ts';

// A day: the name says which version it is, so what changes has another name, and a picture shown again is not asked for.
const shown = {
  'content-type': 'image/png',
  'cache-control': 'public, max-age=86400',
  'x-content-type-options': 'nosniff',
};
// Whoever stands between keeps no picture that is not there.
const notShown = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** The door for pictures of cards: Teams fetches them without being anybody, follows no redirect, and keeps them. */
export function createPictureDoor(
  picture: (name: string) => Promise<Uint8Array | undefined>,
  log: Log,
): (name: string) => Promise<Reply> {
  return async (name) => {
    try {
      const bytes = await picture(name);
      return bytes ? { status: 200, bytes, headers: shown } : { status: 404, headers: notShown };
    } catch (error) {
      log.error('picture-failed', { reason: messageOf(error) });
      return { status: 503, headers: notShown };
    }
  };
}
