import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const source = join(import.meta.dirname, '../src');
const filesBelow = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });

interface Import {
  file: string;
  /** Path below src/, or the package's name. */
  target: string;
  typesOnly: boolean;
}

const imports: Import[] = filesBelow(source)
  .filter((path) => path.endsWith('.ts'))
  .flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    const statics = [...text.matchAll(/^(?:import|export) (type )?[^;]*?from '([^']+)'/gm)];
    const lazy = [...text.matchAll(/import(?:\.meta\.resolve)?\('([^']+)'\)|require\('([^']+)'\)/g)];
    const asImport = (target: string, typesOnly: boolean) => ({
      file: relative(source, path),
      target: target.startsWith('.') ? relative(source, join(path, '..', target)) : target,
      typesOnly,
    });
    return [
      ...statics.map(([, type, target]) => asImport(target!, type !== undefined)),
      ...lazy.map(([, target, required]) => asImport((target ?? required)!, false)),
    ];
  });

const breaking = (rule: (i: Import) => boolean) =>
  imports.filter(rule).map(({ file, target }) => `${file} imports ${target}`);
const within =
  (...folders: string[]) =>
  ({ file }: Import) =>
    folders.some((folder) => file.startsWith(folder));
// index.ts and cli/ only start things; app.ts and wiring/ wire everything.
const isWiring = (path: string) => path === 'app.ts' || path === 'index.ts' || path.startsWith('wiring/');
const wiring = (i: Import) => isWiring(i.file);
const rules = [
  ...['answer', 'answer-question', 'answer-rules', 'route', 'understand', 'danger', 'age', 'vocabulary'].map(
    (f) => `contacts/${f}.ts`,
  ),
  ...['roster', 'people-behind', 'check-roster', 'compare-rosters'].map((f) => `roster/${f}.ts`),
  ...['sparring', 'read-wish', 'who-to-ask', 'changes', 'advance', 'press-rules'].map((f) => `sparring/${f}.ts`),
  ...[
    ...['propose-people', 'convene', 'advance', 'answer-rules', 'manage-rules', 'deputies', 'agencies', 'slots'],
    ...['changes', 'series', 'read-convening', 'read-form', 'read-closing'],
  ].map((f) => `beredskab/${f}.ts`),
  ...[
    ...['advance-agenda', 'agenda-changes', 'agenda-slots', 'body-settings', 'carried-items', 'channel-view'],
    ...['collecting', 'command', 'draft-items', 'evaluations', 'find-body', 'holidays'],
    ...['item-rules', 'merge-edit', 'minutes', 'new-agenda', 'posting', 'proposal-rules', 'read-facts', 'read-item'],
    ...[
      'read-meetings',
      'read-minutes',
      'read-proposal',
      'read-template',
      'read-text',
      'recipients',
      'rhythm',
      'templates',
    ],
    ...['times', 'year-plan'],
  ].map((f) => `agenda/${f}.ts`),
  'statistics/publish-cells.ts',
];

describe('the house', () => {
  it('takes the Teams SDKs at run time in teams/ only', () => {
    const sdk = /^(botbuilder|botframework-|@microsoft\/teams-ai|adaptivecards-templating|adaptive-expressions)/;
    assert.deepEqual(
      breaking((i) => sdk.test(i.target) && !i.typesOnly && !within('teams/')(i) && i.file !== 'app.ts'),
      [],
    );
  });

  it('takes Azure in azure/ only, and restify in web/ only', () => {
    assert.deepEqual(
      breaking((i) => i.target.startsWith('@azure/') && !within('azure/')(i)),
      [],
    );
    assert.deepEqual(
      breaking((i) => i.target === 'restify' && !within('web/')(i)),
      [],
    );
  });

  it('takes mail, traces and pictures each at one place', () => {
    const packagesOf: [RegExp, string][] = [
      [/^nodemailer/, 'mail/'],
      [/^@opentelemetry\//, 'telemetry/'],
      [/^@resvg\//, 'pictures/rasterise-worker.ts'],
    ];
    for (const [packages, place] of packagesOf) {
      assert.deepEqual(
        breaking((i) => packages.test(i.target) && !i.typesOnly && !within(place, 'azure/telemetry-exporter.ts')(i)),
        [],
      );
    }
  });

  it('keeps the rules free of the world: language, privacy, structure types and errors only', () => {
    const allowed =
      /^(language|privacy|structure|contacts|roster)\/|^errors\.ts$|^delivery\/work-item\.ts$|^statistics\/counters\.ts$|^(sparring|beredskab|agenda)\/|^node:crypto$/;
    assert.deepEqual(
      breaking((i) => rules.includes(i.file) && !allowed.test(i.target)),
      [],
    );
    assert.deepEqual(
      breaking((i) => rules.includes(i.file) && /handlers|-cards|-forms|-store|workshop|-deps/.test(i.target)),
      [],
    );
  });

  it('lets language/ stand on nothing of ours', () => {
    assert.deepEqual(
      breaking((i) => within('language/')(i) && /^[a-z]+\//.test(i.target) && !i.target.startsWith('language/')),
      [],
    );
  });

  it('lets handlers take the adapter folders as types only', () => {
    const adapter = /^(teams|azure|web|local|mail)\//;
    assert.deepEqual(
      breaking((i) => i.file.endsWith('handlers.ts') && adapter.test(i.target) && !i.typesOnly),
      [],
    );
  });

  it('lets no feature or adapter import the wiring', () => {
    assert.deepEqual(
      breaking((i) => isWiring(i.target) && !wiring(i)),
      [],
    );
  });

  it('reads the environment at one place', () => {
    const readers = filesBelow(source).filter((path) => readFileSync(path, 'utf8').includes('process.env'));
    const allowed = ['cli/ask.ts', 'cli/roster.ts', 'cli/structure.ts', 'index.ts', 'local/playground.ts'];
    assert.deepEqual(readers.map((path) => relative(source, path)).sort(), allowed);
  });

  it('declares every package that it imports, and imports every one that it declares', () => {
    const { dependencies } = JSON.parse(readFileSync(join(source, '../package.json'), 'utf8'));
    const packageOf = (target: string) =>
      target
        .split('/')
        .slice(0, target.startsWith('@') ? 2 : 1)
        .join('/');
    const used = new Set(
      imports
        .map((i) => packageOf(i.target))
        .filter((name) => (!name.startsWith('node:') && !/\.ts$|^\.\.|^[a-z]+$/.test(name)) || name in dependencies),
    );
    // A peer of the templating package, which does not bring it along.
    used.add('adaptive-expressions');
    assert.deepEqual(
      Object.keys(dependencies).filter((name) => !used.has(name)),
      [],
    );
  });
});
