import { createHash } from 'node:crypto';
import type { Clock } from '../ports.ts';
import type { Signer } from '../signing.ts';
import type { Language } from '../structure/structure.ts';
import { createPictureCache } from './picture-cache.ts';
import { pngOf } from './rasterise.ts';

/** The year of meetings of a municipality. Everybody who is shown the address can read what stands in it. */
export interface YearPicture {
  kind: 'year';
  kommune: string;
  year: number;
  language: Language;
  /** Teams keeps a picture under its address for days: another address makes it look again. See `versionOf`. */
  version: string;
}

/** Which picture; it goes out in the address. */
export type PicturePress = YearPicture;

/** The SVG of each kind of picture, as things stand now; undefined when there is none (any more). */
export type PictureKinds = {
  [Kind in PicturePress['kind']]: (press: Extract<PicturePress, { kind: Kind }>) => Promise<string | undefined>;
};

export interface Pictures {
  /** Where a card's picture is; undefined when nobody outside can reach the bot. */
  addressOf(press: PicturePress): string | undefined;
  /** The PNG of a name in such an address; undefined when the name is none that this bot made. */
  picture(name: string): Promise<Uint8Array | undefined>;
}

export interface PictureDeps {
  signer: Signer;
  kinds: PictureKinds;
  publicUrl(): string | undefined;
  clock: Clock;
  rasterise?: typeof pngOf;
}

const purpose = 'picture';
const ending = '.png';
const width = 1000;
const mostBytes = 16_000_000;
// Not for ever: an old card's address shows things as they stand.
const keptMilliseconds = 60 * 60 * 1000;

/** Short, and another one when the content is another one. */
export function versionOf(content: string): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 8);
}

/** Pictures behind signed addresses that never grow old, as cards do not; each drawn once for all who open a card. */
export function createPictures({ signer, kinds, publicUrl, clock, rasterise = pngOf }: PictureDeps): Pictures {
  const cache = createPictureCache(mostBytes, keptMilliseconds, clock);
  const drawn = async (press: PicturePress) => {
    // During an update another instance may already know more kinds.
    const svg = await kinds[press.kind]?.(press);
    return svg === undefined ? undefined : rasterise(svg, width);
  };
  return {
    addressOf(press) {
      const base = publicUrl();
      return base && `${base}/billede/${signer.sign(purpose, press)}${ending}`;
    },
    async picture(name) {
      if (!name.endsWith(ending)) return undefined;
      const press = signer.read(purpose, name.slice(0, -ending.length)) as PicturePress | undefined;
      // By what was signed, not by the name: a signature can be spelt in more than one way.
      return press && cache.of(JSON.stringify(press), () => drawn(press));
    },
  };
}
