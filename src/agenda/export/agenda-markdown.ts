import type { Agenda } from '../agenda.ts';
import { agendaPaper } from './agenda-paper.ts';
import type { PaperSetting } from './paper.ts';
import { paperMarkdown } from './paper-markdown.ts';

/** The agenda as Markdown. */
export function agendaMarkdown(agenda: Agenda, setting: PaperSetting): string {
  return paperMarkdown(agendaPaper(agenda, setting));
}
