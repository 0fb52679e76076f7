import type { Agenda } from '../agenda.ts';
import { agendaPaper } from './agenda-paper.ts';
import type { PaperSetting } from './paper.ts';
import { paperDocx } from './paper-docx.ts';

/** The agenda as a Word document. */
export function agendaDocx(agenda: Agenda, setting: PaperSetting): Promise<Uint8Array> {
  return paperDocx(agendaPaper(agenda, setting));
}
