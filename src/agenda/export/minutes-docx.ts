import type { Agenda } from '../agenda.ts';
import { minutesPaper } from './minutes-paper.ts';
import type { PaperSetting } from './paper.ts';
import { paperDocx } from './paper-docx.ts';

/** The minutes as a Word document. */
export function minutesDocx(agenda: Agenda, setting: PaperSetting): Promise<Uint8Array> {
  return paperDocx(minutesPaper(agenda, setting));
}
