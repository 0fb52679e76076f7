import type { CardMessage } from '../ports.ts';
import type { Roster } from '../roster/roster.ts';
import type { Answer } from './answer.ts';

const mostKept = 500;

/**
 * Keeps the cards of the last 500 different answers: a card holds nothing that a writer wrote, so that the same answer
 * is the same card, as long as the roster is the same. What has to be the same is everything of an answer but its
 * explanation.
 */
export function keepCards(
  make: (answer: Answer, roster: Roster) => CardMessage,
): (answer: Answer, roster: Roster) => CardMessage {
  const kept = new Map<string, CardMessage>();
  return (answer, roster) => {
    const key = `${roster.revision}\n${keyOf(answer)}`;
    let card = kept.get(key);
    if (!card) {
      card = make(answer, roster);
      if (kept.size >= mostKept) kept.delete(kept.keys().next().value!);
      kept.set(key, card);
    }
    return card;
  };
}

function keyOf(answer: Answer): string {
  const { kind, language, kommune, first, others, concerns, level, age, area, basis, remember, privacyWarning } =
    answer;
  const { body, initiative, word, clarify, sources, near = [] } = answer;
  const parts = [
    ...[kommune, kind, language, first?.id, first?.title, level, age?.join('-'), area, basis, privacyWarning],
    ...[initiative?.id, word?.id, clarify?.about, body !== undefined],
  ];
  const lists = [
    others.map((o) => o.id),
    concerns,
    near,
    remember.map((n) => n.id),
    sources.map((s) => s.document + s.section),
  ];
  return [...parts, ...lists.map((list) => list.join(','))].join('\n');
}
