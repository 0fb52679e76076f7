import { strict as assert } from 'node:assert';
import { readItem } from '../../src/agenda/read-item.ts';
import { guard } from './agenda-builders.ts';

const filled = { title: 'Hash omkring skolerne', type: 'beslutning', minutes: '20', closed: 'false' };
const read = (fields: Record<string, unknown>) => readItem({ ...filled, ...fields }, guard);
const faultsOf = (fields: Record<string, unknown>) => {
  const result = read(fields);
  return 'faults' in result ? result.faults : [];
};

describe('the form of an item', () => {
  it('gives the item that was filled in', () => {
    const result = read({
      presenter: 'anna holm',
      note: ' Se bilag 1.\r\nHvad gør vi?\u0007 ',
      links: 'https://x.dk/a  https://x.dk/b',
    });
    assert.deepEqual(result, {
      item: {
        ...{ title: 'Hash omkring skolerne', type: 'beslutning', minutes: 20, closed: false },
        ...{ presenter: 'Anna Holm', note: 'Se bilag 1.\nHvad gør vi?', links: ['https://x.dk/a', 'https://x.dk/b'] },
      },
    });
  });

  it('names all that is wrong at once', () => {
    assert.deepEqual(faultsOf({ title: '', type: 'sjov', minutes: '481', links: 'http://x.dk' }), [
      ...['titleMissing', 'type', 'minutes', 'links'],
    ]);
    assert.deepEqual(faultsOf({ title: 'x'.repeat(121), note: `${'y '.repeat(1_001)}y` }), ['titleLong', 'noteLong']);
    assert.deepEqual(faultsOf({ minutes: '-5' }), ['minutes']);
    assert.deepEqual(faultsOf({ minutes: '', title: { text: 'no text' } }), ['titleMissing']);
  });

  it('refuses personal data in every text, and never shows it again', () => {
    const child = 'Zeinab Kanariefugl, 240211-1238';
    for (const name of ['title', 'presenter', 'note']) {
      const result = read({ [name]: child });
      assert.ok('faults' in result && result.faults.includes(`${name}Personal` as never), name);
      assert.ok(!JSON.stringify(result).includes('Zeinab'), name);
    }
    const link = read({ links: 'https://x.dk/Referat%20Zeinab.docx' });
    assert.ok('faults' in link && link.faults.includes('linksPersonal') && !JSON.stringify(link).includes('Zeinab'));
  });

  it('takes the dates and numbers that agendas are full of', () => {
    for (const note of [
      'Bilag 1 og Punkt 3',
      'Uge 12',
      'Frist 1. april 2026',
      'Møde 12/3-2026 og 4.6.26',
      'Ungeprofilen 2025: tallene',
    ]) {
      assert.deepEqual(faultsOf({ note }), [], note);
    }
    for (const note of [
      'født 12. marts 2012',
      'født 12/3-2012',
      '12-03-26-1238',
      'Zeinab Bilag 1',
      '24 02 11 1238',
      '240211 2025',
      'Zeinab 2012',
    ]) {
      assert.deepEqual(faultsOf({ note }), ['notePersonal'], note);
    }
  });

  it('takes a colleague or a function as presenter, and nobody else by name', () => {
    assert.deepEqual(faultsOf({ presenter: 'Bo Dam' }), []);
    assert.deepEqual(faultsOf({ presenter: 'Lederen af Ungdomsskolen' }), []);
    assert.deepEqual(faultsOf({ presenter: 'Mohammed Ali' }), ['presenterPersonal']);
  });

  it('takes links that open nothing but https pages', () => {
    const bad = [
      'javascript:alert(1)',
      'https://user@evil.example',
      'https://localhost',
      'ftp://x.dk',
      'x.dk',
      '//x.dk',
    ];
    for (const links of bad) assert.deepEqual(faultsOf({ links }), ['links'], links);
    assert.deepEqual(
      faultsOf({ links: 'https://k-my.sharepoint.com/personal/anna_holm_k_dk/Documents/plan.docx' }),
      [],
    );
    assert.deepEqual(faultsOf({ links: 'https://x.dk/?id=240211-1238' }), ['linksPersonal']);
    assert.deepEqual(faultsOf({ links: Array.from({ length: 11 }, (_, i) => `https://x.dk/${i}`).join('\n') }), [
      'linksMany',
    ]);
  });

  it('keeps what was right for the next try', () => {
    const result = read({ type: '', note: 'Uden navne' });
    assert.deepEqual('chosen' in result && result.chosen, {
      ...{ title: 'Hash omkring skolerne', minutes: '20', note: 'Uden navne', closed: 'false' },
    });
  });
});
