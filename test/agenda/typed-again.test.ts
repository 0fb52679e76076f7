import { strict as assert } from 'node:assert';
import { newAgendaForm } from '../../src/agenda/agenda-forms.ts';
import { readFacts } from '../../src/agenda/read-facts.ts';
import { readItem } from '../../src/agenda/read-item.ts';
import { createSigner } from '../../src/signing.ts';
import { guard, vordingborg } from './agenda-builders.ts';

const rules = { guard, today: '2026-11-27', title: 'Lokalrådet' };
const read = (inputs: Record<string, unknown>) => readFacts({ date: '12/3', start: '9', ...inputs }, rules);
const form = (values: Record<string, string>) =>
  newAgendaForm(
    {
      ...{ structure: vordingborg, signer: createSigner('x'.repeat(32)), forms: 'chat' },
      calendarUrl: () => undefined,
    },
    { id: 'a', language: 'da' },
    values,
  ).data.inputs as { id: string; value: string }[];
const valuesOf = (values: Record<string, string>) => Object.fromEntries(form(values).map((i) => [i.id, i.value]));

describe('the length of a meeting', () => {
  it('is none when it ends before it begins', () => {
    assert.deepEqual((read({ start: '9', end: '8' }) as { faults: string[] }).faults, ['endBefore']);
    assert.deepEqual((read({ start: '9', end: '9' }) as { faults: string[] }).faults, ['endBefore']);
  });

  it('is asked about beyond eight hours, and taken when it is right', () => {
    const asked = read({ start: '8', end: '17' });
    assert.ok('faults' in asked);
    assert.deepEqual([asked.faults, asked.chosen.long], [['endLong'], 'false']);
    assert.ok(form(asked.chosen as Record<string, string>).some((i) => i.id === 'long'));
    assert.ok('facts' in read({ start: '8', end: '17', long: 'true' }));
    assert.ok('facts' in read({ start: '8', end: '16' }));
    assert.ok(!form({}).some((i) => i.id === 'long'));
  });
});

describe('what was filled in', () => {
  it('stands in the form as people write it, and is read again as the same', () => {
    const filled = valuesOf({ date: '2027-03-12', start: '09:00', end: '13:30' });
    assert.deepEqual([filled.date, filled.start, filled.end], ['12/3 2027', 'kl. 9', 'kl. 13.30']);
    const again = read(filled);
    assert.ok('facts' in again);
    assert.deepEqual([again.facts.date, again.facts.start, again.facts.end], ['2027-03-12', '09:00', '13:30']);
  });

  it('is kept when something is wrong, but for what tells who somebody is', () => {
    const meeting = read({
      date: 'engang',
      start: 'ni',
      end: '24.30',
      place: 'hos Zeinab',
      joinUrl: 'http://moede.dk/a',
    });
    assert.deepEqual('chosen' in meeting && meeting.chosen, {
      ...{ date: 'engang', start: 'ni', end: '24.30', joinUrl: 'http://moede.dk/a', online: 'false' },
    });
    const named = read({ date: 'Zeinab Kanariefugl', joinUrl: 'http://x.dk/Zeinab-240211-1238' });
    assert.doesNotMatch(JSON.stringify(named), /Zeinab/);
    const item = readItem(
      { title: 'Status', type: 'beslutning', minutes: 'ti', links: 'www.x.dk/a https://x.dk/b' },
      guard,
    );
    assert.deepEqual('chosen' in item && [item.faults, item.chosen.minutes, item.chosen.links], [
      ...[['minutes', 'links'], 'ti', 'www.x.dk/a\nhttps://x.dk/b'],
    ]);
  });

  it('may hold a stretch of days without being taken for somebody’s birthday', () => {
    const title = 'SSP-årsmøde i Odense 3.-4. marts';
    assert.ok('facts' in read({ title }));
    for (const named of ['Emil Odense 3.-4. marts', 'Zeinab 3.-4. marts'])
      assert.deepEqual((read({ title: named }) as { faults: string[] }).faults, ['titlePersonal'], named);
  });
});
