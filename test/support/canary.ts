/** What must be found nowhere: a child, by its name and its number in two spellings. */
export const canaries = ['240211-1238', '2402111238', 'Zeinab', 'Kanariefugl'];
export const child = `Zeinab Kanariefugl, CPR ${canaries[0]} (${canaries[1]})`;

/** A text, and all that stands in it encoded: what buttons and addresses carry, and parts of addresses. */
export function withEncoded(text: string): string {
  const decoded = [...text.matchAll(/[\w+/=-]{20,}/g)].map(([word]) => Buffer.from(word, 'base64url').toString());
  const unescaped = [...text.matchAll(/(?:%[\dA-Fa-f]{2}|[\w.,()+-])+/g)].map(([word]) => unescape(word));
  return [text, ...decoded, ...unescaped.map((word) => word.replaceAll('+', ' '))].join('\n');
}
