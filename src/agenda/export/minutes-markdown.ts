import type { Agenda } from '../agenda.ts';
import { minutesPaper } from './minutes-paper.ts';
import type { PaperSetting } from './paper.ts';
import { paperMarkdown } from './paper-markdown.ts';

/** The minutes as Markdown. */
export function minutesMarkdown(agenda: Agenda, setting: PaperSetting): string {
  return paperMarkdown(minutesPaper(agenda, setting));
}
