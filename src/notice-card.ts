import type { CardMessage } from './ports.ts';
import type { Language } from './structure/structure.ts';

export interface Fact {
  title: string;
  value: string;
}
export interface Link {
  title: string;
  url: string;
}
/** A button: what it says, who takes it, and the signed text that it carries. */
export interface Press {
  title: string;
  verb: string;
  press: string;
}
export interface Group {
  label: string;
  lines: string[];
}

/** The parts of a plain card. All texts are Markdown: what a person wrote goes through asPlain first. */
export interface Notice {
  title: string;
  warning?: string;
  lead?: string;
  text?: string;
  facts?: Fact[];
  groups?: Group[];
  small?: string;
  links?: Link[];
  /** A picture above the lists, and what it shows in words. */
  picture?: { url: string; alt: string };
  presses?: Press[];
  /** Buttons that open a dialog. */
  dialogs?: Press[];
  /** Buttons of a card that stands in a dialog. */
  submits?: Press[];
  /** The one plain line; the title when it is not given. */
  summary?: string;
}

/** A card of heading, facts, lists and buttons: for all that needs no form of its own. */
export function noticeCard(notice: Notice, language: Language): CardMessage {
  const {
    title,
    warning = '',
    lead = '',
    text = '',
    small = '',
    facts = [],
    links = [],
    presses = [],
    dialogs = [],
    submits = [],
  } = notice;
  const summary = notice.summary ?? [title, text].filter(Boolean).join('. ');
  const groups = (notice.groups ?? [])
    .filter((g) => g.lines.length > 0)
    .map(({ label, lines }) => ({ label, lines: lines.map((line) => ({ text: line })) }));
  return {
    template: 'common-notice',
    summary: summary.replace(/\s+/g, ' '),
    data: {
      ...{ lang: language, speak: summary, title, warning, lead, text, small, facts, groups, links },
      ...{ presses, dialogs, submits },
      ...{ picture: notice.picture?.url ?? '', pictureAlt: notice.picture?.alt ?? '' },
    },
  };
}
