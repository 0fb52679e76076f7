import type { ChangeMark, ChannelItem, ChannelView, ItemFields, MeetingFacts, OpenItem } from './agenda.ts';

export interface FactChange {
  field: keyof MeetingFacts;
  before?: string | boolean;
  after?: string | boolean;
}

/** What differs between what was posted and what would be posted now. Like both, it tells nothing of a closed item. */
export interface AgendaChanges {
  facts: FactChange[];
  added: ChannelItem[];
  /** As they were posted, for the author's preview: a notice names them by number, for the words may be why they went. */
  removed: ChannelItem[];
  /** Those that stand in another order among the rest; `from`: the number that they had. */
  moved: { item: ChannelItem; from: number }[];
  changed: { item: ChannelItem; fields: (keyof ItemFields)[] }[];
}

const factFields = ['title', 'date', 'start', 'end', 'place', 'online', 'joinUrl', 'chair'] as const;
const itemFields = ['title', 'type', 'minutes', 'presenter', 'note', 'links'] as const;

export function changesBetween(posted: ChannelView, now: ChannelView): AgendaChanges {
  const before = new Map(posted.items.map((item) => [item.id, item]));
  const kept = now.items.filter(({ id }) => before.has(id));
  const left = new Set(now.items.map(({ id }) => id));
  const steady = longestRise(kept.map(({ id }) => before.get(id)!.number));
  return {
    facts: factFields.flatMap((field) =>
      posted[field] === now[field] ? [] : [{ field, before: posted[field], after: now[field] }],
    ),
    added: now.items.filter(({ id }) => !before.has(id)),
    removed: posted.items.filter(({ id }) => !left.has(id)),
    moved: kept.map((item) => ({ item, from: before.get(item.id)!.number })).filter(({ from }) => !steady.has(from)),
    changed: kept
      .map((item) => ({ item, fields: changedFields(before.get(item.id)!, item) }))
      .filter(({ fields }) => fields.length > 0),
  };
}

function changedFields(before: ChannelItem, now: ChannelItem): (keyof ItemFields)[] {
  if (before.closed !== now.closed) return ['closed'];
  if (before.closed || now.closed) return [];
  const differs = (field: keyof OpenItem) => JSON.stringify(before[field]) !== JSON.stringify(now[field]);
  return itemFields.filter(differs);
}

/** The most numbers that stand in rising order: whoever has one of these was not moved, the others were. */
function longestRise(numbers: number[]): Set<number> {
  const rises: number[][] = [];
  for (const [i, number] of numbers.entries()) {
    const earlier = rises.filter((_, j) => numbers[j]! < number);
    const best = earlier.reduce<number[]>((a, b) => (b.length > a.length ? b : a), []);
    rises[i] = [...best, number];
  }
  return new Set(rises.reduce<number[]>((a, b) => (b.length > a.length ? b : a), []));
}

/** How an item is marked in the post, by its id. */
export function changeMarks({ added, changed, moved }: AgendaChanges): Map<string, ChangeMark> {
  return new Map<string, ChangeMark>([
    ...moved.map(({ item }) => [item.id, 'moved'] as const),
    ...changed.map(({ item }) => [item.id, 'changed'] as const),
    ...added.map(({ id }) => [id, 'added'] as const),
  ]);
}

/** Facts that decide whether somebody comes to the right place in time. */
const weighty: (keyof MeetingFacts)[] = ['date', 'start', 'end', 'place', 'online', 'joinUrl'];

/** Whether people must be told: when or where it is, which items there are, and what is to be decided. The rest is seen in place. */
export function isLargeChange({ facts, added, removed, changed }: AgendaChanges): boolean {
  return (
    facts.some(({ field }) => weighty.includes(field)) ||
    added.length > 0 ||
    removed.length > 0 ||
    changed.some(({ fields }) => fields.includes('closed') || fields.includes('type'))
  );
}
