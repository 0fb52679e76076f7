import { commandOf } from '../language/commands.ts';
import type { Routes } from '../teams/routes.ts';
import type { AgendaDeps } from './agenda-deps.ts';
import { agendaVerbs } from './agenda-verbs.ts';
import { collectingPresses, proposingPresses } from './collecting-handlers.ts';
import { messageActions } from './from-message-handlers.ts';
import { minutesPresses } from './minutes-handlers.ts';
import { overviewPresses, showHere, showMine } from './overview-handlers.ts';
import { postingPresses } from './posting-handlers.ts';
import { createAgenda, openAgenda, startAgenda, writingPresses } from './writing-handlers.ts';

/** What consultants write and press about agendas, and what everybody does who sees one. */
export function agendaRoutes(deps: AgendaDeps): Routes {
  const writing = writingPresses(deps);
  const collecting = collectingPresses(deps);
  const proposing = proposingPresses(deps);
  const posting = postingPresses(deps);
  const minutes = minutesPresses(deps);
  const parts = [writing, collecting, proposing, posting, minutes];
  const all = (kind: 'opens' | 'asMessages' | 'sends') => Object.assign({}, ...parts.map((part) => part[kind]));
  const create = { [agendaVerbs.create]: createAgenda(deps) };
  return {
    messages: [
      { matches: (text) => commandOf(text)?.name === 'new-agenda', handle: (context) => startAgenda(deps, context) },
      { matches: (text) => commandOf(text)?.name === 'my-agendas', handle: (context) => showMine(deps, context) },
      { matches: (text) => commandOf(text)?.name === 'agendas', handle: (context) => showHere(deps, context) },
    ],
    // Where a verb opens a form and also goes on within one, the press as a message wins.
    presses: {
      ...all('sends'),
      ...all('asMessages'),
      ...create,
      ...overviewPresses(deps),
      ...proposing.presses,
      ...posting.presses,
      ...minutes.presses,
    },
    dialogs: {
      opens: { [agendaVerbs.open]: openAgenda(deps), ...all('opens') },
      // Inside a dialog the next form comes in the place of the one before.
      submits: { ...all('opens'), ...all('sends'), ...create },
    },
    actions: messageActions(deps),
  };
}
