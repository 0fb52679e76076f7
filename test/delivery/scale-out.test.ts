import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Azurite, startAzurite } from '../../src/local/azurite.ts';
import { startProcess } from '../support/bot-process.ts';
import { cardIn, personIn, rosterFile, rosterLines, until } from '../support/flow.ts';
import { type LoopbackConnector, startLoopbackConnector } from '../support/loopback-connector.ts';
import { file, line } from '../support/roster-builders.ts';

const text = (card: object) => JSON.stringify(card);

/** Gives each request to the next of these ports, as a load balancer without sessions does. */
async function startRoundRobin(ports: number[]): Promise<{ server: Server; port: number; taken: number[] }> {
  const taken = ports.map(() => 0);
  let turn = 0;
  const server = createServer((incoming, answer) => {
    const at = turn++ % ports.length;
    taken[at] = taken[at]! + 1;
    const headers = { ...incoming.headers, host: `127.0.0.1:${ports[at]}` };
    const target = { port: ports[at], host: '127.0.0.1', path: incoming.url, method: incoming.method, headers };
    const outgoing = request(target, (response) => {
      answer.statusCode = response.statusCode!;
      response.pipe(answer);
    });
    incoming.pipe(outgoing);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, port: (server.address() as { port: number }).port, taken };
}

describe('three processes behind a round-robin proxy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ssp-scale-'));
  let azurite: Azurite;
  let connector: LoopbackConnector;
  let processes: Awaited<ReturnType<typeof startProcess>>[];
  let proxy: Awaited<ReturnType<typeof startRoundRobin>>;

  before(async function () {
    this.timeout(60_000);
    azurite = await startAzurite(folder);
    connector = await startLoopbackConnector();
    const env = {
      SSP_STORAGE_CONNECTION: azurite.connection,
      SSP_ROSTER: rosterFile(),
      SSP_SECRET: 's'.repeat(32),
      SSP_LOCAL_ROLE: 'laerer',
    };
    processes = [await startProcess(env), await startProcess(env), await startProcess(env)];
    proxy = await startRoundRobin(processes.map((p) => p.port));
  });
  after(async () => {
    proxy.server.close();
    for (const { child } of processes) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await connector.close();
    await azurite.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const bot = {
    get connector() {
      return connector;
    },
    async post(activity: object) {
      const body = JSON.stringify({ serviceUrl: connector.url, ...activity });
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`http://127.0.0.1:${proxy.port}/api/messages`, { method: 'POST', headers, body });
      return { status: response.status, body: await response.text() };
    },
  };

  it('serve one person whose every press lands on another one', async () => {
    const teacher = personIn(bot as never, 'teacher');
    const anna = personIn(bot as never, 'anna');
    const [answer] = await teacher.writes('Hvem kontakter jeg om en elev i Præstø, der ryger hash?');
    await teacher.presses(cardIn(answer), 'Bed om sparring');
    const form = cardIn(connector.calls.find((c) => c.body.summary === 'Bed om sparring'));
    const wish = { topic: 'rusmidler', area: 'Præstø', reach: 'teams', phone: '', when: 'soon', note: '' };
    await teacher.presses(form, 'Send', wish, 'form-1');
    const offer = await until(
      () => connector.calls.find((c) => c.body.summary?.includes('beder om sparring')),
      'the card to the consultant',
    );
    const taken = await anna.presses(cardIn(offer), 'Jeg tager den');
    await anna.presses(taken.card!, 'Afslut');
    const [mine] = await teacher.writes('min sparring');
    assert.match(text(cardIn(mine)), /Afsluttet/);
    const offers = connector.calls.filter((c) => c.body.summary?.includes('beder om sparring') && c.method === 'POST');
    assert.equal(offers.length, 1, 'three workers, one message');
    assert.ok(
      proxy.taken.every((count) => count >= 2),
      String(proxy.taken),
    );
  });

  it('all use a roster that an administrator put in force at one of them', async () => {
    const server = createServer((_request, response) =>
      response.end(file(...rosterLines, line({ navn: 'Gry Ny', områder: 'Præstø', telefon: '50505050' }))),
    );
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const downloadUrl = `http://127.0.0.1:${(server.address() as { port: number }).port}/x`;
    const contentType = 'application/vnd.microsoft.teams.file.download.info';
    const admin = personIn(bot as never, 'admin');
    const [dryRun] = await admin.writes('', { attachments: [{ contentType, content: { downloadUrl } }] });
    server.close();
    await admin.presses(cardIn(dryRun), 'Tag listen i brug');
    const end = Date.now() + 15_000;
    let known = 0;
    // Three in a row: each of the processes knows.
    while (known < 3 && Date.now() < end) {
      const [answer] = await personIn(bot as never, 50).writes('hvem kontakter jeg om hash i Præstø');
      known = text(cardIn(answer)).includes('Gry Ny') ? known + 1 : 0;
      if (known === 0) await new Promise((resolve) => setTimeout(resolve, 300));
    }
    assert.equal(known, 3);
  }).timeout(30_000);

  it('count together', async () => {
    const teacher = personIn(bot as never, 51);
    for (let i = 0; i < 6; i++) await teacher.writes('mobning i 5. klasse');
    const [answer] = await teacher.writes('mobning i 5. klasse');
    for (let i = 0; i < 6; i++) await teacher.presses(cardIn(answer), 'Passer ikke', {}, `answer-${i}`);
    const [card] = await personIn(bot as never, 'anna').writes('statistik');
    assert.match(text(cardIn(card)), /Tryk på Passer ikke","value":"6"/);
  });
});
