import { strict as assert } from 'node:assert';
import { commandOf } from '../../src/language/commands.ts';

const said = (text: string) => {
  const { name, language, rest } = commandOf(text) ?? {};
  return name && [name, language, rest];
};

describe('what people write of agendas', () => {
  it('begins a new one in their own words: with an article, behind a courtesy, with a slip', () => {
    const rest = 'lokalrådet på torsdag';
    for (const text of [
      'ny dagsorden lokalrådet på torsdag',
      'Lav en dagsorden til lokalrådet på torsdag',
      'Hej, kan du lave en ny dagsorden til lokalrådet på torsdag?',
      'vi skal have lavet en dagsorden til lokalrådet på torsdag?',
      'opret en ny dagsorden for lokalrådet på torsdag',
      'ny dagsoden: lokalrådet på torsdag',
      'ny dagorden til lokalrådet på torsdag',
      'nydagsorden lokalrådet på torsdag',
      'dagsorden til lokalrådet på torsdag',
      'ny agenda lokalrådet på torsdag',
    ])
      assert.deepEqual(said(text), ['new-agenda', 'da', text.endsWith('?') ? `${rest}?` : rest], text);
    for (const text of ['opret en ny dagsorden', 'en ny dagsorden', 'Ny dagsorden.', 'lav dagsorden'])
      assert.deepEqual(said(text), ['new-agenda', 'da', ''], text);
    assert.deepEqual(said('dagsorden lokalrådet 12/3 kl. 9'), ['new-agenda', 'da', 'lokalrådet 12/3 kl. 9']);
    for (const text of [
      'new agenda lokalråd friday',
      'Please make an agenda for the lokalråd friday',
      'start a new agenda for lokalråd friday',
    ])
      assert.deepEqual(said(text), ['new-agenda', 'en', 'lokalråd friday'], text);
  });

  it('opens the lists, the year, minutes and proposals', () => {
    const all: Record<string, string[]> = {
      agendas: [
        'dagsordener',
        'dagsorden',
        'vis dagsorden',
        'vis dagsordener',
        'kommende dagsordener',
        'show agenda',
        'upcoming agendas',
      ],
      'my-agendas': ['mine dagsordener', 'my agendas'],
      'agenda-year': [
        'årshjul',
        'aarshjul',
        'vis årshjul',
        'vis mig årshjulet',
        'årets møder',
        'mødeplan',
        'årshjul 2027',
        'meeting plan',
        "show the year's meetings",
      ],
      'agenda-minutes': [
        'referat',
        'skriv referat',
        'jeg skal skrive et referat',
        'referat for lokalrådet',
        'write minutes',
      ],
      'agenda-propose': [
        'foreslå punkt',
        'foreslå et punkt til lokalrådet',
        'Jeg vil gerne foreslå et punkt',
        'propose an item',
      ],
    };
    for (const [name, texts] of Object.entries(all))
      for (const text of texts) assert.equal(said(text)?.[0], name, text);
  });

  it('stays a question when it asks for somebody or something', () => {
    for (const text of [
      'hvem laver dagsorden til lokalrådet?',
      'hvad er et årshjul',
      'hvad er en dagsorden',
      'lav en dagsorden eller hvem gør det?',
      'dagsorden til lokalrådet, hvem skriver den på torsdag',
      'hvem skriver referat?',
      'hvordan får jeg et punkt på lokalrådets dagsorden',
      'lave en dagsorden',
      'How do I get something onto the agenda of the Lokalråd?',
    ])
      assert.equal(commandOf(text), undefined, text);
  });
});
