import { dayIn, daysLater } from '../language/dates.ts';
import { fold } from '../language/fold.ts';
import { standInFor } from './people-behind.ts';
import { type Entry, entriesOf, personOf, type Roster } from './roster.ts';
import type { RosterBook } from './roster-book.ts';
import type { RosterStore } from './roster-store.ts';

/** What a person says about being away. `unclear`: they say so, and the day is no day. */
export type AwayMessage = { until: string } | { unclear: true } | { back: true };

// Nobody says it at greater length; a long text is a question.
const longestMessage = 100;
const awayPattern =
  /^(?:hej[ ,!]*)?(?:jeg er (?:væk|på ferie|fraværende|syg)|jeg holder ferie|i am (?:away|ill|sick)|i'm (?:away|ill|sick)|væk(?= til))(?!\p{L})(.*)$/u;
/** "i dag", "i morgen", "en uge", "i 2 uger", "de næste 3 dage". */
const barePattern =
  /^ +(?:i |de næste |for )?((?:i dag|dag|i morgen|morgen|today|tomorrow|\d+ \p{L}+|en \p{L}+|a week))[.! ]*$/u;
const untilPattern = /^\s*(?:til og med|indtil|frem til|til|until|till)\s+(.+)$/;
const backPattern =
  /^(?:hej[ ,!]*)?(?:(?:nu |så )?(?:er jeg|jeg er) (?:tilbage|her)(?: igen)?(?: nu)?|i am back|i'm back)[.! ]*$/;

/** Reads "Jeg er væk til fredag" and "Jeg er tilbage"; undefined for everything else. `today`: yyyy-mm-dd. */
export function awayMessage(text: string, today: string): AwayMessage | undefined {
  if (text.length > longestMessage) return undefined;
  const said = text.toLowerCase().trim();
  if (backPattern.test(said)) return { back: true };
  const rest = awayPattern.exec(said)?.[1];
  if (rest === undefined) return undefined;
  const bare = barePattern.exec(rest)?.[1];
  const bareDay = bare === undefined ? undefined : dayIn(bare, today);
  if (bareDay) return { until: bareDay };
  // Only from now on: what begins later has to be said when it begins.
  if (/^ +(?:fra|from) .+ (?:til|to|until) /.test(rest) && dayIn(rest.split(/ (?:til|to|until) /).at(-1)!, today))
    return { unclear: true };
  const day = untilPattern.exec(rest)?.[1];
  // "jeg er væk fra klassen, når det sker" is a question; without "til" only the bare words count.
  if (day === undefined) return /^[.! ]*$/.test(rest) ? { unclear: true } : undefined;
  const until = dayIn(day, today);
  return until ? { until } : { unclear: true };
}

export interface PresenceDeps {
  store: RosterStore;
  book: RosterBook;
}

const longestDays = 366;

export type AwaySet = { until: string; deputy?: Entry } | 'nobody' | 'too-long' | 'back';

/** Marks the person behind this object id as away, or as back. */
export async function setAway(
  { store, book }: PresenceDeps,
  roster: Roster,
  objectId: string,
  until: string | undefined,
): Promise<AwaySet> {
  const [entry] = entriesOf(roster, objectId);
  if (!entry) return 'nobody';
  if (until && (until < roster.today || until > daysLater(roster.today, longestDays))) return 'too-long';
  await store.changePresence(roster.kommune, personOf(entry), ({ awayUntil: _, ...rest }) => ({
    ...rest,
    ...(until && { awayUntil: until }),
  }));
  await book.refresh(roster.kommune);
  if (!until) return 'back';
  const standIn = standInFor(book.of(roster.kommune), entry);
  return { until, ...(standIn && { deputy: standIn }) };
}

/** Keeps what a person answered to "Er du stadig …?". */
export async function setStill(
  { store, book }: PresenceDeps,
  kommune: string,
  { person, contact, still }: { person: string; contact: string; still: boolean },
  at: Date,
): Promise<void> {
  await store.changePresence(kommune, person, ({ confirmed = {}, left = {}, ...rest }) => {
    const { [contact]: _, ...others } = left;
    const time = { [contact]: at.toISOString() };
    return still
      ? { ...rest, left: others, confirmed: { ...confirmed, ...time } }
      : { ...rest, confirmed, left: { ...left, ...time } };
  });
  await book.refresh(kommune);
}

/** The area or school of the roster that a text names, for those that the structure does not know. */
export function areaNamedIn(text: string, areas: string[]): string | undefined {
  const said = ` ${fold(text).replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
  return areas
    .toSorted((a, b) => b.length - a.length)
    .find((area) => said.includes(` ${fold(area).replace(/[^\p{L}\p{N}]+/gu, ' ')} `));
}
