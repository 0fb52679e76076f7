import type { Agenda, ChannelItem, ChannelView } from './agenda.ts';
import { factsOf } from './item-rules.ts';
import { type AgendaTimes, timesOf } from './times.ts';

/**
 * All of an agenda that may ever reach a channel, a file or a mail for others than its author. A closed item is a number
 * and nothing else: neither its words nor where it comes from are in the result.
 */
export function channelView(agenda: Agenda): ChannelView {
  const times = timesOf(agenda);
  const items = agenda.items.map((item, i) => channelItem(item, i + 1, times));
  return { ...factsOf(agenda), body: agenda.body, items };
}

function channelItem(item: Agenda['items'][number], number: number, times: AgendaTimes): ChannelItem {
  const { id, closed, title, type, minutes, presenter, note, links, section } = item;
  if (closed) return { id, number, closed };
  return {
    ...{ id, number, closed, title, type, minutes, links, section },
    ...times.items.get(id),
    ...(presenter && { presenter }),
    ...(note && { note }),
  };
}

/** A page of something long. */
export interface PageOf<T> {
  /** From 1. */
  number: number;
  of: number;
  items: T[];
}

export type ChannelPage = PageOf<ChannelItem>;

/** As many items as a phone shows in a few swipes. */
export const mostItemsOnPage = 12;
// A message takes 80 KB of UTF-16 (facts A1); the rest is for heading, facts and buttons.
const pageBytes = 64_000;
const bytesAroundItem = 1_400;

/** An item on a card: its text in UTF-16, and what the card wraps around it. */
export function itemBytes(item: ChannelItem): number {
  return 2 * JSON.stringify(item).length + bytesAroundItem;
}

/** Splits an agenda into pages of about the same length; always one at least. */
export function pagesOf(
  { items }: Pick<ChannelView, 'items'>,
  bytesOf = itemBytes,
  mostBytes = pageBytes,
): ChannelPage[] {
  return inPages(items, bytesOf, mostBytes);
}

/** The same for whatever stands one below the other. */
export function inPages<T>(
  items: T[],
  bytesOf: (item: T) => number,
  mostBytes: number,
  mostOnPage = mostItemsOnPage,
): PageOf<T>[] {
  const perPage = Math.ceil(items.length / Math.ceil(items.length / mostOnPage));
  const pages: T[][] = [[]];
  let bytes = 0;
  for (const item of items) {
    const page = pages.at(-1)!;
    bytes += bytesOf(item);
    if (page.length > 0 && (page.length >= perPage || bytes > mostBytes)) {
      pages.push([item]);
      bytes = bytesOf(item);
    } else page.push(item);
  }
  return pages.map((held, i) => ({ number: i + 1, of: pages.length, items: held }));
}
