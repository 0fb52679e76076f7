import { strict as assert } from 'node:assert';
import { inflateSync } from 'node:zlib';

export interface Pixels {
  width: number;
  height: number;
  /** Red, green, blue: 0 to 255 each. */
  at(x: number, y: number): [number, number, number];
  /** How many are darker than this mean, within a part of the picture when one is given. */
  darkerThan(limit: number, part?: { left: number; top: number; right: number; bottom: number }): number;
}

/** Reads a PNG of eight bits and four channels a pixel, as the rasteriser writes it (PNG, third edition, 5 and 9). */
export function decodePng(png: Uint8Array): Pixels {
  const bytes = Buffer.from(png);
  assert.equal(bytes.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n');
  const data: Buffer[] = [];
  for (let i = 8; i < bytes.length; i += 12 + bytes.readUInt32BE(i)) {
    const from = i + 8;
    if (bytes.toString('latin1', i + 4, from) === 'IDAT') data.push(bytes.subarray(from, from + bytes.readUInt32BE(i)));
  }
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  assert.deepEqual([...bytes.subarray(24, 29)], [8, 6, 0, 0, 0]);
  const rows = unfiltered(inflateSync(Buffer.concat(data)), width * 4, height);
  const at: Pixels['at'] = (x, y) => [...rows.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)] as never;
  return {
    ...{ width, height, at },
    darkerThan(limit, { left, top, right, bottom } = { left: 0, top: 0, right: width, bottom: height }) {
      let count = 0;
      for (let y = top; y < bottom; y++)
        for (let x = left; x < right; x++) if (at(x, y).reduce((sum, c) => sum + c) / 3 < limit) count++;
      return count;
    },
  };
}

function unfiltered(filtered: Buffer, stride: number, height: number): Buffer {
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = filtered[y * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const left = x >= 4 ? rows[y * stride + x - 4]! : 0;
      const up = y > 0 ? rows[(y - 1) * stride + x]! : 0;
      const corner = x >= 4 && y > 0 ? rows[(y - 1) * stride + x - 4]! : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
      rows[y * stride + x] = filtered[y * (stride + 1) + 1 + x]! + guess;
    }
  }
  return rows;
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [left, up, corner].map((n) => Math.abs(left + up - corner - n)) as [number, number, number];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
