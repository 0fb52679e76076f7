import { type CommandName, commandOf } from '../language/commands.ts';
import type { Routes } from '../teams/routes.ts';
import type { AgendaDeps } from './agenda-deps.ts';
import { agendaVerbs } from './agenda-verbs.ts';
import { collectingPresses, proposingPresses } from './collecting-handlers.ts';
import { messageActions } from './from-message-handlers.ts';
import { minutesPresses } from './minutes-handlers.ts';
import {
  overviewPresses,
  showForMinutes,
  showForProposals,
  showHere,
  showMine,
  showYear,
} from './overview-handlers.ts';
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
      onCommand('new-agenda', (context) => startAgenda(deps, context)),
      onCommand('my-agendas', (context) => showMine(deps, context)),
      onCommand('agendas', (context) => showHere(deps, context)),
      onCommand('agenda-year', (context) => showYear(deps, context)),
      onCommand('agenda-minutes', (context) => showForMinutes(deps, context)),
      onCommand('agenda-propose', (context) => showForProposals(deps, context)),
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

function onCommand(name: CommandName, handle: Routes['messages'][number]['handle']): Routes['messages'][number] {
  return { matches: (text) => commandOf(text)?.name === name, handle };
}
