import { strict as assert } from 'node:assert';
import { clockIn, instantOf, meetingSpan, plannedMinutes, timesOf } from '../../src/agenda/times.ts';
import { agenda, item } from './agenda-builders.ts';

const items = [item('a', { minutes: 5 }), item('b', { minutes: 0 }), item('c', { minutes: 30 })];

describe('clock times', () => {
  it('are worked out from the start and the minutes', () => {
    const times = timesOf(agenda({ start: '09:50', items }));
    assert.deepEqual(times.items.get('a'), { start: '09:50', end: '09:55' });
    assert.equal(times.items.get('b'), undefined, 'without minutes an item has no time of its own');
    assert.deepEqual(times.items.get('c'), { start: '09:55', end: '10:25' });
    assert.deepEqual([times.end, times.totalMinutes, times.overMinutes], ['10:25', 35, 0]);
  });

  it('show how far the items run over the end that was given', () => {
    assert.equal(timesOf(agenda({ end: '09:30', items })).overMinutes, 5);
    assert.equal(timesOf(agenda({ end: '10:00', items })).overMinutes, 0);
    assert.equal(timesOf(agenda({ start: '23:50', end: '00:10', items })).overMinutes, 15);
  });

  it('are read as people write them', () => {
    const said = ['9', 'kl. 9.30', '13:05', 'klokken 8', '930', '1430', '2 pm', '12 am', "at 10 o'clock"];
    assert.deepEqual(said.map(clockIn), [
      '09:00',
      '09:30',
      '13:05',
      '08:00',
      '09:30',
      '14:30',
      '14:00',
      '00:00',
      '10:00',
    ]);
    for (const none of ['', '25', '9.75', 'ni', '9-10', '2403111234']) assert.equal(clockIn(none), undefined, none);
  });

  it('are Danish, in summer and in winter', () => {
    assert.equal(instantOf('2026-01-15', '09:00').toISOString(), '2026-01-15T08:00:00.000Z');
    assert.equal(instantOf('2026-07-15', '09:00').toISOString(), '2026-07-15T07:00:00.000Z');
    assert.equal(
      instantOf('2026-03-29', '02:30').toISOString(),
      '2026-03-29T01:30:00.000Z',
      'spring leaves that hour out',
    );
  });

  it('give the length of the meeting: to its end, else as long as the items take, else an hour', () => {
    assert.equal(plannedMinutes(agenda({ end: '10:30', items })), 90);
    assert.equal(plannedMinutes(agenda({ items })), 35);
    const { start, end } = meetingSpan(agenda());
    assert.equal(end.getTime() - start.getTime(), 3_600_000);
  });
});
