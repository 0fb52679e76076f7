import { strict as assert } from 'node:assert';
import type { Agenda, AgendaItem } from '../../src/agenda/agenda.ts';
import { draftItems } from '../../src/agenda/draft-items.ts';
import { dueEvaluations, evaluatingBody } from '../../src/agenda/evaluations.ts';
import { mostItems } from '../../src/agenda/limits.ts';
import { beginMinutes, markAction, writeItemMinutes } from '../../src/agenda/minutes.ts';
import { agenda, author, ids, item, kolding, made, now, vordingborg } from './agenda-builders.ts';

const meeting = { body: 'lokalraad', date: '2026-04-09', language: 'da' } as const;
const sources = { structure: vordingborg, newId: ids() };
const draft = (agendas: Agenda[], more = {}) => draftItems({ ...sources, agendas, ...more }, meeting);
const carried = (items: AgendaItem[]) => items.filter((i) => i.from);
const action = (id: string, what = 'Skriver til skolerne') => ({ id, what, who: 'Ungecenteret', due: '2026-04-01' });

function held(
  items: AgendaItem[],
  minutesOf: Record<string, { actions?: ReturnType<typeof action>[]; putOff?: true }>,
) {
  let written = made(beginMinutes(agenda({ state: 'posted', items }), author, now));
  for (const [id, { actions = [], putOff }] of Object.entries(minutesOf))
    written = made(writeItemMinutes(written, id, { actions, ...(putOff && { putOff }) }, now));
  return written;
}

describe('a draft that is made ahead', () => {
  it('begins with the standing items', () => {
    assert.deepEqual(
      draft([])
        .map((i) => i.title)
        .slice(0, 3),
      [...['Velkomst og godkendelse af dagsorden', 'Opfølgning på sidste referat', 'Nyt fra kredsrådet']],
    );
  });

  it('takes up the open actions, with who and when, under follow-up', () => {
    const last = held([item('a')], { a: { actions: [action('x'), action('y')] } });
    const [followUp, ...others] = carried(draft([made(markAction(last, 'y', true, now))]));
    assert.equal(others.length, 0, 'what is done is done');
    assert.deepEqual(
      [followUp!.section, followUp!.title, followUp!.presenter, followUp!.note],
      [
        ...['followup', 'Opfølgning: Skriver til skolerne', 'Ungecenteret'],
        'Aftalt torsdag 12. marts. Frist onsdag 1. april.',
      ],
    );
    assert.deepEqual(followUp!.from, { kind: 'action', agenda: 'a-1', actions: ['x'] });
  });

  it('keeps closed what was agreed or put off behind closed doors', () => {
    const last = held([item('a', { closed: true }), item('b', { closed: true })], {
      a: { actions: [action('x')] },
      b: { putOff: true },
    });
    assert.deepEqual(
      carried(draft([last])).map((i) => i.closed),
      [true, true],
    );
  });

  it('takes up what was put off, as it was; standing items and actions come by themselves', () => {
    const items = [item('a', { note: 'Bilag følger', minutes: 25 }), item('s', { standing: true }), item('c')];
    const last = held(items, { a: { putOff: true }, s: { putOff: true } });
    const [again, ...others] = carried(draft([last]));
    assert.equal(others.length, 0);
    assert.deepEqual(
      [again!.title, again!.minutes, again!.note],
      ['Punkt a', 25, 'Udsat fra torsdag 12. marts.\nBilag følger'],
    );
    assert.deepEqual(again!.from, { kind: 'put-off', agenda: 'a-1', item: 'a' });
  });

  it('gathers what would bury the meeting, and is never longer than an agenda may be', () => {
    const many = Array.from({ length: 20 }, (_, i) => action(`x${i}`, `Sag ${i}`));
    const last = held([item('a'), item('b'), item('c')], {
      a: { actions: many.slice(0, 10) },
      b: { actions: many.slice(10) },
    });
    const items = carried(draft([last]));
    assert.equal(items.length, 13);
    assert.equal(items.flatMap((i) => (i.from?.kind === 'action' ? i.from.actions : [])).length, 20, 'none is lost');
    const template = Array.from({ length: 38 }, (_, i) => ({ ...item(`t${i}`), section: 'items' as const }));
    assert.equal(draft([last], { template }).length, mostItems);
  });
});

describe('evaluations that the action plan says are due', () => {
  const body = 'koordinationsgruppen';
  const at = (date: string, agendas: Agenda[] = [], settled: string[] = []) =>
    dueEvaluations(kolding, { body, date }, agendas, settled).map(({ key }) => key);

  it('go to the body that owns the initiative, or that follows the plan up where its owner does not meet', () => {
    const owner = (id: string) => evaluatingBody(kolding, kolding.initiatives.find((i) => i.id === id)!);
    assert.equal(owner('strategisk-fokus'), 'lokalraad');
    assert.equal(owner('styrket-forebyggelsesfokus'), 'koordinationsgruppen', 'a co-owner meets');
    assert.equal(owner('oeget-tilstedevaerelse'), 'koordinationsgruppen');
  });

  it('are due from the month before on', () => {
    assert.deepEqual(at('2022-10-31'), []);
    assert.deepEqual(at('2022-11-01'), ['oeget-tilstedevaerelse@2022-12', 'styrket-forebyggelsesfokus@2022-12']);
    assert.equal(at('2026-03-01').length, 3);
  });

  it('are due no more once they were held, but again when they were put off', () => {
    const items = draftItems(
      { structure: kolding, agendas: [], newId: ids() },
      { body, date: '2022-11-15', language: 'da' },
    );
    const evaluation = items.find((i) => i.from?.kind === 'evaluation')!;
    assert.match(
      evaluation.note!,
      /Ultimo 2022\. Kilde: Handleplan for SSP-samarbejdet 2022-2025, Øget tilstedeværelse/,
    );
    const meetingHeld = { ...held(items, {}), body, date: '2022-11-15' };
    assert.deepEqual(at('2022-12-15', [meetingHeld]), []);
    const putOff = { ...held(items, { [evaluation.id]: { putOff: true } }), body, date: '2022-11-15' };
    const next = draftItems(
      { structure: kolding, agendas: [putOff], newId: ids() },
      { body, date: '2022-12-15', language: 'da' },
    );
    assert.equal(next.filter((i) => i.title === evaluation.title).length, 1, 'once, not twice');
  });

  it('are not proposed when the municipality said so, or when the initiative is paused', () => {
    assert.deepEqual(at('2022-12-01', [], ['oeget-tilstedevaerelse@2022-12']), ['styrket-forebyggelsesfokus@2022-12']);
    const initiatives = kolding.initiatives.map((i) => ({ ...i, status: 'paused' as const }));
    assert.deepEqual(dueEvaluations({ ...kolding, initiatives }, { body, date: '2026-01-01' }, []), []);
  });
});
