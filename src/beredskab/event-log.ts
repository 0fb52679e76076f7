import { spokenDay, spokenTime } from '../language/dates.ts';
import { textsIn } from '../language/texts.ts';
import { type Structure, titleOf } from '../structure/structure.ts';
import { type Beredskab, personOfNumber } from './beredskab.ts';
import { eventsBeforeGap } from './changes.ts';
import { standingOf } from './standing.ts';
import { eventText, factsOf, kindTitle } from './wording.ts';

/** Who, what, when of a beredskab as a document: heading, facts, those called, events. */
export interface LogDocument {
  title: string;
  facts: { title: string; value: string }[];
  people: LogTable;
  events: LogTable;
  decisions: { title: string; value: string }[];
}

export interface LogTable {
  title: string;
  head: string[];
  rows: string[][];
}

export function logDocument(structure: Structure, beredskab: Beredskab): LogDocument {
  const { language } = beredskab;
  const texts = textsIn(language);
  const plain = (text: string) => text.replace(/\\(.)/g, '$1');
  const mark = beredskab.exercise ? ` (${texts.beredskabExerciseMark})` : '';
  return {
    title: `${texts.logTitle(beredskab.reference)}: ${kindTitle(structure, beredskab)}${mark}`,
    facts: factsOf(structure, beredskab, beredskab.coordinator.name, language, { dated: true }).map((f) => ({
      ...f,
      value: plain(f.value),
    })),
    people: {
      title: texts.logCalled,
      head: [texts.logName, texts.logAgency, texts.logAnswer],
      rows: beredskab.people.map((p) => [
        [p.name, titleOf(structure, p.contact)].filter(Boolean).join(', '),
        texts.agencies[p.agency],
        texts.standings[standingOf(beredskab, p)],
      ]),
    },
    events: { title: texts.logWhat, head: [texts.logTime, texts.logWhat], rows: eventRows(beredskab, plain) },
    decisions: [
      ...(beredskab.decisions ? [{ title: texts.closeDecided, value: beredskab.decisions }] : []),
      ...beredskab.followUps.map((f) => ({
        title: texts.closeFollowUps,
        value: texts.followUpLine(f.what, personOfNumber(beredskab, f.person)?.name ?? '', spokenDay(f.due, language)),
      })),
    ],
  };
}

/** Each event with its time; one line says what was left out of a long story. */
function eventRows(beredskab: Beredskab, plain: (text: string) => string): string[][] {
  const { events, language, omitted } = beredskab;
  const rows = events.map((e) => [spokenTime(e.at, language), plain(eventText(beredskab, e, language))]);
  if (omitted) rows.splice(eventsBeforeGap, 0, ['…', textsIn(language).logOmitted(omitted)]);
  return rows;
}

/** The document as a Word file. The package is loaded when somebody asks for one. */
export async function logAsWord(document: LogDocument): Promise<Uint8Array> {
  const { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } = await import(
    'docx'
  );
  const heading = (text: string) => new Paragraph({ text, heading: HeadingLevel.HEADING_2 });
  const fact = ({ title, value }: { title: string; value: string }) =>
    new Paragraph({ children: [new TextRun({ text: `${title}: `, bold: true }), new TextRun(value)] });
  const cell = (text: string, bold: boolean) =>
    new TableCell({ children: [new Paragraph({ children: [new TextRun({ text, bold })] })] });
  const table = ({ head, rows }: LogDocument['people']) =>
    new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      rows: [
        new TableRow({ tableHeader: true, children: head.map((text) => cell(text, true)) }),
        ...rows.map((row) => new TableRow({ children: row.map((text) => cell(text, false)) })),
      ],
    });
  const { title, facts, people, events, decisions } = document;
  const children = [
    new Paragraph({ text: title, heading: HeadingLevel.HEADING_1 }),
    ...facts.map(fact),
    heading(people.title),
    table(people),
    heading(events.title),
    table(events),
    ...decisions.map(fact),
  ];
  return Packer.toBuffer(new Document({ title, creator: 'SSP-bot', sections: [{ children }] }));
}
