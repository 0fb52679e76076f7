import { strict as assert } from 'node:assert';
import { answerLinks, answerToken } from '../../src/beredskab/answer-links.ts';
import { answer } from '../../src/beredskab/answer-rules.ts';
import { cancel, setLink } from '../../src/beredskab/manage-rules.ts';
import { calendarText } from '../../src/mail/calendar-file.ts';
import { mimeMessage } from '../../src/mail/mime.ts';
import { beredskabWorld, coordinator, everyone, per, pia, rosterOf, structure } from '../support/beredskab-world.ts';
import { entry } from '../support/roster-builders.ts';

const kim = entry({
  ...{ name: 'Kim', teamsId: coordinator.objectId, contact: 'ssp-leder', role: 'koordinator' },
  ...{ phone: '+4555362410', email: 'kim@k.example' },
});
const open = () => beredskabWorld({ roster: rosterOf([...everyone, kim]) });
const sender = { name: 'SSP', address: 'ssp@k.example' };

describe('a mail about a beredskab', () => {
  it('tells how the co-ordinator is reached, and can be answered to them', async () => {
    const world = await open();
    await world.convene();
    await world.work();
    const [mail] = world.mailedTo(per);
    assert.match(mail!.text, /Kontakt: 55 36 24 10, kim@k\.example/);
    assert.deepEqual(mail!.replyTo, { name: coordinator.name, address: 'kim@k.example' });
    const { bytes } = await mimeMessage(mail!, sender, world.clock());
    assert.match(bytes.toString(), /^Reply-To: Kim Koordinator <kim@k\.example>/m);
    const { bytes: without } = await mimeMessage(
      { ...mail!, replyTo: { name: 'x', address: 'a, b' } },
      sender,
      world.clock(),
    );
    assert.doesNotMatch(without.toString(), /^Reply-To/m);
  });

  it('says the day also when it begins now', async () => {
    const world = await open();
    await world.convene();
    await world.work();
    assert.match(world.mailedTo(per)[0]!.text, /Hvornår: tirsdag 24\. november, nu \(kl\. 10\.30\)/);
  });

  it('tells a deputy for whom they are called, as does the answer page', async () => {
    const world = await open();
    await world.convene();
    const number = await world.number('Per');
    await world.press((b) => answer(b, number, 'deputy', world.around()));
    assert.match(world.mailedTo(pia)[0]!.text, /Du kaldes som: stedfortræder for Per/);
    const { signer, beredskaber: store, around } = world;
    const links = answerLinks({ store, signer, around, structureOf: () => structure, nudge: async () => undefined });
    const beredskab = await world.beredskab();
    const token = answerToken(signer, beredskab, beredskab.people.find((p) => p.name === 'Pia')!);
    const facts = (await links.show(token))!.facts.map((f) => `${f.title}: ${f.value}`);
    assert.ok(facts.includes('Du kaldes som: stedfortræder for Per'));
    assert.ok(facts.includes('Kontakt: 55 36 24 10, kim@k.example'));
  });

  it('that only brings the link says so, and the calendar file bears it', async () => {
    const world = await open();
    const { reference } = await world.convene({ meeting: true });
    await world.work();
    const link = 'https://teams.microsoft.com/meet/1?p=a';
    await world.press((b) => setLink(b, link, world.clock()));
    const mail = world.mailedTo(per).at(-1)!;
    assert.equal(mail.subject, `Link til mødet: SSP-beredskab ${reference}`);
    const file = calendarText(mail.calendar!, sender, mail.to, world.clock()).replace(/\r\n[ \t]/g, '');
    assert.match(file, /^LOCATION:Rådhuset · Teams-møde\r$/m);
    assert.ok(file.includes(`URL;VALUE=URI:${link}`), file);
    assert.match(file, /^DESCRIPTION:.*https:\/\/teams\.microsoft\.com\/meet\/1\?p=a/m);
  });

  it('is the call itself when the link was there before it went out', async () => {
    const world = await open();
    await world.convene({ meeting: true });
    await world.press((b) => setLink(b, 'https://teams.microsoft.com/meet/1', world.clock()));
    assert.deepEqual(
      world.mailedTo(per).map((m) => m.subject.split(':')[0]),
      ['Du kaldes'],
    );
  });

  it('promises no link any more when it is cancelled', async () => {
    const world = await open();
    await world.convene({ meeting: true });
    await world.work();
    assert.match(world.mailedTo(per)[0]!.text, /linket følger/);
    await world.press((b) => cancel(b, world.clock()));
    const mail = world.mailedTo(per).at(-1)!;
    assert.doesNotMatch(`${mail.text} ${mail.calendar!.place}`, /linket følger/);
  });
});
