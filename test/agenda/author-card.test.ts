import { strict as assert } from 'node:assert';
import { agendaCard, savedCard } from '../../src/agenda/agenda-cards.ts';
import { headingOf } from '../../src/agenda/heading.ts';
import { postCard } from '../../src/agenda/post-cards.ts';
import { publish } from '../../src/agenda/posting.ts';
import { createSigner } from '../../src/signing.ts';
import { expandCard } from '../../src/teams/expand-card.ts';
import { agenda, item, now, vordingborg } from './agenda-builders.ts';

const depsOf = (forms: 'chat' | 'dialog') => ({
  ...{ structure: vordingborg, signer: createSigner('x'.repeat(32)), forms },
  calendarUrl: () => 'https://bot.example/fil/x',
});
const titles = (card: Parameters<typeof expandCard>[0]) =>
  (expandCard(card) as { actions: { title: string }[] }).actions.map((a) => a.title);

describe('the card of whoever writes an agenda', () => {
  const items = [
    item('1', { section: 'opening', minutes: 50 }),
    item('2', { minutes: 20 }),
    item('3', { section: 'closing' }),
  ];
  const draft = agenda({ items, end: '10:00' });

  it('has its buttons in one order, whether forms are cards or dialogs', () => {
    const posted = publish({ ...draft, channels: [] }, now);
    for (const forms of ['chat', 'dialog'] as const) {
      assert.deepEqual(titles(agendaCard(depsOf(forms), draft)), [
        ...['Tilføj punkt', 'Ret', 'Saml punkter', 'Udgiv', 'Slet', 'Hent'],
      ]);
      assert.deepEqual(titles(agendaCard(depsOf(forms), posted)).slice(0, 4), [
        ...['Ret og opdater', 'Træk tilbage', 'Leveringsrapport', 'Skriv referat'],
      ]);
      assert.deepEqual(titles(postCard(depsOf(forms), posted, now)), [
        'Foreslå punkt',
        'Set og læst',
        'Tilføj til kalender',
      ]);
    }
  });

  it('warns when its items run over, and goes on saying that no child is named', () => {
    const { warning, small } = agendaCard(depsOf('chat'), draft).data;
    assert.match(warning as string, /20 min\. længere end mødet, der slutter kl\. 10\.00/);
    assert.match(small as string, /ikke navne, CPR-numre/);
    assert.equal(agendaCard(depsOf('chat'), { ...draft, end: '11:00' }).data.warning, '');
  });

  it('has the items under their sections, numbered through', () => {
    const groups = agendaCard(depsOf('chat'), draft).data.groups as { label: string; lines: { text: string }[] }[];
    assert.deepEqual(
      groups.map(({ label, lines }) => [label, lines[0]!.text.slice(0, 5)]),
      [
        ...[
          ['Indledning', '**1. '],
          ['Punkter', '**2. '],
          ['Afslutning', '**3. '],
        ],
      ],
    );
  });

  it('is led on to after something was saved', () => {
    assert.deepEqual(titles(savedCard(depsOf('chat'), draft)), ['Tilføj punkt', 'Se dagsordenen']);
    assert.deepEqual(titles(savedCard(depsOf('dialog'), draft)), ['Tilføj punkt']);
  });

  it('tells the year when it is another one', () => {
    assert.equal(headingOf(agenda({ date: '2027-03-12' })), 'Lokalrådet, fredag 12. marts 2027');
    assert.equal(headingOf(agenda({ date: '2026-03-12' })), 'Lokalrådet, torsdag 12. marts');
    assert.equal(headingOf(agenda({ date: '2026-03-12' }), '2027-01-04'), 'Lokalrådet, torsdag 12. marts 2026');
  });
});
