import { strict as assert } from 'node:assert';
import { strFromU8, unzipSync } from 'fflate';
import type { Agenda } from '../../../src/agenda/agenda.ts';
import { agendaDocx } from '../../../src/agenda/export/agenda-docx.ts';
import { agendaMarkdown } from '../../../src/agenda/export/agenda-markdown.ts';
import { fileName } from '../../../src/agenda/export/file-name.ts';
import { minutesDocx } from '../../../src/agenda/export/minutes-docx.ts';
import { minutesMarkdown } from '../../../src/agenda/export/minutes-markdown.ts';
import { approveMinutes, beginMinutes, writeAttendance, writeItemMinutes } from '../../../src/agenda/minutes.ts';
import { agenda, author, colleague, item, made, now } from '../agenda-builders.ts';

const canary = 'Kanariefugl';
const setting = { kommune: 'Vordingborg Kommune', body: 'Lokalrådet', audience: 'author' } as const;
const forChannel = { ...setting, audience: 'channel' } as const;
const items = [
  item('w', { section: 'opening', title: 'Velkomst', type: 'orientering', minutes: 5 }),
  item('a', {
    title: 'Utryghed & <uro> | *nu*',
    type: 'beslutning',
    presenter: 'SSP-konsulent',
    note: 'Første linje\n- et punkt\n\n1. tal',
    links: ['https://x.dk/a'],
  }),
  item('s', {
    title: `${canary} titel`,
    note: `${canary} note`,
    presenter: `${canary} ved`,
    links: [`https://x.dk/${canary}`],
    closed: true,
  }),
  item('z', { section: 'closing', title: 'Eventuelt', minutes: 0 }),
];
const written = agenda({
  items,
  end: '09:20',
  place: 'Rådhuset',
  chair: 'Politidirektøren',
  joinUrl: 'https://teams.microsoft.com/l/x',
  online: true,
});

function minuted(): Agenda {
  const begun = made(beginMinutes({ ...written, state: 'posted' }, author, now));
  const there = made(
    writeAttendance(begun, { present: ['Bo Dam', 'Politidirektøren'], apologies: ['Ungecenteret'] }, now),
  );
  const action = { id: 'x', what: 'Skriver til skolerne', who: 'Bo Dam', due: '2026-04-01' };
  const open = {
    outcome: 'Drøftet',
    decision: 'Det gør vi',
    actions: [action, { ...action, id: 'y', what: 'Ringer', doneAt: now.toISOString() }],
  };
  const closed = {
    outcome: `${canary} referat`,
    decision: `${canary} valgt`,
    actions: [{ ...action, id: 'z', what: `${canary} gør` }],
  };
  return made(writeItemMinutes(made(writeItemMinutes(there, 'a', open, now)), 's', closed, now));
}

/** The words of a Word document, part by part; its tables and paragraphs end in a line. */
function wordsOf(file: Uint8Array): { body: string; all: string } {
  const parts = Object.entries(unzipSync(file)).filter(([name]) => /\.(xml|rels)$/.test(name));
  const text = (xml: string) =>
    xml
      .replace(/<w:tab\/>/g, '\t')
      .replace(/<\/w:p>/g, '\n')
      .replace(/<[^>]+>/g, '')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&amp;/g, '&');
  const all = parts.map(([, bytes]) => strFromU8(bytes)).join('\n');
  const [, body] = parts.find(([name]) => name === 'word/document.xml')!;
  return { body: text(strFromU8(body)), all };
}

describe('the agenda as a file', () => {
  it('is a Word document with heading, facts, numbered items with time and type, and page numbers', async () => {
    const { body, all } = wordsOf(await agendaDocx(written, setting));
    for (const said of [
      ...[
        'DAGSORDEN',
        'Lokalrådet',
        'torsdag 12. marts 2026',
        'kl. 09.00-09.20',
        'Rådhuset',
        'Politidirektøren',
        'Indledning',
      ],
      ...[
        '1. Velkomst\t09.00\u201109.05',
        '2. Utryghed & <uro> | *nu*\t09.05\u201109.15',
        'Beslutning · 10 min. · Ved: SSP-konsulent',
        '4. Eventuelt\n',
      ],
    ])
      assert.ok(body.includes(said), said);
    for (const part of [
      'NUMPAGES',
      'Vordingborg Kommune',
      'w:pStyle w:val="Heading2"',
      'Target="https://x.dk/a"',
      'w:lang w:val="da-DK"',
    ])
      assert.ok(all.includes(part), part);
  });

  it('is whole for its author, with a warning, and tells nothing of a closed item to anybody else', async () => {
    const own = wordsOf(await agendaDocx(written, setting));
    assert.ok(own.body.includes(`3. ${canary} titel (lukket)`) && own.body.includes('må ikke deles'));
    const other = wordsOf(await agendaDocx(written, forChannel));
    assert.ok(other.body.includes('3. Lukket punkt\n') && !other.body.includes('må ikke deles'));
    assert.ok(!other.all.includes(canary));
    assert.ok(agendaMarkdown(written, setting).includes(`### 3. ${canary} titel`));
    assert.ok(
      agendaMarkdown(written, forChannel).includes('### 3. Lukket punkt') &&
        !agendaMarkdown(written, forChannel).includes(canary),
    );
  });

  it('does not tell how far it runs over: that is for its author, on the card', () => {
    for (const paper of [setting, forChannel]) assert.ok(!agendaMarkdown(written, paper).includes('længere end mødet'));
  });

  it('is Markdown in which a person’s text stays text', () => {
    const text = agendaMarkdown(written, forChannel);
    assert.ok(
      text.startsWith(
        '# Dagsorden: Lokalrådet\n\n**Vordingborg Kommune** · **Lokalrådet**\n\n- **Dato:** torsdag 12. marts 2026\n',
      ),
    );
    assert.ok(
      text.includes(
        '### 2. Utryghed & \\<uro\\> \\| \\*nu\\*\n\n*09.05-09.15 · Beslutning · 10 min. · Ved: SSP-konsulent*',
      ),
    );
    assert.ok(text.includes('Første linje  \n\\- et punkt\n\n1\\. tal\n\n- <https://x.dk/a>'));
  });

  it('comes in English where the agenda is English', async () => {
    const { body, all } = wordsOf(await agendaDocx({ ...written, language: 'en' }, forChannel));
    assert.ok(body.includes('AGENDA') && body.includes('Thursday 12 March 2026') && body.includes('3. Closed item'));
    assert.ok(all.includes('w:lang w:val="en-GB"'));
  });
});

describe('the minutes as a file', () => {
  it('say what came out of each item, who was there, and all that was agreed in a table', async () => {
    const { body } = wordsOf(await minutesDocx(minuted(), setting));
    for (const said of [
      ...[
        'REFERAT',
        'Bo Dam, Politidirektøren',
        'Ungecenteret',
        'Referat: Drøftet',
        'Beslutning: Det gør vi',
        'Intet noteret.',
      ],
      ...[
        'Opfølgning: Skriver til skolerne (Bo Dam, 1. april 2026)',
        'Nr.\nHvad\nHvem\nFrist\n2\nSkriver til skolerne\nBo Dam\n1. april 2026\n',
      ],
      ...['2\nRinger\nBo Dam\nUdført\n', `3\n${canary} gør`, 'endnu ikke godkendt'],
    ])
      assert.ok(body.includes(said), said);
    assert.ok(!body.includes('Første linje'), 'the agenda’s note is not what came out');
  });

  it('tell nothing of a closed item to anybody but the author, its actions included', async () => {
    assert.ok(!wordsOf(await minutesDocx(minuted(), forChannel)).all.includes(canary));
    const text = minutesMarkdown(minuted(), forChannel);
    assert.ok(!text.includes(canary) && text.includes('### 3. Lukket punkt\n\n## Afslutning'));
    assert.ok(
      text.includes(
        '| Nr. | Hvad | Hvem | Frist |\n|---|---|---|---|\n| 2 | Skriver til skolerne | Bo Dam | 1. april 2026 |',
      ),
    );
  });

  it('say who approved them', () => {
    const text = minutesMarkdown(made(approveMinutes(minuted(), colleague, now)), forChannel);
    assert.match(text, /Godkendt af Bo Dam 2\. marts 2026\.\n$/);
    assert.ok(!text.includes('endnu ikke godkendt'));
  });
});

describe('the name of a file', () => {
  it('is made of the body and the day, in letters that every system keeps', () => {
    assert.equal(
      fileName({ kind: 'Referat', body: 'Lokalråd+ / Øst' }, '2026-03-12', 'docx'),
      'referat-lokalraad-oest-2026-03-12.docx',
    );
  });
});
