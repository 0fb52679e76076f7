/** HTML that may stand in HTML as it is. Whoever makes one from text vouches for it. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | Html | Html[] | undefined;

/** HTML from a template: every text that is put in is escaped, for content and for quoted attributes; undefined is nothing. */
export function html(template: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(template.map((text, i) => text + inserted(parts[i])).join(''));
}

function inserted(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.text;
  return Array.isArray(part) ? part.map(inserted).join('') : escaped(part);
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return String(text).replace(/[&<>"']/g, (sign) => entities[sign]!);
}
