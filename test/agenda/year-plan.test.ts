import { strict as assert } from 'node:assert';
import type { Agenda } from '../../src/agenda/agenda.ts';
import { type BodySettings, emptySettings } from '../../src/agenda/body-settings.ts';
import { type Rhythm, usualRhythm } from '../../src/agenda/rhythm.ts';
import { bodyPlans, byMonth, draftsDue, unagreedOf, yearOf } from '../../src/agenda/year-plan.ts';
import { yearWheel } from '../../src/agenda/year-wheel.ts';
import { agenda, vordingborg } from './agenda-builders.ts';

const settings = (body: string, rhythm: Rhythm, more: Partial<BodySettings> = {}): BodySettings => ({
  ...emptySettings(body),
  meetings: { rhythm, start: '13:00', minutes: 90 },
  ...more,
});
const local = settings('lokalraad', { kind: 'dates', dates: ['2026-03-12', '2026-09-10'] });
const plans = bodyPlans(vordingborg, [local]);
const meetingsOfLocal = (agendas = [agenda({ plannedFor: '2026-03-12' })]) =>
  yearOf(plans, agendas, 2026).filter((m) => m.body === 'lokalraad');

describe('the year of a municipality', () => {
  it('holds the bodies whose rhythm is known, from the sources or said by the municipality', () => {
    assert.deepEqual(
      plans.map(({ body, own }) => [body, own]),
      [
        ...[
          ['forebyggelsesnetvaerket', false],
          ['lokalraad', true],
          ['ugemoedet', false],
        ],
      ],
    );
  });

  it('lists by month the meetings whose day somebody has said, and invents none', () => {
    const months = byMonth(yearOf(plans, [], 2026));
    const days = months.map((held) => held.map(({ date, title }) => `${date} ${title}`));
    assert.deepEqual(days.flat(), ['2026-03-12 Lokalrådet', '2026-09-10 Lokalrådet']);
    assert.deepEqual([months.length, days[2]!.length, days[8]!.length], [12, 1, 1]);
  });

  it('tells of the others how often they meet, and in which parts of the year no meeting is known', () => {
    const forum = { id: 'a-9', body: 'forebyggelsesnetvaerket' };
    const known = yearOf(plans, [agenda({ ...forum, date: '2026-05-12' })], 2026);
    const [quarterly, weekly] = unagreedOf(plans, known, 2026);
    assert.deepEqual([quarterly!.body, quarterly!.kind, quarterly!.parts], [forum.body, 'quarterly', [0, 2, 3]]);
    assert.deepEqual([weekly!.kind, weekly!.parts.length], ['weekly', 52]);
    assert.deepEqual(
      known.filter((m) => m.body === forum.body).map((m) => m.date),
      ['2026-05-12'],
    );
  });

  it('shows an agenda in the place of the planned meeting that it was made for, also when it was moved', () => {
    assert.deepEqual(
      meetingsOfLocal([]).map((m) => m.agenda),
      [undefined, undefined],
    );
    const moved = agenda({ plannedFor: '2026-03-12', date: '2026-03-19', start: '10:00' });
    assert.deepEqual(
      meetingsOfLocal([moved]).map(({ date, start, agenda: id }) => [date, start, id]),
      [
        ['2026-03-19', '10:00', 'a-1'],
        ['2026-09-10', '13:00', undefined],
      ],
    );
    const unplanned = agenda({ id: 'a-2', date: '2026-03-12' });
    assert.equal(meetingsOfLocal([unplanned]).length, 2, 'made by hand for the same day');
    assert.equal(meetingsOfLocal([agenda({ date: '2026-05-01' })]).length, 3, 'an extra meeting');
    assert.equal(meetingsOfLocal([agenda({ date: '2026-05-01', state: 'withdrawn' })]).length, 2);
  });

  it('tells which drafts are to be made ahead, once, and not again when somebody deleted one', () => {
    const due = (today: string, agendas: Agenda[] = [], said = local) =>
      draftsDue(bodyPlans(vordingborg, [said]), agendas, today).map(({ plan, planned }) => `${plan.body} ${planned}`);
    assert.deepEqual(due('2026-02-18'), []);
    assert.deepEqual(due('2026-02-19'), ['lokalraad 2026-03-12', 'ugemoedet 2026-02-25']);
    const made = agenda({ plannedFor: '2026-03-12', date: '2026-03-20' });
    assert.deepEqual(due('2026-02-19', [made]), ['ugemoedet 2026-02-25']);
    assert.deepEqual(due('2026-02-19', [], { ...local, skipped: ['2026-03-12'] }), ['ugemoedet 2026-02-25']);
  });
});

describe('the picture of the year', () => {
  const wheel = { year: 2026, kommune: 'Vordingborg Kommune', language: 'da' } as const;

  it('has a mark for each meeting, a hollow one where no day is agreed, and words for those who do not see it', () => {
    const meetings = yearOf(plans, [], 2026);
    const svg = yearWheel(meetings, { ...wheel, unagreed: unagreedOf(plans, meetings, 2026) });
    const [rings, hollow, key] = [3, 52 + 4, 1];
    // A ring and a mark of the legend for each body besides.
    assert.equal(svg.match(/<circle/g)!.length, meetings.length + hollow + 2 * rings + key);
    // Of the legend two, and what they mean.
    assert.equal(svg.match(/stroke-dasharray/g)!.length, hollow + 2 + key);
    for (const said of [
      ...['>Januar<', '>December<', 'Lokalrådet (2)', 'Forebyggelsesnetværket (hvert kvartal)'],
      ...['>Hul cirkel: dato ikke aftalt<', '<title id="t">Årshjul 2026 for Vordingborg Kommune'],
    ])
      assert.ok(svg.includes(said), said);
    assert.match(
      svg,
      /<desc id="d">2 aftalte møder i 1 organ\. A: De tre instansers ugentlige møde, hver uge, dato ikke aftalt\./,
    );
  });

  it('lets no text of a title break the picture', () => {
    const title = '<script>alert("x")</script> & \u0007 \'co\'';
    const svg = yearWheel([{ body: 'x', title, date: '2026-03-12', start: '09:00' }], { ...wheel, kommune: title });
    assert.ok(!svg.includes('<script') && !svg.includes('\u0007') && svg.includes('&lt;script&gt;'));
  });

  it('says when there is nothing to show, and holds as many bodies as there are', () => {
    assert.match(yearWheel([], wheel), /Ingen møder er planlagt/);
    const many = Array.from({ length: 30 }, (_, i) => ({
      body: `b${i}`,
      title: `Organ ${i}`,
      date: '2026-03-12',
      start: '09:00',
    }));
    const svg = yearWheel(many, wheel);
    for (const { title } of many) assert.ok(svg.includes(`${title} (1)`), title);
    assert.ok(!/NaN|undefined/.test(svg));
  });

  it('takes a whole year of weekly meetings', () => {
    const weekly = yearOf(bodyPlans(vordingborg, [settings('lokalraad', usualRhythm('weekly'))]), [], 2026);
    assert.ok(!/NaN|undefined/.test(yearWheel(weekly, { ...wheel, language: 'en' })));
  });
});
