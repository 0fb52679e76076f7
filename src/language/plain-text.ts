/** A text of a person's as it may stand in a card's Markdown: no links, no emphasis, no marks that turn the line. */
export function asPlain(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
      .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ')
      .replace(/[\\[\]*_<>`~]/g, '\\$&')
      .trim()
  );
}
