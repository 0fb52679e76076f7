import { spokenDay, spokenTime } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import { type Texts, textsIn } from '../language/texts.ts';
import { type Group, noticeCard, type Press } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import type { Signer } from '../signing.ts';
import { type Language, type Structure, titleOf } from '../structure/structure.ts';
import { columns } from './check-roster.ts';
import { type DryRun, functionsUnknown } from './import-roster.ts';
import { functionsWithoutPeople } from './people-behind.ts';
import { type Entry, hasLeft, isAway, personOf, type Roster, unconfirmedSince } from './roster.ts';
import type { Fault } from './roster-file.ts';
import type { Version } from './roster-store.ts';

export const rosterVerbs = {
  yes: 'roster.use',
  no: 'roster.keep',
  compare: 'roster.compare',
  people: 'roster.people',
  still: 'roster.still',
} as const;

/** What the buttons carry. */
export interface UsePress {
  version: string;
  seen?: string;
}
export interface StillPress {
  kommune: string;
  person: string;
  contact: string;
  still: boolean;
  language: Language;
}

export interface RosterCardDeps {
  structure: Structure;
  roster: Roster;
  signer: Signer;
  language: Language;
}

const mostListed = 12;
const mostFaults = 20;
const mostVersions = 5;
export const peopleOnPage = 25;

/** One fault as a line: "Række 4: …". */
export function faultLine({ row, reason }: Fault, texts: Texts): string {
  const { code, ...words } = reason;
  return texts.faultAt(row, (texts.faults[code] as (words: object) => string)(words));
}

export function faultsCard(faults: Fault[], language: Language): CardMessage {
  const texts = textsIn(language);
  const lines = faults.slice(0, mostFaults).map((f) => asPlain(faultLine(f, texts)));
  if (faults.length > mostFaults) lines.push(texts.faultMore(faults.length - mostFaults));
  return noticeCard(
    {
      title: texts.faultsTitle,
      text: texts.faultsText,
      groups: [{ label: '', lines }],
      summary: `${texts.faultsTitle}. ${faultLine(faults[0]!, texts)}`,
    },
    language,
  );
}

/** What a yes would do: new, changed, gone; with the yes and the no. */
export function dryRunCard(deps: RosterCardDeps, { version, difference, seen }: DryRun, warning = ''): CardMessage {
  const { signer, language } = deps;
  const texts = textsIn(language);
  const { added, changed, removed, same } = difference;
  const groups = [
    listOf(deps, texts.dryRunAdded(added.length), added),
    listOf(
      deps,
      texts.dryRunChanged(changed.length),
      changed.map((c) => c.entry),
      (entry) => ` (${changed.find((c) => c.entry === entry)!.columns.join(', ')})`,
    ),
    listOf(deps, texts.dryRunRemoved(removed.length), removed),
  ];
  const nothing = added.length + changed.length + removed.length === 0;
  if (nothing) return noticeCard({ title: texts.dryRunNothing, warning }, language);
  const press = signer.sign(rosterVerbs.yes, { version: version.id, ...(seen && { seen }) } satisfies UsePress);
  return noticeCard(
    {
      title: texts.dryRunTitle,
      text: texts.dryRunQuestion,
      warning,
      facts: [
        { title: texts.rosterLines, value: String(version.lines) },
        { title: texts.dryRunSame, value: String(same) },
      ],
      groups,
      presses: [
        { title: texts.dryRunYes, verb: rosterVerbs.yes, press },
        { title: texts.dryRunNo, verb: rosterVerbs.no, press: signer.sign(rosterVerbs.no, {}) },
      ],
      summary: `${texts.dryRunTitle}: ${texts.dryRunAdded(added.length)}, ${texts.dryRunChanged(changed.length)}, ${texts.dryRunRemoved(removed.length)}`,
    },
    language,
  );
}

/** The roster in force, what it lacks, and the earlier ones. */
export function rosterCard(
  deps: RosterCardDeps,
  versions: Version[],
  inForce: string | undefined,
  { caller, unconfirmedLimit }: { caller: string; unconfirmedLimit: string },
): CardMessage {
  const { structure, roster, signer, language } = deps;
  const texts = textsIn(language);
  const current = versions.find((v) => v.id === inForce);
  const by =
    { file: texts.rosterByFile, [caller]: texts.rosterByYou }[current?.inForceBy ?? current?.by ?? ''] ??
    texts.rosterByOther;
  const since = roster.since ? spokenTime(roster.since, language) : '';
  const people = new Set(roster.entries.map(personOf)).size;
  const earlier = versions.filter((v) => v.id !== inForce && v.inForceAt).slice(0, mostVersions);
  const without = functionsWithoutPeople(roster, structure.contacts).map((id) => titleOf(structure, id));
  const away = roster.entries.filter((e) => isAway(roster, e));
  const presses: Press[] = [
    ...(current ? [pagePress(deps, 1, texts.rosterShowPeople)] : []),
    ...earlier.map((v) => ({
      title: texts.rosterCompare(texts.rosterVersion(v.lines, spokenTime(v.at, language))),
      verb: rosterVerbs.compare,
      press: signer.sign(rosterVerbs.compare, { version: v.id }),
    })),
  ];
  return noticeCard(
    {
      title: texts.rosterTitle(structure.name),
      text: current ? texts.rosterHow : `${texts.rosterNone} ${texts.rosterHow}`,
      facts: current
        ? [
            { title: texts.rosterLines, value: String(roster.entries.length) },
            { title: texts.rosterPeople, value: String(people) },
            { title: texts.rosterSince, value: since },
            { title: texts.rosterBy, value: by },
          ]
        : [],
      groups: [
        { label: texts.rosterWithout, lines: current ? shortened(without, texts) : [] },
        { label: texts.rosterUnknown, lines: functionsUnknown(structure, roster.entries) },
        listOf(deps, texts.rosterAway, away),
        listOf(
          deps,
          texts.rosterLeft,
          roster.entries.filter((e) => hasLeft(roster, e)),
        ),
        listOf(deps, texts.rosterUnconfirmed, unconfirmedSince(roster, unconfirmedLimit)),
        {
          label: texts.rosterEarlier,
          lines: earlier.map((v) => texts.rosterVersion(v.lines, spokenTime(v.at, language))),
        },
      ],
      small: `${texts.rosterColumns}: ${columns.join(' · ')}`,
      presses,
    },
    language,
  );
}

/** One page of the people in the roster, with the way to the next. */
export function peopleCard(deps: RosterCardDeps, page: number): CardMessage {
  const { structure, roster, language } = deps;
  const texts = textsIn(language);
  const sorted = roster.entries.toSorted((a, b) => a.name.localeCompare(b.name, 'da'));
  const pages = Math.max(1, Math.ceil(sorted.length / peopleOnPage));
  const at = Math.min(Math.max(1, page), pages);
  const some = sorted.slice((at - 1) * peopleOnPage, at * peopleOnPage);
  return noticeCard(
    {
      title: texts.rosterTitle(structure.name),
      text: texts.rosterPage(at, pages),
      groups: [{ label: '', lines: some.map((e) => personLine(deps, e)) }],
      presses: [
        ...(at > 1 ? [pagePress(deps, at - 1, texts.rosterBack)] : []),
        ...(at < pages ? [pagePress(deps, at + 1, texts.rosterNext)] : []),
      ],
    },
    language,
  );
}

/** "Er du stadig …?" for one line, to its person. */
export function stillCard(structure: Structure, entry: Entry, signer: Signer, language: Language): CardMessage {
  const texts = textsIn(language);
  const press = (still: boolean) => {
    const carried: StillPress = {
      kommune: structure.id,
      person: personOf(entry),
      contact: entry.contact,
      still,
      language,
    };
    return signer.sign(rosterVerbs.still, carried);
  };
  return noticeCard(
    {
      title: texts.stillTitle(titleOf(structure, entry.contact)),
      text: texts.stillText,
      presses: [
        { title: texts.stillYes, verb: rosterVerbs.still, press: press(true) },
        { title: texts.stillNo, verb: rosterVerbs.still, press: press(false) },
      ],
    },
    language,
  );
}

/** What a person said about being away, and who stands there meanwhile. */
export function awayCard(day: string, deputy: Entry | undefined, language: Language): CardMessage {
  const texts = textsIn(language);
  const title = texts.awaySet(spokenDay(day, language));
  return noticeCard({ title, text: deputy ? texts.awayDeputy(asPlain(deputy.name)) : texts.awayNoDeputy }, language);
}

function pagePress({ signer, language }: RosterCardDeps, page: number, title: string): Press {
  return { title, verb: rosterVerbs.people, press: signer.sign(rosterVerbs.people, { page, language }) };
}

function listOf(
  { structure, language }: RosterCardDeps,
  label: string,
  entries: Entry[],
  more: (entry: Entry) => string = () => '',
): Group {
  // Only the lines that are listed are worded: there may be thousands.
  const worded = (e: Entry) => `${asPlain(e.name)}, ${titleOf(structure, e.contact)}${more(e)}`;
  const lines = entries.slice(0, mostListed).map(worded);
  const hidden = entries.length - lines.length;
  return { label, lines: hidden > 0 ? [...lines, textsIn(language).dryRunMore(hidden)] : lines };
}

function shortened(lines: string[], texts: Texts): string[] {
  if (lines.length <= mostListed) return lines;
  return [...lines.slice(0, mostListed), texts.dryRunMore(lines.length - mostListed)];
}

function personLine({ structure, roster }: RosterCardDeps, entry: Entry): string {
  const { name, contact, areas, phone, email, role } = entry;
  const away = roster.presences.get(personOf(entry))?.awayUntil;
  const parts = [titleOf(structure, contact), areas.join(', '), phone, email, role === 'laerer' ? '' : role];
  const told = [...parts, away && isAway(roster, entry) ? `– ${away}` : ''].filter(Boolean).map((p) => asPlain(p!));
  return `**${asPlain(name)}**: ${told.join(', ')}`;
}
