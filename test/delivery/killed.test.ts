import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startAzurite } from '../../src/local/azurite.ts';
import { startProcess } from '../support/bot-process.ts';
import { message, press, tenantId } from '../support/builders.ts';
import { cardIn, rosterFile, until } from '../support/flow.ts';
import { type LoopbackConnector, startLoopbackConnector } from '../support/loopback-connector.ts';
import { idOf } from '../support/roster-builders.ts';

describe('a bot that is killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ssp-killed-'));
  let connector: LoopbackConnector;
  before(async () => {
    connector = await startLoopbackConnector();
  });
  after(async () => {
    await connector.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const conversation = { id: 'a:chat-20', conversationType: 'personal', tenantId };
  const from = { id: '29:user-20', name: 'Lærer', aadObjectId: idOf(20) };
  const fields = { conversation, from, replyToId: 'form-1' };
  const post = async (port: number, body: object) => {
    const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ serviceUrl: connector.url, ...body }),
    });
    return { status: response.status, body: await response.text() };
  };
  const ask = async (port: number) => {
    const asked = message('bed om sparring', fields);
    await post(port, asked);
    const form = connector.calls.find((c) => c.path.endsWith(`/activities/${asked.id}`));
    const { verb, data } = cardIn(form).actions![0]!;
    const wish = { topic: 'rusmidler', area: 'Præstø', reach: 'teams', phone: '', when: 'soon', note: '' };
    const sent = await post(port, press(verb!, { ...data, ...wish }, fields));
    assert.match(sent.body, /Venter på svar/);
  };
  const offers = () => connector.calls.filter((c) => c.status === 201 && c.body.summary?.includes('beder om sparring'));
  const saw = (text: string) => () => connector.calls.some((c) => JSON.stringify(c.body).includes(text));

  it('loses no request that it acknowledged, with its own storage emulator', async () => {
    const env = { SSP_DATA_DIR: folder, SSP_ROSTER: rosterFile(), SSP_ANSWER_MINUTES: '0.05' };
    connector.hang(/a%3Achat-20\/activities\/form-1|\/v3\/conversations$/);
    const first = await startProcess(env);
    await ask(first.port);
    // The connector never answers: the request is in the store and nobody has been told of it.
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    connector.hang(undefined);
    const second = await startProcess(env);
    try {
      await until(() => offers().length > 0, 'the card to the consultant', 45_000);
      await until(saw('er mindet om den'), 'the reminder');
    } finally {
      second.child.kill('SIGTERM');
      await once(second.child, 'exit');
    }
  }).timeout(90_000);

  it('leaves its work to the others: three processes on one storage, two of them killed', async () => {
    connector.calls.splice(0);
    const azurite = await startAzurite(join(folder, 'shared'));
    const env = {
      SSP_STORAGE_CONNECTION: azurite.connection,
      SSP_ROSTER: rosterFile(),
      SSP_ANSWER_MINUTES: '0.05',
      SSP_SECRET: 's'.repeat(32),
    };
    const processes = [await startProcess(env), await startProcess(env), await startProcess(env)];
    try {
      const [a, b, c] = processes;
      for (const { port } of [a!, b!, c!]) await ask(port);
      a!.child.kill('SIGKILL');
      await delay(300);
      b!.child.kill('SIGKILL');
      const references = () => new Set(offers().map((o) => /S-\d{5}/.exec(o.body.summary!)![0]));
      await until(() => references().size === 3, 'all three offers', 60_000);
      await until(
        () => connector.calls.filter((c) => JSON.stringify(c.body).includes('Ingen tog den')).length >= 3,
        'their ends',
        60_000,
      );
    } finally {
      processes[2]!.child.kill('SIGTERM');
      await once(processes[2]!.child, 'exit');
      await azurite.stop();
    }
  }).timeout(120_000);
});
