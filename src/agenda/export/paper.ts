import type { Language } from '../../structure/structure.ts';
import type { AgendaTexts } from '../agenda-texts.ts';

/** `author`: all of it; `channel`: for anybody else, with nothing of a closed item. */
export type Audience = 'author' | 'channel';

export interface PaperSetting {
  /** Names as they stand in the structure: "Vordingborg Kommune", "Lokalrådet". */
  kommune: string;
  body: string;
  audience: Audience;
}

/** A paper before it is a file: what it says, not how it looks. All texts are plain. */
export interface Paper {
  language: Language;
  kommune: string;
  body: string;
  /** "Dagsorden" or "Referat". */
  kind: string;
  title: string;
  /** What whoever holds it must know first. */
  notice?: string;
  facts: { label: string; value: string; url?: string }[];
  sections: { heading: string; items: PaperItem[] }[];
  /** Minutes have them, if only none. */
  actions?: PaperAction[];
  ending: string[];
}

export interface PaperItem {
  number: number;
  title: string;
  /** "09.00-09.10"; empty without a time of its own. */
  time: string;
  /** "Beslutning · 10 min. · Ved: formanden". */
  about: string;
  note: string;
  links: string[];
  /** What came out of it: in minutes only. */
  minutes: { label: string; text: string }[];
  actions: PaperAction[];
}

export interface PaperAction {
  number: number;
  what: string;
  who: string;
  due: string;
  done: boolean;
}

/** "Skriv til skolerne (Anna Holm, 1. april 2026)". */
export function actionLine({ what, who, due }: PaperAction): string {
  return `${what} (${[who, due].filter(Boolean).join(', ')})`;
}

/** The table of all that was agreed. */
export function actionRows(actions: PaperAction[], texts: AgendaTexts): { head: string[]; rows: string[][] } {
  const { agendaActionItem, agendaActionWhat, agendaActionWho, agendaActionDue, agendaActionDone } = texts;
  return {
    head: [agendaActionItem, agendaActionWhat, agendaActionWho, agendaActionDue],
    rows: actions.map(({ number, what, who, due, done }) => [String(number), what, who, done ? agendaActionDone : due]),
  };
}
