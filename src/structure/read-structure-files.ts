import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { isNode, LineCounter, parseDocument, type Document as YamlDocument } from 'yaml';
import { messageOf } from '../errors.ts';

/** A fault in a structure file: where it stands and why it is one. */
export interface Fault {
  file: string;
  line: number;
  reason: string;
}

/** A file that fits the schema, with a way from a place in it back to its line. */
export interface StructureFile {
  file: string;
  kind: string;
  data: Record<string, unknown>;
  lineOf(path: (string | number)[]): number;
}

const projectFolder = join(import.meta.dirname, '../..');
export const structureFolder = join(projectFolder, 'structure');
let validate: ValidateFunction | undefined;

function schemaCheck(): ValidateFunction {
  validate ??= new Ajv({ allErrors: true, strict: false, verbose: true }).compile(
    JSON.parse(readFileSync(join(structureFolder, 'schema.json'), 'utf8')),
  );
  return validate;
}

/** Reads and checks every .yaml file of the folders against structure/schema.json. */
export function readStructureFiles(folders: string[]): { files: StructureFile[]; faults: Fault[] } {
  const files: StructureFile[] = [];
  const faults: Fault[] = [];
  for (const folder of folders) {
    for (const path of yamlFiles(folder, faults)) readFile(path, files, faults);
  }
  return { files, faults };
}

function yamlFiles(folder: string, faults: Fault[]): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    faults.push({ file: folder, line: 0, reason: `the folder cannot be read: ${messageOf(error)}` });
    return [];
  }
}

function readFile(path: string, files: StructureFile[], faults: Fault[]): void {
  const file = relative(projectFolder, path).startsWith('..') ? path : relative(projectFolder, path);
  const lines = new LineCounter();
  let document: YamlDocument.Parsed;
  try {
    document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines });
  } catch (error) {
    faults.push({ file, line: 0, reason: `the file cannot be read: ${messageOf(error)}` });
    return;
  }
  const lineOf = (at: (string | number)[]) => lineOfPath(document, lines, at);
  for (const error of document.errors) {
    faults.push({ file, line: lines.linePos(error.pos[0]).line, reason: error.message.split('\n')[0]! });
  }
  if (document.errors.length > 0) return;
  const data = document.toJS() as Record<string, unknown>;
  const check = schemaCheck();
  if (check(data)) {
    files.push({ file, kind: String(data.kind), data, lineOf });
    return;
  }
  for (const error of mostTelling(check.errors ?? [])) {
    faults.push({ file, line: lineOf(pathOf(error.instancePath)), reason: reasonOf(error) });
  }
}

/** Line of the deepest node on the way that exists, so that a missing key points to its parent. */
function lineOfPath(document: YamlDocument.Parsed, lines: LineCounter, path: (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function pathOf(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

/** Leaves out the errors that only say that an alternative did not fit. */
function mostTelling(errors: ErrorObject[]): ErrorObject[] {
  const telling = errors.filter((e) => !['if', 'oneOf', 'allOf'].includes(e.keyword));
  return telling.length > 0 ? telling : errors;
}

function reasonOf(error: ErrorObject): string {
  const where = error.instancePath || 'the file';
  const given = typeof error.data === 'string' || typeof error.data === 'number' ? `, not "${error.data}"` : '';
  switch (error.keyword) {
    case 'additionalProperties':
      return `${where}: "${error.params.additionalProperty}" is not a known key`;
    case 'enum':
      return `${where}: must be one of ${error.params.allowedValues.join(', ')}${given}`;
    case 'const':
      return `${where}: must be ${error.params.allowedValue}${given}`;
    case 'pattern':
      return `${where}: must look like ${error.params.pattern}${given}`;
    default:
      return `${where}: ${error.message ?? 'does not fit the schema'}${given}`;
  }
}
