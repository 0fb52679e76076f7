import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Azurite, startAzurite } from '../../src/local/azurite.ts';
import { startProcess } from '../support/bot-process.ts';
import { botAt, type Convened, callsTo, convene, linesOf, madeChat, personAt, statusOf } from '../support/convening.ts';
import { cardIn, rosterFile, until } from '../support/flow.ts';
import { type LoopbackConnector, startLoopbackConnector } from '../support/loopback-connector.ts';
import { idOf, line } from '../support/roster-builders.ts';

interface Somebody {
  name: string;
  email: string;
  /** Of their Teams id and their chat; those outside the tenant have none. */
  number?: number;
  deputy?: string;
}

const inTeams = (first: number, ...names: string[]): Somebody[] =>
  names.map((name, i) => ({ name, email: `${first + i}@k.example`, number: first + i }));
const outside = (...names: string[]): Somebody[] =>
  names.map((name) => ({ name, email: `${name.split(' ')[0]!.toLowerCase()}@politi.example` }));
const withDeputies = (people: Somebody[], ...named: Somebody[]) =>
  people.map((person, i) => (named[i] ? { ...person, deputy: named[i].email } : person));

const coordinators = inTeams(1, 'Kaja Koord', 'Kim Koord', 'Karl Koord');
const [vera, viggo, vibe] = inTeams(31, 'Vera Vikar', 'Viggo Vikar', 'Vibe Vikar') as [Somebody, Somebody, Somebody];
const [valde] = outside('Valde Vikar') as [Somebody];
const teachers = ['Anna Skole', 'Bo Skole', 'Carla Skole', 'Dan Skole', 'Eva Skole', 'Finn Skole', 'Gry Skole'];
const school = withDeputies(inTeams(11, ...teachers), vera, viggo);
const advisers = ['Hans Social', 'Ida Social', 'Jan Social', 'Lis Social', 'Mads Social', 'Nina Social'];
const social = withDeputies(inTeams(21, ...advisers), vibe);
const officers = ['Per Politi', 'Pia Politi', 'Poul Politi', 'Petra Politi', 'Palle Politi'];
const police = withDeputies(outside(...officers), valde);
/** Those who are chosen; their deputies come by themselves when they do not answer. */
const chosen = [...school, ...social, ...police];
const deputies = [vera, viggo, vibe, valde];

const linesFor = (people: Somebody[], kontaktpunkt: string, instans: string, rolle = '') =>
  people.map(({ name, email, number, deputy = '' }) =>
    line({
      ...{ navn: name, kontaktpunkt, instans, rolle, 'e-mail': email, stedfortræder: deputy },
      'teams-id': number ? idOf(number) : '',
    }),
  );
const roster = [
  ...linesFor(coordinators, 'ssp-leder', 'skole', 'koordinator'),
  ...linesFor(school, 'ssp-konsulent', 'skole'),
  ...linesFor(social, 'boern-og-familie', 'social'),
  ...linesFor(police, 'ssp-omraadegruppen', 'politi'),
  ...linesFor(deputies, 'trivselscoach', 'andet'),
];

// A call that was taken and not yet noted by its process: the connector's answer and one write.
const inHandMilliseconds = 3_000;
// What a killed process has claimed is taken over after 45 seconds.
const longestMilliseconds = 80_000;

describe('beredskaber in three processes on one storage, each of which is killed while calls go out', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ssp-beredskab-killed-'));
  const rosterPath = rosterFile(...roster);
  const mailFolders: string[] = [];
  const convened: Convened[] = [];
  const acknowledged: { beredskab: Convened; name: string; standing: string }[] = [];
  const killedAt: number[] = [];
  let azurite: Azurite;
  let connector: LoopbackConnector;
  const processes: Awaited<ReturnType<typeof startProcess>>[] = [];

  before(async function () {
    this.timeout(120_000);
    azurite = await startAzurite(join(folder, 'shared'));
    connector = await startLoopbackConnector();
    connector.script(madeChat);
    connector.slow(80);
    // One after the other: the first reads the roster file, and the others find it in the store.
    for (let i = 0; i < 3; i++) processes.push(await start());
    for (const victim of [0, 1, 2]) {
      const next = (victim + 1) % 3;
      const [beredskab, other] = await Promise.all([conveneIn(victim, victim), conveneIn(next, next)]);
      convened.push(beredskab, other);
      await until(() => calledByNow(beredskab).length >= 4, 'the first calls', 20_000);
      await answerThreeIn(victim, beredskab);
      const { child } = processes[victim]!;
      child.kill('SIGKILL');
      killedAt.push(Date.now());
      await once(child, 'exit');
      processes[victim] = await start();
    }
  });
  after(async () => {
    for (const { child } of processes) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await connector.close();
    await azurite.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A process with a data folder of its own, in which its mails become files. */
  function start() {
    const dataDir = join(folder, `process-${mailFolders.length}`);
    mailFolders.push(join(dataDir, 'mail'));
    return startProcess({
      SSP_STORAGE_CONNECTION: azurite.connection,
      SSP_DATA_DIR: dataDir,
      SSP_ROSTER: rosterPath,
      SSP_ANSWER_MINUTES: '0.2',
      SSP_SECRET: 's'.repeat(32),
      SSP_LOCAL_ROLE: 'laerer',
    });
  }

  const door = (process: number) => botAt(processes[process]!.port, connector);

  function conveneIn(process: number, coordinator: number): Promise<Convened> {
    const names = chosen.map((p) => p.name);
    return convene(door(process), coordinators[coordinator]!.number!, names, `card-${convened.length}-${coordinator}`);
  }

  /** The calls that the connector took, whether or not the bot has seen its answer. */
  const takenBy = ({ number }: Somebody, { reference }: Convened) =>
    number === undefined ? [] : callsTo(connector, number, reference).filter((c) => c.status === 201);
  const calledByNow = (beredskab: Convened) => chosen.filter((p) => takenBy(p, beredskab).length > 0);

  /** Three who have their call answer it. What they are told is kept: it must not be lost any more. */
  async function answerThreeIn(process: number, beredskab: Convened): Promise<void> {
    const [first, second, third] = calledByNow(beredskab) as [Somebody, Somebody, Somebody];
    const says = async (who: Somebody, button: 'Deltager' | 'Kan ikke') => {
      const card = cardIn(takenBy(who, beredskab)[0]);
      const answered = await personAt(door(process), who.number!).presses(card, button);
      assert.match(JSON.stringify(answered.card), /Svaret er taget imod/);
      acknowledged.push({ beredskab, name: who.name, standing: button.toLowerCase() });
    };
    await Promise.all([says(first, 'Deltager'), says(second, 'Kan ikke'), says(third, 'Deltager')]);
  }

  const mailed = ({ email }: Somebody, { reference }: Convened) =>
    mailFolders
      .filter((mails) => existsSync(mails))
      .flatMap((mails) => readdirSync(mails).map((name) => join(mails, name)))
      .filter((path) => path.endsWith('.eml'))
      .map((path) => readFileSync(path, 'utf8'))
      .filter((mail) => mail.includes(email) && mail.includes(`Subject: Du kaldes: SSP-beredskab ${reference}`));

  /** Chosen ones, and deputies that stand on the co-ordinator's card. */
  const peopleOf = (beredskab: Convened) => {
    const names = linesOf(statusOf(connector, beredskab));
    return [...chosen, ...deputies.filter((d) => names.has(d.name))];
  };

  it('call everybody of every beredskab, in their way', async () => {
    assert.equal(new Set(convened.map((b) => b.reference)).size, 6);
    const timesCalled = (person: Somebody, beredskab: Convened) =>
      (person.number === undefined ? mailed(person, beredskab) : takenBy(person, beredskab)).length;
    const missed = () =>
      convened.flatMap((b) =>
        peopleOf(b).flatMap((p) => (timesCalled(p, b) === 0 ? [`${b.reference} ${p.name}`] : [])),
      );
    await untilEmpty(missed);
    const withoutDeputies = () => convened.filter((b) => peopleOf(b).length === chosen.length).map((b) => b.reference);
    await untilEmpty(withoutDeputies);
    await untilEmpty(missed);
  }).timeout(longestMilliseconds);

  it('keep every answer that was acknowledged, also when their process was killed the moment after', async () => {
    assert.equal(acknowledged.length, 9);
    const lost = () =>
      acknowledged.flatMap(({ beredskab, name, standing }) => {
        const line = linesOf(statusOf(connector, beredskab)).get(name) ?? '';
        const told = new RegExp(`: ${standing}, \\d\\d\\.\\d\\d`).test(line);
        return told ? [] : [`${beredskab.reference} ${name}: ${standing}`];
      });
    await untilEmpty(lost);
  }).timeout(longestMilliseconds);

  it('call nobody twice but those whose call a killed process had in hand', () => {
    const doubles = convened.flatMap((b) => peopleOf(b).map((p) => takenBy(p, b))).filter((calls) => calls.length > 1);
    for (const [first, ...again] of doubles) {
      assert.equal(again.length, 1);
      assert.ok(
        killedAt.some((at) => first!.at <= at && at - first!.at < inHandMilliseconds),
        'a call that was noted is not repeated',
      );
    }
    assert.ok(doubles.length <= 30, `${doubles.length} calls came twice`);
    const mails = convened.flatMap((b) => peopleOf(b).map((p) => mailed(p, b).length));
    assert.ok(Math.max(...mails) <= 2, 'a mail may lie in the folder of a killed process and in one other');
  });
});

/** Waits until nothing is missing, for as long as the claims of a killed process last, and says what is. */
async function untilEmpty(missing: () => string[]): Promise<void> {
  await until(() => missing().length === 0, 'nothing missing', longestMilliseconds - 5_000).catch(() =>
    assert.deepEqual(missing(), []),
  );
}
