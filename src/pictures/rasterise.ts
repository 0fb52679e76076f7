import { Worker } from 'node:worker_threads';
import pLimit from 'p-limit';
import type { Drawing } from './rasterise-worker.ts';

// What a card takes (facts A1).
const mostPixels = 1024;
const mostBytes = 1_000_000;
const patienceMilliseconds = 10_000;

// One at a time: nobody waits for a picture as they wait for an answer, and answers need the processors.
const lane = pLimit(1);

/**
 * The picture of an SVG as PNG, `width` pixels wide. Words in it are set in the bot's own font, whatever the machine has.
 * Rejects when the SVG cannot be read, or when the picture is larger than a card takes.
 */
export function pngOf(svg: string, width: number): Promise<Uint8Array> {
  return lane(async () => {
    const png = await drawn({ svg, width });
    checkSize(png);
    return png;
  });
}

/**
 * A thread for each picture: the drawing library keeps 4 MB a picture that the garbage collector knows nothing of (1.5 GB
 * after 300 pictures, measured; thx/resvg-js#216), which end with the thread, and packing a PNG would hold up turns for 10 to
 * 50 ms.
 */
function drawn(drawing: Drawing): Promise<Uint8Array> {
  const worker = new Worker(new URL('./rasterise-worker.ts', import.meta.url), { workerData: drawing });
  return new Promise<Uint8Array>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('the picture took too long'));
      void worker.terminate();
    }, patienceMilliseconds);
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(new Error('the picture was not drawn'));
    });
  });
}

function checkSize(png: Uint8Array): void {
  // The header's first part holds both, behind a signature of eight bytes and the part's length and name (PNG, 11.2.1).
  const header = new DataView(png.buffer, png.byteOffset);
  const [width, height] = [header.getUint32(16), header.getUint32(20)];
  if (width > mostPixels || height > mostPixels || png.byteLength >= mostBytes)
    throw new RangeError(`a picture of ${width} by ${height}, ${png.byteLength} bytes, is larger than a card takes`);
}
