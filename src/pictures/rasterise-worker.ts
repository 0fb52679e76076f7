import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { Resvg } from '@resvg/resvg-js';

export interface Drawing {
  svg: string;
  /** Pixels; the height follows. */
  width: number;
}

// The server may have no fonts at all, and every machine is to draw the same. Whatever family a picture asks for, it gets
// this one. Fonts are files that cannot be imported, only found.
const family = 'Open Sans';
const fontFiles = [
  import.meta.resolve('@expo-google-fonts/open-sans/400Regular/OpenSans_400Regular.ttf'),
  import.meta.resolve('@expo-google-fonts/open-sans/700Bold/OpenSans_700Bold.ttf'),
].map((address) => fileURLToPath(address));

const { svg, width } = workerData as Drawing;
const picture = new Resvg(svg, {
  font: { loadSystemFonts: false, fontFiles, defaultFontFamily: family, sansSerifFamily: family },
  fitTo: { mode: 'width', value: width },
});
parentPort!.postMessage(picture.render().asPng());
