import { wantMessages } from '../delivery/work-item.ts';
import { instantOf } from '../language/when.ts';
import { type Beredskab, type FollowUp, personOfNumber } from './beredskab.ts';
import { meaningOf, slotName } from './slots.ts';

const followUpAt = '08:00';

export function dueTimeOf({ due }: FollowUp): Date {
  return instantOf(due, followUpAt)!;
}

/** On the day that something is due its owner is reminded; whoever has no way of their own is reminded by the co-ordinator. */
export function remindOfFollowUps(beredskab: Beredskab, now: Date): Beredskab {
  const isDue = (f: FollowUp) => !f.remindedAt && dueTimeOf(f) <= now;
  if (!beredskab.followUps.some(isDue)) return beredskab;
  const at = now.toISOString();
  const messages = beredskab.followUps.flatMap((f, i) => (isDue(f) ? [followUpMessage(beredskab, f, i)] : []));
  return {
    ...beredskab,
    followUps: beredskab.followUps.map((f) => (isDue(f) ? { ...f, remindedAt: at } : f)),
    slots: wantMessages(beredskab.slots, messages),
  };
}

function followUpMessage(beredskab: Beredskab, { person }: FollowUp, index: number) {
  const owner = personOfNumber(beredskab, person);
  if (owner?.way === 'mail' && owner.email) return byMail(index, owner.email);
  const own = owner && !owner.erased && owner.way !== 'phone' ? owner.objectId : undefined;
  return own ? { name: slotName('followup', index), to: own } : byCoordinator(beredskab, index);
}

// Each way has a message of its own: the one before has failed.
const byMail = (index: number, to: string) => ({ name: slotName('followup', index, 1), to, by: 'mail' as const });
const byCoordinator = ({ coordinator }: Beredskab, index: number) => ({
  name: slotName('followup', index, 2),
  to: coordinator.objectId,
});

/** A reminder that did not get through goes by mail, else to the co-ordinator. */
export function redirectFollowUp(beredskab: Beredskab, name: string, mails: boolean): Beredskab {
  const { number: index, turn } = meaningOf({ name });
  const slot = beredskab.slots.find((s) => s.name === name);
  const owner = personOfNumber(beredskab, beredskab.followUps[index]?.person ?? 0);
  if (!slot || turn === 2) return beredskab;
  const mail = turn === 0 && mails && owner?.email ? byMail(index, owner.email) : undefined;
  const next = mail ?? byCoordinator(beredskab, index);
  if (beredskab.slots.some((s) => s.name === next.name)) return beredskab;
  return { ...beredskab, slots: wantMessages(beredskab.slots, [next]) };
}
