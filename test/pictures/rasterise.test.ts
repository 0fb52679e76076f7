import { strict as assert } from 'node:assert';
import { bodyPlans, unagreedOf } from '../../src/agenda/year-plan.ts';
import { yearWheel } from '../../src/agenda/year-wheel.ts';
import { pngOf } from '../../src/pictures/rasterise.ts';
import { loadStructures } from '../../src/structure/load-structures.ts';
import { decodePng } from './decode-png.ts';

const svg = (content: string, size = 100) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"><rect width="100%" height="100%" fill="#fff"/>${content}</svg>`;
const said = (words: string, style = '') =>
  svg(`<text x="10" y="60" font-size="50" font-family="DejaVu Sans, Arial, sans-serif" ${style}>${words}</text>`);
const unagreed = unagreedOf(bodyPlans(loadStructures().get('vordingborg')!, []), [], 2027);
const held = ['2027-01-06', '2027-03-03', '2027-05-05', '2027-08-11', '2027-11-10'];
const meetings = held.map((date) => ({ body: 'lokalraad', title: 'Lokalrådet', date, start: '09:00' }));
const wheel = (year: number) => yearWheel(meetings, { year, kommune: 'Vordingborg Kommune', language: 'da', unagreed });

describe('the rasteriser', () => {
  it('draws the year as a card takes it: at most 1024 by 1024, under a megabyte', async () => {
    const png = await pngOf(wheel(2027), 1000);
    const picture = decodePng(png);
    assert.deepEqual([picture.width, picture.height], [1000, 1000]);
    assert.ok(png.byteLength > 50_000 && png.byteLength < 600_000, `${png.byteLength} bytes`);
    assert.deepEqual(picture.at(2, 2), [255, 255, 255]);
    // The year in the middle, and the bodies below.
    assert.ok(picture.darkerThan(100, { left: 430, top: 310, right: 570, bottom: 360 }) > 800);
    assert.ok(picture.darkerThan(100, { left: 100, top: 720, right: 700, bottom: 760 }) > 800);
  });

  it('draws another year as another picture, and the same as the same', async () => {
    const [one, again, other] = await Promise.all([
      pngOf(wheel(2027), 400),
      pngOf(wheel(2027), 400),
      pngOf(wheel(2028), 400),
    ]);
    assert.deepEqual(one, again);
    assert.notDeepEqual(one, other);
  });

  it('has letters of its own, the Danish ones too, in whatever family they are asked for', async () => {
    const drawn = async (words: string, style?: string) =>
      Buffer.from(await pngOf(said(words, style), 100)).toString('base64');
    const letters = await Promise.all(
      ['æ', 'ø', 'å', 'Æ', 'Ø', 'Å', 'é', 'ü', '…', '–', '', '\uE000'].map((l) => drawn(l)),
    );
    assert.equal(new Set(letters.slice(0, -1)).size, letters.length - 1, 'each is drawn, and is none of the others');
    assert.ok(!letters.slice(0, 10).includes(letters.at(-1)!), 'none is the sign for an unknown one');
    assert.notEqual(await drawn('a'), await drawn('a', 'font-weight="bold"'));
  });

  it('makes the width that is asked for, and no larger one than a card takes', async () => {
    assert.equal(decodePng(await pngOf(svg(''), 1024)).height, 1024);
    await assert.rejects(pngOf(svg(''), 1025), /1025 by 1025.* larger than a card takes/);
    const tall = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"><rect width="10" height="20"/></svg>';
    await assert.rejects(pngOf(tall, 1000), /1000 by 2000/);
  });

  it('says when a picture cannot be drawn, and draws the next one', async () => {
    for (const broken of ['', 'no picture', '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><rect']) {
      await assert.rejects(pngOf(broken, 100), Error, broken);
    }
    assert.equal(decodePng(await pngOf(svg(''), 10)).width, 10);
  });

  it('lets the bot do other things meanwhile', async () => {
    let done = false;
    let turns = 0;
    const drawing = pngOf(wheel(2027), 1000).finally(() => {
      done = true;
    });
    while (!done) {
      await new Promise((next) => setImmediate(next));
      turns++;
    }
    await drawing;
    // Drawn in the bot's own thread it is one or two.
    assert.ok(turns > 50, `${turns} turns`);
  });
});
