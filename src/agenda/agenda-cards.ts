import { spokenTime } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import { type Texts, textsIn } from '../language/texts.ts';
import { type Group, noticeCard, type Press } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import { titleOf } from '../structure/structure.ts';
import type { Agenda, ChannelItem } from './agenda.ts';
import { type AgendaChanges, changesBetween, isLargeChange } from './agenda-changes.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { type AgendaPress, agendaPurposes, agendaVerbs } from './agenda-verbs.ts';
import { isAsked } from './approval.ts';
import { channelView } from './channel-view.ts';
import { channelNames, headingOf } from './heading.ts';
import { authorLine, numbered } from './item-lines.ts';
import { isWritten } from './minutes.ts';
import { minutesSummary } from './minutes-lines.ts';
import { type AgendaCardDeps, meetingFacts } from './post-cards.ts';
import { currentChannels } from './posting.ts';
import { spokenClock, timesOf } from './times.ts';

/** The card of whoever writes an agenda: where it stands, its items with clock times, and what can be done next. */
export function agendaCard(deps: AgendaCardDeps, agenda: Agenda): CardMessage {
  const { language } = agenda;
  const texts = textsIn(language);
  const agendaTexts = agendaTextsIn(language);
  const heading = headingOf(agenda);
  const status = statusText(agenda, texts);
  return noticeCard(
    {
      lead: [agendaTexts.agenda, titleOf(deps.structure, agenda.body)].join(' · '),
      title: heading,
      text: status,
      facts: meetingFacts(channelView(agenda), agenda, texts),
      groups: [...itemGroups(agenda, texts), ...minutesSummary(agenda)],
      warning: overText(agenda),
      small: texts.agendaNoChild,
      ...buttonsOf(deps, agenda, texts),
      summary: `${heading}. ${status}`,
    },
    language,
  );
}

/** The items under the headings of their sections, as the exported paper has them. */
function itemGroups(agenda: Agenda, texts: Texts): Group[] {
  const { items, language } = agenda;
  if (items.length === 0) return [{ label: '', lines: [texts.agendaNoItems] }];
  const times = timesOf(agenda);
  const lines = items.map((item, i) => {
    const time = times.items.get(item.id);
    return {
      section: item.section,
      line: authorLine(item, i + 1, time ? spokenClock(time.start) : '', texts, language),
    };
  });
  return [...Map.groupBy(lines, ({ section }) => section)].map(([section, of]) => {
    return { label: agendaTextsIn(language).agendaSections[section], lines: of.map(({ line }) => line) };
  });
}

function overText(agenda: Agenda): string {
  const { overMinutes } = timesOf(agenda);
  return overMinutes > 0 ? agendaTextsIn(agenda.language).agendaOver(overMinutes, spokenClock(agenda.end!)) : '';
}

/** The author's card of an agenda that was thrown away. */
export function discardedCard(agenda: Agenda): CardMessage {
  const { language } = agenda;
  return noticeCard({ lead: headingOf(agenda), title: textsIn(language).agendaDeleted }, language);
}

/** In one line where the agenda stands. */
export function statusText(agenda: Agenda, texts: Texts): string {
  const { state, publishAt, approval, heldBack, posted, version, language } = agenda;
  const parts = [
    agendaTextsIn(language).agendaStates[state],
    publishAt && approval?.state !== 'asked' ? texts.agendaPlanned(spokenTime(publishAt, language)) : '',
    isAsked(agenda) ? texts.agendaWaitsFor(asPlain(approval!.of.name)) : '',
    approval?.state === 'refused' ? texts.agendaRefusedBy(asPlain(approval.of.name), asPlain(approval.word ?? '')) : '',
    approval?.state === 'given' ? texts.agendaApprovedForPosting(asPlain(approval.of.name)) : '',
    heldBack ? texts.agendaHeldBack : '',
    state === 'posted' && posted && posted.version < version ? texts.agendaPending : '',
  ];
  return parts.filter(Boolean).join(' · ');
}

/** What can be done in this state. What opens a form is a dialog where forms are dialogs. */
function buttonsOf(deps: AgendaCardDeps, agenda: Agenda, texts: Texts): Record<'presses' | 'dialogs', Press[]> {
  const press = managePress(deps, agenda);
  const form = (title: string, verb: string) => ({ title, verb, press, form: true });
  const plain = (title: string, verb: string) => ({ title, verb, press, form: false });
  const all = {
    draft: agenda.publishAt
      ? [plain(texts.agendaPlanCancel, agendaVerbs.planCancel), form(texts.agendaEdit, agendaVerbs.edit)]
      : [
          form(texts.agendaAddItem, agendaVerbs.addItem),
          form(texts.agendaEdit, agendaVerbs.edit),
          form(texts.agendaCollect, agendaVerbs.collect),
          form(texts.agendaPublish, agendaVerbs.publish),
          form(texts.agendaDelete, agendaVerbs.delete),
        ],
    posted: [
      form(texts.agendaUpdate, agendaVerbs.updateSee),
      form(texts.agendaWithdraw, agendaVerbs.withdraw),
      plain(texts.agendaReport, agendaVerbs.reportOpen),
      plain(texts.agendaWriteMinutes, agendaVerbs.minutes),
    ],
    withdrawn: [
      form(texts.agendaEdit, agendaVerbs.edit),
      form(texts.agendaPublish, agendaVerbs.publish),
      form(texts.agendaDelete, agendaVerbs.delete),
      plain(texts.agendaReport, agendaVerbs.reportOpen),
    ],
    minuted: [
      form(texts.agendaMinutesItem, agendaVerbs.minutesItem),
      form(texts.agendaMinutesPeople, agendaVerbs.minutesPeople),
      // A card takes six buttons: as long as nothing is written there is nothing to approve.
      isWritten(agenda)
        ? form(texts.agendaMinutesApprove, agendaVerbs.minutesApprove)
        : plain(texts.agendaMinutesUndo, agendaVerbs.minutesUndo),
      ...(agenda.posted
        ? [form(texts.agendaWithdraw, agendaVerbs.withdraw), plain(texts.agendaReport, agendaVerbs.reportOpen)]
        : []),
    ],
    approved: [plain(texts.agendaReport, agendaVerbs.reportOpen)],
    deleted: [],
  }[agenda.state];
  const buttons = [...all, plain(texts.agendaExport, agendaVerbs.export)];
  const asDialog = (b: (typeof buttons)[number]) => b.form && deps.forms === 'dialog';
  const bare = ({ title, verb, press: signed }: (typeof buttons)[number]): Press => ({ title, verb, press: signed });
  return {
    presses: buttons.filter((b) => !asDialog(b)).map(bare),
    dialogs: buttons.filter(asDialog).map(bare),
  };
}

/** The signed text of a consultant's button. */
export function managePress({ signer }: AgendaCardDeps, agenda: Agenda, more: Partial<AgendaPress> = {}): string {
  const { kommune, id, version, nudges } = agenda;
  return signer.sign(agendaPurposes.manage, { kommune, id, version, times: nudges, ...more } satisfies AgendaPress);
}

/** After an edit: on to the next item, or back to the agenda; in a dialog that stands behind it. */
export function savedCard(deps: AgendaCardDeps, agenda: Agenda, text = ''): CardMessage {
  const texts = textsIn(agenda.language);
  const press = managePress(deps, agenda);
  const add = { title: texts.agendaAddItem, verb: agendaVerbs.addItem, press };
  const see = { title: texts.agendaSeeOne, verb: agendaVerbs.show, press };
  const buttons = deps.forms === 'dialog' ? { submits: [add] } : { presses: [add, see] };
  return noticeCard({ lead: headingOf(agenda), title: texts.agendaSaved, text, ...buttons }, agenda.language);
}

/** What differs, in the author's own words; of a closed item the number only, as in the posts. */
function authorChangeLines(changes: AgendaChanges, language: Agenda['language']): string[] {
  const texts = textsIn(language);
  const said = texts.agendaNoticeLines;
  const fields = agendaTextsIn(language).agendaFields;
  const named = (item: ChannelItem) => (item.closed ? String(item.number) : numbered(item.number, asPlain(item.title)));
  return [
    ...(changes.facts.length > 0 ? [said.facts(changes.facts.map((f) => fields[f.field]).join(', '))] : []),
    ...changes.added.map((item) => said.added(named(item))),
    ...changes.removed.map((item) => said.removed(named(item))),
    ...changes.changed.map(
      ({ item, fields: own }) => `${said.changed(named(item))}: ${own.map((f) => fields[f]).join(', ')}`,
    ),
    ...changes.moved.map(({ item }) => said.moved(named(item))),
  ];
}

/** Before the posts are changed: what differs, where they stand, and whether it will be said in the threads. */
export function updatePreview(deps: AgendaCardDeps, agenda: Agenda): CardMessage {
  const { language, posted } = agenda;
  const texts = textsIn(language);
  const changes = posted && changesBetween(posted.view, channelView(agenda));
  const lines = changes ? authorChangeLines(changes, language) : [];
  const channels = channelNames(
    currentChannels(agenda).map((c) => c.channel),
    language,
  );
  const press = managePress(deps, agenda);
  const edit = { title: texts.agendaEdit, verb: agendaVerbs.edit, press };
  const add = { title: texts.agendaAddItem, verb: agendaVerbs.addItem, press };
  const yes = { title: texts.agendaUpdateYes, verb: agendaVerbs.updateYes, press };
  const buttons = lines.length > 0 ? [yes, edit, add] : [edit, add];
  return noticeCard(
    {
      title: texts.agendaUpdate,
      text:
        lines.length > 0
          ? [
              texts.agendaUpdateText,
              changes && isLargeChange(changes) ? texts.agendaUpdateLarge : '',
              texts.agendaUpdateWhere(channels),
            ]
              .filter(Boolean)
              .join(' ')
          : texts.agendaUpdateNothing,
      groups: [{ label: '', lines }],
      ...(deps.forms === 'dialog' ? { submits: buttons } : { presses: buttons }),
    },
    language,
  );
}
