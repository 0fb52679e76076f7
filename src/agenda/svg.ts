const font = 'font-family="DejaVu Sans, Segoe UI, Arial, sans-serif"';

/** Words in a picture. `style`: attributes. */
export function text(x: number, y: number, said: string, style: string): string {
  const fill = style.includes('fill=') ? '' : ' fill="#1b1b1b"';
  return `<text x="${x}" y="${y}" ${font}${fill} ${style}>${escaped(said)}</text>`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A person's text as it may stand in a picture. */
export function escaped(said: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a picture with control characters cannot be read
  return said.replace(/[\u0000-\u001f]/g, ' ').replace(/[&<>"']/g, (character) => entities[character]!);
}
