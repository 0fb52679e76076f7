import type { Slot } from '../delivery/work-item.ts';
import { asPlain } from '../language/plain-text.ts';
import { textsIn } from '../language/texts.ts';
import type { Fact } from '../notice-card.ts';
import type { CalendarFile, Mail } from '../ports.ts';
import type { Structure } from '../structure/structure.ts';
import { type Beredskab, type Called, isOver, personOfNumber } from './beredskab.ts';
import { answerText } from './call-card.ts';
import { meaningOf, personOfSlot, type SlotKind } from './slots.ts';
import { factsOf, subjectOf, titleOfCall, whereText } from './wording.ts';

export interface MailDeps {
  structure: Structure;
  /** The signed address of somebody's answer page; undefined when the bot has no address of its own. */
  answerUrl(beredskab: Beredskab, person: Called): string | undefined;
}

type MailKind = keyof ReturnType<typeof textsIn>['mailSubjects'];

/** The mail of a slot, for people outside the tenant or without the app. In Danish. Undefined: nothing is to be said. */
export function mailOf(deps: MailDeps, beredskab: Beredskab, slot: Slot): Mail | undefined {
  const { kind, number, turn } = meaningOf(slot);
  if (kind === 'followup') return followUpMail(deps, beredskab, slot, number);
  const person = personOfSlot(beredskab, slot);
  if (!person?.email || isOutdated(beredskab, kind)) return undefined;
  const subject = mailKind(kind, turn);
  if (!subject) return undefined;
  const texts = textsIn('da');
  const title = titleOfCall(deps.structure, beredskab);
  const url = isOver(beredskab) ? undefined : deps.answerUrl(beredskab, person);
  const { joinUrl } = isOver(beredskab) ? {} : (beredskab.online ?? {});
  const links = [
    ...(url ? [{ title: texts.mailAnswer, value: url }] : []),
    ...(joinUrl ? [{ title: texts.mailJoin, value: joinUrl }] : []),
  ];
  const calendar = calendarOf(deps.structure, beredskab, kind, url);
  return {
    id: `${beredskab.id}.${slot.name.replace(/ /g, '-')}.${slot.wanted}`,
    to: { name: person.name, address: person.email },
    subject: texts.mailSubjects[subject](subjectOf(deps.structure, beredskab)),
    ...bodyOf(
      title,
      answerText(beredskab, person, texts),
      factsOf(deps.structure, beredskab, beredskab.coordinator.name, 'da'),
      links,
    ),
    ...(calendar && { calendar }),
  };
}

/** A reminder that was still waiting when it was all over is not sent any more. */
function isOutdated(beredskab: Beredskab, kind: SlotKind): boolean {
  return isOver(beredskab) && kind !== 'off' && kind !== 'closed';
}

function mailKind(kind: SlotKind, turn: number): MailKind | undefined {
  if (kind === 'call') return turn > 0 ? 'moved' : 'call';
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
  const place = [whereText(beredskab, textsIn('da')), online?.joinUrl ?? ''].filter(Boolean).join(' · ');
  return {
    method: kind === 'off' ? 'CANCEL' : 'REQUEST',
    uid: `${id}@ssp-bot`,
    sequence,
    start: new Date(start),
    end: new Date(end),
    title: subjectOf(structure, beredskab),
    // No reason: a calendar is read by more people than the mail.
    description: url ? `${textsIn('da').mailAnswer}: ${url}` : '',
    ...(place && { place }),
  };
}

function followUpMail({ structure }: MailDeps, beredskab: Beredskab, slot: Slot, index: number): Mail | undefined {
  const followUp = beredskab.followUps[index];
  const owner = followUp && personOfNumber(beredskab, followUp.person);
  if (!followUp || !owner?.email) return undefined;
  const texts = textsIn('da');
  const title = texts.followUpTitle(beredskab.reference);
  return {
    id: `${beredskab.id}.${slot.name.replace(/ /g, '-')}.${slot.wanted}`,
    to: { name: owner.name, address: owner.email },
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
