import { hourOf, spokenDay } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import { type Texts, textsIn } from '../language/texts.ts';
import type { Link, Press } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import { titleOf } from '../structure/structure.ts';
import { agencyColumn } from './agency-column.ts';
import { type Beredskab, type Called, isOver, personOfNumber, threeAgencies } from './beredskab.ts';
import type { BeredskabCardDeps } from './call-card.ts';
import { ringRows } from './ring-rows.ts';
import { countOf, isHole, sendsUnknown, sparedBy, standingOf } from './standing.ts';
import { beredskabVerbs, type ManagePress, purposes } from './verbs.ts';
import { eventLine, exerciseMark, factsOf, inPlaceText, kindTitle, newMeetingLink, titleOfCall } from './wording.ts';

export interface StatusDeps extends BeredskabCardDeps {
  forms: 'dialog' | 'chat';
}

const mostEvents = 8;

/** The co-ordinator's one card: who has answered what, whether all three agencies are in, and what can be done. */
export function statusCard(deps: StatusDeps, beredskab: Beredskab, linkFault = false): CardMessage {
  const { structure, signer } = deps;
  const { language, reference, kommune, id } = beredskab;
  const texts = textsIn(language);
  const over = isOver(beredskab);
  const manage: ManagePress = { kommune, id };
  const title = titleOfCall(structure, beredskab, language);
  const { coming, places } = countOf(beredskab);
  const state = `${texts.statusStates[beredskab.state]} · ${texts.statusCount(coming, places)}`;
  const askLink = !over && beredskab.online !== undefined && !beredskab.online.joinUrl && !graphIsAtIt(beredskab);
  return {
    template: 'beredskab-status',
    summary: `${reference}: ${exerciseMark(beredskab, language)}${kindTitle(structure, beredskab)}. ${state}`,
    data: {
      lang: language,
      speak: `${title}. ${state}`,
      exercise: beredskab.exercise ? texts.beredskabExerciseMark : '',
      title,
      state,
      agencies: threeAgencies.map((agency) => agencyColumn(beredskab, agency, texts)),
      facts: [...factsOf(structure, beredskab, '', language), ...closingFacts(beredskab, texts)],
      groups: peopleGroups(deps, beredskab, texts),
      ringLabel: over ? texts.statusRingOver : texts.statusPhone,
      ring: ringRows(signer, beredskab, texts),
      links: linksOf(deps, beredskab, askLink, texts),
      askLink,
      linkNote: noteOf(beredskab, linkFault, texts),
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

/** What went wrong and is left to the co-ordinator. */
function noteOf(beredskab: Beredskab, linkFault: boolean, texts: Texts): string {
  const { online, channelFailed } = beredskab;
  if (isOver(beredskab)) return '';
  const failed = online?.outdated ? texts.statusMeetingNotMoved : texts.statusMeetingFailed;
  const meeting = linkFault ? texts.statusLinkWrong : online?.failed ? failed : '';
  return [meeting, channelFailed ? texts.statusChannelFailed : ''].filter(Boolean).join(' ');
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
  const { name, way, answeredAt, insteadOf, unreachable } = person;
  const standing = standingOf(beredskab, person);
  const original = insteadOf === undefined ? undefined : personOfNumber(beredskab, insteadOf);
  const parts = [
    texts.standings[standing],
    answeredAt && way !== 'self' ? hourOf(new Date(answeredAt)) : '',
    way === 'self' ? texts.ways.self : '',
    standing === 'waiting' && person.stage === 'reminded' ? texts.statusReminded : '',
    deputyNote(beredskab, person, texts),
    unreachable ? texts.statusUnreachable[unreachable] : '',
    insteadOf === undefined && isHole(beredskab, person) ? texts.statusHole : '',
  ];
  const role = original ? inPlaceText(person, asPlain(original.name), beredskab.language) : asPlain(contact);
  return `**${asPlain(name)}**${role ? ` (${role})` : ''}: ${parts.filter(Boolean).join(', ')}`;
}

/** Whom they send, where that is not the next line. */
function deputyNote(beredskab: Beredskab, person: Called, texts: Texts): string {
  const comes = sparedBy(beredskab, person);
  if (comes) return texts.callLeads.spared(asPlain(comes.name));
  if (sendsUnknown(beredskab, person)) return texts.statusUnknownDeputy;
  const covering = person.coveredBy === undefined ? undefined : personOfNumber(beredskab, person.coveredBy);
  if (!covering) return '';
  const name = asPlain(covering.name);
  return covering.way === 'self' ? texts.statusConvenes(name) : texts.statusCalledAlready(name);
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
