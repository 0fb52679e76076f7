import { strict as assert } from 'node:assert';
import { createSigner } from '../../src/signing.ts';
import { close, passOn, take, withdraw } from '../../src/sparring/press-rules.ts';
import { readWish } from '../../src/sparring/read-wish.ts';
import { mySparringCard, sparringCard } from '../../src/sparring/sparring-cards.ts';
import { nobodyCard, sparringForm, sparringLaunchCard } from '../../src/sparring/sparring-form.ts';
import { expandCard } from '../../src/teams/expand-card.ts';
import { assertGood } from '../support/good-card.ts';
import { anna, asker, carla, rosterOf, sparringWorld, structure } from '../support/sparring-world.ts';

const signer = createSigner('s'.repeat(32));
const deps = { structure, roster: rosterOf(), signer, forms: 'chat' } as const;
const link = '[klik](https://evil.example) *fed* `x`';

describe('the cards of sparring', () => {
  it('are good in every state, for everybody, in both languages', async () => {
    const world = await sparringWorld();
    for (const language of ['da', 'en'] as const) {
      const asked = await world.ask({
        id: `id-${language}`,
        language,
        phone: '+4520202020',
        reach: 'phone',
        note: link,
      });
      const now = world.clock();
      const to = { objectId: carla.teamsId!, name: carla.name };
      const states = [
        asked,
        take(asked, anna.teamsId!, now),
        close(asked, anna.teamsId!, now),
        passOn(asked, anna.teamsId!, to, world.around()),
        withdraw(asked, asker.objectId, now),
        { ...asked, state: 'unanswered' as const },
      ];
      for (const state of states) {
        assert.ok(!('refused' in state));
        for (const slot of state.offers.flatMap(({ number }) => ['asker', `offer ${number}`, `reminder ${number}`]))
          assertGood(sparringCard(deps, state, slot)!);
        assertGood(mySparringCard(deps, [state], language));
      }
      for (const forms of ['chat', 'dialog'] as const) {
        const form = { id: 'x', language };
        const more = { to: 'SSP-konsulent', chosen: {} };
        assertGood(
          sparringForm({ ...deps, forms }, form, { ...more, areas: ['Præstø'], faults: ['topic', 'notePersonal'] }),
        );
        assertGood(sparringForm({ ...deps, forms }, form, { ...more, areas: [] }));
      }
      assertGood(sparringLaunchCard(deps, { language }));
      assertGood(nobodyCard([anna], false, language));
      for (const away of [true, false]) assertGood(nobodyCard([], away, language));
    }
  });

  it('turn no text of a person’s into a link', async () => {
    const world = await sparringWorld();
    const request = await world.ask({ note: link, area: link, asker: { ...asker, name: link } });
    for (const slot of ['asker', 'offer 1'])
      assert.ok(!JSON.stringify(expandCard(sparringCard(deps, request, slot)!)).includes('[klik](https'), slot);
  });
});

describe('a filled-in form', () => {
  const good = {
    topic: 'rusmidler',
    area: 'Præstø',
    reach: 'phone',
    phone: '20 20 20 20',
    when: 'soon',
    note: ' Ring efter kl. 14 ',
  };

  it('is read, and nothing else that came with it', () => {
    const read = readWish(structure, ['Præstø'], { ...good, asker: 'x', state: 'taken' });
    const wish = {
      topic: 'rusmidler',
      area: 'Præstø',
      reach: 'phone',
      phone: '+4520202020',
      when: 'soon',
      note: 'Ring efter kl. 14',
    };
    assert.deepEqual(read, { wish });
  });

  for (const [field, value, fault] of [
    ['topic', '__proto__', 'topic'],
    ['area', 'Månen', 'area'],
    ['reach', 'fax', 'reach'],
    ['phone', '', 'phone'],
    ['phone', '2402111238', 'phone'],
    ['when', { $gt: 0 }, 'when'],
    ['note', 'x'.repeat(201), 'noteLong'],
    ['note', 'Det er Mikkel Hansen', 'notePersonal'],
    ['note', 'cpr 240211-1238', 'notePersonal'],
    ['note', 'Det er Emma H. fra 8.b', 'notePersonal'],
    ['note', 'MIKKEL HANSEN', 'notePersonal'],
    ['note', 'tvillingerne Sørensen', 'notePersonal'],
    ['note', 'eleven hedder xhemali', 'notePersonal'],
    ['note', 'J.P. i 6.a', 'notePersonal'],
    ['note', 'barn f. 24. februar 2011', 'notePersonal'],
    ['note', 'drengen bor Algade 14, 2. tv', 'notePersonal'],
    ['note', 'ring til drengens far på 22334455', 'notePersonal'],
    ['note', 'mail mig på mor@gmail.com', 'notePersonal'],
    ['note', 'vil tale om mikkel', 'notePersonal'],
  ] as const) {
    it(`with ${field} = ${JSON.stringify(value).slice(0, 30)} is refused, and ${field} not shown again`, () => {
      const read = readWish(structure, ['Præstø'], { ...good, [field]: value });
      assert.ok('faults' in read);
      assert.deepEqual(read.faults, [fault]);
      if (fault !== 'noteLong' && fault !== 'topic') assert.ok(!read.chosen[field as 'note']);
    });
  }

  for (const note of [
    'Ring efter kl. 14',
    'Vil gerne vende, hvordan vi taler med forældrene i 8. klasse på skolen i Præstø',
    'Bo hjemme eller flytte? Storm i klassen. HASTER IKKE',
    'Vi har prøvet SSP-konsulent og PPR. Jeg har frikvarter kl. 10, og er på kontoret i dag.',
  ]) {
    it(`takes the note "${note.slice(0, 30)}"`, () =>
      assert.ok('wish' in readWish(structure, ['Præstø'], { ...good, note })));
  }

  it('may have an area in free words where there is none to choose, but nobody’s name', () => {
    assert.ok('wish' in readWish(structure, [], { ...good, area: 'Skolen ved havnen' }));
    assert.ok('faults' in readWish(structure, [], { ...good, area: 'Mikkel Hansens skole' }));
  });
});
