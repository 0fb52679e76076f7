import { strict as assert } from 'node:assert';
import { buildLexicon } from '../../src/language/lexicon.ts';
import { tokenise } from '../../src/language/tokens.ts';

const finds = (pattern: string, text: string, common: string[] = []) =>
  buildLexicon([{ pattern, meaning: pattern, weight: 1 }], common).match(tokenise(text)).length > 0;

describe('patterns', () => {
  for (const [pattern, text] of [
    ['fravær', 'FRAVÆRET'],
    ['fravær', 'fravaer'],
    ['fravær', 'skolefraværet'],
    ['hash*', 'hashrygning'],
    ['mobning', 'mobnnig'],
    ['underretning', 'udnerretning'],
    ['kniv', 'knvi'],
    ['tager/tage stoffer', 'tager vist nok stoffer'],
    ['e-cigaret*', 'ecigaretter'],
    ['*job', 'ungejob'],
  ] as const) {
    it(`"${pattern}" finds "${text}"`, () => assert.ok(finds(pattern, text)));
  }
  for (const [pattern, text] of [
    ['tagger', 'tager'],
    ['=fed', 'fedt'],
    ['vold', 'bold'],
    ['tager/tage stoffer', 'Vi tager bussen. Nye stoffer i kemi.'],
    ['tager/tage stoffer', 'tager med alle de andre søde stoffer'],
    ['hash*', 'has'],
  ] as const) {
    it(`"${pattern}" leaves "${text}" alone`, () => assert.ok(!finds(pattern, text)));
  }
  it('leaves an everyday word alone that is one slip from a pattern', () => {
    assert.ok(finds('skolevægring', 'skolevægning'));
    assert.ok(!finds('skolevægring', 'skolevægning', ['skolevægning']));
  });
});
