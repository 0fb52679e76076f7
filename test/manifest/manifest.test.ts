import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { commandOf } from '../../src/language/commands.ts';

const require = createRequire(import.meta.url);
const Ajv = require('ajv-draft-04').default;
const addFormats = require('ajv-formats').default;
const schemas = join(dirname(require.resolve('@microsoft/app-manifest/package.json')), 'build/json-schemas/teams');
const folder = join(import.meta.dirname, '../../manifest');
const placeholders: Record<string, string> = {
  TEAMS_APP_ID: '11111111-2222-3333-4444-555555555555',
  BOT_ID: '11111111-2222-3333-4444-555555555555',
  DEVELOPER_NAME: 'Kommunen',
  PUBLIC_HOST: 'ssp.kommune.example',
};

const read = (path: string) =>
  readFileSync(path, 'utf8').replace(/\$\{\{(\w+)\}\}/g, (_, name) => placeholders[name] ?? '');
const validate = (version: string, schema: string, data: unknown): string[] => {
  const ajv = addFormats(new Ajv({ strict: false, allErrors: true, unicodeRegExp: false }));
  const check = ajv.compile(JSON.parse(readFileSync(join(schemas, `v${version}`, schema), 'utf8')));
  return check(data)
    ? []
    : check.errors.map((e: { instancePath: string; message: string }) => `${e.instancePath} ${e.message}`);
};

describe('the app manifest', () => {
  const manifest = JSON.parse(read(join(folder, 'manifest.json')));
  const english = JSON.parse(read(join(folder, 'en.json')));

  it('fits the official schema, and so does its English', () => {
    assert.deepEqual(validate(manifest.manifestVersion, 'MicrosoftTeams.schema.json', manifest), []);
    assert.deepEqual(validate(manifest.manifestVersion, 'MicrosoftTeams.Localization.schema.json', english), []);
  });

  it('has the version of the package', () => {
    assert.equal(manifest.version, JSON.parse(readFileSync(join(folder, '../package.json'), 'utf8')).version);
  });

  it('lists only commands that the bot knows, in both languages, none twice', () => {
    const danish: string[] = manifest.bots[0].commandLists[0].commands.map((c: { title: string }) => c.title);
    const titles = [...danish, ...danish.map((_, i) => english[`bots[0].commandLists[0].commands[${i}].title`])];
    for (const title of titles) assert.ok(commandOf(title), title);
    assert.equal(new Set(titles).size, titles.length);
  });

  it('has icons of the right size', () => {
    const size = (file: string) => {
      const png = readFileSync(join(folder, file));
      return [png.readUInt32BE(16), png.readUInt32BE(20)];
    };
    assert.deepEqual(size('color.png'), [192, 192]);
    assert.deepEqual(size('outline.png'), [32, 32]);
  });
});
