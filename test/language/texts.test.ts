import { strict as assert } from 'node:assert';
import { da } from '../../src/language/texts-da.ts';
import { en } from '../../src/language/texts-en.ts';

// Proper names and words that are the same in both languages.
const same = new Set(['botName', 'acuteTitle', 'status', 'mail']);

describe('the texts', () => {
  it('are complete in both languages', () => {
    assert.deepEqual(Object.keys(en).sort(), Object.keys(da).sort());
  });

  it('say something in each, and not the same thing', () => {
    for (const [key, danish] of Object.entries(da)) {
      const english = en[key as keyof typeof en];
      const [said, meant] = [danish, english].map((t) =>
        typeof t === 'function'
          ? String((t as (...a: never[]) => string)(...(['x', 'y'] as never[])))
          : JSON.stringify(t),
      );
      assert.ok(said!.length > 0, key);
      if (!same.has(key)) assert.notEqual(said, meant, key);
    }
    assert.equal(en.helpLines.length, da.helpLines.length);
    assert.equal(en.examples.length, da.examples.length);
  });
});
