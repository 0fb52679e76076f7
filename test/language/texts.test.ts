import { strict as assert } from 'node:assert';
import { da } from '../../src/language/texts-da.ts';
import { en } from '../../src/language/texts-en.ts';

// Proper names and words that are the same in both languages.
const same = new Set([
  ...['botName', 'acuteTitle', 'status', 'mail', 'sparringSteps.withdrawn'],
  ...['ways.teams', 'statusLinkHint', 'callTitle'],
  ...['agendaPostedTitle', 'agendaWordFile', 'agendaMarkdown', 'agendaSettingsStart', 'agendaAudienceShort'],
]);

/** Every sentence by its path; functions said with words of no meaning. */
function sentences(texts: object, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    const at = path ? `${path}.${key}` : key;
    if (typeof value === 'function') found.set(at, String(value('x', 'y')));
    else if (typeof value === 'object') for (const [k, v] of sentences(value, at)) found.set(k, v);
    else found.set(at, value);
  }
  return found;
}

describe('the texts', () => {
  const [danish, english] = [sentences(da), sentences(en)];

  it('are complete in both languages', () => {
    assert.deepEqual([...english.keys()].sort(), [...danish.keys()].sort());
  });

  it('say something in each, and not the same thing', () => {
    for (const [key, said] of danish) {
      assert.ok(said.length > 0, key);
      if (!same.has(key)) assert.notEqual(said, english.get(key), key);
    }
  });
});
