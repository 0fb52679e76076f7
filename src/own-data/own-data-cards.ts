import { isOver } from '../beredskab/beredskab.ts';
import { kindTitle } from '../beredskab/wording.ts';
import { spokenDay, spokenTime } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import { textsIn } from '../language/texts.ts';
import { type Group, noticeCard } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import type { Entry } from '../roster/roster.ts';
import type { Signer } from '../signing.ts';
import type { SparringRequest } from '../sparring/sparring.ts';
import { type Language, type Structure, titleOf } from '../structure/structure.ts';
import type { OwnAgendas } from './own-agendas.ts';
import type { OwnBeredskaber } from './own-beredskaber.ts';
import type { OwnData } from './own-data.ts';

export const ownDataVerbs = { erase: 'own-data.erase', keep: 'own-data.keep' } as const;

/** What the buttons carry: whose data it was about. */
export interface ErasePress {
  objectId: string;
  language: Language;
}

/** What is stored about the person, by kind. */
export function ownDataCard(structure: Structure, data: OwnData, language: Language, title?: string): CardMessage {
  const texts = textsIn(language);
  const groups = groupsOf(structure, data, language);
  const nothing = groups.every((g) => g.lines.length === 0);
  return noticeCard(
    { title: title ?? (nothing ? texts.ownNothing : texts.ownTitle), groups, small: texts.ownNever },
    language,
  );
}

/** What will be deleted and what stays, with the yes and the no. */
export function eraseCard(
  structure: Structure,
  data: OwnData,
  objectId: string,
  signer: Signer,
  language: Language,
): CardMessage {
  const texts = textsIn(language);
  const press = (verb: string) => signer.sign(verb, { objectId, language } satisfies ErasePress);
  return noticeCard(
    {
      title: texts.eraseTitle,
      text: texts.eraseText,
      groups: groupsOf(structure, { ...data, entries: [] }, language),
      small: data.entries.length > 0 ? texts.eraseKept : '',
      presses: [
        { title: texts.eraseYes, verb: ownDataVerbs.erase, press: press(ownDataVerbs.erase) },
        { title: texts.eraseNo, verb: ownDataVerbs.keep, press: press(ownDataVerbs.keep) },
      ],
    },
    language,
  );
}

function groupsOf(structure: Structure, data: OwnData, language: Language): Group[] {
  const texts = textsIn(language);
  const { entries, earlier, address, presence, requests, helperIn, imports } = data;
  const requestLine = ({ reference, topic, askedAt }: SparringRequest) => {
    const title = structure.shared.concerns.find((c) => c.id === topic)?.title[language] ?? texts.sparringOtherTopic;
    return `${reference}, ${title}, ${spokenTime(askedAt, language)}`;
  };
  const ownLine = (request: SparringRequest) => {
    const { area = '', phone = '', note = '', asker } = request;
    const given = [asker.name, asker.signIn ?? '', area, phone, note].filter(Boolean).map(asPlain);
    return [requestLine(request), ...given].join(', ');
  };
  const entryLine = ({ name, contact, areas, phone, email, role, deputy }: Entry) =>
    [name, titleOf(structure, contact), areas.join(', '), phone ?? '', email ?? '', role, deputy ?? '']
      .filter(Boolean)
      .map(asPlain)
      .join(', ');
  const lines = entries.map(entryLine);
  const said = [
    ...(presence?.awayUntil ? [texts.awaySet(spokenDay(presence.awayUntil, language))] : []),
    ...Object.entries(presence?.confirmed ?? {}).map(([, at]) => texts.ownConfirmed(spokenTime(at, language))),
    ...Object.entries(presence?.asked ?? {}).map(([, at]) => texts.ownAsked(spokenTime(at, language))),
    ...Object.entries(presence?.left ?? {}).map(([, at]) => texts.ownLeft(spokenTime(at, language))),
  ];
  return [
    { label: texts.ownRoster, lines: lines.length > 0 ? [...lines, texts.eraseKept] : [] },
    { label: texts.ownEarlier, lines: [...new Set(earlier.map(entryLine))] },
    { label: texts.ownChat, lines: address ? [texts.ownAddress] : [] },
    { label: texts.ownPresence, lines: said },
    { label: texts.ownRequests, lines: requests.map(ownLine) },
    { label: texts.ownHelper, lines: helperIn.map(requestLine) },
    { label: texts.ownConvened, lines: convenedLines(structure, data.beredskaber, language) },
    { label: texts.ownCalled, lines: data.beredskaber.calledTo.map((b) => b.reference) },
    { label: texts.ownAgendas, lines: agendaLines(data.agendas, language) },
    { label: texts.ownImports, lines: imports.map((at) => spokenTime(at, language)) },
  ];
}

function convenedLines(
  structure: Structure,
  { convened, series, drafts }: OwnBeredskaber,
  language: Language,
): string[] {
  const texts = textsIn(language);
  return [
    ...convened.map((b) => {
      const kind = `${b.reference}, ${kindTitle(structure, b)}, ${spokenTime(b.convenedAt, language)}`;
      return isOver(b) ? kind : `${kind}. ${texts.ownRunning}`;
    }),
    ...series.map((s) => `${texts.seriesTitle}: ${kindTitle(structure, s.wish)}`),
    ...drafts.map(() => texts.ownDraft),
  ];
}

function agendaLines({ written, proposed, decided, read, named, papers }: OwnAgendas, language: Language): string[] {
  const texts = textsIn(language);
  return [
    ...written.map((a) => `${texts.ownWritten}: ${asPlain(a.title)}, ${spokenDay(a.date, language)}`),
    ...proposed.map((p) => `${texts.ownProposed}: ${asPlain(p.title)}`),
    ...decided.map((p) => `${texts.ownDecided}: ${asPlain(p.title)}`),
    ...(read.length > 0 ? [texts.ownRead(read.length)] : []),
    ...(named.length > 0 ? [texts.ownNamed(named.length)] : []),
    ...(papers.length > 0 ? [texts.ownPapers(papers.length)] : []),
  ];
}
