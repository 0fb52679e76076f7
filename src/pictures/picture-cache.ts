import type { Clock } from '../ports.ts';

export interface PictureCache {
  /** The picture of this key: kept, or being drawn for somebody else already, or drawn now. */
  of(key: string, draw: () => Promise<Uint8Array | undefined>): Promise<Uint8Array | undefined>;
}

/** Keeps what was shown last, up to `mostBytes`, each picture for so long. What failed or is no picture is not kept. */
export function createPictureCache(mostBytes: number, keptMilliseconds: number, clock: Clock): PictureCache {
  // In the order of their last use: a map keeps the order in which keys came in.
  const kept = new Map<string, { picture: Uint8Array; until: number }>();
  const drawing = new Map<string, Promise<Uint8Array | undefined>>();
  let bytes = 0;

  const drop = (key: string) => {
    bytes -= kept.get(key)?.picture.byteLength ?? 0;
    kept.delete(key);
  };
  const keep = (key: string, picture: Uint8Array, until: number) => {
    drop(key);
    kept.set(key, { picture, until });
    bytes += picture.byteLength;
    for (const oldest of kept.keys()) {
      if (bytes <= mostBytes) break;
      drop(oldest);
    }
  };
  const drawAndKeep = (key: string, draw: () => Promise<Uint8Array | undefined>) => {
    const running = draw()
      .then((picture) => {
        if (picture) keep(key, picture, clock().getTime() + keptMilliseconds);
        return picture;
      })
      .finally(() => drawing.delete(key));
    drawing.set(key, running);
    return running;
  };
  return {
    async of(key, draw) {
      const found = kept.get(key);
      if (found && found.until > clock().getTime()) {
        keep(key, found.picture, found.until);
        return found.picture;
      }
      return drawing.get(key) ?? drawAndKeep(key, draw);
    },
  };
}
