import { asPlain } from '../language/plain-text.ts';
import type { Texts } from '../language/texts.ts';
import { readablePhone } from '../roster/reach.ts';
import type { Signer } from '../signing.ts';
import { type Beredskab, type Called, isOver } from './beredskab.ts';
import { standingOf } from './standing.ts';
import { beredskabVerbs, type ManagePress, purposes } from './verbs.ts';

const mostToRing = 8;

/** Whom the co-ordinator has to ring up: to hear whether they come, and when it is over to tell them so. */
export function ringRows(signer: Signer, beredskab: Beredskab, texts: Texts) {
  const over = isOver(beredskab);
  const waits = (p: Called) => (over ? p.toTell === true : standingOf(beredskab, p) === 'to-ring');
  const rows = beredskab.people.filter(waits).slice(0, mostToRing);
  return rows.map((person) => ringRow(signer, beredskab, person, over ? toldTick(texts) : answerTicks(texts), texts));
}

interface Ticks {
  comes: string;
  comesVerb: string;
  /** Empty: there is one tick only. */
  comesNot: string;
  comesNotVerb: string;
}

function answerTicks(texts: Texts): Ticks {
  return {
    ...{ comes: texts.statusComes, comesVerb: beredskabVerbs.tickComing },
    ...{ comesNot: texts.statusComesNot, comesNotVerb: beredskabVerbs.tickNotComing },
  };
}

function toldTick(texts: Texts): Ticks {
  return { comes: texts.statusTold, comesVerb: beredskabVerbs.tickTold, comesNot: '', comesNotVerb: '' };
}

function ringRow(
  signer: Signer,
  { kommune, id }: Beredskab,
  { name, phone, number }: Called,
  ticks: Ticks,
  texts: Texts,
) {
  return {
    text: `**${asPlain(name)}**, ${phone ? readablePhone(phone) : texts.noNumber}`,
    tel: phone ? `tel:${phone}` : '',
    callTitle: texts.call,
    ...ticks,
    press: signer.sign(purposes.manage, { kommune, id, person: number } satisfies ManagePress),
  };
}

/** The names of those whom no message reaches; empty when there are none. */
export function namesToRing({ people }: Beredskab): string {
  return people
    .filter((p) => p.way === 'phone' && !p.erased)
    .map((p) => asPlain(p.name))
    .join(', ');
}
