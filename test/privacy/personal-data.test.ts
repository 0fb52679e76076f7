import { strict as assert } from 'node:assert';
import { vocabularyOf } from '../../src/contacts/vocabulary.ts';
import { tokenise } from '../../src/language/tokens.ts';
import { isEverydayWord } from '../../src/language/which-language.ts';
import { findPersonalData } from '../../src/privacy/personal-data.ts';
import { loadStructures } from '../../src/structure/load-structures.ts';

describe('personal data', () => {
  const kolding = loadStructures().get('kolding')!;

  for (const text of [
    'CPR 2402111238 har stjålet',
    '240211-1238',
    '24 02 11 1238',
    'født 240211 - 1238',
    'nr. 240211 1238.',
    '240211\u00a01238',
    '24-02-11-1238',
    '24022011-1238',
  ]) {
    it(`sees the CPR number in "${text}"`, () => assert.ok(findPersonalData(kolding, text).includes('cpr')));
  }
  for (const text of ['ring 79 79 25 16', 'ordre 9912457803', 'den 24-02-2011', '535.000 kr.', 'sag 2402111238123']) {
    it(`sees none in "${text}"`, () => assert.deepEqual(findPersonalData(kolding, text), []));
  }
  for (const text of [
    'Mikkel fra 8.b ryger',
    'mikkel ryger hash',
    'Drengen hedder Yusuf',
    'Pigen Zeinab Al-Khalil er 13',
    'Sofies mor ringede',
    'Bo Holm i 7. klasse',
    'Anne-Sofie skærer sig',
    'Min elev hedder Xhevahire',
    'Xhevahire Krasniqi ryger',
    'Drengen Zylfije',
    'Xhevahire fra 6. klasse',
    'familien Nielsen',
  ]) {
    it(`sees a name in "${text}"`, () => assert.deepEqual(findPersonalData(kolding, text), ['name']));
  }
  for (const text of [
    'Kan jeg få fat i Kim Hansen?',
    'Ungekontakten eller SSP-gruppen',
    'Bo hjemme eller flytte?',
    'Storm i byen',
    'uro på Munkebo Skole',
    'Hvem er formand',
  ]) {
    it(`sees none in "${text}"`, () => assert.deepEqual(findPersonalData(kolding, text), []));
  }

  it('sees none in the messages that the bot learns from', () => {
    const { examples } = kolding.shared;
    const { knows } = vocabularyOf(kolding, 'da');
    const { knows: knowsEnglish } = vocabularyOf(kolding, 'en');
    const isWord = (word: string) => isEverydayWord(word) || knows(word) || knowsEnglish(word);
    const all = [...examples.acute, ...examples.near, ...examples.other, ...Object.values(examples.concerns).flat()];
    const named = all.filter((text) => findPersonalData(kolding, text, tokenise(text), isWord).length > 0);
    assert.deepEqual(named, []);
  });
});
