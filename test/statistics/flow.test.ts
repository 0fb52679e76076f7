import { strict as assert } from 'node:assert';
import type { Beredskab } from '../../src/beredskab/beredskab.ts';
import { createBeredskabStore } from '../../src/beredskab/beredskab-store.ts';
import { countConvenings } from '../../src/statistics/count-convenings.ts';
import { createCounters } from '../../src/statistics/counters.ts';
import { cardIn, personIn, rosterFile } from '../support/flow.ts';
import { memoryStore } from '../support/memory-store.ts';
import { startBot } from '../support/running-bot.ts';

const text = (card: object) => JSON.stringify(card);

describe('statistics', () => {
  it('are counted without a trace of the question, shown from five, and kept over a restart', async () => {
    const bot = await startBot({ SSP_ROSTER: rosterFile(), SSP_LOCAL_ROLE: 'laerer' });
    try {
      const [teacher, anna] = [personIn(bot, 'teacher'), personIn(bot, 'anna')];
      for (let i = 0; i < 4; i++) await teacher.writes('hvem kontakter jeg om hash i Præstø');
      assert.match(text(cardIn((await anna.writes('statistik'))[0])), /endnu ikke fem/);
      await bot.restart();
      await teacher.writes('mobning');
      const [answer] = await teacher.writes('hvem kontakter jeg om hash i Præstø');
      for (let i = 0; i < 5; i++) await teacher.presses(cardIn(answer), 'Passer ikke', {}, `answer-${i}`);
      await teacher.presses(cardIn(answer), 'Passer ikke', {}, 'answer-0');
      const card = cardIn((await anna.writes('statistik'))[0]);
      assert.match(text(card), /"x":"rusmidler","y":5/);
      assert.match(text(card), /Præstø.*"Sum af det viste","value":"5"/);
      assert.match(text(card), /Passer ikke.*"value":"5"/);
      assert.doesNotMatch(text(card), /mobning/i);
      const { url } = card.actions!.find((a) => a.title === 'Hent som CSV')!;
      const response = await fetch(url!);
      assert.match(response.headers.get('content-disposition')!, /statistik-vordingborg\.csv/);
      assert.match(await response.text(), /^\ufeff?Måned;Emne;Område;Antal\r\n\d{4}-\d\d;rusmidler;Præstø;5\r\n$/);
      assert.equal((await fetch(`${url}x`)).status, 404);
      assert.match((await teacher.writes('statistik'))[0]!.body.text!, /kun konsulenter/);
    } finally {
      await bot.stop();
    }
  });

  it('offer the nearest other contacts after "Passer ikke", and take no made-up press', async () => {
    const bot = await startBot();
    try {
      const teacher = personIn(bot, 'teacher');
      const [answer] = await teacher.writes('hvem kontakter jeg om hash');
      const { card } = await teacher.presses(cardIn(answer), 'Passer ikke');
      assert.match(text(card!), /Måske en af disse.*Opsøgende SSP-arbejde/);
      assert.match((await teacher.sends('contacts.miss', { press: 'x' })).text!, /for gammelt/);
    } finally {
      await bot.stop();
    }
  });

  it('count a beredskab once, however often it is confirmed, and no exercise', async () => {
    const counted: unknown[] = [];
    const records = await memoryStore().open('beredskab');
    const store = countConvenings(createBeredskabStore(records), { count: (...args) => counted.push(args) });
    const beredskab = { id: 'b-1', kommune: 'kolding', slots: [], exercise: false } as unknown as Beredskab;
    for (const one of [beredskab, beredskab, { ...beredskab, id: 'b-2', exercise: true }]) await store.create(one);
    assert.deepEqual(counted, [['convening', 'kolding', '', '']]);
  });

  it('add up what several processes counted, and keep what could not be written', async () => {
    const records = await memoryStore().open('counters');
    let down = true;
    const failing = {
      ...records,
      write: async (...args: Parameters<typeof records.write>) => {
        if (down) throw new Error('down');
        return records.write(...args);
      },
    };
    const clock = () => new Date('2026-11-30T23:30:00Z');
    const processes = [createCounters(failing, clock), createCounters(records, clock), createCounters(records, clock)];
    for (const { count } of processes) count('question', 'kolding', 'vold', '');
    await assert.rejects(processes[0]!.flush());
    down = false;
    processes[0]!.count('question', 'kolding', 'vold', '');
    await Promise.all(processes.map((p) => p.flush()));
    await processes[0]!.flush();
    assert.deepEqual(await processes[1]!.read('kolding', 'question'), [
      { month: '2026-12', concern: 'vold', area: '', count: 4 },
    ]);
  });
});
