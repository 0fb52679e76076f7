import { type Texts, textsIn } from '../language/texts.ts';
import { noticeCard, type Press } from '../notice-card.ts';
import type { CardMessage } from '../ports.ts';
import type { Signer } from '../signing.ts';
import { type OpenPress, sparringOpenVerb } from '../sparring/open-press.ts';
import { type ContactPoint, contactOf, type Language, type Structure, titleOf } from '../structure/structure.ts';
import type { Answer } from './answer.ts';
import { type CardSurroundings, reachLine } from './contact-cards.ts';
import { withPeople } from './with-people.ts';

export const missPurpose = 'contacts.miss';

/** What "Passer ikke" carries: what was shown, and what else comes near. */
export interface Missed {
  contact: string;
  concern?: string;
  area?: string;
  near: string[];
  language: Language;
}

/** The bot's own buttons below a contact: ask for advice, and "does not fit". */
export function buttonsOf(
  answer: Answer,
  contact: ContactPoint | undefined,
  texts: Texts,
  signer: Signer,
  { forms }: CardSurroundings,
): Record<'dialogs' | 'presses', Press[]> {
  if (!contact || !forms) return { dialogs: [], presses: [] };
  const { language, area, concerns, near = [] } = answer;
  const [concern] = concerns;
  const open: OpenPress = { contact: contact.id, language, ...(concern && { topic: concern }), ...(area && { area }) };
  const missed: Missed = { contact: contact.id, near, language, ...(concern && { concern }), ...(area && { area }) };
  const ask = { title: texts.sparring, verb: sparringOpenVerb, press: signer.sign(sparringOpenVerb, open) };
  const miss = { title: texts.notFitting, verb: missPurpose, press: signer.sign(missPurpose, missed) };
  return forms === 'dialog' ? { dialogs: [ask], presses: [miss] } : { dialogs: [], presses: [ask, miss] };
}

/** After "Passer ikke": the nearest other contacts, each with its way to be reached. */
export function missCard(structure: Structure, missed: Missed, around: CardSurroundings): CardMessage {
  const { language, area, near, contact } = missed;
  const texts = textsIn(language);
  const lines = near.map((id) => {
    const other = withPeople(contactOf(structure, id), around.roster, area, language).contact;
    return `**${other.title}**: ${[other.does[language], reachLine(other)].filter(Boolean).join(' ')}`;
  });
  return noticeCard(
    {
      lead: texts.emergencyLine,
      title: texts.notFittingTitle,
      text: `${texts.notFittingText(titleOf(structure, contact))}${lines.length === 0 ? ` ${texts.notFittingNone}` : ''}`,
      groups: [{ label: '', lines }],
    },
    language,
  );
}
