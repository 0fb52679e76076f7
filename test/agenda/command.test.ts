import { strict as assert } from 'node:assert';
import { readAgendaCommand } from '../../src/agenda/command.ts';
import { bodiesOf, bodyIn } from '../../src/agenda/find-body.ts';
import { guard, structures } from './agenda-builders.ts';

// Monday.
const now = new Date('2026-03-02T09:00:00Z');
const read = (kommune: string, text: string) => readAgendaCommand(structures.get(kommune)!, text, now, guard);

describe('the words after "ny dagsorden"', () => {
  it('tell the body, the day, the hour and the place', () => {
    assert.deepEqual(read('vordingborg', 'lokalrådet 12/3 kl. 9'), {
      ...{ body: 'lokalraad', date: '2026-03-12', start: '09:00' },
    });
    assert.deepEqual(read('vordingborg', 'styregruppen torsdag kl. 13.30 på rådhuset'), {
      ...{ body: 'styregruppen', date: '2026-03-05', start: '13:30', place: 'Rådhuset' },
    });
    assert.deepEqual(read('kolding', 'koordinationsgruppen next friday at 10'), {
      ...{ body: 'koordinationsgruppen', date: '2026-03-13', start: '10:00' },
    });
  });

  it('may tell only a part; the form asks for the rest', () => {
    assert.deepEqual(read('vordingborg', ''), {});
    assert.deepEqual(read('vordingborg', 'lokalrådet'), { body: 'lokalraad' });
    assert.deepEqual(read('vordingborg', 'lokalrådet d. 12. marts'), { body: 'lokalraad', date: '2026-03-12' });
    assert.deepEqual(read('vordingborg', 'fredag kl. 8 på Teams'), {
      date: '2026-03-06',
      start: '08:00',
      online: true,
    });
  });

  it('say when the time that was told cannot be', () => {
    assert.equal(read('vordingborg', 'lokalrådet 1/2/2026 kl. 9').fault, 'past');
    assert.equal(read('vordingborg', 'lokalrådet 12/3 kl. 9').fault, undefined);
  });

  it('may tell an end, or a rhythm of which the next day counts', () => {
    assert.deepEqual(read('vordingborg', 'lokalrådet 12/3 kl. 9-10.30'), {
      ...{ body: 'lokalraad', date: '2026-03-12', start: '09:00', end: '10:30' },
    });
    assert.deepEqual(read('vordingborg', 'ugemødet hver onsdag kl. 9'), {
      ...{ body: 'ugemoedet', date: '2026-03-04', start: '09:00' },
    });
  });

  it('may count the weekday within its month', () => {
    const said: [string, string][] = [
      ['styregruppen første onsdag i marts kl 13', '2026-03-04'],
      ['styregruppen kl 13 den anden torsdag i april', '2026-04-09'],
      ['styregruppen sidste fredag i februar kl 13', '2027-02-26'],
      ['styregruppen tredje tirsdag i maj 2027 kl 13', '2027-05-18'],
      ['styregruppen den første mandag i næste måned kl 13', '2026-04-06'],
      ['styregruppen last friday of march at 13', '2026-03-27'],
    ];
    for (const [text, date] of said)
      assert.deepEqual(read('vordingborg', text), { body: 'styregruppen', date, start: '13:00' }, text);
    assert.deepEqual(read('vordingborg', 'første onsdag i marts kl. 13 på rådhuset').place, 'Rådhuset');
  });

  it('give no day where it would be a guess, and never a month or a weekday as the place', () => {
    for (const text of [
      'styregruppen første onsdag kl 13',
      'styregruppen en onsdag i marts kl 13',
      'styregruppen i marts kl 13',
      'styregruppen tredje onsdag i måneden efter sommerferien kl 13 i august',
      'styregruppen midt i marts',
      'styregruppen i næste uge kl 13',
      'styregruppen i uge 12',
    ]) {
      const { date, place, fault } = read('vordingborg', text);
      assert.deepEqual([date, place, fault], [undefined, undefined, 'no-such-time'], text);
    }
    assert.deepEqual(read('vordingborg', 'lokalrådet torsdag d. 12. marts'), { body: 'lokalraad', date: '2026-03-12' });
  });

  it('are looked at up to a length', () => {
    const begun = performance.now();
    read('vordingborg', `lokalrådet ${'på '.repeat(20_000)}\nx`);
    assert.ok(performance.now() - begun < 500);
  });

  it('let no name into a place', () => {
    assert.equal(read('vordingborg', 'lokalrådet 12/3 kl. 9 hos Zeinab Kanariefugl').place, undefined);
  });
});

describe('a body', () => {
  it('is found as people write it', () => {
    const said: [string, string, string][] = [
      ['vordingborg', 'lokalraadet', 'lokalraad'],
      ['vordingborg', 'ugemøde', 'ugemoedet'],
      ['vordingborg', 'områdegruppe', 'ssp-omraadegruppen'],
      ['vordingborg', 'forebyggelsesnetværksmøde', 'forebyggelsesnetvaerket'],
      ['vordingborg', 'steering group', 'styregruppen'],
      ['kolding', 'kordinationsgruppen', 'koordinationsgruppen'],
      ['vejen', 'lokalråd', 'lokalraad'],
      ['vejen', 'lokalråd+', 'lokalraad-plus'],
      ['vejen', 'lokalråd plus', 'lokalraad-plus'],
    ];
    for (const [kommune, text, body] of said) assert.equal(bodyIn(structures.get(kommune)!, text)?.body, body, text);
  });

  it('is found by its exact title, every one of them', () => {
    for (const structure of structures.values()) {
      for (const { id, title } of bodiesOf(structure)) {
        assert.deepEqual(bodyIn(structure, `${title} 12/3`), { body: id, rest: '12/3' }, `${structure.id} ${title}`);
      }
    }
  });

  it('is nothing else that the structure knows', () => {
    for (const text of ['ungecenteret fredag', 'ssp-konsulent', 'på rådhuset', '12/3'])
      assert.equal(bodyIn(structures.get('vordingborg')!, text), undefined, text);
  });
});
