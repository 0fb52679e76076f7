import { spokenTime } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import { type Texts, textsIn } from '../language/texts.ts';
import { noticeCard, type Press } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import { chatLink } from '../roster/reach.ts';
import type { Signer } from '../signing.ts';
import type { Structure } from '../structure/structure.ts';
import { type Beredskab, type Called, isOver, personOfNumber } from './beredskab.ts';
import { hasCome } from './moot.ts';
import type { SlotMeaning } from './slots.ts';
import { activeDeputy, deputiesOf, sparedBy } from './standing.ts';
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
  now: Date,
): CardMessage {
  const texts = textsIn('da');
  const title = titleOfCall(structure, beredskab);
  const lead = leadOf(beredskab, person, message, texts, now);
  const outdated = message.round < person.round;
  const open = !isOver(beredskab) && !outdated && person.way !== 'self';
  const asked = open && !sparedBy(beredskab, person);
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
      presses: asked ? answerPresses(signer, beredskab, person, texts) : [],
      small: texts.callSmall,
      summary: summaryOf(beredskab, lead, title),
    },
    'da',
  );
}

/** "Aflyst", "Afsluttet": short, since the card that called them says the same in its place. */
export function overCard({ structure }: BeredskabCardDeps, beredskab: Beredskab, kind: 'off' | 'closed'): CardMessage {
  const texts = textsIn('da');
  const title = titleOfCall(structure, beredskab);
  const lead = texts.callLeads[kind];
  const text = kind === 'off' ? texts.callCancelled : texts.callClosed;
  return noticeCard({ lead, title, text, summary: summaryOf(beredskab, lead, title) }, 'da');
}

function summaryOf(beredskab: Beredskab, lead: string, title: string): string {
  const { reference } = beredskab;
  return `${reference}: ${[lead, title.replace(`${reference}: `, ''), whenText(beredskab, 'da')].join('. ')}`;
}

function leadOf(beredskab: Beredskab, person: Called, message: SlotMeaning, texts: Texts, now: Date): string {
  const { kind, turn } = message;
  const comes = sparedBy(beredskab, person);
  if (beredskab.state === 'cancelled') return texts.callLeads.off;
  if (beredskab.state === 'closed') return texts.callLeads.closed;
  if (person.way === 'self') return texts.takeOverYours;
  if (comes) return texts.callLeads.spared(asPlain(comes.name));
  switch (kind) {
    case 'passed':
      return texts.callLeads.passed;
    case 'remind':
      // What was a reminder is none any more when it has been answered.
      return person.answer ? texts.callLeads.call : texts.callLeads.remind;
    case 'evening':
    case 'soon':
      return hasCome(beredskab, kind, now) ? texts.callLeads.call : texts.callLeads[kind];
    default:
      return turn > 0 ? texts.callLeads.moved : firstLead(beredskab, person, texts);
  }
}

function firstLead(beredskab: Beredskab, person: Called, texts: Texts): string {
  const original = person.insteadOf === undefined ? undefined : personOfNumber(beredskab, person.insteadOf);
  if (!original) return texts.callLeads.call;
  const name = asPlain(original.name);
  return person.fills ? texts.callLeads.instead(name) : texts.callLeads.deputy(name);
}

/** What they have answered, or that they have not. */
export function answerText(beredskab: Beredskab, person: Called, texts: Texts): string {
  if (beredskab.state === 'cancelled') return texts.callCancelled;
  if (beredskab.state === 'closed') return texts.callClosed;
  if (sparedBy(beredskab, person)) return texts.callSpared;
  if (!person.answer) return texts.callNotAnswered;
  const said = texts.callAnswers[person.answer](spokenTime(person.answeredAt!, 'da'));
  const sent = person.answer === 'coming' ? '' : deputyText(beredskab, person, texts);
  return [said, sent, person.way === 'self' ? '' : texts.callChange].filter(Boolean).join(' ');
}

/** Who comes instead: called for it, or called already for another place; or that there is nobody. */
function deputyText(beredskab: Beredskab, person: Called, texts: Texts): string {
  const active = activeDeputy(beredskab, person);
  if (active) return texts.callDeputyKnown(asPlain(active.name));
  const covering = person.coveredBy === undefined ? undefined : personOfNumber(beredskab, person.coveredBy);
  if (covering?.way === 'self') return texts.callDeputyConvenes(asPlain(covering.name));
  if (covering) return texts.callDeputyCalled(asPlain(covering.name));
  const declined = deputiesOf(beredskab, person).at(-1);
  if (declined) return texts.callDeputyDeclined(asPlain(declined.name));
  return person.answer === 'deputy' ? texts.callDeputyUnknown : '';
}

/** The three answers; the one that was given is not offered again, but for a deputy who does not come. */
function answerPresses(signer: Signer, beredskab: Beredskab, person: Called, texts: Texts): Press[] {
  const { kommune, id } = beredskab;
  const press = signer.sign(purposes.call, { kommune, id, person: person.number } satisfies CallPress);
  const all = [
    { answer: 'coming', title: texts.callComing, verb: beredskabVerbs.coming },
    { answer: 'not-coming', title: texts.callNotComing, verb: beredskabVerbs.notComing },
    { answer: 'deputy', title: texts.callDeputy, verb: beredskabVerbs.deputy },
  ];
  const given = person.answer === 'deputy' && !activeDeputy(beredskab, person) ? undefined : person.answer;
  return all.filter((a) => a.answer !== given).map(({ title, verb }) => ({ title, verb, press }));
}
