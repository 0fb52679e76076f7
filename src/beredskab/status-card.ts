import { hourOf, spokenDay } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import { type Texts, textsIn } from '../language/texts.ts';
import { type Link, noticeCard, type Press } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import { readablePhone } from '../roster/reach.ts';
import { titleOf } from '../structure/structure.ts';
import { agencyState } from './agencies.ts';
import { type Beredskab, type Called, isHole, isOver, personOfNumber, standingOf, threeAgencies } from './beredskab.ts';
import type { BeredskabCardDeps } from './call-card.ts';
import { beredskabVerbs, type ManagePress, purposes } from './verbs.ts';
import { eventLine, factsOf, kindTitle, newMeetingLink, titleOfCall } from './wording.ts';

export interface StatusDeps extends BeredskabCardDeps {
  forms: 'dialog' | 'chat';
}

const mostEvents = 8;
const mostToRing = 8;

/** The co-ordinator's one card: who has answered what, whether all three agencies are in, and what can be done. */
export function statusCard(deps: StatusDeps, beredskab: Beredskab, linkFault = false): CardMessage {
  const { structure, signer } = deps;
  const { language, reference, kommune, id } = beredskab;
  const texts = textsIn(language);
  const over = isOver(beredskab);
  const manage: ManagePress = { kommune, id };
  const title = titleOfCall(structure, beredskab);
  const coming = beredskab.people.filter((p) => p.answer === 'coming').length;
  const places = beredskab.people.filter((p) => p.insteadOf === undefined).length;
  const state = `${texts.statusStates[beredskab.state]} · ${texts.statusCount(coming, places)}`;
  const ring = over ? [] : beredskab.people.filter((p) => standingOf(beredskab, p) === 'to-ring').slice(0, mostToRing);
  const askLink = !over && beredskab.online !== undefined && !beredskab.online.joinUrl && !graphIsAtIt(beredskab);
  return {
    template: 'beredskab-status',
    summary: `${reference}: ${kindTitle(structure, beredskab)}. ${state}`,
    data: {
      lang: language,
      speak: `${title}. ${state}`,
      exercise: beredskab.exercise ? texts.beredskabExerciseMark : '',
      title,
      state,
      agencies: threeAgencies.map((agency) => agencyColumn(beredskab, agency, texts)),
      facts: [...factsOf(structure, beredskab, '', language), ...closingFacts(beredskab, texts)],
      groups: peopleGroups(deps, beredskab, texts),
      ringLabel: texts.statusPhone,
      ring: ring.map((person) => ringRow(deps, beredskab, person, texts)),
      links: linksOf(deps, beredskab, askLink, texts),
      askLink,
      linkNote: linkFault ? texts.statusLinkWrong : beredskab.online?.failed ? texts.statusMeetingFailed : '',
      linkLabel: texts.statusLink,
      linkHint: texts.statusLinkHint,
      linkSave: texts.statusLinkSave,
      linkVerb: beredskabVerbs.link,
      eventsLabel: texts.statusLog,
      events: beredskab.events.slice(-mostEvents).map((e) => ({ text: eventLine(beredskab, e, language) })),
      logTitle: texts.statusDocument,
      logVerb: beredskabVerbs.log,
      press: signer.sign(purposes.manage, manage),
      small: texts.callSmall,
      ...buttonsOf(deps, beredskab, texts),
    },
  };
}

function agencyColumn(beredskab: Beredskab, agency: (typeof threeAgencies)[number], texts: Texts) {
  const title = texts.agencies[agency];
  switch (agencyState(beredskab, agency)) {
    case 'in':
      return { title, text: `✔ ${texts.agencyIn}`, style: 'good' };
    case 'waiting':
      return { title, text: `… ${texts.agencyWaiting}`, style: 'warning' };
    default:
      return { title, text: `✖ ${texts.agencyLacking}`, style: 'attention' };
  }
}

function peopleGroups({ structure }: StatusDeps, beredskab: Beredskab, texts: Texts) {
  const groups = ([...threeAgencies, 'andet'] as const).map((agency) => ({
    label: texts.agencies[agency],
    lines: beredskab.people
      .filter((p) => p.agency === agency)
      .map((person) => ({ text: personLine(beredskab, person, titleOf(structure, person.contact), texts) })),
  }));
  return groups.filter((g) => g.lines.length > 0);
}

/** "**Anna Holm** (SSP-konsulent): deltager, kl. 14.05". */
function personLine(beredskab: Beredskab, person: Called, contact: string, texts: Texts): string {
  const standing = standingOf(beredskab, person);
  const original = person.insteadOf === undefined ? undefined : personOfNumber(beredskab, person.insteadOf);
  const deputies = beredskab.people.some((p) => p.insteadOf === person.number);
  const parts = [
    texts.standings[standing],
    person.answeredAt && person.way !== 'self' ? hourOf(new Date(person.answeredAt)) : '',
    person.way === 'self' ? texts.ways.self : '',
    standing === 'waiting' && person.stage === 'reminded' ? texts.statusReminded : '',
    person.answer === 'deputy' && !deputies ? texts.statusUnknownDeputy : '',
    person.unreachable ? texts.statusUnreachable[person.unreachable] : '',
    isHole(beredskab, person) ? texts.statusHole : '',
  ];
  const role = original ? texts.statusDeputyOf(asPlain(original.name)) : asPlain(contact);
  return `**${asPlain(person.name)}**${role ? ` (${role})` : ''}: ${parts.filter(Boolean).join(', ')}`;
}

function ringRow({ signer }: StatusDeps, { kommune, id }: Beredskab, person: Called, texts: Texts) {
  const { name, phone, number } = person;
  return {
    text: `**${asPlain(name)}**, ${phone ? readablePhone(phone) : texts.noNumber}`,
    tel: phone ? `tel:${phone}` : '',
    callTitle: texts.call,
    comes: texts.statusComes,
    comesNot: texts.statusComesNot,
    comesVerb: beredskabVerbs.tickComing,
    comesNotVerb: beredskabVerbs.tickNotComing,
    press: signer.sign(purposes.manage, { kommune, id, person: number } satisfies ManagePress),
  };
}

/** The bot makes the meeting itself, or is trying again. */
function graphIsAtIt({ online }: Beredskab): boolean {
  return online?.retryAt !== undefined;
}

function linksOf({ structure }: StatusDeps, beredskab: Beredskab, askLink: boolean, texts: Texts): Link[] {
  const { online } = beredskab;
  if (isOver(beredskab)) return [];
  if (online?.joinUrl) return [{ title: texts.statusJoin, url: online.joinUrl }];
  return askLink ? [{ title: texts.statusLinkMake, url: newMeetingLink(structure, beredskab) }] : [];
}

function buttonsOf(
  { signer, forms }: StatusDeps,
  beredskab: Beredskab,
  texts: Texts,
): Record<'presses' | 'dialogs', Press[]> {
  if (isOver(beredskab)) return { presses: [], dialogs: [] };
  const { kommune, id, nudges } = beredskab;
  const press = signer.sign(purposes.manage, { kommune, id, times: nudges } satisfies ManagePress);
  const nudge = { title: texts.statusNudge, verb: beredskabVerbs.nudge, press };
  const opens = [
    { title: texts.statusMore, verb: beredskabVerbs.more, press },
    { title: texts.statusMove, verb: beredskabVerbs.move, press },
    { title: texts.statusCancel, verb: beredskabVerbs.cancel, press },
    { title: texts.statusClose, verb: beredskabVerbs.close, press },
  ];
  return forms === 'dialog' ? { presses: [nudge], dialogs: opens } : { presses: [nudge, ...opens], dialogs: [] };
}

function closingFacts(beredskab: Beredskab, texts: Texts) {
  if (beredskab.state !== 'closed') return [];
  const { decisions, followUps, language } = beredskab;
  const lines = followUps.map((f) => {
    const who = asPlain(personOfNumber(beredskab, f.person)?.name ?? '');
    return texts.followUpLine(asPlain(f.what), who, spokenDay(f.due, language));
  });
  return [
    ...(decisions ? [{ title: texts.closeDecided, value: asPlain(decisions) }] : []),
    ...(lines.length > 0 ? [{ title: texts.closeFollowUps, value: lines.join('; ') }] : []),
  ];
}

/** The roll-call for a channel: kind, time and agencies with figures; no name, and no reason. */
export function rollCallCard({ structure }: BeredskabCardDeps, beredskab: Beredskab): CardMessage {
  const texts = textsIn('da');
  const title = titleOfCall(structure, beredskab);
  const coming = beredskab.people.filter((p) => p.answer === 'coming').length;
  const lines = threeAgencies.map((agency) => {
    const { title: name, text } = agencyColumn(beredskab, agency, texts);
    return `${name}: ${text}`;
  });
  const state = texts.statusStates[beredskab.state];
  const facts = factsOf(structure, { ...beredskab, reason: '' }, '', 'da').filter((f) => f.title !== texts.beredskabBy);
  return noticeCard(
    {
      ...(beredskab.exercise && { warning: texts.beredskabExerciseMark }),
      title,
      text: `${state} · ${texts.statusCount(coming, beredskab.people.filter((p) => p.insteadOf === undefined).length)}`,
      facts,
      groups: [{ label: '', lines }],
      small: texts.rollText,
      summary: `${beredskab.reference}: ${kindTitle(structure, beredskab)}. ${state}`,
    },
    'da',
  );
}
