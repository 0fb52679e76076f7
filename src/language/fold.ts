/**
 * Brings the spellings of one word together: lower case, "ae/oe/aa" read as "æ/ø/å" (and ä, ö as æ, ø), no accents,
 * no hyphens or apostrophes inside ("e-cigaret" = "ecigaret", "TRAEKKER" = "trækker").
 */
export function fold(text: string): string {
  const lower = text.normalize('NFC').toLowerCase();
  if (!/ae|oe|aa|[^a-zæøå0-9]/.test(lower)) return lower;
  return lower
    .replace(/ae|ä/g, 'æ')
    .replace(/oe|ö/g, 'ø')
    .replace(/aa/g, 'å')
    .replace(/[éèêë]/g, 'e')
    .replace(/[áàâ]/g, 'a')
    .replace(/[-'’´`]/g, '');
}
