import { strict as assert } from 'node:assert';
import {
  easterOf,
  holidaysOf,
  isSummerHoliday,
  isWorkingDay,
  weekOf,
  workingDayFrom,
} from '../../src/agenda/holidays.ts';

describe('Danish holidays', () => {
  it('follow Easter, which is worked out', () => {
    const known = {
      2024: '2024-03-31',
      2025: '2025-04-20',
      2026: '2026-04-05',
      2027: '2027-03-28',
      2038: '2038-04-25',
      2285: '2285-03-22',
    };
    for (const [year, day] of Object.entries(known)) assert.equal(easterOf(Number(year)), day);
  });

  it('are the public ones, Grundlovsdag, and 24 and 31 December; store bededag is none since 2024', () => {
    assert.deepEqual([...holidaysOf(2026)].sort(), [
      ...[
        '2026-01-01',
        '2026-04-02',
        '2026-04-03',
        '2026-04-05',
        '2026-04-06',
        '2026-05-14',
        '2026-05-24',
        '2026-05-25',
      ],
      ...['2026-06-05', '2026-12-24', '2026-12-25', '2026-12-26', '2026-12-31'],
    ]);
    assert.equal(isWorkingDay('2026-05-01'), true);
  });

  it('are followed by the next day on which people work', () => {
    assert.equal(workingDayFrom('2026-04-02'), '2026-04-07');
    assert.equal(workingDayFrom('2026-12-31'), '2027-01-04', 'over the year’s end and a weekend');
    assert.equal(workingDayFrom('2026-03-11'), '2026-03-11');
  });

  it('leave out weeks 28 to 31, as Danish calendars count weeks', () => {
    assert.deepEqual(['2026-01-01', '2027-01-03', '2026-12-31', '2026-07-06'].map(weekOf), [1, 53, 53, 28]);
    assert.deepEqual(['2026-07-05', '2026-07-06', '2026-08-02', '2026-08-03'].map(isSummerHoliday), [
      false,
      true,
      true,
      false,
    ]);
  });
});
