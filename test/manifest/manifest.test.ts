import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
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
    const lists: { commands: { title: string }[] }[] = manifest.bots[0].commandLists;
    for (const [l, { commands }] of lists.entries()) {
      const danish = commands.map((c) => c.title);
      const titles = [...danish, ...danish.map((_, i) => english[`bots[0].commandLists[${l}].commands[${i}].title`])];
      for (const title of titles) assert.ok(commandOf(title), title);
      assert.equal(new Set(titles).size, titles.length);
    }
  });

  it('is packed with its language and icons, and nothing else, for one environment', () => {
    const root = join(folder, '..');
    const run = (...args: string[]) =>
      spawnSync(process.execPath, ['src/cli/package.ts', ...args], { cwd: root, encoding: 'utf8' });
    const { stdout, status } = run('--env', 'dev');
    assert.equal(status, 0);
    const files = unzipSync(readFileSync(join(root, stdout.trim())));
    assert.deepEqual(Object.keys(files).sort(), ['color.png', 'en.json', 'manifest.json', 'outline.png']);
    const packed = JSON.parse(strFromU8(files['manifest.json']!));
    assert.deepEqual(validate(packed.manifestVersion, 'MicrosoftTeams.schema.json', packed), []);
    assert.ok(!strFromU8(files['manifest.json']!).includes('${{'));
    assert.equal(packed.bots[0].botId, '11111111-2222-4333-8444-555555555502');
    assert.match(run('--env', 'example').stderr, /without a value: .*TEAMS_APP_ID/);
    assert.match(run('--env', '../x').stderr, /--env NAME/);
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
