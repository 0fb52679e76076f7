import type { Token } from './tokens.ts';

// Short everyday words that stand in nearly every sentence of one of the languages and in none of the other: "to",
// "at" and "have" are Danish words too.
const english = new Set(
  'the is are was my who what how can could should would of and with about they he she his on does do did this that has been being we you who whom which there our your from it need help student students pupil'.split(
    ' ',
  ),
);
const danish = new Set(
  'og er jeg hvem hvad hvor hvordan skal kan til på en et den det der som af ikke vi har om fra ham hende hans hendes de du min mit mine vores i ved så men hvis når nu elev eleven elever klasse hvornår hej tak'.split(
    ' ',
  ),
);

/** True for the short words that stand in nearly every sentence. */
export function isEverydayWord(word: string): boolean {
  return english.has(word) || danish.has(word);
}

/** The language that a text is written in, by its everyday words; the preferred one when they do not tell. */
export function languageOf(tokens: Token[], preferred: 'da' | 'en' = 'da'): 'da' | 'en' {
  let balance = 0;
  for (const { word } of tokens) {
    if (english.has(word)) balance++;
    if (danish.has(word)) balance--;
  }
  if (balance === 0) return preferred;
  return balance > 0 ? 'en' : 'da';
}
