import type { Slot } from '../delivery/work-item.ts';
import { asPlain } from '../language/plain-text.ts';
import { textsIn } from '../language/texts.ts';
import { noticeCard } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import { agencyState } from './agencies.ts';
import { type Beredskab, isOver, personOfNumber } from './beredskab.ts';
import { callCard, overCard } from './call-card.ts';
import { isMoot, type Moment } from './moot.ts';
import { rollCallCard } from './roll-call-card.ts';
import { channelSlot, meaningOf, personOfSlot } from './slots.ts';
import { type StatusDeps, statusCard } from './status-card.ts';
import { exerciseMark, titleOfCall } from './wording.ts';

/** What one chat or channel message of a beredskab says now. Undefined: nothing is to be said any more. */
export function messageOf(deps: StatusDeps, beredskab: Beredskab, slot: Slot, moment: Moment): CardMessage | undefined {
  if (slot.name === channelSlot) return rollCallCard(deps, beredskab);
  const meaning = meaningOf(slot);
  const { kind, number } = meaning;
  if (kind === 'status')
    return number < (beredskab.takeovers ?? 0) ? takenCard(deps, beredskab) : statusCard(deps, beredskab);
  if (kind === 'missing') return missingCard(beredskab, number);
  if (kind === 'followup') return followUpCard(beredskab, slot, number);
  const person = personOfSlot(beredskab, slot);
  if (!person || person.erased) return undefined;
  if (!moment.isThere && isMoot(beredskab, person, meaning, moment)) return undefined;
  return kind === 'off' || kind === 'closed'
    ? overCard(deps, beredskab, kind)
    : callCard(deps, beredskab, person, meaning, moment.now);
}

/** In the place of the card of whoever had it before. */
function takenCard({ structure }: StatusDeps, beredskab: Beredskab): CardMessage {
  const { coordinator, language } = beredskab;
  const text = textsIn(language).takeOverGone(asPlain(coordinator.name));
  return noticeCard({ title: titleOfCall(structure, beredskab, language), text }, language);
}

/** "Politiet mangler": said to the co-ordinator when it becomes so; one that comes too late is not sent. */
function missingCard(beredskab: Beredskab, telling: number): CardMessage | undefined {
  const { language, reference, tellings } = beredskab;
  if (telling < tellings.length || isOver(beredskab)) return undefined;
  const texts = textsIn(language);
  const lacking = (tellings[telling - 1] ?? []).filter((agency) => agencyState(beredskab, agency) !== 'in');
  if (lacking.length === 0) return undefined;
  const names = lacking.map((agency) => texts.agencyNames[agency]).join(', ');
  const title = `${exerciseMark(beredskab, language)}${texts.missingTitle(reference, names)}`;
  const summary = `${texts.missingTitle(reference, names)}. ${exerciseMark(beredskab, language)}${texts.missingText}`;
  return noticeCard({ title, text: texts.missingText, summary }, language);
}

/** Of somebody who cannot be reached, to the co-ordinator. */
function followUpCard(beredskab: Beredskab, { to }: Slot, index: number): CardMessage | undefined {
  const followUp = beredskab.followUps[index];
  if (!followUp) return undefined;
  const { language, reference } = beredskab;
  const owner = personOfNumber(beredskab, followUp.person);
  // Their own card is Danish, like all others of theirs.
  const own = owner?.objectId === to;
  const texts = textsIn(own && to !== beredskab.coordinator.objectId ? 'da' : language);
  const mark = exerciseMark(beredskab, own ? 'da' : language);
  return noticeCard(
    {
      ...(mark && { warning: mark.trim() }),
      lead: owner && !own ? texts.followUpFor(asPlain(owner.name)) : '',
      title: texts.followUpTitle(reference),
      text: asPlain(followUp.what),
      summary: `${texts.followUpTitle(reference)}. ${mark}${asPlain(followUp.what)}`,
    },
    language,
  );
}
