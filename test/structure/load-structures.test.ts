import { strict as assert } from 'node:assert';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerQuestion } from '../../src/contacts/answer-question.ts';
import { loadStructures } from '../../src/structure/load-structures.ts';

// A municipality with two consultants, by area; all else comes from the national base.
const fifth = `
kind: municipality
id: femte
name: Femte Kommune
document: { id: femte, title: SSP i Femte Kommune, year: "2026" }
places: [Nordby, Sydby]
contacts:
  - { id: nord, title: SSP-konsulent Nord, agency: skole, level: udfoerende, does: { da: Nord., en: North. }, names: { strong: [], weak: [] }, source: Kontakt }
  - { id: syd, title: SSP-konsulent Syd, agency: skole, level: udfoerende, does: { da: Syd., en: South. }, names: { strong: [], weak: [] }, source: Kontakt }
routes:
  - { for: [rusmidler], when: { places: [Nordby] }, first: nord, source: Kontakt }
  - { for: [rusmidler], when: { places: [Sydby] }, first: syd, source: Kontakt }
`;

describe('the structure', () => {
  const folders: string[] = [];
  const folderWith = (text: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'ssp-structure-'));
    folders.push(folder);
    writeFileSync(join(folder, 'femte.yaml'), text);
    return folder;
  };
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });
  const reasonFor = (text: string) => {
    try {
      loadStructures(folderWith(text));
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };

  it('holds the four municipalities with the exact titles of the product', () => {
    const structures = loadStructures();
    const titles = (id: string) => structures.get(id)!.contacts.map((c) => c.title);
    for (const [kommune, expected] of Object.entries({
      vordingborg:
        'SSP-konsulent|Leder af SSP-teamet|Opsøgende SSP-arbejde|Infohustovholder|SSP-beredskabet|SSP-områdegruppen|Trivselscoach|SSP-styregruppen|Forebyggelsesnetværket|Beredskabsnetværket|Ungecenteret|Lokalrådet|Kredsrådet|Center for Børn og Familie',
      kolding:
        'SSP-gruppen|Koordinationsgruppen|Lokalrådet|Ungekontakten|Ungecentret|Ungdomsskolen|Fritidsjobordningen|ByLivKolding|Chefkonsulent Kim Hansen|Socialforvaltningen',
      halsnaes:
        'Lokal SSP-kontakt|Gadeteam|Cool Kids|Livsmod|Stjernerne|Labyrinten|Pop-up sport|Cyberhus|Handleplan for Fravær|Handleplan for Mobning|Handleplan for Misbrug|Handleplan for Vold|Handleplan for Kriminalitet|Individuelle løsninger|Forældrefiduser|SSP på blå mandag|Information og opbygning af kompetencer|Familieafdelingen|PPR|Sundhedsplejen',
      vejen:
        'SSP-konsulent|Opsøgende arbejde|Fritids- og praktikjob|Bekymringssamtale|Børn & ungeenheden|Vejledning Vejen|Jobcenter Ung|Ungdomsskolen|Kredsråd|Lokalråd|Lokalråd+',
    })) {
      const held = titles(kommune);
      for (const title of expected.split('|')) assert.ok(held.includes(title), `${kommune} lacks ${title}`);
    }
  });

  it('takes a fifth municipality that says only what differs', () => {
    const femte = loadStructures(folderWith(fifth)).get('femte')!;
    assert.equal(answerQuestion(femte, 'hærværk på skolen').first!.title, 'SSP-konsulent');
    assert.equal(answerQuestion(femte, 'underretning').first!.title, 'Socialforvaltningen');
    assert.equal(answerQuestion(femte, 'hash i Sydby').first!.title, 'SSP-konsulent Syd');
  });

  it('asks for the area, once, where the area decides', () => {
    const femte = loadStructures(folderWith(fifth)).get('femte')!;
    const { kind, clarify } = answerQuestion(femte, 'en elev ryger hash');
    assert.equal(kind, 'clarify');
    assert.deepEqual(
      clarify!.choices.map((c) => c.label),
      ['Nordby', 'Sydby'],
    );
  });

  it('takes a municipality that leaves a contact of the base out, with all that leads there', () => {
    const without = fifth.replace('places:', 'omit: [ssp-konsulent]\ndoor: nord\nplaces:');
    const femte = loadStructures(folderWith(without)).get('femte')!;
    assert.equal(answerQuestion(femte, 'hvordan laver jeg en underretning').first!.title, 'Socialforvaltningen');
  });

  for (const [what, from, to, expected] of [
    ['a contact that does not exist', 'first: nord', 'first: nort', /femte\.yaml:10: no contact "nort" in femte/],
    [
      'a concern that does not exist',
      'for: [rusmidler], when: { places: [Sydby]',
      'for: [rusmiddel], when: { places: [Sydby]',
      /femte\.yaml:11: no concern "rusmiddel"/,
    ],
    ['a place that is not one of its own', '{ places: [Sydby] }', '{ places: [Vestby] }', /no place "Vestby" in femte/],
    [
      'an unknown key',
      'places: [Nordby, Sydby]',
      'place: [Nordby, Sydby]',
      /femte\.yaml:1: .*"place" is not a known key/,
    ],
    [
      'a wrong agency',
      'agency: skole',
      'agency: school',
      /femte\.yaml:7: .*must be one of skole, social, politi, andet, not "school"/,
    ],
    ['text that is no YAML', 'places: [Nordby', 'places: [Nordby, "', /femte\.yaml:\d+: /],
  ] as const) {
    it(`stops at ${what} with file, line and reason`, () => {
      assert.match(reasonFor(fifth.trim().replace(from, to)), expected);
    });
  }

  it('is checked on the command line', () => {
    const check = (env: Record<string, string>) =>
      spawnSync(process.execPath, ['src/cli/structure.ts', 'check'], {
        encoding: 'utf8',
        env: { ...process.env, ...env },
      });
    assert.equal(check({}).status, 0);
    const faulty = check({ SSP_STRUCTURE_DIR: folderWith(fifth.replace('first: nord', 'first: nort')) });
    assert.equal(faulty.status, 1);
    assert.match(faulty.stderr, /no contact "nort"/);
  });

  it('answers on the command line through the same code', () => {
    const run = (...words: string[]) =>
      execFileSync(process.execPath, ['src/cli/ask.ts', ...words], { encoding: 'utf8' });
    assert.match(run('--kommune', 'halsnaes', 'barn med angst'), /^Cool Kids/);
    const json = JSON.parse(run('--kommune', 'kolding', '--json', 'CPR 2402111238 har stjålet en knallert'));
    assert.deepEqual(json.first, { id: 'ssp-gruppen', title: 'SSP-gruppen' });
    assert.equal(json.privacyWarning, true);
    assert.ok(json.sources.every((s: object) => 'document' in s && 'section' in s));
  });
});
