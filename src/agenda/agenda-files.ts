import type { CalendarFile, Clock } from '../ports.ts';
import type { Signer } from '../signing.ts';
import { type Structure, titleOf } from '../structure/structure.ts';
import type { Agenda } from './agenda.ts';
import type { AgendaStore } from './agenda-store.ts';
import { agendaTextsIn } from './agenda-texts.ts';
import { agendaPurposes } from './agenda-verbs.ts';
import { agendaDocx } from './export/agenda-docx.ts';
import { agendaMarkdown } from './export/agenda-markdown.ts';
import { fileName } from './export/file-name.ts';
import { minutesDocx } from './export/minutes-docx.ts';
import { minutesMarkdown } from './export/minutes-markdown.ts';
import { meetingSpan } from './times.ts';

export type AgendaFileKind = 'word' | 'markdown' | 'minutes-word' | 'minutes-markdown' | 'calendar';

/** What a link to a file carries. `until`: milliseconds since 1970; none for the calendar file, which tells no more than the post. */
export interface AgendaFilePress {
  kommune: string;
  id: string;
  kind: AgendaFileKind;
  until?: number;
}

export interface AgendaFileDeps {
  agendas: Pick<AgendaStore, 'get'>;
  signer: Signer;
  clock: Clock;
  structureOf(kommune: string): Structure;
  /** A calendar file as text, from nobody to nobody. */
  calendarText(file: CalendarFile): Promise<string>;
}

export interface SavedAgendaFile {
  name: string;
  type: string;
  content: string | Uint8Array;
}

export const fileLinkMilliseconds = 15 * 60_000;
const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The file behind a link; undefined when the link is none, or too old. */
export async function agendaFile(deps: AgendaFileDeps, token: string): Promise<SavedAgendaFile | undefined> {
  const press = deps.signer.read(agendaPurposes.file, token) as AgendaFilePress | undefined;
  if (!press || (press.until !== undefined && press.until < deps.clock().getTime())) return undefined;
  const agenda = await deps.agendas.get(press.kommune, press.id);
  if (!agenda || (press.kind.startsWith('minutes') && !agenda.minutes)) return undefined;
  // Its link has no end, and what was not posted is nobody's meeting yet.
  if (press.kind === 'calendar' && !agenda.posted) return undefined;
  return makeFile(deps, agenda, press.kind);
}

async function makeFile(deps: AgendaFileDeps, agenda: Agenda, kind: AgendaFileKind): Promise<SavedAgendaFile> {
  const structure = deps.structureOf(agenda.kommune);
  const setting = { kommune: structure.name, body: titleOf(structure, agenda.body), audience: 'author' as const };
  const name = (what: string, ending: 'docx' | 'md') =>
    fileName({ kind: what, body: setting.body }, agenda.date, ending);
  const markdown = { type: 'text/markdown; charset=utf-8' };
  switch (kind) {
    case 'word':
      return { name: name('dagsorden', 'docx'), type: wordType, content: await agendaDocx(agenda, setting) };
    case 'markdown':
      return { name: name('dagsorden', 'md'), ...markdown, content: agendaMarkdown(agenda, setting) };
    case 'minutes-word':
      return { name: name('referat', 'docx'), type: wordType, content: await minutesDocx(agenda, setting) };
    case 'minutes-markdown':
      return { name: name('referat', 'md'), ...markdown, content: minutesMarkdown(agenda, setting) };
    case 'calendar':
      return {
        name: name('moede', 'md').replace(/md$/, 'ics'),
        type: 'text/calendar; charset=utf-8',
        content: await deps.calendarText(calendarOf(agenda, setting.body)),
      };
    default:
      return kind satisfies never;
  }
}

/** What a calendar may say: what the post in the channel says too. */
function calendarOf(agenda: Agenda, body: string): CalendarFile {
  const { id, posted, state } = agenda;
  // As it was posted: what is being changed is nobody's meeting yet.
  const view = posted ? { ...agenda, ...posted.view, items: agenda.items } : agenda;
  const place = [view.place ?? '', view.joinUrl ?? ''].filter(Boolean).join(' · ');
  return {
    method: state === 'withdrawn' ? 'CANCEL' : 'PUBLISH',
    uid: `${id}@ssp-bot`,
    sequence: posted?.version ?? agenda.version,
    ...meetingSpan(view),
    title: view.title || body,
    description: agendaTextsIn(agenda.language).agendaCalendarText(body),
    ...(place && { place }),
  };
}
