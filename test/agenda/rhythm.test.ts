import { strict as assert } from 'node:assert';
import { readMeetings } from '../../src/agenda/read-meetings.ts';
import { meetingsOf, nextMeeting, standardRhythm, usualRhythm } from '../../src/agenda/rhythm.ts';
import { contactOf } from '../../src/structure/structure.ts';
import { guard, vordingborg } from './agenda-builders.ts';

const dates = (rhythm: Parameters<typeof meetingsOf>[0], year: number) =>
  meetingsOf(rhythm, year).map(({ date }) => date);

describe('the rhythm of a body', () => {
  it('is every week, except in the summer holiday', () => {
    const thursdays = meetingsOf({ kind: 'weekly', weekday: 4 }, 2026);
    assert.equal(thursdays.filter(({ date }) => date >= '2026-07-06' && date < '2026-08-03').length, 0);
    assert.deepEqual(
      thursdays.filter(({ planned, date }) => planned !== date),
      [
        { planned: '2026-01-01', date: '2026-01-02' },
        { planned: '2026-04-02', date: '2026-04-07' },
        { planned: '2026-05-14', date: '2026-05-15' },
        { planned: '2026-12-24', date: '2026-12-28' },
      ],
    );
  });

  it('is a weekday of a month: quarterly, or four times a year', () => {
    assert.deepEqual(dates(usualRhythm('quarterly'), 2026), ['2026-02-11', '2026-05-13', '2026-08-12', '2026-11-11']);
    const last = { kind: 'four-times', weekday: 5, week: 5, months: [1, 5, 9, 12] } as const;
    assert.deepEqual(dates({ ...last, months: [...last.months] }, 2026), [
      ...['2026-01-30', '2026-05-29', '2026-09-25', '2026-12-28'],
    ]);
  });

  it('takes what December moves into the new year there', () => {
    const weekly = { kind: 'weekly', weekday: 4 } as const;
    assert.ok(!dates(weekly, 2026).includes('2027-01-04'));
    assert.equal(dates(weekly, 2027)[0], '2027-01-04');
  });

  it('is own dates, which stand as they were chosen', () => {
    const own = { kind: 'dates', dates: ['2026-07-14', '2026-01-01', '2027-02-01'] } as const;
    assert.deepEqual(dates({ ...own, dates: [...own.dates] }, 2026), ['2026-01-01', '2026-07-14']);
  });

  it('gives the next meeting after a day, also in the next year', () => {
    assert.equal(nextMeeting(usualRhythm('quarterly'), '2026-05-13')!.date, '2026-08-12');
    assert.equal(nextMeeting(usualRhythm('quarterly'), '2026-11-11')!.date, '2027-02-10');
    assert.equal(nextMeeting({ kind: 'dates', dates: ['2026-01-05'] }, '2026-01-05'), undefined);
  });

  it('is as often as the sources say; the day is our reading', () => {
    assert.equal(standardRhythm(contactOf(vordingborg, 'ugemoedet'))!.rhythm.kind, 'weekly');
    assert.equal(standardRhythm(contactOf(vordingborg, 'forebyggelsesnetvaerket'))!.rhythm.kind, 'quarterly');
    const plus = { ...contactOf(vordingborg, 'styregruppen'), id: 'ssp-plus-netvaerk' };
    assert.deepEqual([standardRhythm(plus)!.rhythm.kind, standardRhythm(plus)!.basis], ['four-times', 'reading']);
    assert.equal(standardRhythm(contactOf(vordingborg, 'styregruppen')), undefined);
  });
});

describe('the form of a body’s meetings', () => {
  const read = (inputs: Record<string, unknown>) =>
    readMeetings({ start: '9', minutes: '90', ...inputs }, guard, '2026-03-02');
  const faultsOf = (inputs: Record<string, unknown>) => {
    const result = read(inputs);
    return 'faults' in result ? result.faults : [];
  };

  it('reads every rhythm', () => {
    assert.deepEqual(read({ rhythm: 'weekly', weekday: '2', place: 'Rådhuset' }), {
      meetings: { rhythm: { kind: 'weekly', weekday: 2 }, start: '09:00', minutes: 90, place: 'Rådhuset' },
    });
    const quarterly = read({ rhythm: 'quarterly', weekday: '2', week: '1', months: '11, 2, 5 9' });
    assert.deepEqual('meetings' in quarterly && quarterly.meetings?.rhythm, {
      ...{ kind: 'quarterly', weekday: 2, week: 1, months: [2, 5, 9, 11] },
    });
    const own = read({ rhythm: 'dates', dates: '4/6, 12/3; 12/3' });
    assert.deepEqual('meetings' in own && own.meetings?.rhythm, { kind: 'dates', dates: ['2026-03-12', '2026-06-04'] });
  });

  it('names all that is wrong', () => {
    assert.deepEqual(faultsOf({ rhythm: 'sometimes', start: 'x', minutes: '5' }), ['kind', 'start', 'minutes']);
    assert.deepEqual(faultsOf({ rhythm: 'four-times', weekday: '6', week: '', months: '1,13' }), [
      'weekday',
      'week',
      'months',
    ]);
    assert.deepEqual(faultsOf({ rhythm: 'dates', dates: '12/3, engang' }), ['dates']);
  });
});
