import type { FormInput } from '../form-card.ts';
import { formCard } from '../form-card.ts';
import { spokenTime } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import { textsIn } from '../language/texts.ts';
import { noticeCard, type Press } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import type { Agenda } from './agenda.ts';
import { managePress } from './agenda-cards.ts';
import { headingOf } from './agenda-forms.ts';
import { agendaPurposes, agendaVerbs } from './agenda-verbs.ts';
import type { PostReport } from './delivery-report.ts';
import { type AgendaCardDeps, postCard } from './post-cards.ts';
import type { Read } from './reads-store.ts';

/** A channel with how many can see what is posted there. */
export interface SeenChannel {
  title: string;
  audience?: { members: number; guests: number };
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
  const press = managePress(deps, agenda);
  const yes = { title: plan?.at ? texts.agendaPublishAt : texts.agendaPublishNow, verb: agendaVerbs.publishYes, press };
  const buttons: Press[] = [yes, { title: texts.agendaEdit, verb: agendaVerbs.publish, press }];
  const post = postCard(deps, { ...agenda, state: 'draft' }, now);
  const audience = channels.map(({ title, audience: seen }) =>
    seen
      ? texts.agendaAudience(asPlain(title), seen.members, seen.guests)
      : texts.agendaAudienceUnknown(asPlain(title)),
  );
  const guests = channels.some((c) => (c.audience?.guests ?? 0) > 0);
  return {
    ...post,
    summary: `${texts.agendaPreview} ${post.summary}`,
    data: {
      ...post.data,
      warning: [
        note || texts.agendaPreview,
        ...audience,
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

/** Whoever has to approve sees the post and where it goes. */
export function approvalCard(deps: AgendaCardDeps, agenda: Agenda, now: Date, objectId: string): CardMessage {
  const { language, approval, plan, channels } = agenda;
  const texts = textsIn(language);
  const titles = (plan?.channels ?? channels).map((c) => asPlain(c.title)).join(', ');
  const open = approval?.state === 'asked' && approval.of.objectId === objectId && agenda.publishAt !== undefined;
  const theirs = approval?.of.objectId === objectId && approval.state !== 'asked' ? approval.state : 'over';
  const press = deps.signer.sign(agendaPurposes.approve, { kommune: agenda.kommune, id: agenda.id });
  const post = postCard(deps, { ...agenda, state: 'draft' }, now);
  return {
    ...post,
    summary: texts.agendaApproveTitle(post.summary),
    data: {
      ...post.data,
      warning: open ? texts.agendaApproveText(titles) : texts.agendaApproveDone[theirs],
      presses: open
        ? [
            { title: texts.agendaAccept, verb: agendaVerbs.approve, press },
            { title: texts.agendaReject, verb: agendaVerbs.approveNo, press },
          ]
        : [],
      dialogs: [],
      opens: [],
    },
  };
}

const mostListed = 30;

/** What became of each post, who of the body has not read it, and what the author can do about it. */
export function reportCard(
  deps: AgendaCardDeps,
  agenda: Agenda,
  report: PostReport[],
  reads: Read[],
  missing: { name: string }[],
): CardMessage {
  const { language } = agenda;
  const texts = textsIn(language);
  const press = managePress(deps, agenda);
  const trouble = report.filter((r) => r.state === 'unknown' || r.state === 'gone' || r.state === 'refused');
  // What needs somebody's eye comes first.
  const order = [...trouble, ...report.filter((r) => !trouble.includes(r))];
  const line = ({ title, state, nextAt }: PostReport) =>
    `**${asPlain(title)}**: ${texts.agendaReportStates[state]}${nextAt ? `, ${texts.agendaReportNext(spokenTime(nextAt, language))}` : ''}`;
  const there = report.filter((r) => r.state === 'posted' || r.state === 'updating' || r.state === 'there').length;
  const lines = [
    texts.agendaReportSum(there, report.length),
    ...order.slice(0, mostListed).map(line),
    ...(order.length > mostListed ? [texts.agendaReportMore(order.length - mostListed)] : []),
    texts.agendaReportReads(reads.filter((r) => r.readAt).length),
    ...(missing.length > 0
      ? [
          `${texts.agendaReportMissing}: ${missing
            .slice(0, mostListed)
            .map((m) => asPlain(m.name))
            .join(', ')}`,
        ]
      : []),
  ];
  const inputs: FormInput[] =
    trouble.length > 0
      ? [
          {
            kind: 'choice',
            id: 'channel',
            label: texts.agendaReportWhich,
            value: String(trouble[0]!.index),
            choices: trouble.map((r) => ({ title: r.title, value: String(r.index) })),
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
        ...(trouble.length > 0 ? [{ title: texts.agendaReportAgain, verb: agendaVerbs.reportAgain, press }] : []),
        ...(trouble.some((r) => r.state === 'unknown')
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
