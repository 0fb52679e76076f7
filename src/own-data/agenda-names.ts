import type { Agenda, AgendaItem, ChannelView } from '../agenda/agenda.ts';
import { fold } from '../language/fold.ts';

/** Whom a text in an agenda may name, and what stands there instead. */
export interface NamedPerson {
  /** As the contact list writes them. */
  names: readonly string[];
  /** The title of their function. */
  title: string;
}

/** The agenda without the person's name wherever a text is exactly that: who leads, presents, was there, or does something. */
export function withoutName(agenda: Agenda, { names, title }: NamedPerson): Agenda {
  const known = new Set(names.map(fold).filter(Boolean));
  if (known.size === 0) return agenda;
  const plain = (text: string) => (known.has(fold(text)) ? title : text);
  const item = <Item extends Partial<AgendaItem>>(one: Item): Item => ({
    ...one,
    ...(one.presenter && { presenter: plain(one.presenter) }),
    ...(one.note && one.from?.kind === 'action' && { note: namesInBrackets(one.note, plain) }),
  });
  const chair = ({ chair: named }: { chair?: string }) => named && { chair: plain(named) };
  const { posted, minutes } = agenda;
  const view = posted && viewWithout(posted.view, plain, new Set(agenda.items.filter(isFollowUp).map((i) => i.id)));
  const without: Agenda = {
    ...agenda,
    ...chair(agenda),
    items: agenda.items.map(item),
    ...(posted && view && { posted: { ...posted, view } }),
    ...(minutes && {
      minutes: {
        ...minutes,
        present: minutes.present.map(plain),
        apologies: minutes.apologies.map(plain),
        items: Object.fromEntries(
          Object.entries(minutes.items).map(([id, written]) => [
            id,
            { ...written, actions: written.actions.map((a) => ({ ...a, who: plain(a.who) })) },
          ]),
        ),
      },
    }),
  };
  return JSON.stringify(without) === JSON.stringify(agenda) ? agenda : without;
}

const isFollowUp = ({ from }: AgendaItem) => from?.kind === 'action';

function viewWithout(view: ChannelView, plain: (text: string) => string, followUps: ReadonlySet<string>): ChannelView {
  return {
    ...view,
    ...(view.chair && { chair: plain(view.chair) }),
    items: view.items.map((one) =>
      one.closed
        ? one
        : {
            ...one,
            ...(one.presenter && { presenter: plain(one.presenter) }),
            ...(one.note && followUps.has(one.id) && { note: namesInBrackets(one.note, plain) }),
          },
    ),
  };
}

/** Of several actions in one item each says at its end, in brackets, who does it (carried-items.ts). */
function namesInBrackets(note: string, plain: (text: string) => string): string {
  return note.replace(/\(([^(),]+)(?=[,)][^()]*\)?$)/gm, (_, name: string) => `(${plain(name)}`);
}
