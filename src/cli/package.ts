// Writes the Teams app package for one environment: manifest/ with the placeholders filled from env/.env.<name>.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { zipSync } from 'fflate';
import { messageOf } from '../errors.ts';

const root = join(import.meta.dirname, '../..');
const usage = 'npm run -s package -- --env NAME   (reads env/.env.NAME)';

try {
  const { values } = parseArgs({ options: { env: { type: 'string' } } });
  if (!values.env || !/^[\w-]+$/.test(values.env)) throw new Error(usage);
  const path = join(root, 'build', `ssp-bot.${values.env}.zip`);
  const zip = zipSync(packageFiles(readEnvironment(values.env)));
  mkdirSync(join(root, 'build'), { recursive: true });
  writeFileSync(path, zip);
  process.stdout.write(`build/ssp-bot.${values.env}.zip\n`);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exit(1);
}

/** KEY=value lines, as the Agents Toolkit writes them; lines that begin with # are remarks. */
function readEnvironment(name: string): Map<string, string> {
  const path = join(root, 'env', `.env.${name}`);
  const lines = readFileSync(path, 'utf8').split(/\r?\n/);
  const pairs = lines.flatMap((line) => {
    const [, key, value = ''] = /^\s*([A-Z][A-Z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    return key ? [[key, value.replace(/^(["'])(.*)\1$/, '$2')] as const] : [];
  });
  return new Map(pairs);
}

/** What the package holds and nothing else. Throws one error that names every placeholder without a value. */
function packageFiles(environment: ReadonlyMap<string, string>): Record<string, Uint8Array> {
  const missing = new Set<string>();
  const filled = (file: string) => {
    const text = readFileSync(join(root, 'manifest', file), 'utf8').replace(/\$\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = environment.get(name);
      if (!value) missing.add(name);
      return JSON.stringify(value ?? '').slice(1, -1);
    });
    return text;
  };
  const manifest = filled('manifest.json');
  const { icons, localizationInfo, version } = JSON.parse(manifest) as Manifest;
  const texts = localizationInfo.additionalLanguages.map(({ file }) => [file, filled(file)] as const);
  if (missing.size > 0) throw new Error(`without a value: ${[...missing].join(', ')}`);
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  if (version !== own.version) throw new Error(`manifest ${version}, package.json ${own.version}: one version only`);
  const pictures = [icons.color, icons.outline].map(
    (file) => [file, readFileSync(join(root, 'manifest', file))] as const,
  );
  const encoded = [['manifest.json', manifest] as const, ...texts].map(
    ([file, text]) => [file, Buffer.from(text)] as const,
  );
  return Object.fromEntries([...encoded, ...pictures]);
}

interface Manifest {
  version: string;
  icons: { color: string; outline: string };
  localizationInfo: { additionalLanguages: { file: string }[] };
}
