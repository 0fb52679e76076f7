import type { Slot } from '../delivery/work-item.ts';
import { asPlain } from '../language/plain-text.ts';
import { textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import { agencyState } from './agencies.ts';
import { type Beredskab, isOver, personOfNumber, threeAgencies } from './beredskab.ts';
import { callCard } from './call-card.ts';
import { channelSlot, meaningOf, personOfSlot, statusSlot } from './slots.ts';
import { rollCallCard, type StatusDeps, statusCard } from './status-card.ts';

/** What one chat or channel message of a beredskab says now. Undefined: nothing is to be said any more. */
export function messageOf(deps: StatusDeps, beredskab: Beredskab, slot: Slot): CardMessage | undefined {
  if (slot.name === statusSlot) return statusCard(deps, beredskab);
  if (slot.name === channelSlot) return rollCallCard(deps, beredskab);
  const meaning = meaningOf(slot);
  if (meaning.kind === 'missing') return missingCard(beredskab, slot);
  if (meaning.kind === 'followup') return followUpCard(beredskab, meaning.number);
  const person = personOfSlot(beredskab, slot);
  return person && !person.erased ? callCard(deps, beredskab, person, meaning) : undefined;
}

/** "Politiet mangler": said to the co-ordinator when it becomes so, as the log tells it at this telling. */
function missingCard(beredskab: Beredskab, slot: Slot): CardMessage | undefined {
  const { language, reference, tellings, told } = beredskab;
  // An earlier telling stays as it was; one that comes too late is not sent.
  if (meaningOf(slot).number < tellings || isOver(beredskab)) return undefined;
  const texts = textsIn(language);
  const lacking = threeAgencies.filter((a) => told.includes(a) && agencyState(beredskab, a) !== 'in');
  const names = (lacking.length > 0 ? lacking : told).map((agency) => texts.agencyNames[agency]);
  if (names.length === 0) return undefined;
  const title = texts.missingTitle(reference, names.join(', '));
  const warning = beredskab.exercise ? { warning: texts.beredskabExerciseMark } : {};
  return noticeCard({ ...warning, title, text: texts.missingText }, language);
}

function followUpCard(beredskab: Beredskab, index: number): CardMessage | undefined {
  const followUp = beredskab.followUps[index];
  if (!followUp) return undefined;
  const { language, reference } = beredskab;
  const texts = textsIn(language);
  const owner = personOfNumber(beredskab, followUp.person);
  const lead = owner && owner.way === 'phone' ? texts.followUpFor(asPlain(owner.name)) : '';
  return noticeCard({ lead, title: texts.followUpTitle(reference), text: asPlain(followUp.what) }, language);
}
