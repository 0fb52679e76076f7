import type { TurnContext } from 'botbuilder';
import { textsIn } from '../language/texts.ts';
import type { CardMessage } from '../ports.ts';
import type { PressHandler } from '../teams/routes.ts';
import { tick } from './answer-rules.ts';
import type { Beredskab } from './beredskab.ts';
import { type BeredskabDeps, statusDeps, surroundings } from './handler-deps.ts';
import { cancelForm, closeForm, moveForm } from './manage-cards.ts';
import { nudge, setLink, tickTold } from './manage-rules.ts';
import { moreFormFor } from './managing-sends.ts';
import { meetingLinkIn } from './meeting-link.ts';
import { changed, onManage } from './on-manage.ts';
import { statusCard } from './status-card.ts';

/** "Ryk", what was heard on the phone, the link of the meeting: done on the card itself. */
export function onCard(deps: BeredskabDeps) {
  const around = (context: TurnContext) => surroundings(deps, context);
  const ticked = (said: 'coming' | 'not-coming') =>
    onManage(deps, (context, beredskab, { person = 0 }) =>
      changed(deps, context, beredskab, (b) => tick(b, person, said, around(context))),
    );
  return {
    nudge: onManage(deps, (context, beredskab, { times = 0 }) =>
      changed(deps, context, beredskab, (b) => nudge(b, times, around(context))),
    ),
    tickComing: ticked('coming'),
    tickNotComing: ticked('not-coming'),
    tickTold: onManage(deps, (context, beredskab, { person = 0 }) =>
      changed(deps, context, beredskab, (b) => tickTold(b, person, deps.clock())),
    ),
    link: onManage(deps, async (context, beredskab, _press, { joinUrl }) => {
      const url = meetingLinkIn(deps.desk.structureOf(context), joinUrl);
      if (!url) return { card: statusCard(statusDeps(deps, context), beredskab, true) };
      return changed(deps, context, beredskab, (b) => setLink(b, url, deps.clock()));
    }),
    show: onManage(deps, async (context, beredskab) => ({ card: statusCard(statusDeps(deps, context), beredskab) })),
  };
}

/** The forms that stand beside the card: a dialog, or a message of their own. */
export function managingForms(deps: BeredskabDeps) {
  const form = (make: (context: TurnContext, beredskab: Beredskab) => CardMessage) =>
    onManage(
      deps,
      async (context, beredskab) => {
        if (beredskab.state !== 'called') return { text: textsIn(beredskab.language).beredskabOver };
        return { card: make(context, beredskab) };
      },
      deps.forms === 'dialog',
    );
  return {
    more: form((context, beredskab) => moreFormFor(deps, context, beredskab)),
    move: form((context, beredskab) => moveForm(statusDeps(deps, context), beredskab)),
    cancel: form((context, beredskab) => cancelForm(statusDeps(deps, context), beredskab)),
    close: form((context, beredskab) => closeForm(statusDeps(deps, context), beredskab)),
  };
}

/** Where forms are cards, one comes as a message of its own: the co-ordinator's card goes on changing meanwhile. */
export function asMessage(deps: BeredskabDeps, open: PressHandler): PressHandler {
  return async (context, token, inputs) => {
    const opened = await open(context, token, inputs);
    if (!opened.card) return opened;
    const texts = textsIn(deps.desk.callerOf(context).language ?? 'da');
    const where = await deps.desk.writePrivately(context, opened.card);
    return { text: where === 'nowhere' ? texts.noOwnChat : texts.beredskabBelow };
  };
}
