import { listOf, type SharedFiles } from './lay-over.ts';
import type { Fault, StructureFile } from './read-structure-files.ts';
import type { BeredskabKind, ContactPoint, Initiative, Route, Shared, Source, Structure, Word } from './structure.ts';

type Path = (string | number)[];
type AddFault = (file: StructureFile, path: Path, reason: string) => void;

/** Ids in the common files that stand twice or lead nowhere. */
export function checkShared(shared: Shared, { concerns, examples, law }: SharedFiles, faults: Fault[]): void {
  const add = adder(faults);
  const notes = new Set(shared.notes.map((n) => n.id));
  const ids = new Set(shared.concerns.map((c) => c.id));
  for (const index of repeated(shared.concerns))
    add(concerns, ['concerns', index, 'id'], 'a second concern with this id');
  for (const index of repeated(shared.notes)) add(law, ['notes', index, 'id'], 'a second note with this id');
  for (const [c, concern] of shared.concerns.entries()) {
    for (const [i, id] of concern.remember.entries()) {
      if (!notes.has(id)) add(concerns, ['concerns', c, 'remember', i], `no note "${id}" in ${law.file}`);
    }
  }
  for (const id of Object.keys(shared.examples.concerns)) {
    if (!ids.has(id)) add(examples, ['concerns', id], `no concern "${id}" in ${concerns.file}`);
  }
}

function adder(faults: Fault[]): AddFault {
  return (file, path, reason) => faults.push({ file: file.file, line: file.lineOf(path), reason });
}

/** Indexes of entries whose id stood before. */
function repeated(list: { id: string }[]): number[] {
  return list.flatMap((item, index) => (list.findIndex((other) => other.id === item.id) < index ? [index] : []));
}

/** Every id that a municipality points to must exist. */
export function checkReferences(structure: Structure, own: StructureFile, base: StructureFile, faults: Fault[]): void {
  const add = adder(faults);
  checkEntries(structure, own, add);
  checkOmitted(own, base, add);
  checkContacts(structure, own, base, add);
  checkConcerns(structure, own, add);
  checkPlaces(structure, own, add);
}

/** No id twice in a list, and every source in a document that there is. */
function checkEntries(structure: Structure, own: StructureFile, add: AddFault): void {
  const documents = new Set(structure.shared.documents.map((d) => d.id));
  for (const key of ['contacts', 'initiatives', 'words', 'beredskab', 'routes'] as const) {
    const list = listOf<{ id: string; sources: Source[] }>(own, key);
    const named = key === 'routes' ? [] : repeated(list);
    for (const index of named) add(own, [key, index, 'id'], `a second entry "${list[index]!.id}" in ${key}`);
    for (const [i, entry] of list.entries()) {
      for (const { document } of entry.sources) {
        if (!documents.has(document)) add(own, [key, i, 'source'], `no document "${document}"`);
      }
    }
  }
}

function checkOmitted(own: StructureFile, base: StructureFile, add: AddFault): void {
  const ids = new Set(listOf<ContactPoint>(base, 'contacts').map((c) => c.id));
  for (const [i, id] of ((own.data.omit as string[]) ?? []).entries()) {
    if (!ids.has(id)) add(own, ['omit', i], `no contact "${id}" in the base`);
  }
}

/** Doors, routes, owners and calls lead to contacts of the municipality. */
function checkContacts(structure: Structure, own: StructureFile, base: StructureFile, add: AddFault): void {
  const contacts = new Set(structure.contacts.map((c) => c.id));
  const need = (path: Path, id: string | undefined, file = own) => {
    if (id !== undefined && !contacts.has(id)) add(file, path, `no contact "${id}" in ${structure.id}`);
  };
  for (const key of ['door', 'report'] as const) need([key], structure[key], own.data[key] === undefined ? base : own);
  for (const [i, contact] of listOf<ContactPoint>(own, 'contacts').entries()) {
    need(['contacts', i, 'answeredBy'], contact.answeredBy);
  }
  for (const [r, route] of listOf<Route>(own, 'routes').entries()) {
    need(['routes', r, 'first'], route.first);
    for (const [i, id] of (route.others ?? []).entries()) need(['routes', r, 'others', i], id);
  }
  for (const [i, initiative] of listOf<Initiative>(own, 'initiatives').entries()) {
    need(['initiatives', i, 'owner'], initiative.owner);
    for (const [o, id] of (initiative.coOwners ?? []).entries()) need(['initiatives', i, 'coOwners', o], id);
  }
  for (const [k, kind] of listOf<BeredskabKind>(own, 'beredskab').entries()) {
    for (const [i, id] of kind.calls.entries()) need(['beredskab', k, 'calls', i], id);
  }
}

/** Places and steps that contacts and routes name are the municipality's own. */
function checkPlaces(structure: Structure, own: StructureFile, add: AddFault): void {
  const places = new Set(structure.places);
  const steps = new Set(structure.steps.map((s) => s.id));
  for (const [i, contact] of listOf<ContactPoint>(own, 'contacts').entries()) {
    for (const [p, place] of (contact.places ?? []).entries()) {
      if (!places.has(place)) add(own, ['contacts', i, 'places', p], `no place "${place}" in ${structure.id}`);
    }
    for (const [s, step] of (contact.steps ?? []).entries()) {
      if (!steps.has(step)) add(own, ['contacts', i, 'steps', s], `no step ${step} in ${structure.id}`);
    }
  }
  for (const [r, route] of listOf<Route>(own, 'routes').entries()) {
    for (const [p, place] of (route.when?.places ?? []).entries()) {
      if (!places.has(place)) add(own, ['routes', r, 'when', 'places', p], `no place "${place}" in ${structure.id}`);
    }
  }
}

/** Routes and words name concerns that there are. */
function checkConcerns(structure: Structure, own: StructureFile, add: AddFault): void {
  const concerns = new Set(structure.shared.concerns.map((c) => c.id));
  for (const [r, route] of listOf<Route>(own, 'routes').entries()) {
    for (const [i, id] of (route.for === '*' ? [] : route.for).entries()) {
      if (!concerns.has(id)) add(own, ['routes', r, 'for', i], `no concern "${id}" in structure/concerns.yaml`);
    }
  }
  for (const [k, kind] of listOf<BeredskabKind>(own, 'beredskab').entries()) {
    for (const [t, trigger] of kind.triggers.entries()) {
      for (const [i, id] of (trigger.concerns ?? []).entries()) {
        const path = ['beredskab', k, 'triggers', t, 'concerns', i];
        if (!concerns.has(id)) add(own, path, `no concern "${id}" in structure/concerns.yaml`);
      }
    }
  }
  for (const [i, word] of listOf<Word>(own, 'words').entries()) {
    if (word.relates && !concerns.has(word.relates)) add(own, ['words', i, 'relates'], `no concern "${word.relates}"`);
  }
}
