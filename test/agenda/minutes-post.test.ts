import { strict as assert } from 'node:assert';
import type { Agenda, ItemMinutes } from '../../src/agenda/agenda.ts';
import { agendaCard } from '../../src/agenda/agenda-cards.ts';
import { longestActionTitle, longestName, longestOutcome, mostItems, mostPeople } from '../../src/agenda/limits.ts';
import { approveMinutes, beginMinutes, writeAttendance, writeItemMinutes } from '../../src/agenda/minutes.ts';
import { minutesItemForm } from '../../src/agenda/minutes-forms.ts';
import { minutesPost, minutesPreview, minutesVersion } from '../../src/agenda/minutes-post.ts';
import { planPosting, publish } from '../../src/agenda/posting.ts';
import type { CardMessage } from '../../src/ports.ts';
import { createSigner } from '../../src/signing.ts';
import { expandCard } from '../../src/teams/expand-card.ts';
import { assertGood } from '../support/good-card.ts';
import { agenda, author, colleague, item, made, now, vordingborg } from './agenda-builders.ts';

const deps = {
  ...{ structure: vordingborg, signer: createSigner('s'.repeat(32)), forms: 'chat' as const },
  calendarUrl: () => undefined,
};
const text = (card: CardMessage) => JSON.stringify(expandCard(card));
const titlesOf = (card: CardMessage) =>
  (expandCard(card) as { actions: { title: string }[] }).actions.map((a) => a.title);
const bytesOf = (card: CardMessage) => Buffer.byteLength(text(card), 'utf16le');
const mostBytes = 80 * 1024;

function minuted(count: number, written: (id: string) => ItemMinutes, channels = ['Lokalråd']): Agenda {
  const places = channels.map((name, i) => ({ id: `19:${i}@thread.tacv2`, title: `SSP › ${name}` }));
  const items = Array.from({ length: count }, (_, i) => item(`i${i + 1}`, { closed: i === 1 }));
  const begun = made(
    beginMinutes(publish(made(planPosting(agenda({ items }), { channels: places })), now), author, now),
  );
  const people = { present: ['Anna Holm', 'Politiet'], apologies: ['Klubben'] };
  return items.reduce(
    (a, { id }) => made(writeItemMinutes(a, id, written(id), now)),
    made(writeAttendance(begun, people, now)),
  );
}

const extreme = (id: string): ItemMinutes => ({
  ...{ outcome: `${'*'.repeat(longestOutcome - 9)}slut ${id}!`, decision: 'ø'.repeat(longestOutcome) },
  actions: Array.from({ length: 10 }, (_, i) => ({
    ...{ id: `${id}-${i}`, what: `${'å'.repeat(longestActionTitle - 20)} nr. ${id}-${i}!`, due: '2026-04-01' },
    who: 'K'.repeat(longestName),
  })),
});

describe('minutes before and after the yes', () => {
  it('are shown as they will be posted, with who was there and the channels’ names', () => {
    const shown = text(
      minutesPreview(
        deps,
        minuted(3, () => ({ outcome: 'Drøftet', actions: [] }), ['Lokalråd', 'Generelt']),
      ),
    );
    assert.match(shown, /Intet er låst eller sendt endnu.*under 2 opslag: SSP › Lokalråd, SSP › Generelt/);
    assert.match(shown, /Til stede.*Anna Holm, Politiet.*Afbud.*Klubben.*1 · Punkt i1.*Drøftet/);
    const never = made(beginMinutes(agenda({ items: [item('1')] }), author, now));
    assertGood(minutesPreview(deps, never));
    assert.match(text(minutesPreview(deps, never)), /står ikke i nogen kanal/);
  });

  it('have another version as soon as anything in them is another', () => {
    const one = minuted(2, () => ({ outcome: 'Drøftet', actions: [] }));
    const other = made(writeItemMinutes(one, 'i1', { outcome: 'Drøftet.', actions: [] }, now));
    const away = made(writeAttendance(one, { present: ['Anna Holm'], apologies: [] }, now));
    for (const changed of [other, away]) assert.notDeepEqual(minutesVersion(changed), minutesVersion(one));
  });

  it('are split over pages when they are long; nothing is cut, and each page is within Teams’ size', () => {
    const many = Array.from({ length: 500 }, (_, i) => `Kanal med et langt navn ${i}`);
    const full = minuted(mostItems, extreme, many);
    const there = Array.from({ length: mostPeople }, (_, i) => `${'*'.repeat(longestName - 4)}${i}`);
    const long = made(writeAttendance(full, { present: there, apologies: there }, now));
    const approved = made(approveMinutes(long, colleague, now));
    const first = minutesPost(deps, approved);
    const [, of] = /Side 1 af (\d+)/.exec(text(first))!;
    const pages = Array.from({ length: Number(of) }, (_, i) => minutesPost(deps, approved, i + 1));
    const previews = Array.from({ length: Number(of) }, (_, i) => minutesPreview(deps, long, i + 1));
    for (const card of [...pages, ...previews, agendaCard(deps, long), minutesItemForm(deps, long, 'i1')])
      assert.ok(bytesOf(card) < mostBytes, `${card.summary}: ${bytesOf(card)} bytes`);
    const said = pages.map(text).join();
    for (let i = 1; i <= mostItems; i++) {
      const held = [`slut i${i}!`, ...Array.from({ length: 10 }, (_, n) => `nr. i${i}-${n}!`)];
      // The second item is closed.
      for (const words of held) assert.equal(said.includes(words), i !== 2, words);
    }
    assert.ok(!said.includes('…'));
    assert.deepEqual(titlesOf(first), ['Side 2']);
    assert.deepEqual(titlesOf(pages.at(-1)!), ['Side 1']);
  });
});
