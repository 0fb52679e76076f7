import type { Slot } from '../delivery/work-item.ts';
import { asPlain } from '../language/plain-text.ts';
import { type Texts, textsIn } from '../language/texts.ts';
import type { Fact } from '../notice-card.ts';
import type { CalendarFile, Mail } from '../ports.ts';
import type { Structure } from '../structure/structure.ts';
import { type Beredskab, type Called, isOver, personOfNumber } from './beredskab.ts';
import { answerText } from './call-card.ts';
import { isMoot, type Moment } from './moot.ts';
import { meaningOf, personOfSlot, type SlotKind } from './slots.ts';
import { coordinatorIn, exerciseMark, factsOf, outsideFacts, subjectOf, titleOfCall, whereText } from './wording.ts';

export interface MailDeps {
  structure: Structure;
  /** The signed address of somebody's answer page; undefined when the bot has no address of its own. */
  answerUrl(beredskab: Beredskab, person: Called): string | undefined;
}

type MailKind = keyof Texts['mailSubjects'];

/** The mail of a slot, for people outside the tenant or without the app. In Danish. Undefined: nothing is to be said. */
export function mailOf(deps: MailDeps, beredskab: Beredskab, slot: Slot, moment: Moment): Mail | undefined {
  const meaning = meaningOf(slot);
  const { kind, number, turn } = meaning;
  if (kind === 'followup') return followUpMail(deps, beredskab, slot, number);
  const person = personOfSlot(beredskab, slot);
  if (!person?.email || isMoot(beredskab, person, meaning, moment)) return undefined;
  const subject = mailKind(kind, turn, moment.wasSent(slot.name));
  if (!subject) return undefined;
  const texts = textsIn('da');
  const url = isOver(beredskab) || kind === 'spared' ? undefined : deps.answerUrl(beredskab, person);
  const { joinUrl } = isOver(beredskab) ? {} : (beredskab.online ?? {});
  const links = [
    ...(url ? [{ title: texts.mailAnswer, value: url }] : []),
    ...(joinUrl ? [{ title: texts.mailJoin, value: joinUrl }] : []),
  ];
  const calendar = calendarOf(deps.structure, beredskab, kind, url);
  const facts = factsOf(deps.structure, beredskab, beredskab.coordinator.name, 'da', { dated: true });
  return {
    ...envelopeOf(beredskab, slot, person.name, person.email),
    subject: texts.mailSubjects[subject](subjectOf(deps.structure, beredskab)),
    ...bodyOf(
      titleOfCall(deps.structure, beredskab),
      answerText(beredskab, person, texts),
      [...facts, ...outsideFacts(beredskab, person)],
      links,
    ),
    ...(calendar && { calendar }),
  };
}

/** An answer goes to the co-ordinator, and not to the bot's own mailbox. */
function envelopeOf(
  beredskab: Beredskab,
  slot: Slot,
  name: string,
  address: string,
): Pick<Mail, 'id' | 'to' | 'replyTo'> {
  const { email } = coordinatorIn(beredskab) ?? {};
  return {
    id: `${beredskab.id}.${slot.name.replace(/ /g, '-')}.${slot.wanted}`,
    to: { name, address },
    ...(email && { replyTo: { name: beredskab.coordinator.name, address: email } }),
  };
}

/** `again`: the call went out before, and comes once more with the link of the meeting. */
function mailKind(kind: SlotKind, turn: number, again: boolean): MailKind | undefined {
  if (kind === 'call') return again ? 'link' : turn > 0 ? 'moved' : 'call';
  return kind === 'status' || kind === 'channel' || kind === 'missing' ? undefined : kind;
}

/** A calendar file goes with what changes the meeting, not with each reminder. */
function calendarOf(
  structure: Structure,
  beredskab: Beredskab,
  kind: SlotKind,
  url: string | undefined,
): CalendarFile | undefined {
  if (kind !== 'call' && kind !== 'off') return undefined;
  const { id, start, end, sequence, online } = beredskab;
  const place = whereText(beredskab, textsIn('da'));
  return {
    method: kind === 'off' ? 'CANCEL' : 'REQUEST',
    uid: `${id}@ssp-bot`,
    sequence,
    start: new Date(start),
    end: new Date(end),
    title: subjectOf(structure, beredskab),
    // No reason: a calendar is read by more people than the mail.
    description: url ? `${textsIn('da').mailAnswer}: ${url}` : '',
    ...(place && { place: place.replace(/\\(.)/g, '$1') }),
    ...(online?.joinUrl && { joinUrl: online.joinUrl }),
  };
}

function followUpMail({ structure }: MailDeps, beredskab: Beredskab, slot: Slot, index: number): Mail | undefined {
  const followUp = beredskab.followUps[index];
  const owner = followUp && personOfNumber(beredskab, followUp.person);
  if (!followUp || !owner?.email) return undefined;
  const texts = textsIn('da');
  const title = `${exerciseMark(beredskab)}${texts.followUpTitle(beredskab.reference)}`;
  return {
    ...envelopeOf(beredskab, slot, owner.name, owner.email),
    subject: texts.mailSubjects.followup(subjectOf(structure, beredskab)),
    ...bodyOf(title, asPlain(followUp.what), [], []),
  };
}

/** The same in plain text and in HTML. Texts come as Markdown's plain form: their backslashes are taken out again. */
function bodyOf(title: string, status: string, facts: Fact[], links: Fact[]): Pick<Mail, 'text' | 'html'> {
  const small = textsIn('da').mailSmall;
  const plain = (text: string) => text.replace(/\\(.)/g, '$1');
  const rows = facts.map((f) => ({ title: f.title, value: plain(f.value) }));
  return {
    text: [
      plain(title),
      '',
      ...rows.map((f) => `${f.title}: ${f.value}`),
      '',
      plain(status),
      '',
      ...links.flatMap((l) => [`${l.title}:`, l.value, '']),
      small,
      '',
    ].join('\n'),
    html: [
      '<!doctype html><html lang="da"><meta charset="utf-8"><body style="font-family:sans-serif;font-size:16px">',
      `<h1 style="font-size:20px">${inHtml(plain(title))}</h1>`,
      `<p>${rows.map((f) => `<strong>${inHtml(f.title)}:</strong> ${inHtml(f.value)}`).join('<br>')}</p>`,
      `<p>${inHtml(plain(status))}</p>`,
      ...links.map((l) => `<p><a href="${inHtml(l.value)}">${inHtml(l.title)}</a></p>`),
      `<p style="font-size:13px">${inHtml(small)}</p>`,
      '</body></html>',
    ].join('\n'),
  };
}

function inHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
