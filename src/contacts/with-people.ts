import { spokenDay } from '../language/dates.ts';
import { asPlain } from '../language/plain-text.ts';
import { type Texts, textsIn } from '../language/texts.ts';
import type { Link } from '../notice-card.ts';
import { dependsOnArea, type Helper, peopleBehind } from '../roster/people-behind.ts';
import { chatLink, readablePhone } from '../roster/reach.ts';
import { entriesIn, type Roster } from '../roster/roster.ts';
import type { ContactPoint, Language } from '../structure/structure.ts';

/** A function with the person behind it, and the further people, for the card. */
export interface Peopled {
  /** With name, number, mail and Teams of the person to turn to, where the roster has one. */
  contact: ContactPoint;
  label: string;
  /** The further people; all of them when an area has to be chosen first. */
  lines: string[];
  /** People stand behind it, and none of them is there. */
  away: boolean;
  /** When the area decides and was not told: calls to choose from, and writing to all of them. */
  links: Link[];
}

const mostLines = 5;
const mostCalls = 2;

/** Lays the roster over a contact point: the nearest person first, a deputy for whoever is away. */
export function withPeople(
  contact: ContactPoint,
  roster: Roster | undefined,
  area: string | undefined,
  language: Language,
): Peopled {
  const texts = textsIn(language);
  const helpers = roster ? peopleBehind(roster, contact.id, area) : [];
  const [first, ...further] = helpers;
  const away = roster !== undefined && entriesIn(roster, contact.id).length > 0;
  if (!first) return { contact, label: '', lines: [], links: [], away };
  const line = (h: Helper) => reachOf(h, texts, language);
  if (area === undefined && dependsOnArea(helpers)) {
    return {
      contact: { ...contact, person: '' },
      label: texts.dependsOnArea,
      away: false,
      lines: helpers.slice(0, mostLines).map(line),
      links: linksToAll(helpers, texts),
    };
  }
  const { phone, email, teamsId } = first.entry;
  const { phones: _phones, email: _email, teams: _teams, ...rest } = contact;
  return {
    contact: {
      ...rest,
      person: nameOf(first, texts, language),
      ...(phone && { phones: [phone] }),
      ...(email && { email }),
      ...(teamsId && email && { teams: email }),
    },
    label: texts.alsoPeople,
    away: false,
    lines: further.slice(0, mostLines).map(line),
    links: [],
  };
}

/** Each can be called; who is right for the area is found out by writing to them together. */
function linksToAll(helpers: Helper[], texts: Texts): Link[] {
  const entries = helpers.slice(0, mostLines).map((h) => h.entry);
  const calls = entries.filter((e) => e.phone).slice(0, mostCalls);
  const chat = entries.flatMap((e) => (e.teamsId && e.email ? [e.email] : []));
  const mail = entries.flatMap((e) => e.email ?? []);
  return [
    ...calls.map((e) => ({ title: texts.callPerson(e.name), url: `tel:${e.phone}` })),
    ...(chat.length > 0 ? [{ title: texts.chat, url: chatLink(...chat) }] : []),
    ...(mail.length > 0 ? [{ title: texts.mail, url: `mailto:${mail.join(',')}` }] : []),
  ];
}

function reachOf(helper: Helper, texts: Texts, language: Language): string {
  const { phone, email } = helper.entry;
  return [nameOf(helper, texts, language), phone ? readablePhone(phone) : '', asPlain(email ?? '')]
    .filter(Boolean)
    .join(', ');
}

function nameOf({ entry, insteadOf }: Helper, texts: Texts, language: Language): string {
  const { name, areas } = entry;
  const parts = [
    name,
    areas.length > 0 ? texts.personFor(areas.join(', ')) : '',
    insteadOf ? texts.insteadOf(insteadOf.name, spokenDay(insteadOf.until, language)) : '',
  ];
  return asPlain(parts.filter(Boolean).join(', '));
}
