import { hasPersonalData } from '../contacts/personal-data-in.ts';
import { maskCpr } from '../privacy/personal-data.ts';
import type { Structure } from '../structure/structure.ts';

const meetingHosts = /^(teams\.microsoft\.com|teams\.cloud\.microsoft|teams\.live\.com)$/;
// What Teams needs to let somebody in; everything else could say anything.
const neededParameters = ['context', 'p'];

/** A link that leads into a Teams meeting, and says nothing besides; undefined when it is none. */
export function meetingLinkIn(structure: Structure, given: unknown): string | undefined {
  if (typeof given !== 'string' || given.length > 1_000 || !URL.canParse(given.trim())) return undefined;
  const url = new URL(given.trim());
  const leadsIn = /^\/(l\/meetup-join|meet)\/./.test(url.pathname);
  const plain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';
  if (!plain || !leadsIn || !meetingHosts.test(url.hostname) || tellsWho(structure, url.pathname)) return undefined;
  const kept = neededParameters.flatMap((name) => {
    const value = url.searchParams.get(name);
    return value ? [`${name}=${encodeURIComponent(value)}`] : [];
  });
  return `${url.origin}${url.pathname}${kept.length > 0 ? `?${kept.join('&')}` : ''}`;
}

/** The id of a meeting is letters and digits at random, in which a name could be found by accident. */
function tellsWho(structure: Structure, path: string): boolean {
  const said = decoded(path);
  const words = said
    .replace(/(?=[a-z]*\d)[a-z\d]{16,}/gi, ' ')
    .replace(/@thread\.\w+/g, ' ')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();
  return maskCpr(said) !== said || hasPersonalData(structure, words);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
