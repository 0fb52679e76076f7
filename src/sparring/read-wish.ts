import { hasPersonalData } from '../contacts/personal-data-in.ts';
import { phoneNumber } from '../roster/reach.ts';
import type { Structure } from '../structure/structure.ts';
import type { Reach, When, Wish } from './sparring.ts';

export type WishFault = 'topic' | 'area' | 'reach' | 'phone' | 'when' | 'noteLong' | 'noteDanger' | 'notePersonal';

/** What was chosen, as far as it may be shown again: never a note or an area that was refused. */
export type Chosen = Partial<Record<'topic' | 'area' | 'reach' | 'phone' | 'when' | 'note', string>>;

export type ReadWish = { wish: Omit<Wish, 'contact'> } | { faults: WishFault[]; chosen: Chosen };

const longestArea = 80;
const longestNote = 200;
const reaches: Reach[] = ['teams', 'phone', 'mail'];
const whens: When[] = ['soon', 'today', 'tomorrow', 'week'];

/** Value of the choice "another area". */
export const noArea = '-';
/** Id of the topic of somebody who does not say. */
export const otherTopic = 'andet';

/** Checks a filled-in form. `isDanger`: a note about danger is not sent to wait for an answer. `areas`: what can be chosen; with none of them the area is a text of its own. */
export function readWish(
  structure: Structure,
  areas: string[],
  inputs: Record<string, unknown>,
  isDanger: (note: string) => boolean = () => false,
): ReadWish {
  const text = (name: string) => (typeof inputs[name] === 'string' ? (inputs[name] as string).trim() : '');
  const faults: WishFault[] = [];
  const personal = (said: string) => hasPersonalData(structure, said);
  const topic = text('topic');
  if (topic !== otherTopic && !structure.shared.concerns.some((c) => c.id === topic)) faults.push('topic');
  const area = text('area') === noArea ? '' : text('area');
  const known = areas.includes(area) || area === '';
  if (!known && (areas.length > 0 || area.length > longestArea || personal(area))) faults.push('area');
  const reach = reaches.find((r) => r === text('reach'));
  if (!reach) faults.push('reach');
  const phone = phoneNumber(text('phone'));
  if (!phone && (text('phone') !== '' || reach === 'phone')) faults.push('phone');
  const when = whens.find((w) => w === text('when'));
  if (!when) faults.push('when');
  const note = text('note');
  // A note that is too long is not read at all.
  const noteLong = note.length > longestNote;
  const notePersonal = !noteLong && personal(note);
  if (noteLong) faults.push('noteLong');
  if (notePersonal) faults.push('notePersonal');
  if (!noteLong && isDanger(note)) faults.push('noteDanger');
  if (faults.length > 0 || !reach || !when) {
    const shown: Chosen = {
      topic,
      ...(!faults.includes('area') && { area }),
      ...(reach && { reach }),
      ...(phone && { phone }),
      ...(when && { when }),
      ...(!noteLong && !notePersonal && { note }),
    };
    return { faults, chosen: shown };
  }
  const optional = { ...(area && { area }), ...(phone && { phone }), ...(note && { note }) };
  return { wish: { topic, reach, when, ...optional } };
}
