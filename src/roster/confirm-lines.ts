import { Undelivered } from '../delivery/undelivered.ts';
import { daysLater } from '../language/dates.ts';
import type { Log } from '../log.ts';
import type { Clock, Messenger } from '../ports.ts';
import type { Signer } from '../signing.ts';
import type { Structure } from '../structure/structure.ts';
import { type Entry, personOf, type Roster, unconfirmedSince } from './roster.ts';
import { stillCard } from './roster-cards.ts';
import type { RosterStore } from './roster-store.ts';

const confirmedForDays = 180;
const askedAgainAfterDays = 30;
// A roster of thousands becomes old in one day: its people are asked over some days, four a second at most (facts A6).
const mostAskedInDay = 200;
const pauseMilliseconds = 250;

/** ISO time before which a confirmation is too old. */
export function askAgainAfterDays(now: Date): string {
  return daysAgo(now, confirmedForDays);
}

export interface ConfirmDeps {
  store: RosterStore;
  messenger: Messenger;
  signer: Signer;
  clock: Clock;
  log: Log;
  signal?: AbortSignal;
  pause?(milliseconds: number): Promise<unknown>;
}

/** Asks the people of old lines "Er du stadig …?". Answers how many were asked. */
export async function askToConfirm(deps: ConfirmDeps, structure: Structure, roster: Roster): Promise<number> {
  const now = deps.clock();
  const again = daysAgo(now, askedAgainAfterDays);
  const lastAsked = (e: Entry) => roster.presences.get(personOf(e))?.asked?.[e.contact] ?? '';
  const due = unconfirmedSince(roster, askAgainAfterDays(now)).filter((e) => e.teamsId && lastAsked(e) < again);
  let asked = 0;
  for (const entry of due.slice(0, mostAskedInDay)) {
    if (deps.signal?.aborted) break;
    // Marked first: asking nobody today is better than asking twice.
    await deps.store.changePresence(roster.kommune, personOf(entry), ({ asked: before, ...rest }) => ({
      ...rest,
      asked: { ...before, [entry.contact]: now.toISOString() },
    }));
    try {
      await deps.messenger.send(roster.kommune, entry.teamsId!, stillCard(structure, entry, deps.signer, 'da'));
      asked++;
    } catch (error) {
      if (!(error instanceof Undelivered)) throw error;
      deps.log.warn('not-asked', { code: error.kind });
    }
    await (deps.pause ?? wait)(pauseMilliseconds);
  }
  return asked;
}

function daysAgo(now: Date, days: number): string {
  return `${daysLater(now.toISOString().slice(0, 10), -days)}T00:00:00.000Z`;
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
