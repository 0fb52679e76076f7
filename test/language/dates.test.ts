import { strict as assert } from 'node:assert';
import { dayIn, dayOf, daysLater, spokenDay, spokenTime } from '../../src/language/dates.ts';

// A Tuesday.
const today = '2026-11-24';

describe('dates', () => {
  for (const [said, day] of [
    ['i dag', '2026-11-24'],
    ['i morgen', '2026-11-25'],
    ['fredag', '2026-11-27'],
    ['på mandag.', '2026-11-30'],
    ['næste fredag', '2026-12-04'],
    ['næste mandag', '2026-11-30'],
    ['next Sunday', '2026-12-06'],
    ['tirsdag', '2026-12-01'],
    ['Friday', '2026-11-27'],
    ['3/8', '2027-08-03'],
    ['24/11', '2026-11-24'],
    ['24.12.', '2026-12-24'],
    ['3-8-27', '2027-08-03'],
    ['d. 3. august', '2027-08-03'],
    ['den 1. dec. 2026', '2026-12-01'],
    ['og med 5. maj', '2027-05-05'],
    ['August 3rd', '2027-08-03'],
    ['3rd of August', '2027-08-03'],
    ['om 2 uger', '2026-12-08'],
    ['2027-01-04', '2027-01-04'],
  ] as const) {
    it(`reads "${said}"`, () => assert.equal(dayIn(said, today), day));
  }
  for (const said of ['31/2', '2026-13-01', 'snart', 'han kommer', '', 'klassen', '45/1']) {
    it(`reads no day in "${said}"`, () => assert.equal(dayIn(said, today), undefined));
  }

  it('are Danish: the day changes at midnight here, in summer and in winter', () => {
    assert.equal(dayOf(new Date('2026-11-24T23:30:00Z')), '2026-11-25');
    assert.equal(dayOf(new Date('2026-07-24T22:30:00Z')), '2026-07-25');
    assert.equal(spokenTime('2026-03-29T00:59:00Z', 'da'), 'søndag 29. marts kl. 01.59');
    assert.equal(spokenTime('2026-03-29T01:00:00Z', 'da'), 'søndag 29. marts kl. 03.00');
    assert.equal(spokenTime('2026-10-25T01:30:00Z', 'da'), 'søndag 25. oktober kl. 02.30');
  });

  it('are said in both languages, and counted over a month', () => {
    assert.equal(spokenDay('2026-11-27', 'da'), 'fredag 27. november');
    assert.equal(spokenDay('2026-11-27', 'en'), 'Friday 27 November');
    assert.equal(daysLater('2026-12-30', 3), '2027-01-02');
  });
});
