import { strict as assert } from 'node:assert';
import type { YearMeeting } from '../../src/agenda/year-plan.ts';
import { yearWheel } from '../../src/agenda/year-wheel.ts';
import { pngOf } from '../../src/pictures/rasterise.ts';
import { decodePng } from './decode-png.ts';

const titles = [
  ...['De tre instansers ugentlige møde', 'SSP-områdegruppen for Præstø og Nyråd', 'Lokalrådet', 'SSP-styregruppen'],
  ...['Forebyggelsesnetværket', 'Kredsrådet', 'Beredskabsnetværket', 'SSP-beredskabet', 'Natteravnenes fælles møde'],
  ...['Ungerådgivningens koordinationsgruppe for hele kommunen', 'Netværket for rusmiddelvejledere', 'Rådet'],
];
const day = (index: number) => new Date(Date.UTC(2027, 0, 6 + index)).toISOString().slice(0, 10);
/** The first body meets every week, the others ever more seldom. */
const plan = (bodies: number): YearMeeting[] =>
  titles.slice(0, bodies).flatMap((title, b) =>
    Array.from({ length: b === 0 ? 51 : 13 - b }, (_, i) => {
      return { body: `b${b}`, title, start: '09:00', date: day(b === 0 ? 7 * i : b + 29 * i) };
    }),
  );
const wheel = (bodies: number, kommune = 'Vordingborg Kommune') =>
  yearWheel(plan(bodies), { year: 2027, kommune, language: 'da' });
const sizes = (svg: string) => [...svg.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => Number(size));

describe('the picture of the year on a phone', () => {
  it('has large letters: a card shows it at a third of its size', () => {
    for (const bodies of [0, 1, 3, 5, 7]) {
      assert.ok(Math.min(...sizes(wheel(bodies))) >= 21, `${bodies}: ${Math.min(...sizes(wheel(bodies)))}`);
    }
    assert.ok(Math.min(...sizes(wheel(8))) >= 20);
  });

  it('says in words what it does not show', () => {
    assert.match(wheel(3), /<desc id="d">.*Uge 28-31 er mødefri\. .*<\/desc>/);
    assert.doesNotMatch(wheel(3).replace(/<desc.*<\/desc>/, ''), /Uge 28|Årshjul 2027 for .*<\/text>/);
  });

  it('has the whole title of each body, and the municipality in the middle', () => {
    const svg = wheel(8, 'Ringkøbing-Skjern Kommune');
    for (const title of titles.slice(0, 8)) assert.ok(svg.includes(`>${title} (`), title);
    assert.match(svg, />2027<.*\n.*>Ringkøbing-Skjern<.*\n.*>Kommune</);
  });

  it('lets no words run out of it or into each other', async () => {
    const white = (png: Uint8Array, left: number, right: number) =>
      decodePng(png).darkerThan(200, { left, top: 712, right, bottom: 1000 });
    for (const bodies of [1, 5, 8, 9, 12]) {
      const png = await pngOf(wheel(bodies), 1000);
      assert.equal(white(png, 990, 1000), 0, `${bodies} at the edge`);
      if (bodies > 8) assert.equal(white(png, 488, 494), 0, `${bodies} between the columns`);
      assert.equal(decodePng(png).darkerThan(200, { left: 0, top: 992, right: 1000, bottom: 1000 }), 0, 'at the foot');
    }
  });
});
