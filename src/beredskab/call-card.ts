import { spokenTime } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import { type Texts, textsIn } from '../language/texts.ts';
import { noticeCard, type Press } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import { chatLink } from '../roster/reach.ts';
import type { Signer } from '../signing.ts';
import type { Structure } from '../structure/structure.ts';
import { type Beredskab, type Called, isOver, personOfNumber } from './beredskab.ts';
import type { SlotMeaning } from './slots.ts';
import { beredskabVerbs, type CallPress, purposes } from './verbs.ts';
import { factsOf, titleOfCall, whenText } from './wording.ts';

export interface BeredskabCardDeps {
  structure: Structure;
  signer: Signer;
}

/** The card of somebody who is called: what it is about, what they have answered, and the three answers. In Danish. */
export function callCard(
  { structure, signer }: BeredskabCardDeps,
  beredskab: Beredskab,
  person: Called,
  message: SlotMeaning,
): CardMessage {
  const texts = textsIn('da');
  const title = titleOfCall(structure, beredskab);
  const lead = leadOf(beredskab, person, message, texts);
  const outdated = message.kind === 'call' && message.turn < person.round;
  const open = !isOver(beredskab) && !outdated;
  const { coordinator, online } = beredskab;
  return noticeCard(
    {
      ...(beredskab.exercise && { warning: texts.beredskabExerciseMark }),
      lead,
      title,
      text: outdated ? texts.callNewer : answerText(beredskab, person, texts),
      facts: outdated ? [] : factsOf(structure, beredskab, coordinator.name, 'da'),
      links: open
        ? [
            ...(online?.joinUrl ? [{ title: texts.statusJoin, url: online.joinUrl }] : []),
            ...(coordinator.signIn ? [{ title: texts.chat, url: chatLink(coordinator.signIn) }] : []),
          ]
        : [],
      presses: open ? answerPresses(signer, beredskab, person, texts) : [],
      small: texts.callSmall,
      summary: `${beredskab.reference}: ${[lead, title.replace(`${beredskab.reference}: `, ''), whenText(beredskab, 'da')].join('. ')}`,
    },
    'da',
  );
}

function leadOf(beredskab: Beredskab, person: Called, { kind, turn }: SlotMeaning, texts: Texts): string {
  if (beredskab.state === 'cancelled') return texts.callLeads.off;
  if (beredskab.state === 'closed') return texts.callLeads.closed;
  if (kind === 'call') {
    const original = person.insteadOf === undefined ? undefined : personOfNumber(beredskab, person.insteadOf);
    if (turn > 0) return texts.callLeads.moved;
    return original ? texts.callLeads.deputy(asPlain(original.name)) : texts.callLeads.call;
  }
  if (kind === 'remind' || kind === 'passed' || kind === 'evening' || kind === 'soon') {
    // What was a reminder is none any more when it has been answered.
    return kind === 'remind' && person.answer ? texts.callLeads.call : texts.callLeads[kind];
  }
  return texts.callLeads.call;
}

/** What they have answered, or that they have not. */
export function answerText(beredskab: Beredskab, person: Called, texts: Texts): string {
  if (beredskab.state === 'cancelled') return texts.callCancelled;
  if (beredskab.state === 'closed') return texts.callClosed;
  if (!person.answer) return texts.callNotAnswered;
  const said = texts.callAnswers[person.answer](spokenTime(person.answeredAt!, 'da'));
  const deputy = beredskab.people.find((p) => p.insteadOf === person.number);
  const sent = deputy ? texts.callDeputyKnown(asPlain(deputy.name)) : texts.callDeputyUnknown;
  return [said, person.answer === 'deputy' ? sent : '', texts.callChange].filter(Boolean).join(' ');
}

/** The three answers; the one that was given is not offered again. */
function answerPresses(signer: Signer, { kommune, id }: Beredskab, person: Called, texts: Texts): Press[] {
  const press = signer.sign(purposes.call, { kommune, id, person: person.number } satisfies CallPress);
  const all = [
    { answer: 'coming', title: texts.callComing, verb: beredskabVerbs.coming },
    { answer: 'not-coming', title: texts.callNotComing, verb: beredskabVerbs.notComing },
    { answer: 'deputy', title: texts.callDeputy, verb: beredskabVerbs.deputy },
  ];
  return all.filter((a) => a.answer !== person.answer).map(({ title, verb }) => ({ title, verb, press }));
}
