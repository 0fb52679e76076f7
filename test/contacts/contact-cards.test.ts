import { strict as assert } from 'node:assert';
import { answerQuestion } from '../../src/contacts/answer-question.ts';
import { answerCard } from '../../src/contacts/contact-cards.ts';
import { foundCard } from '../../src/contacts/found-card.ts';
import { guideCard } from '../../src/contacts/guide-card.ts';
import { createSigner } from '../../src/signing.ts';
import { loadStructures } from '../../src/structure/load-structures.ts';
import { planCard, structureCard } from '../../src/structure/structure-cards.ts';
import { expandCard } from '../../src/teams/expand-card.ts';
import { assertGood } from '../support/good-card.ts';

describe('the cards', () => {
  const structures = loadStructures();
  const signer = createSigner('s'.repeat(32));

  for (const structure of structures.values()) {
    it(`of every contact, body and initiative of ${structure.id} are good, in both languages`, () => {
      for (const language of ['da', 'en'] as const) {
        for (const contact of structure.contacts)
          assertGood(foundCard(structure, { kind: 'contact', contact }, language));
        for (const initiative of structure.initiatives)
          assertGood(foundCard(structure, { kind: 'initiative', initiative }, language));
        assertGood(structureCard(structure, language));
        assertGood(planCard(structure, language));
      }
    });

    it(`of every concern of ${structure.id} are good, told an age and not, with personal data and without`, () => {
      for (const concern of structure.shared.concerns) {
        const word =
          concern.words.strong.find((w) => /^[\p{L} ]+$/u.test(w)) ?? concern.words.strong[0]!.replace(/[=*]/g, '');
        for (const text of [
          `${word} i 8. klasse`,
          `en ung ${word}`,
          `a student of 19 ${word} the who is`,
          `${word} 2402111238`,
        ]) {
          assertGood(answerCard(structure, answerQuestion(structure, text), signer));
        }
      }
    });
  }

  it('of the other kinds are good', () => {
    const kolding = structures.get('kolding')!;
    for (const text of [
      'hun bløder',
      'skal jeg ringe til politiet',
      'hvad er SSP+',
      'hvornår evalueres øget tilstedeværelse',
      'hvem sidder i lokalrådet',
      'vejret',
      'What is the prevention triangle?',
    ]) {
      assertGood(answerCard(kolding, answerQuestion(kolding, text), signer));
    }
    assertGood(guideCard({ title: 'Hej der', text: 'Tekst' }, 'da', signer, true));
  });

  it('call, mail and open what the source gives', () => {
    const kolding = structures.get('kolding')!;
    const { actions } = expandCard(
      answerCard(kolding, answerQuestion(kolding, 'hvem er ansvarlig for handleplanen'), signer),
    );
    assert.deepEqual(
      (actions as { url: string }[]).map((a) => a.url),
      ['tel:+4579792516', 'tel:+4524408806', 'mailto:kimh@kolding.dk'],
    );
  });

  it('run nothing that stands in their data', () => {
    const card = guideCard({ title: 'Hej ${lines[0].text}', text: '${1+1} ${$root}' }, 'da', signer);
    assert.ok(JSON.stringify(expandCard(card)).includes('${1+1} ${$root}'));
  });
});
