import { maskCpr } from './personal-data.ts';

// Words that make the names before them an institution's or a street's: "Sankt Josefs Skole", "Tove Ditlevsens Plads".
const ofPlace = [
  ...['Skolen?', 'Skoles', 'Gymnasium', 'Gymnasiet', 'Børnehus', 'Ungdomsskole', 'Klub', 'Institut', 'Bibliotek'],
  ...['Kirke', 'Hal(?:len)?', 'Stadion', 'Station', 'Cent(?:er|ret)', 'Park(?:en)?', 'Plads', 'Torv', 'Gade', 'Vej'],
  ...['All[eé]', 'Boulevard', 'Stræde', 'Havn'],
].join('|');
// "Svend Gønge-Skolen"; but not "Mikkel Gåsetårnskolen", which is somebody and where they are.
const named = new RegExp(
  String.raw`(?<![\p{L}\d])(?:\p{Lu}[\p{L}.-]*\s+){0,3}(?:\p{Lu}[\p{L}-]*-|\p{Lu}[\p{L}.-]*\s+)(?:${ofPlace})(?!\p{L})`,
  'gu',
);
// "Mødelokale Anna" is a room; with a family name behind it, it may be somebody's.
const room = /(?<!\p{L})(?:møde|gruppe|klasse)?(?:lokale|rum|sal)(?:t|en)?\s+\p{Lu}\p{Ll}+(?!\p{L}|\s+\p{Lu})/giu;
// A building by itself; the name before it is looked at.
const building = /\p{L}+(?:huset|hallen|centret|skolen|klubben|teket|torvet|pladsen|kirken|gården)(?!\p{L})/giu;
// A house number says where a meeting is; in any other text it may say where somebody lives.
const houseNumber = /(?<=\p{L}\.?) \d{1,3}(?: ?[a-z])?(?=\s*(?:[,(]|$))/giu;
const postcode = /(?<![\d-])\d{4}(?= \p{Lu})/gu;
const contact = /\S@\S|(?<!\d)(?:\+45 ?)?\d{2} ?\d{2} ?\d{2} ?\d{2}(?!\d)/;

/**
 * Whether the place of a meeting tells who somebody is. Streets with their numbers, institutions and rooms that bear a name
 * are none; whatever stands beside them is looked at by `isPersonal`, the guard of the other texts.
 */
export function isPersonalPlace(place: string, isPersonal: (text: string) => boolean): boolean {
  if (maskCpr(place) !== place || contact.test(place)) return true;
  const patterns = [named, room, houseNumber, postcode, building];
  const rest = patterns.reduce((text, pattern) => text.replace(pattern, ' '), place);
  // A building and its street are two words in capitals, and nobody's first and last name.
  return rest.split(',').some((part) => isPersonal(part.replace(/\s+/g, ' ').trim()));
}
