import {
  type Agenda,
  type AgendaItem,
  type ItemFields,
  type MeetingFacts,
  type Refusal,
  type Section,
  sections,
} from './agenda.ts';
import { mostItems } from './limits.ts';

/** Items and facts stand still once minutes are being written: they say what was discussed. */
export function canEdit({ state }: Pick<Agenda, 'state'>): boolean {
  return state === 'draft' || state === 'posted' || state === 'withdrawn';
}

/** A new version of the agenda. */
export function revised(agenda: Agenda, now: Date): Agenda {
  return { ...agenda, version: agenda.version + 1, changedAt: now.toISOString() };
}

/** At the end of its section. The same item a second time (a form sent twice) changes nothing. */
export function addItem(agenda: Agenda, item: AgendaItem, now: Date): Agenda | Refusal {
  if (agenda.items.some((i) => i.id === item.id)) return agenda;
  if (!canEdit(agenda)) return { refused: 'locked' };
  if (agenda.items.length >= mostItems) return { refused: 'full' };
  return revised({ ...agenda, items: insertInSection(agenda.items, item) }, now);
}

/** After the last item of its own section or one before it. */
export function insertInSection(items: AgendaItem[], item: AgendaItem): AgendaItem[] {
  const order = (section: Section) => sections.indexOf(section);
  const at = items.findLastIndex((i) => order(i.section) <= order(item.section)) + 1;
  return items.toSpliced(at, 0, item);
}

/** Replaces what a person filled in; where the item comes from stays. */
export function changeItem(agenda: Agenda, id: string, fields: ItemFields, now: Date): Agenda | Refusal {
  return withItem(agenda, id, now, (item, at) => {
    const { standing, section, from } = item;
    const changed: AgendaItem = { id, section, ...(standing && { standing }), ...(from && { from }), ...fields };
    return agenda.items.with(at, changed);
  });
}

/** To this place, from 0; it joins the section of the item that it now follows. */
export function moveItem(agenda: Agenda, id: string, to: number, now: Date): Agenda | Refusal {
  return withItem(agenda, id, now, (item, at) => {
    const others = agenda.items.toSpliced(at, 1);
    const place = Math.max(0, Math.min(Math.trunc(to), others.length));
    if (place === at) return agenda.items;
    const neighbour = others[place - 1] ?? others[0] ?? item;
    return others.toSpliced(place, 0, { ...item, section: neighbour.section });
  });
}

export function removeItem(agenda: Agenda, id: string, now: Date): Agenda | Refusal {
  return withItem(agenda, id, now, (_, at) => agenda.items.toSpliced(at, 1));
}

/** Replaces what a person filled in about the meeting. */
export function changeFacts(agenda: Agenda, facts: MeetingFacts, now: Date): Agenda | Refusal {
  if (!canEdit(agenda)) return { refused: 'locked' };
  const { end: _, place: _place, joinUrl: _joinUrl, chair: _chair, ...rest } = agenda;
  const changed: Agenda = { ...rest, ...facts };
  return sameValue(factsOf(changed), factsOf(agenda)) ? agenda : revised(changed, now);
}

/** What a person fills in about the meeting, out of an agenda. */
export function factsOf({ title, date, start, end, place, online, joinUrl, chair }: MeetingFacts): MeetingFacts {
  return {
    ...{ title, date, start, online },
    ...(end && { end }),
    ...(place && { place }),
    ...(joinUrl && { joinUrl }),
    ...(chair && { chair }),
  };
}

/** What a person fills in about an item. */
export function fieldsOf({ title, type, minutes, presenter, note, links, closed }: ItemFields): ItemFields {
  return { ...{ title, type, minutes, links, closed }, ...(presenter && { presenter }), ...(note && { note }) };
}

function withItem(
  agenda: Agenda,
  id: string,
  now: Date,
  change: (item: AgendaItem, at: number) => AgendaItem[],
): Agenda | Refusal {
  if (!canEdit(agenda)) return { refused: 'locked' };
  const at = agenda.items.findIndex((i) => i.id === id);
  if (at < 0) return { refused: 'gone' };
  const items = change(agenda.items[at]!, at);
  return items === agenda.items || sameValue(items, agenda.items) ? agenda : revised({ ...agenda, items }, now);
}

function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

/** With the keys of every object in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, v]) => [key, sorted(v)]),
  );
}
