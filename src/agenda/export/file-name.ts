import type { Paper } from './paper.ts';

const letters: Record<string, string> = { æ: 'ae', ø: 'oe', å: 'aa' };

/** "referat-lokalraadet-2026-03-12.docx": letters that every system keeps, and never what a person wrote. */
export function fileName({ kind, body }: Pick<Paper, 'kind' | 'body'>, date: string, ending: 'docx' | 'md'): string {
  const plain = `${kind}-${body}-${date}`
    .toLowerCase()
    .replace(/[æøå]/g, (letter) => letters[letter]!)
    .replace(/[^a-z0-9]+/g, '-');
  return `${plain}.${ending}`;
}
