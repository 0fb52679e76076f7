import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { hourOf } from '../../src/language/dates.ts';
import { instantOf, isoWithOffset, nextWeekly, spokenSpan, type WhenFault, whenIn } from '../../src/language/when.ts';

// A Tuesday morning, in winter time.
const now = at('2026-11-24 09:00');

/** "2026-11-24 09:00" in Denmark. */
function at(local: string): Date {
  const [day = '', time = ''] = local.split(' ');
  return instantOf(day, time)!;
}

/** What was understood, as "now", "2026-11-24 14:00-15:00", "2026-11-24 22:00 - 2026-11-25 02:00", "weekly 1 08:15". */
function understood(said: string, moment = now): string {
  const { when, fault } = whenIn(said, moment);
  if (fault) return fault;
  if (!when) return 'nothing';
  switch (when.kind) {
    case 'now':
      return 'now';
    case 'at':
      return spanText(when.start, when.end);
    case 'weekly':
      return `weekly ${when.weekday} ${when.at}${when.until ? `-${when.until}` : ''}`;
    default:
      return when satisfies never;
  }
}

function spanText(start: Date, end: Date | undefined): string {
  const [from, to] = [start, end].map((time) => time && isoWithOffset(time).slice(0, 16).replace('T', ' '));
  if (!to) return from!;
  return to.slice(0, 10) === from!.slice(0, 10) ? `${from}-${to.slice(11)}` : `${from} - ${to}`;
}

describe('when', () => {
  describe('understands, on Tuesday 24 November 2026 at 9.00,', () => {
    for (const [said, meant] of [
      // At once.
      ['nu', 'now'],
      ['NU', 'now'],
      ['med det samme', 'now'],
      ['straks', 'now'],
      ['hurtigst muligt', 'now'],
      ['så hurtigt som muligt', 'now'],
      ['omgående', 'now'],
      ['her og nu', 'now'],
      ['now', 'now'],
      ['asap', 'now'],
      ['nu i dag', 'now'],

      // An hour alone is the next such.
      ['kl. 14', '2026-11-24 14:00'],
      ['kl 14', '2026-11-24 14:00'],
      ['kl.14', '2026-11-24 14:00'],
      ['Kl. 14.30', '2026-11-24 14:30'],
      ['klokken 14', '2026-11-24 14:00'],
      ['klokken tre', '2026-11-24 15:00'],
      ['14.30', '2026-11-24 14:30'],
      ['14:30', '2026-11-24 14:30'],
      ['kl. 8', '2026-11-25 08:00'],
      ['8.30', '2026-11-25 08:30'],
      ['kl. 9', '2026-11-24 09:00'],
      ['kl 1430', '2026-11-24 14:30'],
      ['kl 930', '2026-11-24 09:30'],
      ['kl. 24', '2026-11-25 00:00'],
      ['middag', '2026-11-24 12:00'],
      ['kl. 12 til middag', '2026-11-24 12:00'],
      ['noon', '2026-11-24 12:00'],
      ['ved 14-tiden', '2026-11-24 14:00'],
      ['ca. kl. 14', '2026-11-24 14:00'],
      ['halv tre', '2026-11-24 14:30'],
      ['kl. halv 3', '2026-11-24 14:30'],
      ['halv et', '2026-11-24 12:30'],
      ['kvart over to', '2026-11-24 14:15'],
      ['kvart i tre', '2026-11-24 14:45'],
      ['kvart i et', '2026-11-24 12:45'],
      ['kl. ti minutter over halv ti', '2026-11-24 09:40'],
      ['half past two', '2026-11-24 14:30'],
      ['quarter to three', '2026-11-24 14:45'],
      ['2pm', '2026-11-24 14:00'],
      ['at 2 pm', '2026-11-24 14:00'],
      ["at two o'clock", '2026-11-24 14:00'],
      ['8 am', '2026-11-25 08:00'],
      ['12 am', '2026-11-25 00:00'],

      // People meet in the afternoon at 3.
      ['kl. 3', '2026-11-24 15:00'],
      ['kl. 6', '2026-11-24 18:00'],
      ['kl. 7', '2026-11-25 07:00'],
      ['kl. 03.00', '2026-11-25 03:00'],
      ['3 am', '2026-11-25 03:00'],
      ['i nat kl. 3', '2026-11-25 03:00'],
      ['kl. 3 om natten', '2026-11-25 03:00'],
      ['natten til lørdag kl. 2', '2026-11-28 02:00'],
      ['fredag nat kl. 2', '2026-11-28 02:00'],
      ['i morgen tidlig kl 6', '2026-11-25 06:00'],
      ['fredag morgen kl 6', '2026-11-27 06:00'],
      ['i aften kl. 7', '2026-11-24 19:00'],
      ['kl. 7 i aften', '2026-11-24 19:00'],
      ['i aften 8-10', '2026-11-24 20:00-22:00'],
      ['fredag kl. 8 om aftenen', '2026-11-27 20:00'],
      ['i eftermiddag kl 3', '2026-11-24 15:00'],
      ['tonight at 8', '2026-11-24 20:00'],
      ['tomorrow morning at 6', '2026-11-25 06:00'],

      // From and until.
      ['14.30-15.30', '2026-11-24 14:30-15:30'],
      ['14.30 – 15.30', '2026-11-24 14:30-15:30'],
      ['kl. 14-15', '2026-11-24 14:00-15:00'],
      ['kl 14-15.30', '2026-11-24 14:00-15:30'],
      ['kl. 14 til kl. 15', '2026-11-24 14:00-15:00'],
      ['fra 14 til 15', '2026-11-24 14:00-15:00'],
      ['fra kl. 14 til 15', '2026-11-24 14:00-15:00'],
      ['mellem 14 og 15', '2026-11-24 14:00-15:00'],
      ['mellem kl. 14 og kl. 15', '2026-11-24 14:00-15:00'],
      ['9-9.45', '2026-11-24 09:00-09:45'],
      ['kl. 2-4', '2026-11-24 14:00-16:00'],
      ['kl. 11-1', '2026-11-24 11:00-13:00'],
      ['kl. 6-8', '2026-11-24 18:00-20:00'],
      ['2-3 pm', '2026-11-24 14:00-15:00'],
      ['11-1 pm', '2026-11-24 11:00-13:00'],
      ['from 10 to 11', '2026-11-24 10:00-11:00'],
      ['kl. 22-02', '2026-11-24 22:00 - 2026-11-25 02:00'],
      ['kl. 22-2', '2026-11-24 22:00 - 2026-11-25 02:00'],
      ['kl. 22-24', '2026-11-24 22:00 - 2026-11-25 00:00'],
      ['i nat kl. 2-4', '2026-11-25 02:00-04:00'],
      ['kl. 9.30-20', '2026-11-24 09:30-20:00'],
      ['kl. 14 i halvanden time', '2026-11-24 14:00-15:30'],
      ['fredag kl. 10 i 45 min', '2026-11-27 10:00-10:45'],
      ['fredag kl. 22 til lørdag kl. 02', '2026-11-27 22:00 - 2026-11-28 02:00'],

      // Days.
      ['i dag kl. 15', '2026-11-24 15:00'],
      ['kl 14 idag', '2026-11-24 14:00'],
      ['i morgen 9.30', '2026-11-25 09:30'],
      ['imorgen kl 9', '2026-11-25 09:00'],
      ['i morgen 9', '2026-11-25 09:00'],
      ['i morgen tidlig kl 8', '2026-11-25 08:00'],
      ['i overmorgen kl. 10', '2026-11-26 10:00'],
      ['kl. 10 i overmorgen', '2026-11-26 10:00'],
      ['tomorrow 9.30', '2026-11-25 09:30'],
      ['today at 3 pm', '2026-11-24 15:00'],
      ['fredag 10-11', '2026-11-27 10:00-11:00'],
      ['fre 10-11', '2026-11-27 10:00-11:00'],
      ['man. kl. 8', '2026-11-30 08:00'],
      ['tors d. 26/11 kl 9', '2026-11-26 09:00'],
      ['på fredag kl. 10', '2026-11-27 10:00'],
      ['nu på fredag kl. 10', '2026-11-27 10:00'],
      ['kl. 10 på fredag', '2026-11-27 10:00'],
      ['10-11 på fredag', '2026-11-27 10:00-11:00'],
      ['8 i morgen', '2026-11-25 08:00'],
      ['i mrg kl 8', '2026-11-25 08:00'],
      ['tordag kl 8', '2026-11-26 08:00'],
      ['fred. 10-11', '2026-11-27 10:00-11:00'],
      ['i morgen 9 til 10.30', '2026-11-25 09:00-10:30'],
      ['senere i dag kl 3', '2026-11-24 15:00'],
      ['mandag kl. 10, 7. december', '2026-12-07 10:00'],
      ['fredag, kl. 10', '2026-11-27 10:00'],
      ['fredag halv ti', '2026-11-27 09:30'],
      ['fredag middag', '2026-11-27 12:00'],
      ['friday 10-11', '2026-11-27 10:00-11:00'],
      ['tirsdag kl. 10', '2026-12-01 10:00'],
      ['i dag tirsdag kl. 10', '2026-11-24 10:00'],
      ['næste onsdag kl. 13', '2026-12-02 13:00'],
      ['next wednesday at 13', '2026-12-02 13:00'],
      ['onsdag i næste uge kl. 13', '2026-12-02 13:00'],
      ['onsdag i uge 50 kl. 13', '2026-12-09 13:00'],
      ['mandag uge 1 kl 10', '2027-01-04 10:00'],
      ['om 2 uger kl. 10', '2026-12-08 10:00'],

      // Dates.
      ['28/11 kl. 9', '2026-11-28 09:00'],
      ['28/11 9-10', '2026-11-28 09:00-10:00'],
      ['d. 28. november kl. 9', '2026-11-28 09:00'],
      ['d.28/11 kl.9', '2026-11-28 09:00'],
      ['lørdag den 28. kl 9', '2026-11-28 09:00'],
      ['d. 3. kl 9', '2026-12-03 09:00'],
      ['den 3. december 2026 kl. 12', '2026-12-03 12:00'],
      ['3. dec. kl 12', '2026-12-03 12:00'],
      ['28.11 kl 9', '2026-11-28 09:00'],
      ['28.11. kl 9', '2026-11-28 09:00'],
      ['3.12 9.30', '2026-12-03 09:30'],
      ['28/11-26 kl. 9', '2026-11-28 09:00'],
      ['28.11.26 kl. 9', '2026-11-28 09:00'],
      ['28.11-2026 kl. 9', '2026-11-28 09:00'],
      ['mandag d 30/11 kl 10', '2026-11-30 10:00'],
      ['d. 24/7 kl. 10', '2027-07-24 10:00'],
      ['2026-11-28 09:00', '2026-11-28 09:00'],
      ['3/8 kl. 9', '2027-08-03 09:00'],
      ['5. januar kl. 9', '2027-01-05 09:00'],
      ['December 3rd at 9 am', '2026-12-03 09:00'],
      ['24/11 kl. 10', '2026-11-24 10:00'],

      // After a while.
      ['om en time', '2026-11-24 10:00'],
      ['om 30 minutter', '2026-11-24 09:30'],
      ['om 1 minut', '2026-11-24 09:01'],
      ['om et minut', '2026-11-24 09:01'],
      ['om 30 min', '2026-11-24 09:30'],
      ['om et kvarter', '2026-11-24 09:15'],
      ['om tre kvarter', '2026-11-24 09:45'],
      ['om en halv time', '2026-11-24 09:30'],
      ['om halvanden time', '2026-11-24 10:30'],
      ['om 2 timer', '2026-11-24 11:00'],
      ['om to timer', '2026-11-24 11:00'],
      ['om 1½ time', '2026-11-24 10:30'],
      ['om 1 time og 15 min', '2026-11-24 10:15'],
      ['om en times tid', '2026-11-24 10:00'],
      ['om tyve minutter', '2026-11-24 09:20'],
      ['in half an hour', '2026-11-24 09:30'],
      ['in an hour', '2026-11-24 10:00'],
      ['in 20 minutes', '2026-11-24 09:20'],

      // Every week.
      ['hver mandag 8.15', 'weekly 1 08:15'],
      ['hver mandag kl. 8.15-9', 'weekly 1 08:15-09:00'],
      ['hver mandag kl. 08.15-09.00', 'weekly 1 08:15-09:00'],
      ['hver uge mandag kl 8.15', 'weekly 1 08:15'],
      ['ugentligt mandag 8.15', 'weekly 1 08:15'],
      ['mandag hver uge kl. 8.15', 'weekly 1 08:15'],
      ['mandag morgen 8.15 hver uge', 'weekly 1 08:15'],
      ['8.15-9 hver mandag', 'weekly 1 08:15-09:00'],
      ['mandage kl. 8.15', 'weekly 1 08:15'],
      ['om mandagen kl. 8.15', 'weekly 1 08:15'],
      ['hver man. 8.15', 'weekly 1 08:15'],
      ['every monday 8.15', 'weekly 1 08:15'],
      ['mondays at 8.15', 'weekly 1 08:15'],
      ['hver søndag kl 3', 'weekly 7 15:00'],
      ['hver fredag kl. 10 i en time', 'weekly 5 10:00-11:00'],
    ] as const) {
      it(`"${said}"`, () => {
        assert.equal(understood(said), meant);
        assert.equal(whenIn(said, now).rest, '');
      });
    }
  });

  describe('takes the time out of a longer text:', () => {
    for (const [said, meant, rest] of [
      ['i Præstø om gruppekonflikt kl. 14', '2026-11-24 14:00', 'i Præstø om gruppekonflikt'],
      ['infohus-beredskab i morgen 9.30 på rådhuset', '2026-11-25 09:30', 'infohus-beredskab på rådhuset'],
      ['nu i Stege', 'now', 'i Stege'],
      ['i Stege, nu', 'now', 'i Stege'],
      ['om en time i Stege om to grupper', '2026-11-24 10:00', 'i Stege om to grupper'],
      ['fredag i Præstø om konflikt i 8. klasse kl. 14', '2026-11-27 14:00', 'i Præstø om konflikt i 8. klasse'],
      ['kl. 14 på skole 2 på fredag', '2026-11-27 14:00', 'på skole 2'],
      ['i Vordingborg på fredag kl. 10, gruppekonflikt', '2026-11-27 10:00', 'i Vordingborg, gruppekonflikt'],
      ['i morgen 9 i Præstø', '2026-11-25 09:00', 'i Præstø'],
      ['fredag 50 unge kl. 14 ved havnen', '2026-11-27 14:00', '50 unge ved havnen'],
      ['i dag kl. 14 om slagsmålet fredag', '2026-11-24 14:00', 'om slagsmålet fredag'],
      ['kl. 14 om det der skete i går', '2026-11-24 14:00', 'om det der skete i går'],
      ['nu om slagsmålet fredag', 'now', 'om slagsmålet fredag'],
      ['nu og til kl. 15', 'now', 'og'],
      ['nu i Stege, slagsmål i går kl. 22', 'now', 'i Stege, slagsmål i går kl. 22'],
      ['fredag 10-11 gruppekonflikt', '2026-11-27 10:00-11:00', 'gruppekonflikt'],
      ['nu i Stege!', 'now', 'i Stege!'],
      ['kl. 14 i lokale 2.14', '2026-11-24 14:00', 'i lokale 2.14'],
      ['i lokale 3.12 kl. 14', '2026-11-24 14:00', 'i lokale 3.12'],
      ['kl. 14 om 12-17 år, tlf. 21 30 45 60', '2026-11-24 14:00', 'om 12-17 år, tlf. 21 30 45 60'],
      ['mandagsgruppen hver mandag 8.15 i Stege', 'weekly 1 08:15', 'mandagsgruppen i Stege'],
      ['in Stege about a fight tomorrow at 10', '2026-11-25 10:00', 'in Stege about a fight'],
      ['man kl 8 i Stege', '2026-11-30 08:00', 'i Stege'],
      ['indkald beredskab  i   Stege  kl. 14', '2026-11-24 14:00', 'indkald beredskab i Stege'],
    ] as const) {
      it(`"${said}"`, () => {
        assert.equal(understood(said), meant);
        assert.equal(whenIn(said, now).rest, rest);
      });
    }
  });

  describe('leaves alone', () => {
    for (const said of [
      ...['8. klasse', '7.b', 'to grupper', 'tre unge', '50 unge', 'skole 2', '12-17 år', '12-årige', '30 elever'],
      ...['9-10-klasserne', '§ 115', '1. prioritet', 'nul', 'manual', 'mandagsgruppen', 'nuværende sag', 'menu'],
      ...[
        'tlf. 55 36 36 36',
        '+45 21304560',
        '21-30-45-60',
        '21.30.45.60',
        'mellem 14 og 15 år',
        'fra 8. til 10. klasse',
      ],
      ...['mellem 8.a og 8.b', '10-11 unge', 'lokale 2.14', 'hvad man gør i Stege', 'kl. trin', '7/8. klasse', '24/7'],
      ...['Algade 12-14', '45.50', 'halvtreds unge', 'over middag', 'om to grupper', 'at tre unge', 'i fredags', ''],
      ...[
        'en time til',
        'to timers møde',
        'mor er 40',
        'i sommer',
        '112',
        'marts',
        'ordet infonu',
        '10.000 kr',
        '2.500',
      ],
      ...[
        'look at 3 groups',
        'in 8th grade',
        'the man',
        '1:1-samtale',
        '5 mod 7',
        'fri',
        'Tor fra skolen',
        '3/4 af klassen',
        'ses hver uge',
        'hver dag i Stege',
        'onsdagsklub',
      ],
    ]) {
      it(`"${said}"`, () => assert.deepEqual(whenIn(said, now), { rest: said }));
    }
  });

  describe('finds fault with', () => {
    for (const [said, fault, rest] of [
      ['fredag', 'no-hour', ''],
      ['i morgen i Stege', 'no-hour', 'i Stege'],
      ['28/11', 'no-hour', ''],
      ['28.11', 'no-hour', ''],
      ['i eftermiddag', 'no-hour', ''],
      ['nu på fredag', 'no-hour', ''],
      ['hurtigst muligt i morgen', 'no-hour', ''],
      ['hver mandag', 'no-hour', ''],
      ['fredag om 50 unge', 'no-hour', 'om 50 unge'],
      ['i dag kl. 8', 'past', ''],
      ['kl 8 idag i Stege', 'past', 'i Stege'],
      ['i går kl. 14', 'past', ''],
      ['3. december 2025 kl. 12', 'past', ''],
      ['3/12-25', 'past', ''],
      ['24/11 kl. 8', 'past', ''],
      ['25.00', 'no-such-time', ''],
      ['kl. 25', 'no-such-time', ''],
      ['kl. 24.30', 'no-such-time', ''],
      ['30/2', 'no-such-time', ''],
      ['30/2 kl. 9', 'no-such-time', ''],
      ['31. november kl. 9', 'no-such-time', ''],
      ['kl. 14.75', 'no-such-time', ''],
      ['kl. 14-25', 'no-such-time', ''],
      ['28/3 2027 kl. 02.30', 'no-such-time', ''],
      // The two do not agree, or are two; guessing would call people on the wrong day.
      ['torsdag d. 27. november kl. 9', 'no-such-time', ''],
      ['mandag og onsdag kl. 9', 'no-such-time', ''],
      ['hver anden mandag kl. 9', 'no-such-time', ''],
      ['mandag hver 14. dag kl. 9', 'no-such-time', ''],
      ['hver mandag og onsdag kl. 9', 'no-such-time', ''],
      ['hver dag kl. 9', 'no-such-time', ''],
      ['hver uge kl. 9', 'no-such-time', ''],
      ['fredag om 14 dage kl. 9', 'no-such-time', ''],
      ['kl. 15-14', 'end-before-start', ''],
      ['14.30-14.30', 'end-before-start', ''],
      ['i morgen 10-9 i Stege', 'end-before-start', 'i Stege'],
      ['kl. 22-13', 'end-before-start', ''],
      ['hver mandag kl. 10-9', 'end-before-start', ''],
    ] as [string, WhenFault, string][]) {
      it(`"${said}": ${fault}`, () => {
        assert.equal(understood(said), fault);
        assert.equal(whenIn(said, now).rest, rest);
      });
    }
  });

  it('takes an hour that has just struck for the one that is meant', () => {
    assert.equal(understood('kl. 14', new Date(at('2026-11-24 14:00').getTime() + 40_000)), '2026-11-24 14:00');
    assert.equal(understood('kl. 14', at('2026-11-24 14:01')), '2026-11-25 14:00');
    assert.equal(understood('om 5 minutter', new Date(now.getTime() + 40_000)), '2026-11-24 09:05');
  });

  it('knows at night which night it is', () => {
    assert.equal(understood('i nat kl. 2', at('2026-11-24 23:00')), '2026-11-25 02:00');
    assert.equal(understood('i nat kl. 2', at('2026-11-25 01:00')), '2026-11-25 02:00');
    assert.equal(understood('i nat kl. 2', at('2026-11-25 03:00')), '2026-11-26 02:00');
    assert.equal(understood('kl. 10', at('2026-11-25 00:10')), '2026-11-25 10:00');
  });

  describe('when the clock changes', () => {
    it('knows no hour that is left out', () => {
      for (const day of ['2026-03-29', '2027-03-28']) {
        assert.equal(instantOf(day, '02:00'), undefined);
        assert.equal(instantOf(day, '02:59'), undefined);
        assert.equal(instantOf(day, '01:59')?.toISOString(), `${day}T00:59:00.000Z`);
        assert.equal(instantOf(day, '03:00')?.toISOString(), `${day}T01:00:00.000Z`);
      }
      assert.equal(understood('i morgen kl. 02.30', at('2026-03-28 12:00')), 'no-such-time');
      assert.equal(understood('kl. 22-02.30', at('2026-03-28 12:00')), 'no-such-time');
    });

    it('takes the first of two such hours', () => {
      assert.equal(instantOf('2026-10-25', '02:30')?.toISOString(), '2026-10-25T00:30:00.000Z');
      assert.equal(instantOf('2027-10-31', '02:00')?.toISOString(), '2027-10-31T00:00:00.000Z');
      assert.equal(instantOf('2027-10-31', '03:00')?.toISOString(), '2027-10-31T02:00:00.000Z');
      assert.equal(understood('om 2 timer', at('2026-10-25 01:30')), '2026-10-25 02:30');
    });

    it('knows no day and no hour that never is', () => {
      for (const [day, time] of [
        ['2026-02-30', '10:00'],
        ['2026-13-01', '10:00'],
        ['2026-11-24', '24:00'],
        ['2026-11-24', '10:60'],
        ['', ''],
      ] as const) {
        assert.equal(instantOf(day, time), undefined);
      }
    });

    it('gives the offset of the day', () => {
      assert.equal(isoWithOffset(at('2026-11-28 10:00')), '2026-11-28T10:00:00+01:00');
      assert.equal(isoWithOffset(at('2026-07-28 00:30')), '2026-07-28T00:30:00+02:00');
      assert.equal(isoWithOffset(new Date('2026-10-25T01:30:00Z')), '2026-10-25T02:30:00+01:00');
      assert.equal(isoWithOffset(new Date('2026-10-25T00:30:09Z')), '2026-10-25T02:30:09+02:00');
    });
  });

  it('is Danish wherever the machine stands', () => {
    const script = `
      import { whenIn, spokenSpan, isoWithOffset, nextWeekly } from './src/language/when.ts';
      const now = new Date('2026-11-24T23:30:00Z');
      const { start } = whenIn('i morgen 9.30', now).when;
      console.log([start.toISOString(), spokenSpan(start, undefined, 'da'), isoWithOffset(start), nextWeekly(3, '00:30', now)].join(' | '));`;
    for (const TZ of ['America/New_York', 'Asia/Tokyo', 'UTC']) {
      const args = ['--input-type=module-typescript', '-e', script];
      const printed = execFileSync(process.execPath, args, { env: { ...process.env, TZ }, encoding: 'utf8' });
      const spoken = 'torsdag 26. november kl. 09.30';
      assert.equal(printed.trim(), `2026-11-26T08:30:00.000Z | ${spoken} | 2026-11-26T09:30:00+01:00 | 2026-11-25`);
    }
  });

  describe('says a span', () => {
    const [start, end] = [at('2026-11-27 10:00'), at('2026-11-27 11:00')];
    const [evening, night] = [at('2026-11-27 22:00'), at('2026-11-28 02:00')];
    for (const [said, expected] of [
      [spokenSpan(start, end, 'da'), 'fredag 27. november kl. 10.00-11.00'],
      [spokenSpan(start, end, 'en'), 'Friday 27 November at 10.00-11.00'],
      [spokenSpan(start, undefined, 'da'), 'fredag 27. november kl. 10.00'],
      [spokenSpan(evening, night, 'da'), 'fredag 27. november kl. 22.00 - lørdag 28. november kl. 02.00'],
      [spokenSpan(evening, night, 'en'), 'Friday 27 November at 22.00 - Saturday 28 November at 02.00'],
      [spokenSpan(new Date('2026-10-25T01:30:00Z'), undefined, 'da'), 'søndag 25. oktober kl. 02.30 (vintertid)'],
    ] as const) {
      it(`as "${expected}"`, () => assert.equal(said, expected));
    }

    it('so that it is read again as the same, any time in eleven months', () => {
      // Now and then, at odd steps, and every half hour of the nights of the clock change.
      const moments: number[] = [];
      for (let t = now.getTime(); t < at('2027-10-23 09:00').getTime(); t += 13.7 * 3_600_000) moments.push(t);
      for (let t = 0; t < 12; t++) moments.push(at('2027-03-27 23:00').getTime() + t * 1_800_000);
      for (const t of moments) {
        assertReadAgain(new Date(Math.floor(t / 300_000) * 300_000), now);
      }
      for (let t = 0; t < 14; t++) {
        assertReadAgain(new Date(at('2026-10-24 23:00').getTime() + t * 1_800_000), at('2026-10-20 09:00'));
      }
    });

    it('so that the weekly one is read again as the same', () => {
      for (const [weekday, day] of [
        [1, 'mandag'],
        [6, 'lørdag'],
        [7, 'søndag'],
      ] as const) {
        const when = { kind: 'weekly', weekday, at: '08:15', until: '09:00' };
        assert.deepEqual(whenIn(`hver ${day} kl. 8.15-9.00`, now), { when, rest: '' });
        assert.deepEqual(whenIn(`hver ${day} kl. 02.15-02.45`, now).when, { ...when, at: '02:15', until: '02:45' });
      }
    });
  });

  it('finds the next day of a weekly time, today included', () => {
    assert.equal(nextWeekly(2, '09:00', now), '2026-11-24');
    assert.equal(nextWeekly(2, '08:59', now), '2026-12-01');
    assert.equal(nextWeekly(2, '09:00', new Date(now.getTime() + 1)), '2026-12-01');
    assert.equal(nextWeekly(1, '08:15', now), '2026-11-30');
    assert.equal(nextWeekly(7, '08:15', now), '2026-11-29');
    assert.equal(nextWeekly(3, '00:15', new Date('2026-11-24T23:10:00Z')), '2026-11-25');
    assert.equal(nextWeekly(7, '02:30', at('2026-03-28 12:00')), '2026-03-29');
  });

  it('reads a long story in no time', () => {
    const story = 'De unge i 8. klasse mødtes 3.12 og 28.11 ved skole 2, 12-17 år, og så nu fredag. '.repeat(150);
    const begun = performance.now();
    whenIn(story, now);
    whenIn('1.1 '.repeat(3000), now);
    whenIn('om '.repeat(4000), now);
    whenIn(' '.repeat(12_000), now);
    assert.ok(performance.now() - begun < 2_000, `${performance.now() - begun} ms`);
  });
});

function assertReadAgain(start: Date, moment: Date): void {
  for (const minutes of [0, 30, 45, 60, 90, 240, 720, 1500]) {
    const end = minutes === 0 ? undefined : new Date(start.getTime() + minutes * 60_000);
    for (const language of ['da', 'en'] as const) {
      const said = spokenSpan(start, end, language);
      const when = { kind: 'at', start, ...(end && { end }) };
      assert.deepEqual(whenIn(said, moment), { when, rest: '' }, `${said} (${hourOf(start)})`);
    }
  }
}
