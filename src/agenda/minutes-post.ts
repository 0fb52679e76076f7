import { spokenDay, spokenTime } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import { textsIn } from '../language/texts.ts';
import { type Group, noticeCard, type Press } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import type { Agenda } from './agenda.ts';
import { managePress } from './agenda-cards.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { agendaPurposes, agendaVerbs, type ChannelPress } from './agenda-verbs.ts';
import { inPages, type PageOf } from './channel-view.ts';
import { channelNames } from './heading.ts';
import { mostItems } from './limits.ts';
import { type Marks, marksOf } from './merge-edit.ts';
import { minutesGroups } from './minutes-lines.ts';
import type { AgendaCardDeps } from './post-cards.ts';
import { currentChannels } from './posting.ts';

/** The approved minutes, in the threads; `page` from 1. Of a closed item the number only. */
export function minutesPost(deps: AgendaCardDeps, agenda: Agenda, page = 1): CardMessage {
  const { kommune, id, language } = agenda;
  const shown = pageOf(agenda, page);
  const press = deps.signer.sign(agendaPurposes.channel, { kommune, id, page: next(shown) } satisfies ChannelPress);
  const turn = { title: textsIn(language).agendaShowPage(next(shown)), verb: agendaVerbs.minutesPage, press };
  return noticeCard({ ...minutesNotice(agenda, shown), presses: shown.of > 1 ? [turn] : [] }, language);
}

/** The minutes as they will look, and the channels that they go to. Nothing is locked or sent before the yes. */
export function minutesPreview(deps: AgendaCardDeps, agenda: Agenda, page = 1, note = ''): CardMessage {
  const { language } = agenda;
  const texts = textsIn(language);
  const shown = pageOf(agenda, page);
  const press = managePress(deps, agenda, { base: minutesVersion(agenda) });
  const turn = managePress(deps, agenda, { page: next(shown) });
  const buttons: Press[] = [
    { title: texts.agendaMinutesApproveYes, verb: agendaVerbs.minutesApproveYes, press },
    ...(shown.of > 1
      ? [{ title: texts.agendaShowPage(next(shown)), verb: agendaVerbs.minutesPreview, press: turn }]
      : []),
  ];
  const channels = currentChannels(agenda).map(({ channel }) => channel);
  const listed = channelNames(channels, language);
  const where = listed ? texts.agendaMinutesWhere(channels.length, listed) : texts.agendaMinutesNowhere;
  const notice = minutesNotice(agenda, shown);
  return noticeCard(
    {
      ...notice,
      summary: `${texts.agendaMinutesApprove}: ${notice.title}`,
      warning: [note, texts.agendaMinutesApproveAsk, where].filter(Boolean).join('\n\n'),
      ...(deps.forms === 'dialog' ? { submits: buttons } : { presses: buttons }),
    },
    language,
  );
}

/** Marks of all that is approved with the minutes. */
export function minutesVersion({ minutes, title, date, items }: Agenda): Marks {
  return marksOf({ minutes, agenda: [title, date, items] });
}

function minutesNotice(agenda: Agenda, { number, of, items }: PageOf<Group>) {
  const { language, title, date, minutes } = agenda;
  const texts = textsIn(language);
  const approved = minutes?.approved;
  const status = [
    approved
      ? agendaTextsIn(language).agendaApprovedBy(asPlain(approved.by.name), spokenTime(approved.at, language))
      : '',
    of > 1 ? texts.agendaOf(number, of) : '',
  ];
  return {
    title: texts.agendaMinutesPosted(texts.agendaPostedTitle(asPlain(title), spokenDay(date, language))),
    text: status.filter(Boolean).join(' '),
    groups: items,
    small: texts.limits,
  };
}

// A message takes 80 KB of UTF-16 (facts A1), and the preview names the channels too. Most minutes are one page: many items
// have a line each.
const pageBytes = 40_000;
const mostOnPage = mostItems + 2;
// What a card wraps around a group and around each of its lines.
const aroundGroup = 300;
const aroundLine = 120;

function groupBytes(group: Group): number {
  return 2 * (JSON.stringify(group).length + aroundGroup + group.lines.length * aroundLine);
}

function pageOf(agenda: Agenda, page: number): PageOf<Group> {
  const pages = inPages(minutesGroups(agenda), groupBytes, pageBytes, mostOnPage);
  return pages[Math.min(Math.max(page, 1), pages.length) - 1]!;
}

function next({ number, of }: PageOf<Group>): number {
  return number < of ? number + 1 : 1;
}
