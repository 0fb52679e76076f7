import { describedContact } from '../structure/search-structure.ts';
import {
  type Concern,
  type ContactPoint,
  contactOf,
  type Note,
  type Source,
  type Structure,
} from '../structure/structure.ts';
import { type Answer, emergency } from './answer.ts';
import { type Routed, routeConcern } from './route.ts';
import type { Understanding } from './understand.ts';

const mostOthers = 3;
const mostNotes = 3;
/** A further concern counts with a plain word of its own, or this share of the first one's points. */
const plainWord = 5;
const furtherShare = 0.5;
const mostFurther = 2;
/** A question about a word is short; a longer one only uses it. */
const longestQuestionOfWord = 9;
/** Points from which a concern outweighs a contact that is only mentioned in passing. */
const plainConcern = 8;
/** Log-odds from which a message without a known word is still taken for ours. */
const plainlyOurs = 8;

/** Answers a question, or leaves it to the next rule. `base` is an answer with language, age and place filled in. */
type Rule = (structure: Structure, u: Understanding, base: Answer, text: string) => Answer | undefined;

// The order is the product: danger first, then what is asked about the structure, then the concern, then the door.
export const rules: Rule[] = [
  acute,
  police,
  structural,
  namedContact,
  byConcern,
  definition,
  byDescription,
  defaultDoor,
];

function acute(structure: Structure, u: Understanding, base: Answer): Answer | undefined {
  if (u.danger.level !== 'acute') return undefined;
  const concern = u.concerns[0] && concernOf(structure, u.concerns[0].id);
  const suicide = u.danger.because === 'suicide';
  const next = concern
    ? routeConcern(structure, concern.id, { ...u, ageless: false }).first
    : contactOf(structure, structure.door);
  return {
    ...base,
    kind: 'acute',
    first: emergency.alarm,
    others: unique([next, contactOf(structure, structure.report), contactOf(structure, structure.door)]).slice(
      0,
      mostOthers,
    ),
    concerns: u.concerns.slice(0, 2).map((c) => c.id),
    ...(concern && { concernTitle: concern.title, level: concern.level }),
    sources: next.sources,
    remember: notes(structure, suicide ? ['underretning', 'egen-pligt'] : ['underretning']),
  };
}

function police(structure: Structure, u: Understanding, base: Answer): Answer | undefined {
  if (u.danger.level !== 'police' || u.intents.has('whatis')) return undefined;
  const concern = u.concerns[0] && concernOf(structure, u.concerns[0].id);
  const next = concern ? routeConcern(structure, concern.id, { ...u, ageless: false }) : undefined;
  const others = next ? [next.first, ...next.others] : [contactOf(structure, structure.door)];
  return {
    ...base,
    kind: 'contact',
    first: emergency.police,
    others: others.slice(0, mostOthers),
    concerns: concern ? [concern.id] : [],
    ...(concern && { concernTitle: concern.title, level: concern.level }),
    sources: others[0]!.sources,
    remember: notes(structure, concern?.remember ?? []),
  };
}

/** Who sits in a body, how often it meets, what an initiative costs, what a word means. */
function structural(structure: Structure, u: Understanding, base: Answer): Answer | undefined {
  const named = u.contacts.filter((c) => c.strong).map((c) => contactOf(structure, c.id));
  const body = named.find((c) => c.body);
  const asksOfBody = ['members', 'chair', 'rhythm', 'tasks', 'whatis', 'when'].some((i) => u.intents.has(i as never));
  const initiative = structure.initiatives.find((i) => u.initiatives.includes(i.id));
  const asksOfInitiative = ['money', 'evaluation', 'owner', 'whatis', 'tasks'].some((i) => u.intents.has(i as never));
  const top = u.concerns[0]?.score ?? 0;
  const asksForMeaning = u.intents.has('meaning') && u.words.length > 0 && u.length <= longestQuestionOfWord;
  if (asksForMeaning && named.length === 0) return definition(structure, u, base);
  if (initiative && (asksOfInitiative || (u.length <= 6 && !u.seeking)) && !(body && !u.intents.has('money'))) {
    return initiativeAnswer(structure, base, initiative);
  }
  if (body?.body && asksOfBody && (top < plainConcern || u.intents.has('members') || u.intents.has('rhythm'))) {
    return bodyAnswer(structure, base, body, named);
  }
  if (named.length === 0 && u.words.length > 0 && u.intents.has('whatis') && u.length <= longestQuestionOfWord) {
    return definition(structure, u, base);
  }
  return undefined;
}

function bodyAnswer(structure: Structure, base: Answer, body: ContactPoint, named: ContactPoint[]): Answer {
  const first = body.answeredBy ? contactOf(structure, body.answeredBy) : body;
  return {
    ...base,
    kind: 'body',
    first,
    others: named.filter((c) => c !== first && c !== body).slice(0, mostOthers),
    body: body.body!,
    basis: body.basis,
    sources: body.sources,
    ...(body !== first && {
      word: { id: body.id, title: body.title, text: body.does, names: [], basis: body.basis, sources: body.sources },
    }),
  };
}

function initiativeAnswer(structure: Structure, base: Answer, initiative: Structure['initiatives'][number]): Answer {
  return {
    ...base,
    kind: 'initiative',
    first: contactOf(structure, initiative.owner),
    others: (initiative.coOwners ?? []).map((id) => contactOf(structure, id)),
    initiative,
    level: initiative.level,
    basis: initiative.basis,
    sources: initiative.sources,
  };
}

/** A contact called by its name is the answer; of several, the one that the concern leads to. */
function namedContact(structure: Structure, u: Understanding, base: Answer): Answer | undefined {
  const strong = u.contacts.filter((c) => c.strong);
  if (strong.length === 0) return undefined;
  const contacts = strong.map((c) => contactOf(structure, c.id));
  const top = u.concerns[0];
  const routed = top && routeConcern(structure, top.id, { ...u, ageless: false });
  // Where the concern leads to one of those named, that one is first: "SSP-gruppen eller Ungekontakten?"
  const meant = contacts.find((c) => c === routed?.first) ?? contacts[0]!;
  const first = meant.answeredBy ? contactOf(structure, meant.answeredBy) : meant;
  const concern = top && concernOf(structure, top.id);
  const asBody = first.body && !u.seeking && !concern;
  return {
    ...base,
    kind: asBody ? 'body' : 'contact',
    first,
    ...(asBody && { body: first.body! }),
    others: unique([...contacts, ...(routed ? [routed.first, ...routed.others] : [])])
      .filter((c) => c !== first)
      .slice(0, mostOthers),
    concerns: u.concerns.slice(0, 2).map((c) => c.id),
    ...(concern && { concernTitle: concern.title, level: concern.level }),
    basis: first.basis,
    sources: first.sources,
    remember: notes(structure, concern?.remember ?? []),
  };
}

function byConcern(structure: Structure, u: Understanding, base: Answer): Answer | undefined {
  const [top, ...rest] = u.concerns;
  if (!top) return undefined;
  const further = rest
    .filter((c) => c.score >= top.score * furtherShare || c.evidence >= plainWord)
    .slice(0, mostFurther);
  const concerns = [top, ...further].map((c) => concernOf(structure, c.id));
  const routed = routeConcern(structure, top.id, u);
  const alsoFor = further.map((c) => routeConcern(structure, c.id, { ...u, ageless: false }).first);
  const named = u.contacts.map((c) => contactOf(structure, c.id)).filter((c) => !c.answeredBy);
  return concernAnswer(structure, base, concerns, routed, [...alsoFor, ...named]);
}

/** The answer to a concern that was routed; `further` are contacts of other concerns in the same question. */
export function concernAnswer(
  structure: Structure,
  base: Answer,
  concerns: Concern[],
  routed: Routed,
  further: ContactPoint[],
): Answer {
  const { first, others, route, clarify } = routed;
  const basis = route ? route.basis : 'source';
  return {
    ...base,
    kind: clarify ? 'clarify' : 'contact',
    first,
    others: unique([...further, ...others, contactOf(structure, structure.door)])
      .filter((c) => c !== first)
      .slice(0, mostOthers),
    concerns: concerns.map((c) => c.id),
    concernTitle: concerns[0]!.title,
    level: concerns[0]!.level,
    basis: basis === 'reading' || first.basis === 'reading' ? 'reading' : 'source',
    sources: uniqueSources([...(route?.sources ?? []), ...first.sources]),
    remember: notes(
      structure,
      concerns.flatMap((c) => c.remember),
    ),
    ...(clarify && { clarify }),
  };
}

function definition(structure: Structure, u: Understanding, base: Answer): Answer | undefined {
  const bare = u.length <= 3 && !u.intents.has('reach');
  if (
    u.words.length === 0 ||
    !(u.intents.has('meaning') || u.intents.has('whatis') || u.intents.has('tasks') || u.intents.has('when') || bare)
  )
    return undefined;
  const word = mostTelling(structure, u.words);
  const relates = word.relates ? [routeConcern(structure, word.relates, { ...u, ageless: false }).first] : [];
  return { ...base, kind: 'word', word, others: relates, basis: word.basis, sources: word.sources };
}

/** "SSP" stands in many questions about something else: the other word is meant. */
function mostTelling(structure: Structure, ids: string[]) {
  const words = structure.words.filter((w) => ids.includes(w.id));
  return words.find((w) => w.id !== 'ssp') ?? words[0]!;
}

/** A body or contact described in words of its own description: "hvilket forum sidder borgmestrene i". */
function byDescription(structure: Structure, u: Understanding, base: Answer, text: string): Answer | undefined {
  const described = u.offTopic === 0 ? describedContact(structure, text) : undefined;
  if (!described) return undefined;
  if (described.body) return bodyAnswer(structure, base, described, []);
  return { ...base, kind: 'contact', first: described, basis: described.basis, sources: described.sources };
}

/** No concern of ours, but somebody asks for help about a young person, or simply whom to contact. */
function defaultDoor(structure: Structure, u: Understanding, base: Answer): Answer | undefined {
  const asksForFacts = u.intents.has('whatis') || u.intents.has('when') || u.intents.has('money');
  const aboutYoung = u.young && u.offTopic === 0 && (u.seeking || !asksForFacts);
  const likeOurs = u.ours > plainlyOurs && !asksForFacts;
  const bareQuestion = u.seeking && u.offTopic === 0 && u.unknown === 0 && u.length >= 2;
  const aboutSsp = u.contacts.length > 0 && u.offTopic === 0;
  if (!aboutYoung && !bareQuestion && !aboutSsp && !likeOurs) return undefined;
  const first = contactOf(structure, structure.door);
  return { ...base, kind: 'contact', first, sources: first.sources, remember: notes(structure, ['samtykke']) };
}

function concernOf(structure: Structure, id: string): Concern {
  return structure.shared.concerns.find((c) => c.id === id)!;
}

function notes(structure: Structure, ids: string[]): Note[] {
  const wanted = [...new Set(ids)];
  return wanted.flatMap((id) => structure.shared.notes.find((n) => n.id === id) ?? []).slice(0, mostNotes);
}

function unique<T>(list: T[]): T[] {
  return [...new Set(list)];
}

function uniqueSources(sources: Source[]): Source[] {
  return sources.filter((s, i) => sources.findIndex((o) => o.document === s.document && o.section === s.section) === i);
}
