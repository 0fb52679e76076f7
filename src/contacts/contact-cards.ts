import { type Texts, textsIn } from '../language/texts.ts';
import type { Fact, Link } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import { chatLink, readablePhone } from '../roster/reach.ts';
import type { Roster } from '../roster/roster.ts';
import type { Signer } from '../signing.ts';
import type { ContactPoint, Language, Source, Structure } from '../structure/structure.ts';
import { type Answer, isContactPoint } from './answer.ts';
import type { Clarified } from './answer-question.ts';
import { buttonsOf } from './contact-buttons.ts';
import { guideCard } from './guide-card.ts';
import { withPeople } from './with-people.ts';

// More are hidden behind three dots, where nobody on a phone looks.
const mostActions = 5;
export const choicePurpose = 'contacts.choose';

/** What the cards show beside the structure. */
export interface CardSurroundings {
  /** The people behind the functions. */
  roster?: Roster;
  /** How the form for sparring opens; without it the card has no buttons of the bot's (message extension). */
  forms?: 'dialog' | 'chat';
}

/** The card of an answer. Its data come from the structure alone: nothing that the writer wrote is in it. */
export function answerCard(
  structure: Structure,
  answer: Answer,
  signer: Signer,
  around: CardSurroundings = {},
): CardMessage {
  const texts = textsIn(answer.language);
  switch (answer.kind) {
    case 'contact':
      return contactCard(structure, answer, texts, signer, around);
    case 'acute':
      return acuteCard(structure, answer, texts, around);
    case 'clarify':
      return clarifyCard(structure, answer, texts, signer, around);
    case 'body':
      return bodyCard(structure, answer, texts, around);
    case 'initiative':
      return initiativeCard(structure, answer, texts, around);
    case 'word':
      return wordCard(structure, answer, texts, around);
    case 'none':
      return guideCard(
        { title: texts.noneTitle, text: texts.noneText },
        answer.language,
        signer,
        answer.privacyWarning,
      );
    default:
      return answer.kind satisfies never;
  }
}

function contactCard(
  structure: Structure,
  answer: Answer,
  texts: Texts,
  signer: Signer,
  around: CardSurroundings,
): CardMessage {
  const first = answer.first!;
  const peopled = isContactPoint(first) ? withPeople(first, around.roster, answer.area, answer.language) : undefined;
  const contact = peopled?.contact;
  const lead = contact ? texts.contactFirst : texts.policeLead;
  const does = contact ? contact.does[answer.language] : texts.policeDoes;
  const links = contact
    ? [...linksOf(contact, texts), ...peopled.links]
    : [{ title: texts.call114, url: `tel:${'phone' in first ? first.phone : ''}` }];
  const buttons = buttonsOf(answer, contact, texts, signer, around);
  const lines = peopled?.lines ?? [];
  const nobodyText = peopled?.away ? texts.everybodyAway : texts.noPersonYet;
  return {
    template: 'contacts-answer',
    summary: `${first.title}: ${does}`,
    data: {
      ...common(structure, answer, texts, `${first.title}. ${does}`, around),
      lead,
      title: first.title,
      does,
      reach: contact && links.length === 0 && lines.length === 0 ? nobodyText : (contact?.person ?? ''),
      peopleLabel: peopled?.label ?? '',
      people: lines.map(asText),
      facts: contactFacts(structure, answer, contact, texts),
      rule: structure.rule ? `${texts.ruleOfTheHouse}: ${structure.rule.text[answer.language]}` : '',
      ...buttons,
      links: links.slice(0, mostActions - buttons.dialogs.length - buttons.presses.length),
    },
  };
}

function acuteCard(structure: Structure, answer: Answer, texts: Texts, around: CardSurroundings): CardMessage {
  return {
    template: 'contacts-acute',
    summary: `${texts.acuteTitle}: ${texts.acuteLead}`,
    data: {
      ...common(structure, answer, texts, `${texts.acuteTitle}. ${texts.acuteLead}`, around),
      title: texts.acuteTitle,
      lead: texts.acuteLead,
      limits: texts.acuteLimits,
      thenLabel: texts.acuteThen,
      links: [{ title: texts.call112, url: 'tel:112' }],
    },
  };
}

function clarifyCard(
  structure: Structure,
  answer: Answer,
  texts: Texts,
  signer: Signer,
  around: CardSurroundings,
): CardMessage {
  const { about, choices } = answer.clarify!;
  const question = about === 'age' ? texts.clarifyAge : texts.clarifyPlace;
  const { language, privacyWarning } = answer;
  const pressOf = (choice: (typeof choices)[number]) =>
    signer.sign(choicePurpose, { concern: answer.concerns[0]!, choice, language, privacyWarning } satisfies Clarified);
  return {
    template: 'contacts-clarify',
    summary: question,
    data: {
      ...common(structure, answer, texts, question, around),
      question,
      meanwhile: texts.clarifyMeanwhile(answer.first!.title),
      choices: choices.map((c) => ({ title: about === 'age' ? texts.years(c.label) : c.label, press: pressOf(c) })),
    },
  };
}

function bodyCard(structure: Structure, answer: Answer, texts: Texts, around: CardSurroundings): CardMessage {
  const first = answer.first as ContactPoint;
  const body = answer.body!;
  // A meeting that somebody else answers for (the weekly meeting) carries its own title as the word.
  const title = answer.word?.title ?? first.title;
  const does = (answer.word?.text ?? first.does)[answer.language];
  const facts: Fact[] = [
    { title: texts.chair, value: body.chair ?? texts.notInSource },
    { title: texts.rhythm, value: body.rhythm?.text[answer.language] ?? texts.notInSource },
    ...(title === first.title ? [] : [{ title: texts.contactFirst, value: first.title }]),
  ];
  const said = [body.rhythm?.text[answer.language], body.chair && `${texts.chair}: ${body.chair}`].filter(Boolean);
  return {
    template: 'contacts-body',
    summary: [title, ...said, does].join('. '),
    data: {
      ...common(structure, answer, texts, [title, ...said, does].join('. '), around),
      lead: texts.body,
      title,
      does,
      facts,
      membersLabel: body.seats ? `${texts.members} (${body.seats})` : texts.members,
      members: body.members.map(asText),
      tasksLabel: texts.tasks,
      tasks: body.tasks.map(asText),
      links: linksOf(withPeople(first, around.roster, answer.area, answer.language).contact, texts),
    },
  };
}

function initiativeCard(structure: Structure, answer: Answer, texts: Texts, around: CardSurroundings): CardMessage {
  const initiative = answer.initiative!;
  const { language } = answer;
  const owners = [answer.first as ContactPoint, ...answer.others];
  const statuses = { active: texts.statusActive, paused: texts.statusPaused, ended: texts.statusEnded };
  const facts: Fact[] = [
    { title: texts.owner, value: owners.map((o) => o.title).join(', ') },
    ...(initiative.money ? [{ title: texts.money, value: initiative.money[language] }] : []),
    ...(initiative.period ? [{ title: texts.period, value: initiative.period }] : []),
    ...(initiative.evaluation ? [{ title: texts.evaluation, value: initiative.evaluation.text[language] }] : []),
    { title: texts.level, value: levelTitle(structure, initiative.level, language) },
    { title: texts.status, value: initiative.status ? statuses[initiative.status] : texts.notInSource },
  ];
  const does = initiative.does[language];
  return {
    template: 'contacts-initiative',
    summary: `${initiative.title}: ${does}`,
    data: {
      ...common(structure, answer, texts, `${initiative.title}. ${does}`, around),
      lead: texts.initiative,
      title: initiative.title,
      does,
      facts,
      links: linksOf(withPeople(answer.first as ContactPoint, around.roster, answer.area, language).contact, texts),
    },
  };
}

function wordCard(structure: Structure, answer: Answer, texts: Texts, around: CardSurroundings): CardMessage {
  const word = answer.word!;
  const law = word.law
    ? ` (${texts.law}: ${word.law}, ${texts.reviewed(structure.shared.reviewed).toLowerCase()})`
    : '';
  const text = `${word.text[answer.language]}${law}`;
  return {
    template: 'contacts-word',
    summary: `${word.title}: ${word.text[answer.language]}`,
    data: {
      ...common(structure, answer, texts, `${word.title}. ${text}`, around),
      lead: texts.word,
      title: word.title,
      text,
    },
  };
}

/** What every answer card has: language, warning, others, notes and sources. */
function common(
  structure: Structure,
  answer: Answer,
  texts: Texts,
  speak: string,
  { roster }: CardSurroundings,
): Record<string, unknown> {
  const { language } = answer;
  return {
    lang: language,
    speak,
    privacy: answer.privacyWarning ? texts.privacy : '',
    emergency: texts.emergencyLine,
    othersLabel: texts.others,
    others: answer.others.map((o) => ({
      title: o.title,
      does: [o.does[language], reachLine(withPeople(o, roster, answer.area, language).contact)]
        .filter(Boolean)
        .join(' '),
    })),
    rememberLabel: texts.remember,
    remember: answer.remember.map((n) => asText(`${n.text[language]}${n.law ? ` (${n.law})` : ''}`)),
    reviewed: answer.remember.length > 0 ? texts.reviewed(structure.shared.reviewed) : '',
    source: sourceLine(structure, answer.sources, texts),
    basis: answer.basis === 'reading' ? texts.toBeConfirmed : '',
  };
}

function contactFacts(structure: Structure, answer: Answer, contact: ContactPoint | undefined, texts: Texts): Fact[] {
  const { language } = answer;
  const facts: (Fact | undefined)[] = [
    answer.concernTitle && { title: texts.concern, value: concernTitles(structure, answer) },
    answer.level && { title: texts.level, value: levelTitle(structure, answer.level, language) },
    answer.age && { title: texts.age, value: texts.ageSpan(...answer.age) },
    answer.area ? { title: texts.area, value: answer.area } : undefined,
    contact?.visits && { title: texts.visits, value: contact.visits[language] },
    contact?.steps && { title: texts.step, value: stepTitles(structure, contact.steps, language) },
  ];
  return facts.filter((f): f is Fact => f !== undefined);
}

function concernTitles(structure: Structure, { concerns, language }: Answer): string {
  return concerns.flatMap((id) => structure.shared.concerns.find((c) => c.id === id)?.title[language] ?? []).join('; ');
}

function levelTitle(structure: Structure, level: Answer['level'], language: Language): string {
  return structure.levels.find((l) => l.id === level)?.title[language] ?? '';
}

function stepTitles(structure: Structure, steps: number[], language: Language): string {
  return structure.steps
    .filter((s) => steps.includes(s.id))
    .map((s) => s.title[language])
    .join('; ');
}

function linksOf(contact: ContactPoint, texts: Texts): Link[] {
  const phones = contact.phones ?? [];
  return [
    ...phones.map((phone) => ({
      title: phones.length > 1 ? texts.callNumber(readablePhone(phone)) : texts.call,
      url: `tel:${phone}`,
    })),
    ...(contact.teams ? [{ title: texts.chat, url: chatLink(contact.teams) }] : []),
    ...(contact.email ? [{ title: texts.mail, url: `mailto:${contact.email}` }] : []),
    ...(contact.link ? [{ title: texts.openPage, url: contact.link }] : []),
  ];
}

/** The person of a contact with number and mail, as a line. */
export function reachLine({ phones, email, person }: ContactPoint): string {
  return [person, ...(phones ?? []).map(readablePhone), email].filter(Boolean).join(', ');
}

/** Documents with their sections: "SSP-handleplan 2025-2026, 3.1 SSP-beredskabet". */
export function sourceLine(structure: Structure, sources: Source[], texts: Texts): string {
  const titleOf = (id: string) => structure.shared.documents.find((d) => d.id === id)?.title ?? id;
  const lines = sources.map(({ document, section }) => `${titleOf(document)}, ${section}`);
  return lines.length > 0 ? `${texts.source}: ${lines.join(' · ')}` : '';
}

function asText(text: string): { text: string } {
  return { text };
}
