/** The domain's words as types. A structure is the national base with one municipality laid over it. */

export type Language = 'da' | 'en';
/** A sentence in both languages. */
export interface Text {
  da: string;
  en: string;
}
/** Where a fact stands: the document's short name and its section. */
export interface Source {
  document: string;
  section: string;
}
/** `reading`: our reading of the document, to be confirmed by the municipality. */
export type Basis = 'source' | 'reading';
export type Agency = 'skole' | 'social' | 'politi' | 'andet';
export type PreventionLevel = 'opbyggende' | 'forebyggende' | 'kriminalitetsforebyggende';
export type OrganisationalLevel = 'strategisk' | 'koordinerende' | 'udfoerende' | 'lokalraad' | 'kredsraad';
/** From and to, in years, both included. */
export type AgeSpan = [number, number];

/** Forum or organ: who meets, under whom, how often, to do what. */
export interface Body {
  chair?: string;
  members: string[];
  /** How many people, where one line of `members` stands for several. */
  seats?: number;
  tasks: string[];
  rhythm?: { text: Text; every: 'week' | 'month' | 'quarter' | 'year' };
}

/** Kontaktpunkt: a function or unit that staff can turn to. Its title is exact: answers show it as it stands. */
export interface ContactPoint {
  id: string;
  title: string;
  agency: Agency;
  level: OrganisationalLevel;
  does: Text;
  names: { strong: string[]; weak: string[] };
  ages?: AgeSpan;
  places?: string[];
  /** Steps of the municipality's indsatstrappe on which it stands. */
  steps?: number[];
  /** When and where its people come by themselves. */
  visits?: Text;
  body?: Body;
  /** The contact that answers for it, when it is a meeting and not a door. */
  answeredBy?: string;
  person?: string;
  phones?: string[];
  email?: string;
  link?: string;
  /** Teams sign-in name to chat with. */
  teams?: string;
  basis: Basis;
  sources: Source[];
}

/** Which contact point is the first for a concern, under which condition. The first route that fits counts. */
export interface Route {
  for: '*' | string[];
  when?: { ages?: AgeSpan; places?: string[] };
  first: string;
  others: string[];
  basis: Basis;
  sources: Source[];
}

export interface Concern {
  id: string;
  title: Text;
  level: PreventionLevel;
  /** Ids of law notes. */
  remember: string[];
  bonus: number;
  words: {
    strong: string[];
    normal: string[];
    weak: string[];
    en: { strong: string[]; normal: string[]; weak: string[] };
  };
}

export interface BeredskabKind {
  id: string;
  title: string;
  /** `concerns`: ids of those that point to this trigger when a convening names them. */
  triggers: { id: string; text: Text; concerns?: string[] }[];
  /** Contact points whose people are proposed. */
  calls: string[];
  basis: Basis;
  sources: Source[];
}

/** Indsats of an action plan. */
export interface Initiative {
  id: string;
  title: string;
  names: string[];
  does: Text;
  owner: string;
  coOwners?: string[];
  level: PreventionLevel;
  money?: Text;
  period?: string;
  /** `due`: year and month. */
  evaluation?: { due: string; text: Text };
  /** Undefined where the source does not say. */
  status?: 'active' | 'paused' | 'ended';
  basis: Basis;
  sources: Source[];
}

/** A word of the field, explained. */
export interface Word {
  id: string;
  title: string;
  text: Text;
  names: string[];
  /** The concern whose route shows where to go. */
  relates?: string;
  law?: string;
  basis: Basis;
  sources: Source[];
}

/** Something to remember. With `law` it is a legal text that somebody reviewed on `reviewed`. */
export interface Note {
  id: string;
  text: Text;
  law?: string;
  sources: Source[];
}

export interface Document {
  id: string;
  title: string;
  year: string;
}

/** Patterns in both languages. */
export type Patterns = Record<Language, string[]>;
export type Intent =
  | 'members'
  | 'chair'
  | 'rhythm'
  | 'tasks'
  | 'whatis'
  | 'meaning'
  | 'money'
  | 'evaluation'
  | 'owner'
  | 'reach'
  | 'when';
export type AcuteSignal =
  | 'always'
  | 'suicide'
  | 'weapon'
  | 'missing'
  | 'violence'
  | 'crime'
  | 'now'
  | 'nowNear'
  | 'nowTold'
  | 'here'
  | 'over'
  | 'overDenied'
  | 'past'
  | 'longAgo'
  | 'was'
  | 'hearsay'
  | 'imagined'
  | 'figurative'
  | 'police';

/** How people ask (structure/signals.yaml). */
export interface Signals {
  acute: Record<AcuteSignal, Patterns>;
  negation: Patterns;
  intents: Record<Intent, Patterns>;
  seeking: Patterns;
  young: Patterns;
  ages: ({ ages: AgeSpan } & Patterns)[];
  numbers: Record<string, number>;
  ordinals: Record<string, number>;
  ageless: Patterns;
  offTopic: Patterns & { cancels: Patterns };
  common: string[];
}

/** Messages as people write them, invented (structure/examples.yaml). */
export interface Examples {
  /** Danger to life or a crime in progress. */
  acute: string[];
  /** Like it in words, and not it. */
  near: string[];
  /** None of our business. */
  other: string[];
  /** By id of the concern. */
  concerns: Record<string, string[]>;
}

export interface GivenNames {
  sure: string[];
  wordlike: string[];
}

/** What is common to all municipalities. */
export interface Shared {
  concerns: Concern[];
  signals: Signals;
  examples: Examples;
  notes: Note[];
  /** Date of the last review of the legal texts, yyyy-mm-dd. */
  reviewed: string;
  givenNames: GivenNames;
  documents: Document[];
}

/** One municipality, complete. */
export interface Structure {
  id: string;
  name: string;
  ages: { ssp: AgeSpan; plus: AgeSpan };
  places: string[];
  rule?: { text: Text; sources: Source[] };
  steps: { id: number; title: Text }[];
  levels: { id: PreventionLevel; title: Text; role: Text; sources: Source[] }[];
  contacts: ContactPoint[];
  /** Id of the default door: "1 tydelig dør". */
  door: string;
  /** Id of the contact that receives an underretning. */
  report: string;
  routes: Route[];
  beredskab: BeredskabKind[];
  initiatives: Initiative[];
  words: Word[];
  shared: Shared;
}

/** All municipalities by id. */
export type Structures = Map<string, Structure>;

/** The contact with this id; the loader has checked that every reference leads somewhere. */
export function contactOf(structure: Structure, id: string): ContactPoint {
  const contact = structure.contacts.find((c) => c.id === id);
  if (!contact) throw new Error(`no contact ${id} in ${structure.id}`);
  return contact;
}

/** The title of a contact that may be no more, as in an earlier roster; then its id. */
export function titleOf({ contacts }: Structure, id: string): string {
  return contacts.find((c) => c.id === id)?.title ?? id;
}
