import { strict as assert } from 'node:assert';
import { meetingLinkIn as linkIn } from '../../src/beredskab/meeting-link.ts';
import { readClosing } from '../../src/beredskab/read-closing.ts';
import { readConvening } from '../../src/beredskab/read-convening.ts';
import { readForm } from '../../src/beredskab/read-form.ts';
import { newMeetingLink } from '../../src/beredskab/wording.ts';
import { commandOf } from '../../src/language/commands.ts';
import { beredskabWorld, structure } from '../support/beredskab-world.ts';

const now = new Date('2026-11-24T09:30:00Z');
const meetingLinkIn = (given: unknown) => linkIn(structure, given);
const areas = ['Præstø', 'Stege', 'Vordingborg', 'Gåsetårnskolen'];
const read = (said: string) => readConvening(structure, areas, said, now).values;

describe('the words of a convening', () => {
  it('are a command in any case, with a slip, with articles and with the kind in the word', () => {
    for (const text of [
      'indkald beredskab',
      'Indkald beredskab i Præstø om gruppekonflikt kl. 14',
      'INDKALD BEREDSKAB nu',
      'indkald et beredskab i morgen',
      'indkald til beredskab på fredag kl 10',
      'indkald infohus-beredskab i morgen 9.30',
      'indkald SSP-beredskab',
      'indkald beredksab kl 14',
      'inkald beredskab nu',
      'sammenkald beredskabet kl. 15',
      'indkald øvelse i morgen kl 9',
      'convene beredskab at 2 pm',
      'convene in Stege tomorrow 9.30',
      'hej, indkald beredskab nu',
      'kan du indkalde et beredskab i morgen kl. 9',
      'Kan du lige indkalde et beredskab?',
      'vi skal indkalde beredskab',
      'vi skal have indkaldt et beredskab kl 14',
      'start beredskab i Stege nu',
      'opret et nyt beredskab',
      'nyt beredskab i morgen kl. 9',
      'please convene beredskab now',
      'can you convene beredskab tomorrow at 9',
    ])
      assert.equal(commandOf(text)?.name, 'convene', text);
    for (const text of [
      'hvordan indkalder man et beredskab?',
      'indkalde beredskab, hvem gør det',
      'hvem sidder i beredskabet',
      'indkald forældrene til et møde',
      'mine beredskaber',
      'hvordan indkalder jeg et beredskab',
      'hvem indkalder beredskabet',
      'hvornår indkaldes et beredskab',
      'hej, hvordan indkalder man et beredskab?',
      'nyt om beredskabet',
      'start på et beredskab, hvordan',
      'kan du indkalde forældrene',
    ])
      assert.notEqual(commandOf(text)?.name, 'convene', text);
    for (const text of ['mine beredskaber', 'mine beredskab'])
      assert.equal(commandOf(text)?.name, 'my-beredskaber', text);
    assert.equal(commandOf('hej, kan du indkalde et infohus-beredskab nu')?.rest, 'et infohus-beredskab nu');
    assert.equal(commandOf('indkald øvelse')?.rest, 'øvelse');
  });

  it('fill kind, trigger, area, time, place, meeting and exercise', () => {
    const told = read('beredskab i Præstø om gruppekonflikt kl. 14 på rådhuset');
    assert.deepEqual(told, {
      ...{ kind: 'ssp-beredskab/gruppekonflikt', area: 'Præstø', place: 'rådhuset', meeting: false, exercise: false },
      ...{ when: 'tirsdag 24. november kl. 14.00', reason: '', channel: '' },
    });
    assert.equal(read('infohus-beredskab i morgen 9.30').kind.split('/')[0], 'infohus-beredskab');
    assert.equal(read('beredskab om radikalisering nu').kind, 'infohus-beredskab/radikalisering');
    assert.equal(read('beredskab om utryghed ved torvet i Stege nu').kind, 'ssp-beredskab/utryghed');
    assert.equal(read('beredskab ved Gåsetårnskolen nu').area, 'Gåsetårnskolen');
    assert.equal(read('beredskab nu på teams').meeting, true);
    assert.equal(read('øvelse i morgen kl. 9').exercise, true);
    assert.equal(read('beredskab hver mandag kl. 8.15').when, 'hver mandag kl. 08.15');
    assert.equal(read('beredskab').kind, 'ssp-beredskab/andet');
  });

  it('choose the first kind when anything is its own, and are not led astray by where it is', () => {
    assert.equal(read('beredskab om radikalisering og gruppekonflikt nu').kind, 'ssp-beredskab/gruppekonflikt');
    assert.equal(read('beredskab om slagsmål ved Kulturparken nu').kind.split('/')[0], 'ssp-beredskab');
    assert.equal(read('beredskab ved kulturparken nu').kind, 'ssp-beredskab/andet');
  });

  it('name streets with their numbers, rooms and schools that bear a name as places', () => {
    for (const place of ['Valdemarsgade 43', 'Rådhuset, Østerbro 2', 'Svend Gønge-Skolen'])
      assert.equal(read(`beredskab nu på ${place}`).place, place);
    assert.equal(read('beredskab kl. 14 i mødelokale Anna').place, 'mødelokale Anna');
    assert.equal(read('beredskab nu Valdemarsgade 43').place, 'Valdemarsgade 43');
    assert.ok(!readConvening(structure, areas, 'beredskab nu i mødelokale Anna', now).personal);
    for (const home of ['Mikkels hjem', 'hos Mikkel Hansen', 'Mikkel Gåsetårnskolen'])
      assert.equal(read(`beredskab nu på ${home}`).place, '', home);
  });

  it('never put a name or a story into the form, and tell of danger', () => {
    const told = readConvening(structure, areas, 'beredskab om Mikkel Hansen fra 8.b der slår nu', now);
    assert.ok(told.personal);
    assert.ok(!JSON.stringify(told.values).includes('Mikkel'));
    assert.ok(readConvening(structure, areas, 'beredskab der er slagsmål i gang nu og en bløder', now).danger);
    assert.ok(!JSON.stringify(read('beredskab nu på Mikkel Hansens adresse')).includes('Mikkel'));
  });
});

describe('the form of a convening', () => {
  const inputs = {
    ...{ kind: 'ssp-beredskab/gruppekonflikt', area: 'Præstø', when: 'i morgen 9.30', place: 'Rådhuset' },
    ...{ meeting: 'false', exercise: 'false', reason: 'Uro ved havnen' },
  };
  const check = (more: object) => readForm(structure, { areas, channels: ['19:a'] }, { ...inputs, ...more }, now);
  const faults = (more: object) => {
    const result = check(more);
    return 'faults' in result ? result.faults : [];
  };

  it('takes what is right', () => {
    const result = check({});
    assert.ok('wish' in result);
    assert.equal(result.wish.start, '2026-11-25T08:30:00.000Z');
    assert.equal(result.wish.end, '2026-11-25T09:30:00.000Z');
    const series = check({ when: 'hver mandag kl. 8.15-9' });
    assert.deepEqual('wish' in series && series.wish.weekly, { weekday: 1, at: '08:15', until: '09:00' });
    assert.equal('wish' in series && series.wish.start, '2026-11-30T07:15:00.000Z');
  });

  it('names every fault, and guesses nothing about when people meet', () => {
    for (const [more, fault] of [
      [{ kind: 'x/y' }, 'kind'],
      [{ kind: 'ssp-beredskab/aere' }, 'kind'],
      [{ area: 'Månen' }, 'area'],
      [{ channel: '19:b' }, 'channel'],
      [{ when: '' }, 'whenEmpty'],
      [{ when: 'en dag' }, 'whenUnreal'],
      [{ when: 'fredag' }, 'whenNoHour'],
      [{ when: 'i dag kl. 8' }, 'whenPast'],
      [{ when: 'fredag 11-10' }, 'whenEnd'],
      [{ when: 'fredag kl. 25' }, 'whenUnreal'],
      [{ when: 'den 3. december 2029 kl. 12' }, 'whenFar'],
      [{ when: 'fredag kl. 10 ca. måske' }, 'whenUnreal'],
      [{ place: 'x'.repeat(121) }, 'place'],
      [{ place: 'hos Mikkel Hansen' }, 'place'],
      [{ place: '' }, 'where'],
      [{ reason: '' }, 'reasonEmpty'],
      [{ reason: 'a '.repeat(151).trim() }, 'reasonLong'],
      [{ reason: 'Mikkel Hansen har slået' }, 'reasonPersonal'],
      [{ reason: 'cpr 240211-1238' }, 'reasonPersonal'],
      [{ reason: 7 }, 'reasonEmpty'],
    ] as const)
      assert.ok((faults(more) as string[]).includes(fault), `${JSON.stringify(more)}: ${faults(more)}`);
    assert.deepEqual(faults({ place: '', meeting: 'true' }), []);
  });

  it('takes ordinary addresses, schools and rooms, and no place that is somebody’s', () => {
    for (const place of [
      ...['Valdemarsgade 43', 'Rådhuset, Østerbro 2', 'Svend Gønge-Skolen', 'Mødelokale Anna', 'lokale 2'],
      ...['Algade 63, 4760 Vordingborg', 'H.C. Andersens Boulevard 12, 2. sal', 'Kulturhuset Prismen 3'],
    ])
      assert.deepEqual(faults({ place }), [], place);
    for (const place of [
      ...['hos Mikkel Hansen', 'Mikkels hjem', '240211-1238', 'ring 20 20 20 20', 'mikkel@skole.dk'],
      ...['Mødelokale Anna Holm', 'Mikkel 12'],
    ])
      assert.deepEqual(faults({ place }), ['place'], place);
  });

  it('reads "nu" as the minute', () => {
    const at = new Date('2026-11-24T09:30:41.123Z');
    const result = readForm(structure, { areas, channels: [] }, { ...inputs, when: 'nu' }, at);
    assert.equal('wish' in result && result.wish.start, '2026-11-24T09:30:00.000Z');
  });

  it('gives nothing back that points at a person', () => {
    const { values } = check({
      reason: 'Mikkel Hansen har slået',
      place: 'hos Mikkel Hansen',
      when: 'når Mikkel er der',
    });
    assert.ok(!JSON.stringify(values).includes('Mikkel'));
  });
});

describe('what a closing says', () => {
  it('needs an owner and a day for each follow-up, and no person in any text', async () => {
    const world = await beredskabWorld();
    const beredskab = await world.convene();
    const closing = (inputs: object) => readClosing(structure, beredskab, inputs as never, now);
    assert.deepEqual(closing({}), { decisions: '', followUps: [] });
    const right = closing({ decisions: 'Mere gadeplan', what1: 'Ring til klubben', who1: '2', due1: '2026-12-01' });
    assert.deepEqual('followUps' in right && right.followUps, [
      { what: 'Ring til klubben', person: 2, due: '2026-12-01' },
    ]);
    const wrong = closing({
      decisions: 'x'.repeat(601),
      what1: 'Tal med Mikkel Hansen',
      who1: '99',
      due1: '2020-01-01',
    });
    assert.deepEqual('faults' in wrong && wrong.faults, ['decisionsLong', 'whatPersonal', 'whoMissing', 'dueMissing']);
    assert.ok(!JSON.stringify(wrong).includes('Mikkel'));
  });
});

describe('links to Teams meetings', () => {
  it('are taken from Teams only', () => {
    for (const link of [
      'https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%7d',
      ' https://teams.microsoft.com/meet/2345?p=abc ',
      'https://teams.live.com/meet/9387',
    ])
      assert.ok(meetingLinkIn(link), link);
    for (const link of [
      'http://teams.microsoft.com/l/meetup-join/x',
      'https://teams.microsoft.com.evil.example/l/meetup-join/x',
      'https://teams.microsoft.com/l/chat/0/0',
      'https://user:x@teams.microsoft.com/l/meetup-join/x',
      'javascript:alert(1)',
      '',
      7,
    ])
      assert.equal(meetingLinkIn(link), undefined, String(link));
  });

  it('say nothing besides: neither parameters nor hash, and nobody’s name or number', () => {
    const link = 'https://teams.microsoft.com/l/meetup-join/19%3ameeting_NjU5ZDk0YzQtZTY3NS00ZTE3%40thread.v2/0';
    assert.equal(
      meetingLinkIn(`${link}?context=%7b%22Tid%22%3a%221%22%7d&note=Mikkel#x`),
      `${link}?context=%7B%22Tid%22%3A%221%22%7D`,
    );
    assert.equal(
      meetingLinkIn('https://teams.microsoft.com/meet/234512?p=abc&q=1'),
      'https://teams.microsoft.com/meet/234512?p=abc',
    );
    for (const path of ['meet/2402111238', 'meet/Mikkel%20Hansen', 'l/meetup-join/Mikkel-Hansen-8b/0'])
      assert.equal(meetingLinkIn(`https://teams.microsoft.com/${path}`), undefined, path);
  });

  it('open a ready-filled meeting with its offset, without a plus and without a name', async () => {
    const world = await beredskabWorld();
    const beredskab = await world.convene({ meeting: true });
    const link = newMeetingLink(structure, beredskab);
    assert.ok(!link.includes('+'), link);
    const url = new URL(link);
    assert.equal(url.searchParams.get('startTime'), '2026-11-24T10:30:00+01:00');
    assert.equal(url.searchParams.get('subject'), `SSP-beredskab ${beredskab.reference}`);
    assert.ok(!/Kim|Anna|Præstø|attendees/.test(link));
  });
});
