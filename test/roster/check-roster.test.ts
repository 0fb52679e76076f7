import { strict as assert } from 'node:assert';
import { zipSync } from 'fflate';
import { textsIn } from '../../src/language/texts.ts';
import { checkRoster } from '../../src/roster/check-roster.ts';
import { readRosterFile } from '../../src/roster/read-roster-file.ts';
import { faultLine } from '../../src/roster/roster-cards.ts';
import type { Fault } from '../../src/roster/roster-file.ts';
import { loadStructures } from '../../src/structure/load-structures.ts';
import { file, heading, idOf, line, workbook } from '../support/roster-builders.ts';

const structure = loadStructures().get('vordingborg')!;

async function check(bytes: Uint8Array) {
  const read = await readRosterFile(bytes);
  return 'fault' in read ? { entries: [], faults: [read.fault] } : checkRoster(structure, read.rows);
}
const codes = (faults: Fault[]) => faults.map((f) => `${f.row} ${f.reason.code}`);
const faultsOf = async (bytes: Uint8Array) => codes((await check(bytes)).faults);
const rows = (...lines: string[]) => [heading, ...lines].map((l) => l.split(';'));

describe('a roster file', () => {
  const anna = line({
    navn: 'Åse Østergård',
    kontaktpunkt: 'SSP-konsulent',
    områder: 'Præstø|Stege',
    rolle: 'konsulent',
  });
  const expected = {
    name: 'Åse Østergård',
    contact: 'ssp-konsulent',
    agency: 'skole',
    areas: ['Præstø', 'Stege'],
    role: 'konsulent',
    phone: '+4520202020',
  };

  it('is read as CSV with ; or , in UTF-8 or Windows-1252, and as .xlsx', async () => {
    const commas = [heading, anna].join('\n').replaceAll(';', ',');
    for (const bytes of [
      file(anna),
      Buffer.from(`\ufeff${heading}\n${anna}`),
      Buffer.from(commas),
      Buffer.from([heading, anna].join('\r\n'), 'latin1'),
      workbook(rows(anna)),
    ]) {
      const { entries, faults } = await check(bytes);
      assert.deepEqual([entries, faults], [[expected], []]);
    }
  });

  it('may have its columns in any order, quotes around a field, and empty lines', async () => {
    const bytes = Buffer.from(
      'rolle;navn;instans;kontaktpunkt;telefon;områder;e-mail;teams-id;stedfortræder\n\n;"Holm; Anna";social;ssp-leder;+45 20 20 20 20;;;;\n',
    );
    const { entries, faults } = await check(bytes);
    assert.deepEqual(faults, []);
    assert.equal(entries[0]!.name, 'Holm; Anna');
    assert.equal(entries[0]!.phone, '+4520202020');
  });

  it('may come from Excel with a printer set up, an empty first column, and a dash in a number', async () => {
    const dashed = line({ telefon: '+45 20-20-20-20' });
    const shifted = [heading, dashed].map((l) => ['', ...l.split(';')]);
    const { entries, faults } = await check(
      workbook(shifted, { 'xl/printerSettings/printerSettings1.bin': new Uint8Array(9) }),
    );
    assert.deepEqual(faults, []);
    assert.equal(entries[0]!.phone, '+4520202020');
  });

  it('lets one person have several functions, and a deputy', async () => {
    const bo = { navn: 'Bo Friis', 'e-mail': 'bo@k.example', 'teams-id': idOf(1) };
    const { entries, faults } = await check(
      file(
        line(bo),
        line({ ...bo, kontaktpunkt: 'infohustovholder' }),
        line({ 'e-mail': 'A@k.example', stedfortræder: 'BO@k.example' }),
      ),
    );
    assert.deepEqual(faults, []);
    assert.equal(entries[2]!.deputy, 'bo@k.example');
  });

  const bad: [string, Buffer | Uint8Array, string[]][] = [
    ['an unknown function', file(line({ kontaktpunkt: 'SSP-konsulnt' })), ['2 unknown-contact']],
    ['an unknown agency and role', file(line({ instans: 'skolen', rolle: 'chef' })), ['2 one-of', '2 one-of']],
    ['no name', file(line({ navn: '' })), ['2 required']],
    [
      'wrong phone, mail and id',
      file(line({ telefon: '123', 'e-mail': 'a@', 'teams-id': '7' })),
      ['2 phone', '2 email', '2 teams-id'],
    ],
    ['no way to the person', file(line({ telefon: '' })), ['2 no-way']],
    ['a CPR number', file(line({ områder: '240211-1238' })), ['2 cpr']],
    ['a formula in a CSV', file(line({ navn: '=1+1' })), ['2 formula']],
    ['a formula in .xlsx', workbook(rows(anna, line({ navn: '=A1' }))), ['3 formula']],
    ['unbalanced quotes', Buffer.from(`${heading}\n"Anna;ssp-konsulent;skole;;20202020;;;;\n`), ['2 quotes']],
    [
      'a quote opened in row 3 of many',
      Buffer.from(`${heading}\n${line()}\n"Bo${`;x\n${line()}`.repeat(20)}`),
      ['3 quotes'],
    ],
    [
      'a quote in the middle',
      Buffer.from(`${heading}\n${anna}\nBo "B;ssp-konsulent;skole;;20202020;;;;\n`),
      ['3 quotes'],
    ],
    ['UTF-16', Buffer.from(`\ufeff${heading}\n${anna}`, 'utf16le'), ['1 encoding']],
    ['broken æøå', Buffer.from(Buffer.from([heading, anna].join('\n')).toString('latin1')), ['1 double-encoded']],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]), ['1 encoding']],
    ['an old .xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), ['0 not-readable']],
    ['nothing', Buffer.from(''), ['0 empty']],
    ['only a heading', file(), ['0 empty']],
    ['a missing column', Buffer.from('navn;kontaktpunkt\nAnna;ssp-konsulent'), Array(7).fill('1 missing-column')],
    ['an unknown column', Buffer.from(`${heading};cpr\n${anna};x`), ['1 unknown-column']],
    ['too many cells', file(`${anna};;;x`), ['2 cells']],
    ['a line twice', file(anna, anna), ['3 same-line']],
    ['50 MB', Buffer.alloc(50 * 1024 * 1024, 'a'), ['0 too-large']],
    ['macros', workbook(rows(anna), { 'xl/vbaProject.bin': new Uint8Array(3) }), ['0 macros']],
    ['Mac Roman', Buffer.from(`${heading}\n${line({ navn: 'S¿ren' })}`, 'latin1'), ['2 encoding']],
    [
      'a row too many among blank ones',
      Buffer.from(`${heading}\n;;\n${`${line()}\n`.repeat(20_500)}`),
      ['0 too-many-rows'],
    ],
    ['a row too many in .xlsx', workbook([heading.split(';'), ...Array(20_001).fill(['Anna'])]), ['0 too-many-rows']],
    ['a million columns', Buffer.from('a;'.repeat(1_000_000)), ['1 not-readable']],
    ['too many columns', Buffer.from(`${'a;'.repeat(60)}\n`), ['1 cells']],
    ['a zip of something else', zipSync({ 'a.txt': new Uint8Array(3) }), ['0 not-readable']],
    ['a zip bomb', workbook(rows(anna), { 'xl/worksheets/sheet9.xml': new Uint8Array(40 * 1024 * 1024) }), ['0 bomb']],
    [
      'two people with one id',
      file(
        line({ navn: 'Bo', 'teams-id': idOf(1) }),
        line({ navn: 'Eva', 'teams-id': idOf(1), kontaktpunkt: 'ssp-leder' }),
      ),
      ['3 two-people'],
    ],
    [
      'two people with one mail',
      file(
        line({ navn: 'Bo', 'e-mail': 'b@k.example', 'teams-id': idOf(1) }),
        line({ navn: 'Bo', 'e-mail': 'b@k.example', 'teams-id': idOf(2) }),
      ),
      ['3 two-people'],
    ],
    ['a deputy who is nobody', file(line({ stedfortræder: 'x@k.example' })), ['2 deputy-missing']],
    [
      'deputies in a circle',
      file(
        line({ navn: 'A', 'e-mail': 'a@k.example', stedfortræder: 'b@k.example' }),
        line({ navn: 'B', 'e-mail': 'b@k.example', stedfortræder: 'c@k.example' }),
        line({ navn: 'C', 'e-mail': 'c@k.example', stedfortræder: 'a@k.example' }),
        line({ navn: 'D', 'e-mail': 'd@k.example', stedfortræder: 'a@k.example' }),
      ),
      ['2 deputy-circle', '3 deputy-circle', '4 deputy-circle'],
    ],
  ];
  for (const [what, bytes, expectedFaults] of bad) {
    it(`with ${what} is refused with the row`, async () => assert.deepEqual(await faultsOf(bytes), expectedFaults));
  }

  it('is refused when it unpacks to more than it says', async () => {
    const bytes = Buffer.from(workbook(rows(anna)));
    // The stated size of the sheet, in the central directory and in its own header, made one byte.
    for (
      let at = bytes.indexOf('xl/worksheets/sheet3.xml');
      at >= 0;
      at = bytes.indexOf('xl/worksheets/sheet3.xml', at + 1)
    ) {
      const central = bytes.readUInt32LE(at - 46) === 0x02014b50;
      bytes.writeUInt32LE(1, central ? at - 46 + 24 : at - 30 + 22);
    }
    assert.deepEqual(await faultsOf(bytes), ['0 not-readable']);
  });

  it('names every fault in both languages, with what is allowed', async () => {
    for (const [, bytes] of bad) {
      const { faults } = await check(bytes);
      for (const fault of faults) {
        for (const language of ['da', 'en'] as const) {
          const said = faultLine(fault, textsIn(language));
          assert.ok(said.length > 15 && !said.includes('undefined'), said);
          assert.ok(!/240211/.test(said));
        }
      }
    }
    const [fault] = (await check(file(line({ kontaktpunkt: 'SSP-konsulnt' })))).faults;
    assert.equal(
      faultLine(fault!, textsIn('da')),
      'Række 2: kontaktpunkt "SSP-konsulnt" findes ikke i strukturen; det kan være: SSP-konsulent',
    );
  });
});
