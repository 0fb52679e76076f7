import { type AgendaTexts, agendaDa } from '../language/agenda-da.ts';
import { agendaEn } from '../language/agenda-en.ts';
import type { Language } from '../structure/structure.ts';

export type { AgendaTexts };

/** The sentences about agendas in this language. */
export function agendaTextsIn(language: Language): AgendaTexts {
  return language === 'en' ? agendaEn : agendaDa;
}
