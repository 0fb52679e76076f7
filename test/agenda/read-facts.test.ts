import { strict as assert } from 'node:assert';
import { readFacts } from '../../src/agenda/read-facts.ts';
import { guard } from './agenda-builders.ts';

const rules = { guard, today: '2026-03-02', title: 'Lokalrådet' };
const read = (inputs: Record<string, unknown>, more = {}) =>
  readFacts({ date: '12/3', start: '9', ...inputs }, { ...rules, ...more });
const faultsOf = (inputs: Record<string, unknown>) => {
  const result = read(inputs);
  return 'faults' in result ? result.faults : [];
};

describe('the form of a meeting', () => {
  it('needs a day and a time; the body gives the title', () => {
    assert.deepEqual(read({}), { facts: { title: 'Lokalrådet', date: '2026-03-12', start: '09:00', online: false } });
  });

  it('takes all the rest, with an address as place', () => {
    const result = read({
      ...{ title: 'Ekstra møde', end: '10.30', place: 'Rådhuset, Valdemarsgade 43', chair: 'Politidirektøren' },
      joinUrl: 'https://teams.microsoft.com/l/meetup-join/19%3a0102031234@thread.v2/0',
    });
    assert.ok('facts' in result);
    const { title, end, place, online, chair } = result.facts;
    assert.deepEqual(
      [title, end, place, online, chair],
      [...['Ekstra møde', '10:30', 'Rådhuset, Valdemarsgade 43', true, 'Politidirektøren']],
    );
  });

  it('names all that is wrong at once', () => {
    assert.deepEqual(faultsOf({ date: '1/3/2026', start: 'ni', end: '9.61' }), ['datePast', 'start', 'end']);
    assert.deepEqual(faultsOf({ date: 'engang', end: '9' }), ['date', 'endBefore']);
    assert.deepEqual(faultsOf({ date: '12/3/2029' }), ['dateFar']);
    assert.deepEqual(faultsOf({ joinUrl: 'http://x.dk', chair: 'Mohammed Ali' }), ['joinUrl', 'chairPersonal']);
    assert.deepEqual(faultsOf({ joinUrl: 'https://video.dk/moede-om-Zeinab-240211-1238' }), ['joinUrl']);
    assert.deepEqual(faultsOf({ place: 'hjemme hos Zeinab, 240211-1238' }), ['placePersonal']);
  });

  it('lets a meeting that was be corrected', () => {
    assert.ok('facts' in read({ date: '2026-02-20' }, { mayBePast: true }));
  });
});
