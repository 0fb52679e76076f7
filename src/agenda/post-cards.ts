import { spokenDay, spokenTime } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import { type Texts, textsIn } from '../language/texts.ts';
import { type Fact, type Group, noticeCard, type Press } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import type { Signer } from '../signing.ts';
import { type Structure, titleOf } from '../structure/structure.ts';
import type { Agenda, ChannelView } from './agenda.ts';
import type { AgendaChanges } from './agenda-changes.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { agendaPurposes, agendaVerbs, type CallPress, type ChannelPress } from './agenda-verbs.ts';
import { channelView, pagesOf } from './channel-view.ts';
import { headingOf } from './heading.ts';
import { channelLine, numbered } from './item-lines.ts';
import { isOpenForProposals } from './proposal-rules.ts';
import { consultants } from './recipients.ts';
import { spokenClock } from './times.ts';

export interface AgendaCardDeps {
  structure: Structure;
  signer: Signer;
  forms: 'dialog' | 'chat';
  /** Address of the calendar file of an agenda; undefined when the bot has no address of its own. */
  calendarUrl(agenda: Agenda): string | undefined;
}

/** The agenda as everybody in a channel sees it; `page` from 1. Made of the channel view only. */
export function postCard(deps: AgendaCardDeps, agenda: Agenda, now: Date, page = 1): CardMessage {
  const { language, posted } = agenda;
  const texts = textsIn(language);
  const view = posted?.view ?? channelView(agenda);
  const title = headingOf({ ...agenda, title: view.title, date: view.date });
  if (agenda.state === 'withdrawn') return withdrawnPost(agenda);
  const pages = pagesOf(view);
  const shown = pages[Math.min(Math.max(page, 1), pages.length) - 1]!;
  const changed = Object.keys(posted?.marks ?? {}).length > 0;
  return {
    template: 'agenda-post',
    summary: title,
    data: {
      ...{ lang: language, speak: title, warning: '', title, submits: [], links: [] },
      lead: [agendaTextsIn(language).agenda, titleOf(deps.structure, view.body)]
        .filter((part) => part !== view.title)
        .join(' · '),
      status: [
        changed && posted ? texts.agendaUpdated(spokenTime(posted.at, language)) : '',
        pages.length > 1 ? texts.agendaOf(shown.number, shown.of) : '',
      ]
        .filter(Boolean)
        .join(' · '),
      facts: meetingFacts(view, agenda, texts),
      items: shown.items.map((item) => channelLine(item, posted?.marks[item.id], language)),
      small: texts.limits,
      ...channelButtons(deps, agenda, texts, now, pages.length, shown.number),
    },
  };
}

/** What stands in the place of a post that was taken back. */
export function withdrawnPost({ language, posted, title, date }: Agenda): CardMessage {
  const texts = textsIn(language);
  const heading = texts.agendaPostedTitle(
    asPlain(posted?.view.title ?? title),
    spokenDay(posted?.view.date ?? date, language),
  );
  return noticeCard({ title: texts.agendaWithdrawnPost(heading) }, language);
}

/** When, where, who leads, and until when items are taken. */
export function meetingFacts(view: ChannelView, agenda: Pick<Agenda, 'language' | 'deadline'>, texts: Texts): Fact[] {
  const { language, deadline } = agenda;
  const agendaTexts = agendaTextsIn(language);
  const end = view.end ? `-${spokenClock(view.end)}` : '';
  const facts = [
    {
      title: texts.beredskabAt,
      value: `${spokenDay(view.date, language)} ${language === 'da' ? 'kl.' : 'at'} ${spokenClock(view.start)}${end}`,
    },
    {
      title: agendaTexts.agendaPlace,
      value: [view.place ? asPlain(view.place) : '', view.online ? agendaTexts.agendaOnline : '']
        .filter(Boolean)
        .join(' · '),
    },
    { title: agendaTexts.agendaChair, value: asPlain(view.chair ?? '') },
    { title: texts.agendaDeadline, value: deadline ? spokenTime(deadline, language) : '' },
  ];
  return facts.filter((f) => f.value !== '');
}

function channelButtons(deps: AgendaCardDeps, agenda: Agenda, texts: Texts, now: Date, pages: number, page: number) {
  const { signer, forms } = deps;
  const { kommune, id, posted } = agenda;
  const version = posted?.version;
  const press = (more: Partial<ChannelPress> = {}) =>
    signer.sign(agendaPurposes.channel, { kommune, id, ...(version && { version }), ...more } satisfies ChannelPress);
  const call = signer.sign(agendaPurposes.call, { kommune, id } satisfies CallPress);
  const next = page < pages ? page + 1 : 1;
  const propose: Press[] = isOpenForProposals(agenda, now)
    ? [{ title: texts.agendaPropose, verb: agendaVerbs.propose, press: call }]
    : [];
  const calendar = deps.calendarUrl(agenda);
  const join = agenda.posted?.view.joinUrl ?? agenda.joinUrl;
  return {
    presses: [
      ...(forms === 'chat' ? propose : []),
      { title: texts.agendaRead, verb: agendaVerbs.read, press: press() },
      ...(pages > 1
        ? [{ title: texts.agendaShowPage(next), verb: agendaVerbs.page, press: press({ page: next }) }]
        : []),
    ],
    dialogs: forms === 'dialog' ? propose : [],
    opens: [
      ...(calendar ? [{ title: texts.agendaCalendar, url: calendar }] : []),
      ...(join ? [{ title: agendaTextsIn(agenda.language).agendaJoin, url: join }] : []),
    ],
  };
}

/** The call for items, in a channel or to somebody who is asked: `of`, by object id. */
export function callCard(
  deps: AgendaCardDeps,
  agenda: Agenda,
  now: Date,
  to: 'channel' | 'member' | 'reminder',
  of = '',
): CardMessage {
  const { language, title, date, deadline, kommune, id } = agenda;
  const texts = textsIn(language);
  const open = isOpenForProposals(agenda, now);
  const as = agenda.collecting?.members.find((m) => m.objectId === of)?.as;
  const press = deps.signer.sign(agendaPurposes.call, { kommune, id } satisfies CallPress);
  const propose = { title: texts.agendaPropose, verb: agendaVerbs.propose, press };
  const nothing = { title: texts.agendaNothing, verb: agendaVerbs.nothing, press };
  const leads = { channel: '', member: askLead(deps, as, texts), reminder: texts.agendaAskReminder };
  const own = to === 'channel' ? [] : [nothing];
  return noticeCard(
    {
      lead: leads[to],
      title: texts.agendaCallTitle(asPlain(title), spokenDay(date, language)),
      text: open && deadline ? texts.agendaCallText(spokenTime(deadline, language)) : callEnd(agenda, texts),
      groups: open && as === consultants ? [soFar(agenda, texts)] : [],
      small: texts.agendaNoChild,
      ...(open && (deps.forms === 'dialog' ? { dialogs: [propose], presses: own } : { presses: [propose, ...own] })),
    },
    language,
  );
}

/** Why somebody is asked. */
function askLead({ structure }: AgendaCardDeps, as: string | undefined, texts: Texts): string {
  if (!as) return texts.agendaAskLead;
  return as === consultants ? texts.agendaAskConsultant : texts.agendaAskFrom(asPlain(titleOf(structure, as)));
}

function callEnd({ state }: Agenda, texts: Texts): string {
  return state === 'deleted' ? texts.agendaCallCancelled : texts.agendaCallOver;
}

/** SSP-konsulenter see beforehand what is on the agenda: no more of a closed item than a channel sees. */
function soFar(agenda: Agenda, texts: Texts): Group {
  const { agendaClosed } = agendaTextsIn(agenda.language);
  const lines = channelView(agenda).items.map((item) =>
    numbered(item.number, item.closed ? agendaClosed : asPlain(item.title)),
  );
  return { label: texts.agendaAskSoFar, lines };
}

/** Below a post: what a large change was about. Removed items are named by number only: their words may be why they went. */
export function changeNotice({ language, posted }: Agenda): CardMessage {
  const lines = posted?.notice ?? [];
  return noticeCard({ title: textsIn(language).agendaNotice, groups: [{ label: '', lines }] }, language);
}

/** What differs, in short lines that hold no word of a closed item. */
export function changeLines(
  { facts, added, removed, changed, moved }: AgendaChanges,
  language: Agenda['language'],
): string[] {
  const texts = textsIn(language);
  const said = texts.agendaNoticeLines;
  const fields = agendaTextsIn(language).agendaFields;
  const numbers = (items: { number: number }[]) => items.map((i) => i.number).join(', ');
  return [
    ...(facts.length > 0 ? [said.facts(facts.map((f) => fields[f.field]).join(', '))] : []),
    ...(added.length > 0 ? [said.added(numbers(added))] : []),
    ...(removed.length > 0 ? [said.removed(numbers(removed))] : []),
    ...(changed.length > 0 ? [said.changed(numbers(changed.map((c) => c.item)))] : []),
    ...(moved.length > 0 ? [said.moved(numbers(moved.map((m) => m.item)))] : []),
  ];
}
