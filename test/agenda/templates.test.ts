import { strict as assert } from 'node:assert';
import { sections } from '../../src/agenda/agenda.ts';
import { bodiesOf } from '../../src/agenda/find-body.ts';
import { readTemplate, templateText } from '../../src/agenda/read-template.ts';
import { standingItems, templateOf } from '../../src/agenda/templates.ts';
import { hasPersonalData } from '../../src/contacts/personal-data-in.ts';
import { guard, ids, kolding, structures, vordingborg } from './agenda-builders.ts';

const titles = (structure: typeof kolding, body: string) =>
  templateOf(structure, body, 'da').items.map(({ title }) => title);

describe('the template of a body', () => {
  it('is there for every body of every municipality, in the order of the sections, within its sources', () => {
    for (const structure of structures.values()) {
      const documents = structure.shared.documents.map((d) => d.id);
      for (const { id } of bodiesOf(structure)) {
        for (const language of ['da', 'en'] as const) {
          const { items } = templateOf(structure, id, language);
          const order = items.map(({ section }) => sections.indexOf(section));
          assert.deepEqual(
            order,
            order.toSorted((a, b) => a - b),
            id,
          );
          for (const { title, sources, basis } of items) {
            assert.equal(basis, sources.length > 0 ? 'source' : 'reading');
            for (const { document } of sources)
              assert.ok(documents.includes(document) && ['ramme', structure.id].includes(document));
            assert.ok(!hasPersonalData(structure, title), title);
          }
        }
      }
    }
  });

  it('says what the sources say of the body', () => {
    assert.ok(titles(vordingborg, 'ugemoedet').includes('Børn og unge, der drøftes'));
    assert.ok(titles(kolding, 'koordinationsgruppen').includes('Punkter til Lokalrådets dagsorden'));
    assert.ok(titles(kolding, 'lokalraad').includes('Punkter fra Koordinationsgruppen'));
    assert.ok(titles(vordingborg, 'lokalraad').includes('Nyt fra kredsrådet'));
    assert.equal(
      templateOf(vordingborg, 'forebyggelsesnetvaerket', 'da').items[2]!.sources[0]!.section,
      '3 Forebyggelsesnetværk',
    );
  });

  it('is plain for a body that the sources say nothing about', () => {
    assert.equal(templateOf(vordingborg, 'a-new-body', 'da').from, 'plain');
  });

  it('closes what is about children, and reminds of it', () => {
    const items = standingItems(templateOf(vordingborg, 'ugemoedet', 'da'), 'da', ids());
    const closed = items.filter((item) => item.closed);
    assert.equal(closed.length, 2);
    for (const { note } of closed) assert.match(note!, /Ingen navne/);
    assert.ok(items.every((item) => item.standing));
  });
});

describe('a municipality’s own template', () => {
  const read = (template: string) => readTemplate({ template }, guard);

  it('is edited as text, and comes back as it was', () => {
    for (const language of ['da', 'en'] as const) {
      const items = templateOf(vordingborg, 'ugemoedet', language).items.map(
        ({ basis: _, sources: _s, ...item }) => item,
      );
      assert.deepEqual(read(templateText(items, language)), { items });
    }
  });

  it('takes the place of the standard one', () => {
    const result = read('# Indledning\nVelkomst; orientering; 5\n\n# punkter\nSager; drøftelse; 20 min; lukket');
    assert.ok('items' in result);
    assert.deepEqual(result.items[1], {
      section: 'items',
      title: 'Sager',
      type: 'droeftelse',
      minutes: 20,
      closed: true,
    });
    const own = templateOf(vordingborg, 'ugemoedet', 'da', result.items);
    assert.deepEqual([own.from, own.items.length], ['own', 2]);
  });

  it('is taken only when every line is right; each fault has its line', () => {
    const result = read(
      '# Andet\nVelkomst; orientering\n; orientering; 5\nX; sjov; 5\nX; drøftelse; 999\nZeinab Kanariefugl; drøftelse; 5',
    );
    assert.deepEqual('faults' in result && result.faults, [
      { line: 1, fault: 'section' },
      { line: 2, fault: 'parts' },
      { line: 3, fault: 'titleMissing' },
      { line: 4, fault: 'type' },
      { line: 5, fault: 'minutes' },
      { line: 6, fault: 'titlePersonal' },
    ]);
    assert.deepEqual(read(' \n'), { faults: [{ line: 0, fault: 'empty' }] });
  });
});
