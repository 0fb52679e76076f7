import { strict as assert } from 'node:assert';
import { agencyState } from '../../src/beredskab/agencies.ts';
import { answer, tick } from '../../src/beredskab/answer-rules.ts';
import { personOfNumber } from '../../src/beredskab/beredskab.ts';
import { callMore, cancel, close, move, nudge, setLink } from '../../src/beredskab/manage-rules.ts';
import { everybody } from '../../src/beredskab/propose-people.ts';
import { isHole } from '../../src/beredskab/standing.ts';
import {
  anna,
  beredskabWorld,
  bo,
  carla,
  coordinator,
  dan,
  everyone,
  ole,
  per,
  pia,
  rosterOf,
  tomorrow,
} from '../support/beredskab-world.ts';

type World = Awaited<ReturnType<typeof beredskabWorld>>;
type Said = 'coming' | 'not-coming' | 'deputy';
const says = async (world: World, name: string, said: Said) => {
  const number = await world.number(name);
  return world.press((b) => answer(b, number, said, world.around()));
};

describe('a beredskab', () => {
  it('calls each in their way at once: chat, mail with calendar file, and a number to ring', async () => {
    const world = await beredskabWorld();
    const { reference, people } = await world.convene();
    await world.work();
    assert.match(reference, /^B-\d{5}$/);
    assert.deepEqual(
      people.map((p) => `${p.name} ${p.agency} ${p.way}`),
      ['Kim Koordinator andet self', 'Anna skole teams', 'Ole andet phone', 'Per politi mail', 'Dan social teams'],
    );
    for (const person of [anna, dan])
      assert.deepEqual(world.toldTo(person), [`${reference}: Du kaldes. SSP-beredskab i Præstø. Nu (10.30)`]);
    const [mail, ...more] = world.mailedTo(per);
    assert.equal(more.length, 0);
    assert.equal(mail!.subject, `Du kaldes: SSP-beredskab ${reference}`);
    assert.equal(mail!.calendar!.method, 'REQUEST');
    assert.match(mail!.text, /Uro mellem to grupper ved havnen[\s\S]*https:\/\/bot\.example\/svar\//);
    assert.deepEqual(world.toldCoordinator(), [`${reference}: SSP-beredskab. I gang · 1 af 5 deltager`]);
    const row = world.messenger.messages.find((m) => m.to === coordinator.objectId)!.cards.at(-1)!.data.ring;
    assert.match(JSON.stringify(row), /Ole.*41 41 41 41.*tel:\+4541414141/);
  });

  it('shows every answer on the co-ordinator’s one card, also of those that come in the same second', async () => {
    const world = await beredskabWorld();
    await world.convene();
    await world.work();
    const numbers = await Promise.all(['Anna', 'Dan', 'Per'].map(world.number));
    await Promise.all(
      numbers.map((number) =>
        world.beredskaber.change('vordingborg', 'b-1', (b) => answer(b, number, 'coming', world.around())),
      ),
    );
    const ole_ = await world.number('Ole');
    await world.press((b) => tick(b, ole_, 'not-coming', world.around()));
    const card = world.messenger.messages.filter((m) => m.to === coordinator.objectId);
    assert.equal(card.length, 1, 'one message, changed in place');
    const text = JSON.stringify(card[0]!.cards.at(-1)!.data);
    assert.match(text, /4 af 5 deltager/);
    for (const agency of ['Skole', 'Social', 'Politi'])
      assert.ok(text.includes(`{"title":"${agency}","text":"✔ med"`), agency);
    assert.match(text, /\*\*Ole\*\* \(Opsøgende SSP-arbejde\): kan ikke/);
  });

  it('takes a changed answer with its time, and the same one twice as one', async () => {
    const world = await beredskabWorld();
    await world.convene();
    await says(world, 'Anna', 'not-coming');
    world.pass(3);
    await says(world, 'Anna', 'coming');
    await says(world, 'Anna', 'coming');
    const person = personOfNumber(await world.beredskab(), await world.number('Anna'))!;
    assert.equal(person.answer, 'coming');
    assert.equal(person.answeredAt, '2026-11-24T09:33:00.000Z');
    const answers = (await world.events()).filter((e) => /coming Anna/.test(e));
    assert.deepEqual(answers, ['not-coming Anna', 'coming Anna']);
  });

  it('reminds, then calls the deputy and tells the one who did not answer, then the deputy’s deputy', async () => {
    const world = await beredskabWorld();
    await world.convene();
    for (let i = 0; i < 5; i++) {
      await world.work();
      world.pass(15);
    }
    await world.work();
    const events = (await world.events()).filter((e) => /Anna|Bo|Carla/.test(e));
    assert.deepEqual(events, [
      ...['called Anna', 'reminded Anna', 'passed Anna', 'deputy-called Bo', 'reminded Bo', 'passed Bo'],
      ...['deputy-called Carla', 'reminded Carla'],
    ]);
    assert.match(world.toldTo(anna).at(-1)!, /Din stedfortræder er kaldt, da du ikke svarede/);
    assert.match(world.toldTo(bo)[0]!, /Du kaldes som stedfortræder for Anna/);
    assert.deepEqual(
      world.mailedTo(per).map((m) => m.subject.split(':')[0]),
      ['Du kaldes', 'Påmindelse', 'Din stedfortræder er kaldt'],
    );
    assert.equal(world.mailedTo(pia)[0]!.subject.split(':')[0], 'Du kaldes');
  });

  it('waits for no answer that was given', async () => {
    const world = await beredskabWorld();
    await world.convene();
    for (const name of ['Anna', 'Dan', 'Per']) await says(world, name, 'coming');
    world.pass(200);
    await world.work();
    await world.sweep();
    assert.ok(!(await world.events()).some((e) => /reminded|passed/.test(e)));
  });

  it('calls the deputy at once when somebody sends one, and leaves a hole when there is none', async () => {
    const world = await beredskabWorld();
    await world.convene();
    await says(world, 'Anna', 'deputy');
    assert.match(world.toldTo(bo)[0]!, /stedfortræder for Anna/);
    await says(world, 'Dan', 'not-coming');
    const beredskab = await world.beredskab();
    const dan_ = beredskab.people.find((p) => p.name === 'Dan')!;
    assert.ok(isHole(beredskab, dan_));
    assert.ok(!isHole(beredskab, beredskab.people.find((p) => p.name === 'Anna')!), 'Bo may come');
    assert.match(
      JSON.stringify(world.messenger.messages.find((m) => m.to === coordinator.objectId)!.cards.at(-1)!.data),
      /\*\*Dan\*\*[^"]*HUL: brug Kald flere/,
    );
  });

  it('says it to the co-ordinator when one of the three agencies becomes missing, once each time', async () => {
    const world = await beredskabWorld();
    const { reference } = await world.convene();
    await world.work();
    assert.equal(world.toldCoordinator().length, 1);
    await says(world, 'Dan', 'not-coming');
    await says(world, 'Anna', 'coming');
    assert.deepEqual(world.toldCoordinator().slice(1), [
      `${reference}: Socialforvaltningen mangler. ${'Ingen derfra deltager efter svarene indtil nu. Brug Kald flere på kortet, eller ring.'}`,
    ]);
    await says(world, 'Dan', 'coming');
    await says(world, 'Dan', 'not-coming');
    assert.equal(world.toldCoordinator().length, 3, 'it was filled, and fell away again');
  });

  it('says at once that an agency has nobody to call', async () => {
    const world = await beredskabWorld({ roster: rosterOf([anna, dan]) });
    const { reference } = await world.convene();
    await world.work();
    assert.match(world.toldCoordinator()[1]!, new RegExp(`${reference}: Politiet mangler`));
    assert.equal(agencyState(await world.beredskab(), 'politi'), 'missing');
  });

  it('for tomorrow calls now, reminds the evening before and a quarter of an hour before, and watches until then', async () => {
    const world = await beredskabWorld();
    await world.convene(tomorrow);
    await says(world, 'Anna', 'coming');
    await says(world, 'Dan', 'not-coming');
    const told = world.toldCoordinator().length;
    world.pass(7 * 60 + 31);
    await world.work();
    assert.match(world.toldTo(anna).at(-1)!, /I morgen/);
    assert.ok(!world.toldTo(dan).some((t) => t.includes('I morgen')), 'who does not come is left in peace');
    world.pass(14 * 60 + 45);
    await world.work();
    assert.match(world.toldTo(anna).at(-1)!, /Om et kvarter/);
    assert.ok(world.toldCoordinator().length > told);
    assert.match(world.toldCoordinator().at(-1)!, /Socialforvaltningen.*mangler/);
    assert.deepEqual(
      (await world.events()).filter((e) => /^(evening|soon)/.test(e)),
      ['evening', 'soon'],
    );
  });

  it('is nudged once for each look at the card', async () => {
    const world = await beredskabWorld();
    await world.convene();
    await world.work();
    await says(world, 'Dan', 'coming');
    await world.press((b) => nudge(b, 0, world.around()));
    await world.press((b) => nudge(b, 0, world.around()));
    assert.equal(world.toldTo(anna).filter((t) => t.includes('Påmindelse')).length, 1);
    assert.equal(world.mailedTo(per).filter((m) => m.subject.startsWith('Påmindelse')).length, 1);
    assert.ok(!world.toldTo(dan).some((t) => t.includes('Påmindelse')));
  });

  it('calls more, and nobody twice', async () => {
    const world = await beredskabWorld();
    await world.convene();
    await world.work();
    const all = everybody(world.roster, true);
    await world.press((b) => callMore(b, all, world.around()));
    const { people } = await world.beredskab();
    assert.equal(people.length, everyone.length + 1);
    assert.equal(world.toldTo(carla).length, 1);
    assert.equal(world.toldTo(anna).length, 1);
  });

  it('when moved asks everybody anew in their way, and their calendars follow', async () => {
    const world = await beredskabWorld();
    await world.convene();
    await says(world, 'Anna', 'coming');
    await says(world, 'Per', 'coming');
    await world.press((b) => move(b, { ...tomorrow, place: 'Skolen' }, world.around()));
    const { people, sequence } = await world.beredskab();
    assert.ok(people.filter((p) => p.way !== 'self').every((p) => !p.answer));
    assert.match(world.toldTo(anna).at(-1)!, /Nyt tidspunkt eller sted: svar igen.*onsdag 25\. november kl\. 0?9\.00/);
    const mail = world.mailedTo(per).at(-1)!;
    assert.equal(mail.calendar!.method, 'REQUEST');
    assert.equal(mail.calendar!.sequence, sequence);
    assert.equal(mail.calendar!.start.toISOString(), tomorrow.start);
    const before = world.messenger.messages.length;
    await world.press((b) => move(b, { ...tomorrow, place: 'Skolen' }, world.around()));
    assert.equal(world.messenger.messages.length, before, 'the same again moves nothing');
  });

  it('when cancelled tells everybody that was called in the way they were called, and takes no answer any more', async () => {
    const world = await beredskabWorld();
    await world.convene();
    await says(world, 'Anna', 'not-coming');
    await world.press((b) => cancel(b, world.clock()));
    for (const person of [anna, dan])
      assert.ok(
        world.toldTo(person).every((t) => t.includes('Aflyst')),
        person.name,
      );
    const mail = world.mailedTo(per).at(-1)!;
    assert.equal(mail.subject.split(':')[0], 'Aflyst');
    assert.equal(mail.calendar!.method, 'CANCEL');
    assert.ok(mail.calendar!.sequence > 0);
    assert.deepEqual(await says(world, 'Anna', 'coming'), { refused: 'over' });
    world.pass(200);
    await world.work();
    await world.sweep();
    assert.ok(!(await world.events()).some((e) => e.startsWith('reminded')));
  });

  it('when closed tells everybody, and reminds who follows up on the day', async () => {
    const world = await beredskabWorld();
    const { reference } = await world.convene();
    await world.work();
    const [a, p] = await Promise.all(['Anna', 'Per'].map(world.number));
    const followUps = [
      { what: 'Gadeplan for havnen', person: a!, due: '2026-11-26' },
      { what: 'Patrulje fredag aften', person: p!, due: '2026-11-26' },
    ];
    await world.press((b) => close(b, 'Mere opsøgende arbejde', followUps, world.clock()));
    assert.ok(world.toldTo(dan).every((t) => t.includes('Afsluttet')));
    world.pass(2 * 24 * 60);
    await world.work();
    await world.sweep();
    await world.work();
    assert.match(world.toldTo(anna).at(-1)!, new RegExp(`${reference}: opfølgning i dag. Gadeplan for havnen`));
    assert.match(world.mailedTo(per).at(-1)!.text, /Patrulje fredag aften/);
    const sent = world.messenger.messages.length;
    world.pass(24 * 60);
    await world.work();
    await world.sweep();
    assert.equal(world.messenger.messages.length, sent, 'once');
  });

  it('gives a pasted meeting link to everybody, by mail too', async () => {
    const world = await beredskabWorld();
    await world.convene({ meeting: true });
    await world.work();
    const link = 'https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0';
    await world.press((b) => setLink(b, link, world.clock()));
    const cards = world.messenger.messages.map((m) => JSON.stringify(m.cards.at(-1)!.data));
    assert.ok(cards.every((c) => c.includes(link)));
    const mail = world.mailedTo(per).at(-1)!;
    assert.ok(mail.text.includes(link));
    assert.equal(mail.calendar!.joinUrl, link);
    assert.equal(mail.calendar!.place, 'Rådhuset · Teams-møde');
    assert.equal(mail.subject.split(':')[0], 'Link til mødet');
    assert.equal(mail.calendar!.sequence, 1);
  });

  it('says on every card and mail that it is an exercise', async () => {
    const world = await beredskabWorld();
    await world.convene({ exercise: true });
    await world.work();
    for (const m of world.messenger.messages) assert.match(JSON.stringify(m.cards.at(-1)), /ØVELSE/);
    assert.match(world.mailedTo(per)[0]!.subject, /ØVELSE/);
    assert.match(world.mailedTo(per)[0]!.calendar!.title, /ØVELSE/);
  });
});

describe('a call that does not get through', () => {
  it('goes by mail to somebody whom Teams cannot reach, and by phone and to the deputy when that fails too', async () => {
    const world = await beredskabWorld();
    world.messenger.unreachable.add(anna.teamsId!);
    await world.convene();
    await world.work();
    assert.equal(world.mailedTo(anna).length, 1);
    assert.match(
      JSON.stringify(world.messenger.messages.find((m) => m.to === coordinator.objectId)!.cards.at(-1)!.data),
      /\*\*Anna\*\*[^"]*kan ikke nås i Teams/,
    );

    const other = await beredskabWorld();
    other.messenger.unreachable.add(anna.teamsId!);
    other.mailer.refuse.add(anna.email!);
    await other.convene();
    await other.work();
    assert.equal(personOfNumber(await other.beredskab(), await other.number('Anna'))!.way, 'phone');
    assert.equal(other.toldTo(bo).length, 1, 'the deputy is called at once');
    other.messenger.unreachable.clear();
    await other.press((b) => cancel(b, other.clock()));
    assert.equal(other.toldTo(anna).length, 0, 'a chat that refused is not tried again');
  });

  it('is tried again after 412, 429, 502 and no answer at all, and comes under the same reference', async () => {
    const world = await beredskabWorld();
    world.messenger.failNext(429, 412, 502, 0, 504);
    const { reference } = await world.convene();
    for (let i = 0; i < 10; i++) {
      await world.work();
      await world.sweep();
      world.pass(0.5);
    }
    for (const person of [anna, dan])
      assert.ok(
        world.toldTo(person).some((t) => t.startsWith(reference)),
        person.name,
      );
    assert.ok(!(await world.events()).some((e) => e.startsWith('unreachable')));
  });

  it('does not wait for a mail server that is down', async () => {
    const world = await beredskabWorld();
    world.mailer.failNext(...Array(50).fill('later'));
    await world.convene();
    await world.work();
    assert.equal(world.toldTo(anna).length, 1);
    assert.equal(world.mailedTo(per).length, 0);
    assert.ok(world.mailQueue.waiting.length <= 2, `${world.mailQueue.waiting.length} nudges`);
    world.mailer.failNext();
    for (let minute = 0; minute < 60 && world.mailedTo(per).length === 0; minute++) {
      world.pass(1);
      await world.work();
      await world.sweep();
    }
    assert.ok(world.mailedTo(per).length > 0, 'it goes out in the end');
    assert.ok(world.mailQueue.waiting.length <= 3, `${world.mailQueue.waiting.length} nudges`);
  });

  it('is lost at no point at which the process dies', async () => {
    let deaths = 0;
    for (const before of [true, false]) {
      for (let call = 1; call < 300; call++) {
        const world = await beredskabWorld();
        await world.convene();
        world.killAt(call, before);
        const died = await world.work().then(
          () => false,
          () => true,
        );
        world.revive();
        if (!died) break;
        deaths++;
        // Its claims end; then the queues or the sweep of another process find the rest.
        world.pass(1.1);
        if (call % 2 === 0) for (const queue of [world.queue, world.mailQueue]) queue.waiting.splice(0);
        for (let i = 0; i < 3; i++) {
          await world.work();
          await world.sweep();
          world.pass(1);
        }
        const what = `killed ${before ? 'before' : 'after'} call ${call}`;
        const copies = [world.toldTo(anna).length, world.toldTo(dan).length, world.mailedTo(per).length];
        assert.ok(
          copies.every((n) => n >= 1),
          `${what}: ${copies}`,
        );
        assert.ok(
          copies.every((n) => n <= 2),
          `${what}: what was in hand comes twice at most: ${copies}`,
        );
        assert.ok(world.toldCoordinator().length <= 2, what);
        world.pass(15);
        await world.work();
        await world.sweep();
        assert.ok((await world.events()).includes('reminded Anna'), what);
      }
    }
    assert.ok(deaths > 40, `${deaths} deaths`);
  });

  it('is made by one of several processes at once, and once', async () => {
    const world = await beredskabWorld();
    await world.convene();
    await Promise.all([1, 2, 3].map(() => world.workshops.beredskab!.handle('vordingborg', 'b-1')));
    await world.work();
    assert.equal(world.toldTo(anna).length, 1);
    assert.equal(world.mailedTo(per).length, 1);
    assert.equal(world.toldCoordinator().length, 1);
  });
});

describe('people of a beredskab', () => {
  it('are those of the roster who are there: a stand-in for who is away, and a number where nothing else is', async () => {
    const away: [string, object][] = [[anna.teamsId!, { awayUntil: '2026-11-30' }]];
    const world = await beredskabWorld({ roster: rosterOf(everyone, away) });
    const { people } = await world.convene();
    assert.deepEqual(people.map((p) => p.name).sort(), ['Bo', 'Dan', 'Kim Koordinator', 'Ole', 'Per']);
    const none = await beredskabWorld({ mails: false });
    assert.equal((await none.convene()).people.find((p) => p.name === 'Per')!.way, 'phone');
  });

  it('are called once, also with two functions', async () => {
    const twice = [anna, { ...anna, contact: 'ssp-leder' }, dan, per, ole];
    const world = await beredskabWorld({ roster: rosterOf(twice) });
    const { people } = await world.convene();
    assert.equal(people.filter((p) => p.name === 'Anna').length, 1);
  });
});
