import { strict as assert } from 'node:assert';
import { createRequire } from 'node:module';
import type { CardMessage } from '../../src/ports.ts';
import { expandCard } from '../../src/teams/expand-card.ts';

// The reference renderer's parser; it has no ESM entry that Node can load.
const AC = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js');
const largestBytes = 20 * 1024;
const mostActions = 6;

/** Faults that the Adaptive Cards parser finds at version 1.5, with its own words. */
function faultsOf(card: object): string[] {
  const context = new AC.SerializationContext(AC.Versions.v1_5);
  const parsed = new AC.AdaptiveCard();
  // Teams shows six buttons; the parser by itself takes five.
  parsed.hostConfig = new AC.HostConfig({ actions: { maxActions: mostActions } });
  parsed.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message);
  const validation = parsed.validateProperties().validationEvents.map((e: { message: string }) => e.message);
  // The parser checks `lang` with a global regular expression, which fails every second time.
  // A chart is Teams' own element: it stands there with a fallback that the parser knows.
  return [...events, ...validation].filter(
    (fault) => !/^Invalid value "(da|en)" for property "lang"|Chart\.VerticalBar/.test(fault),
  );
}

/** Holds a card to all that every card of the product promises. */
export function assertGood(message: CardMessage): void {
  const card = expandCard(message) as { version: string; speak: string; lang: string; actions?: unknown[] };
  const text = JSON.stringify(card);
  assert.deepEqual(faultsOf(card), []);
  assert.equal(card.version, '1.5');
  assert.ok(card.speak.length >= 5 && /^(da|en)$/.test(card.lang));
  assert.doesNotMatch(text, /.{60}\$\{/);
  // An empty input may be empty.
  const filled = text.replace(/"altText":""/g, '').replace(/"(value|placeholder|altText)":""/g, '');
  assert.doesNotMatch(filled, /.{60}"(undefined|null|)"/);
  assert.ok(Buffer.byteLength(text) < largestBytes, `${Buffer.byteLength(text)} bytes`);
  assert.ok((card.actions ?? []).length <= mostActions);
  assert.ok(message.summary.length >= 5 && !message.summary.includes('\n'));
}
