import { type FormInput, formCard } from '../form-card.ts';
import { spokenTime } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import { type Texts, textsIn } from '../language/texts.ts';
import { noticeCard, type Press } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import type { Agenda } from './agenda.ts';
import { managePress } from './agenda-cards.ts';
import { headingOf } from './agenda-forms.ts';
import { type AgendaPress, agendaPurposes, agendaVerbs } from './agenda-verbs.ts';
import { isAsked } from './approval.ts';
import { type ChannelChoice, channelsByTeam } from './channel-inputs.ts';
import { isTrouble, type PostReport } from './delivery-report.ts';
import { channelNames } from './heading.ts';
import { longestWord } from './limits.ts';
import { type AgendaCardDeps, postCard } from './post-cards.ts';
import { currentChannels, type PostChosen, planMark } from './posting.ts';
import type { Readers } from './readers.ts';

/** A channel with how many can see what is posted there. */
export interface SeenChannel extends ChannelChoice {
  /** Without its team. */
  name: string;
  audience?: { members: number; guests: number };
}

const mostSingle = 12;

/** Each channel's name and how many can see it, guests marked; a line for each team where there are many. */
function audienceLines(channels: SeenChannel[], texts: Texts): string[] {
  if (channels.length <= mostSingle)
    return channels.map(({ title, audience }) =>
      audience
        ? texts.agendaAudience(asPlain(title), audience.members, audience.guests)
        : texts.agendaAudienceUnknown(asPlain(title)),
    );
  const short = ({ name, audience }: SeenChannel) =>
    audience ? texts.agendaAudienceShort(asPlain(name), audience.members, audience.guests) : asPlain(name);
  return channelsByTeam(channels).map(({ team, channels: own }) => `${asPlain(team)}: ${own.map(short).join(', ')}`);
}

/** The post as it will look, where it goes and who can see it. Nothing is sent before the yes. */
export function publishPreview(
  deps: AgendaCardDeps,
  agenda: Agenda,
  channels: SeenChannel[],
  now: Date,
  note = '',
): CardMessage {
  const { language, plan } = agenda;
  const texts = textsIn(language);
  const shown = planMark(agenda);
  const press = managePress(deps, agenda, { plan: shown });
  const atOnce = managePress(deps, agenda, { plan: shown, atOnce: true });
  const buttons: Press[] = [
    { title: texts.agendaPublishNow, verb: agendaVerbs.publishYes, press: atOnce },
    // Without a time the form is where one is chosen.
    { title: texts.agendaPublishAt, verb: plan?.at ? agendaVerbs.publishYes : agendaVerbs.publish, press },
    { title: texts.agendaEdit, verb: agendaVerbs.publish, press },
  ];
  const post = postCard(deps, { ...withoutPosted(agenda), state: 'draft' }, now);
  const guests = channels.some((c) => (c.audience?.guests ?? 0) > 0);
  return {
    ...post,
    summary: `${texts.agendaPreview} ${post.summary}`,
    data: {
      ...post.data,
      warning: [
        note || texts.agendaPreview,
        ...audienceLines(channels, texts),
        plan?.at ? texts.agendaPlanned(spokenTime(plan.at, language)) : '',
        plan?.approver ? texts.agendaWaitsFor(asPlain(plan.approver.name)) : '',
      ]
        .filter(Boolean)
        .join('\n\n'),
      small: guests ? texts.agendaNoChild : post.data.small,
      presses: deps.forms === 'dialog' ? [] : buttons,
      submits: deps.forms === 'dialog' ? buttons : [],
      dialogs: [],
      opens: [],
    },
  };
}

/** Whoever has to approve sees the post, where it goes and when. `last`: it is the message of the last question. */
export function approvalCard(
  deps: AgendaCardDeps,
  agenda: Agenda,
  now: Date,
  objectId: string,
  last: boolean,
  note = '',
): CardMessage {
  const { language, approval, version, kommune, id } = agenda;
  const texts = textsIn(language);
  const open = last && isAsked(agenda) && approval?.of.objectId === objectId;
  const theirs = last && approval?.of.objectId === objectId && approval.state !== 'asked' ? approval.state : 'over';
  const press = deps.signer.sign(agendaPurposes.approve, { kommune, id, version } satisfies AgendaPress);
  // As it will stand there, and not as it stands there now.
  const post = postCard(deps, { ...withoutPosted(agenda), state: 'draft' }, now);
  const accept = { title: texts.agendaAccept, verb: agendaVerbs.approve, press };
  const reject = { title: texts.agendaReject, verb: agendaVerbs.approveNo, press };
  const isDialog = deps.forms === 'dialog';
  return {
    ...post,
    summary: texts.agendaApproveTitle(post.summary),
    data: {
      ...post.data,
      warning: open
        ? [note, approvalText(agenda, texts)].filter(Boolean).join('\n\n')
        : texts.agendaApproveDone[theirs],
      presses: open ? (isDialog ? [accept] : [accept, reject]) : [],
      dialogs: open && isDialog ? [reject] : [],
      opens: [],
    },
  };
}

function withoutPosted({ posted: _, ...agenda }: Agenda): Agenda {
  return agenda;
}

function approvalText(agenda: Agenda, texts: Texts): string {
  const { approval, plan, language } = agenda;
  if (approval?.what === 'update')
    return texts.agendaApproveUpdate(
      channelNames(
        currentChannels(agenda).map((c) => c.channel),
        language,
      ),
    );
  const time = plan?.at ? spokenTime(plan.at, language) : '';
  return texts.agendaApproveText(channelNames(plan?.channels ?? [], language), time);
}

/** A no, with a word if there is one. */
export function refusalForm(deps: AgendaCardDeps, agenda: Agenda, press: string, faults: string[] = []): CardMessage {
  const texts = textsIn(agenda.language);
  return formCard(
    {
      title: texts.agendaApproveNo,
      lead: headingOf(agenda),
      warning: texts.agendaNoChild,
      faults,
      inputs: [{ kind: 'text', id: 'word', label: texts.agendaApproveWord, value: '', most: longestWord }],
      sends: [{ title: texts.agendaReject, verb: agendaVerbs.approveNoSend, press }],
      dialog: deps.forms === 'dialog',
    },
    agenda.language,
  );
}

const mostListed = 30;
// The rest comes into the list as these are seen to.
const mostToChoose = 100;

/** A post of the report, in a choice: the number of its channel, and which of the posts sent there. */
export const chosenValue = ({ index, turn }: PostChosen) => `${index}.${turn}`;

/** What became of each post, who of the body has not read it, and what the author can do about it. */
export function reportCard(
  deps: AgendaCardDeps,
  agenda: Agenda,
  report: PostReport[],
  { read, earlier, missing, unreached }: Readers,
): CardMessage {
  const { language } = agenda;
  const texts = textsIn(language);
  const press = managePress(deps, agenda);
  const trouble = report.filter(isTrouble);
  const withdrawn = agenda.state === 'withdrawn';
  const canDecide = agenda.state === 'posted';
  const said = withdrawn ? texts.agendaReportWithdrawn : texts.agendaReportStates;
  // What needs somebody's eye comes first.
  const order = [...trouble, ...report.filter((r) => !trouble.includes(r))];
  const named = (label: string, names: string[]) => {
    const more = names.length > mostListed ? [texts.agendaReportMore(names.length - mostListed)] : [];
    const listed = [...names.slice(0, mostListed).map(asPlain), ...more].join(', ');
    return names.length > 0 ? [`${label}: ${listed}`] : [];
  };
  const line = ({ title, state, nextAt }: PostReport) =>
    `**${asPlain(title)}**: ${said[state]}${nextAt ? `, ${texts.agendaReportNext(spokenTime(nextAt, language))}` : ''}`;
  const there = report.filter((r) => r.state === 'posted' || r.state === 'updating' || r.state === 'there').length;
  const lines = [
    texts.agendaReportSum(there, report.length),
    ...order.slice(0, mostListed).map(line),
    ...(order.length > mostListed ? [texts.agendaReportMore(order.length - mostListed)] : []),
    texts.agendaReportReads(read.length),
    ...(earlier.length > 0 ? [texts.agendaReportEarlier(earlier.length)] : []),
    ...named(
      texts.agendaReportMissing,
      missing.map((m) => m.name),
    ),
    ...named(texts.agendaReportUnreached, unreached),
  ];
  const inputs: FormInput[] =
    trouble.length > 0 && canDecide
      ? [
          {
            kind: 'choice',
            id: 'channel',
            label: texts.agendaReportWhich,
            value: chosenValue(trouble[0]!),
            choices: trouble.slice(0, mostToChoose).map((r) => ({ title: r.title, value: chosenValue(r) })),
          },
        ]
      : [];
  return formCard(
    {
      title: `${texts.agendaReport}: ${headingOf(agenda)}`,
      lead: lines.map((l) => `- ${l}`).join('\r'),
      inputs,
      sends: [
        { title: texts.agendaReportRefresh, verb: agendaVerbs.report, press },
        ...(trouble.length > 0 && canDecide
          ? [{ title: texts.agendaReportAgain, verb: agendaVerbs.reportAgain, press }]
          : []),
        ...(canDecide && trouble.some((r) => r.state === 'unknown')
          ? [{ title: texts.agendaReportThere, verb: agendaVerbs.reportThere, press }]
          : []),
        ...(missing.length > 0 && agenda.state === 'posted'
          ? [{ title: texts.agendaNudge(missing.length), verb: agendaVerbs.nudge, press }]
          : []),
      ],
      dialog: false,
    },
    language,
  );
}

/** A single line to one person: they have not read it yet. */
export function nudgeCard(deps: AgendaCardDeps, agenda: Agenda, now: Date): CardMessage {
  const post = postCard(deps, agenda, now);
  const texts = textsIn(agenda.language);
  if (agenda.state !== 'posted') return noticeCard({ title: post.summary }, agenda.language);
  const warning = texts.agendaNudgeTitle(asPlain(agenda.title));
  return { ...post, summary: warning, data: { ...post.data, warning } };
}
