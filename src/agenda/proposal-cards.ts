import { formCard } from '../form-card.ts';
import { spokenDay } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import { textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import type { Agenda, Proposal } from './agenda.ts';
import { headingOf } from './agenda-forms.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { agendaPurposes, agendaVerbs } from './agenda-verbs.ts';
import { longestWord } from './limits.ts';
import type { AgendaCardDeps } from './post-cards.ts';

/** What the author's buttons on a proposal carry. */
export interface ProposalPress {
  kommune: string;
  agenda: string;
  id: string;
}

/** Accepted for an agenda that is posted, whose posts do not show it yet. */
function waitsForPosts({ state, posted }: Agenda, proposal: Proposal): boolean {
  return proposal.state === 'accepted' && state === 'posted' && !posted?.view.items.some((i) => i.id === proposal.id);
}

/** A proposal as the author of the agenda sees it, with the yes, the no and a word for the proposer. */
export function proposalCard(
  deps: AgendaCardDeps,
  agenda: Agenda,
  proposal: Proposal,
  faults: string[] = [],
): CardMessage {
  const { language } = agenda;
  const texts = textsIn(language);
  const { title, type, minutes, why, by, state, word } = proposal;
  const agendaTexts = agendaTextsIn(language);
  const heading = texts.agendaProposalTitle(headingOf(agenda));
  const press = deps.signer.sign(agendaPurposes.proposal, {
    ...{ kommune: agenda.kommune, agenda: agenda.id, id: proposal.id },
  } satisfies ProposalPress);
  const about = [
    `**${asPlain(title)}** (${agendaTexts.agendaTypes[type]}, ${agendaTexts.agendaItemMinutes(minutes)})`,
    `${texts.agendaProposalBy}: ${asPlain(by.name)}`,
    why ? `${texts.agendaProposalWhy}: ${asPlain(why)}` : '',
  ].filter(Boolean);
  if (state !== 'proposed') {
    const said = word ? [`${texts.agendaWord}: ${asPlain(word)}`] : [];
    const answer = waitsForPosts(agenda, proposal) ? texts.agendaAcceptedUnposted : texts.agendaProposalStates[state];
    return noticeCard({ lead: heading, title: answer, groups: [{ label: '', lines: [...about, ...said] }] }, language);
  }
  const card = formCard(
    {
      title: heading,
      lead: about.join('\n\n'),
      faults,
      inputs: [
        {
          kind: 'text',
          id: 'word',
          label: texts.agendaProposalWord,
          value: '',
          most: longestWord,
          hint: texts.agendaNoChild,
        },
      ],
      sends: [
        { title: texts.agendaAccept, verb: agendaVerbs.accept, press },
        { title: texts.agendaReject, verb: agendaVerbs.reject, press },
      ],
      dialog: false,
    },
    language,
  );
  return { ...card, summary: `${heading}: ${title}` };
}

/** What the proposer is told. */
export function answeredCard(agenda: Agenda, proposal: Proposal): CardMessage {
  const { title, state, word, language } = proposal;
  const texts = textsIn(language);
  const answered = texts.agendaAnswerStates[state === 'accepted' ? 'accepted' : 'rejected'];
  const heading = waitsForPosts(agenda, proposal) ? texts.agendaAnswerUnposted : answered;
  const lines = [asPlain(title), ...(word ? [`${texts.agendaWord}: ${asPlain(word)}`] : [])];
  const lead = texts.agendaPostedTitle(asPlain(agenda.title), spokenDay(agenda.date, language));
  return noticeCard({ lead, title: heading, groups: [{ label: '', lines }] }, language);
}
