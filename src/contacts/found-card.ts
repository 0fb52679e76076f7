import { textsIn } from '../language/texts.ts';
import type { CardMessage } from '../ports.ts';
import type { Roster } from '../roster/roster.ts';
import type { Found } from '../structure/search-structure.ts';
import { contactOf, type Language, type Structure } from '../structure/structure.ts';
import { type Answer, emptyAnswer } from './answer.ts';
import { answerCard } from './contact-cards.ts';

const noSigner = { sign: () => '', read: () => undefined };

/** The card that a search result inserts: the same card as the answer to a question about it. */
export function foundCard(structure: Structure, found: Found, language: Language, roster?: Roster): CardMessage {
  const base = emptyAnswer(structure, language);
  const around = roster ? { roster } : {};
  if (found.kind === 'initiative') {
    const { initiative } = found;
    const others = (initiative.coOwners ?? []).map((id) => contactOf(structure, id));
    const first = contactOf(structure, initiative.owner);
    return answerCard(
      structure,
      { ...base, kind: 'initiative', first, others, initiative, sources: initiative.sources },
      noSigner,
      around,
    );
  }
  const { contact } = found;
  const { body } = contact;
  const answer: Answer = { ...base, kind: 'contact', first: contact, basis: contact.basis, sources: contact.sources };
  const card = answerCard(structure, body ? { ...answer, kind: 'body', body } : answer, noSigner, around);
  return { ...card, summary: `${contact.title}: ${contact.does[language]} (${textsIn(language).botName})` };
}
