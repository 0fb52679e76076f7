import { strict as assert } from 'node:assert';
import { readMail } from '../mail/read-mail.ts';
import { type Convened, callsTo, chatOf, convene, linesOf, madeChat, statusOf } from '../support/convening.ts';
import { rosterFile, until } from '../support/flow.ts';
import type { ScriptedAnswer } from '../support/loopback-connector.ts';
import { type LoopbackSmtp, startLoopbackSmtp } from '../support/loopback-smtp.ts';
import { idOf, line } from '../support/roster-builders.ts';
import { type RunningBot, startBot } from '../support/running-bot.ts';

/** Somebody in Teams, and what the connector answers to each try to call them: so many tries there are to be. */
interface Somebody {
  name: string;
  number: number;
  answers: (number | 'hang')[];
  /** Whose address stands for them: their own, or only that of somebody to send instead. */
  email?: string;
  deputy?: Somebody;
}

const retryAfterSeconds = 2;
const coordinator = 10;
const somebody = (number: number, name: string, answers: Somebody['answers'], more: Partial<Somebody> = {}) => ({
  ...{ number, name, answers },
  ...more,
});
const withMail = (number: number, name: string, ...answers: Somebody['answers']) =>
  somebody(number, name, answers, { email: `${number}@k.example` });
const withDeputy = (number: number, name: string, answer: number) =>
  somebody(number, name, [answer], { deputy: withMail(number + 10, `Vikar ${name}`, 201) });

const throttled = withMail(11, 'Tove Travl', 429, 429, 201);
const takenTwice = withMail(12, 'Dorte Dobbelt', 504, 201);
const triedAgain = [throttled, takenTwice, withMail(13, 'Sara Samtidig', 412, 201), withMail(14, 'Bo Bro', 502, 201)];
const mailedInstead = [
  ...[withMail(21, 'Blok Eret', 403), withMail(22, 'Slet Tet', 404)],
  ...[withMail(23, 'Ser Ver', 500), withMail(24, 'For Stor', 413)],
];
const rungInstead = [
  ...[withDeputy(31, 'Blok Uden', 403), withDeputy(32, 'Slet Uden', 404)],
  ...[withDeputy(33, 'Ser Uden', 500), withDeputy(34, 'For Uden', 413)],
];
const vicars = rungInstead.map((p) => p.deputy!);
const hanging = withMail(15, 'Hans Hæng', 'hang', 201);
const others = [51, 52, 53, 54, 55, 56].map((n) => withMail(n, `Rolig ${'ABCDEF'[n - 51]}`, 201));
const officers = ['Per Politi', 'Pia Politi'];

const teamsLine = ({ name, number, email = '', deputy }: Somebody) =>
  line({
    ...{ navn: name, kontaktpunkt: 'trivselscoach', telefon: `202020${number}`, 'teams-id': idOf(number) },
    ...{ 'e-mail': email, stedfortræder: deputy?.email ?? '' },
  });
const roster = [
  line({ navn: 'Kim Koord', kontaktpunkt: 'ssp-leder', 'teams-id': idOf(coordinator), rolle: 'koordinator' }),
  ...[...triedAgain, ...mailedInstead, ...rungInstead, ...vicars, hanging, ...others].map(teamsLine),
  ...officers.map((navn) =>
    line({
      navn,
      kontaktpunkt: 'ssp-omraadegruppen',
      instans: 'politi',
      'e-mail': `${navn.slice(0, 3)}@politi.example`,
    }),
  ),
];

describe('calls over a connector in trouble', () => {
  let bot: RunningBot;
  let smtp: LoopbackSmtp;
  /** What is still to be answered, by the number of the chat. */
  const script = new Map<number, Somebody['answers']>();
  before(async () => {
    smtp = await startLoopbackSmtp();
    bot = await startBot({
      ...{ SSP_ROSTER: rosterFile(...roster), SSP_LOCAL_ROLE: 'laerer' },
      ...{ SSP_SMTP_URL: smtp.url, SSP_MAIL_FROM: 'ssp@k.example' },
    });
    bot.connector.script((call) => {
      const number = call.method === 'POST' ? chatOf(call) : undefined;
      const next = number === undefined ? undefined : script.get(number)?.shift();
      return madeChat(call) ?? (next === 'hang' ? next : answerOf(next));
    });
  });
  after(async () => {
    await bot.stop();
    await smtp.close();
  });

  function answerOf(status: number | undefined): ScriptedAnswer | undefined {
    if (status !== 429) return status === undefined ? undefined : { status };
    return { status, headers: { 'retry-after': String(retryAfterSeconds) } };
  }

  /** Convenes these people, and answers the tries to call them as they say. */
  async function conveneWith(people: Somebody[], message: string, outside: string[] = []): Promise<Convened> {
    for (const { number, answers } of people) script.set(number, [...answers]);
    return convene(bot, coordinator, [...people.map((p) => p.name), ...outside], message);
  }

  const triesFor = ({ number }: Somebody, { reference }: Convened) => callsTo(bot.connector, number, reference);
  const statusesOf = (people: Somebody[], beredskab: Convened) =>
    people.map((p) => `${p.name}: ${triesFor(p, beredskab).map((c) => c.status)}`);
  const wantedOf = (people: Somebody[]) =>
    people.map((p) => `${p.name}: ${p.answers.map((answer) => (answer === 'hang' ? 0 : answer))}`);

  async function mailsTo(address: string) {
    const mails = await Promise.all(smtp.taken.filter((m) => m.to.includes(address)).map((m) => readMail(m.bytes)));
    return mails.map(({ id, subject }) => ({ id, subject }));
  }

  describe('that fails for some', () => {
    const people = [...triedAgain, ...mailedInstead, ...rungInstead, ...others];
    let beredskab: Convened;
    before(async function () {
      this.timeout(45_000);
      for (const { number, answers } of vicars) script.set(number, [...answers]);
      beredskab = await conveneWith(people, 'failing');
      const tried = (p: Somebody) => triesFor(p, beredskab).length >= p.answers.length;
      await until(() => [...people, ...vicars].every(tried), 'the last try', 25_000);
      const isShown = ({ name }: Somebody) => linesOf(statusOf(bot.connector, beredskab)).get(name)?.includes('nås');
      await until(() => [...mailedInstead, ...rungInstead].every(isShown), 'the co-ordinator’s card');
      await until(() => smtp.taken.length >= mailedInstead.length, 'the mails');
    });

    it('are tried again for 412, 429, 502 and 504, and never for 403, 404, 413 and 500', () => {
      const all = [...people, ...vicars];
      assert.deepEqual(statusesOf(all, beredskab), wantedOf(all));
      assert.doesNotMatch(bot.log.join(''), /job-failed|"level":"error"/);
    });

    it('leave a chat alone for as long as the connector says', () => {
      const toChat = bot.connector.calls.filter((c) => chatOf(c) === throttled.number);
      const pauses = toChat.slice(1).map((c, i) => c.at - toChat[i]!.at);
      assert.equal(pauses.length, 2);
      assert.ok(
        pauses.every((pause) => pause >= retryAfterSeconds * 1000),
        String(pauses),
      );
    });

    it('come twice, recognisable by their reference, where the connector took one and then said 504', () => {
      const [first, second] = triesFor(takenTwice, beredskab);
      assert.equal(second!.body.summary, first!.body.summary);
      assert.ok(first!.body.summary!.startsWith(`${beredskab.reference}: Du kaldes`));
    });

    it('go by mail to those who have an address and cannot be reached in Teams', async () => {
      for (const { name, email } of mailedInstead) {
        const mails = await mailsTo(email!);
        assert.deepEqual(
          mails.map((m) => m.subject),
          [`Du kaldes: SSP-beredskab ${beredskab.reference}`],
        );
        assert.match(linesOf(statusOf(bot.connector, beredskab)).get(name)!, /afventer svar, kan ikke nås i Teams/);
      }
    });

    it('go to the deputies of those who have none, and the co-ordinator has their number to ring', () => {
      const card = statusOf(bot.connector, beredskab);
      for (const { name, number, deputy } of rungInstead) {
        assert.match(linesOf(card).get(name)!, /ring op, kan ikke nås i Teams/);
        assert.ok(JSON.stringify(card).includes(`**${name}**, 20 20 20 ${number}`));
        assert.match(linesOf(card).get(deputy!.name)!, new RegExp(`stedfortræder for ${name}.*afventer svar`));
      }
    });
  });

  describe('of which one chat hangs, and the mail server too', () => {
    it('reach everybody else within five seconds, and those two ways when they answer again', async () => {
      smtp.taken.splice(0);
      smtp.failNext('hang', 'hang');
      const beredskab = await conveneWith([hanging, ...others], 'hanging', officers);
      const pressedAt = Date.now();
      const waiting = () => others.filter((p) => triesFor(p, beredskab).length === 0);
      await until(() => waiting().length === 0, 'the others', 10_000);
      const lastAt = Math.max(...others.map((p) => triesFor(p, beredskab)[0]!.at));
      assert.ok(lastAt - pressedAt < 5_000, `the last of the others after ${lastAt - pressedAt} ms`);
      await until(() => triesFor(hanging, beredskab).length === 2 && smtp.taken.length === 4, 'those two ways', 30_000);
      const all = [hanging, ...others];
      assert.deepEqual(statusesOf(all, beredskab), wantedOf(all));
      for (const name of officers) {
        // The server took the first one and did not say so: the second has its Message-ID.
        const [first, second, ...more] = await mailsTo(`${name.slice(0, 3).toLowerCase()}@politi.example`);
        assert.deepEqual([second, more], [first, []]);
      }
    }).timeout(45_000);
  });
});
