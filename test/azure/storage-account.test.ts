import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStorageAccount, serviceAddresses } from '../../src/azure/storage-account.ts';
import { createInstallations } from '../../src/delivery/installations.ts';
import { type Azurite, startAzurite } from '../../src/local/azurite.ts';
import { jobQueueContract } from '../contracts/job-queue.contract.ts';
import { recordsContract } from '../contracts/records.contract.ts';

describe('the storage account, on the real emulator', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ssp-azurite-'));
  let azurite: Azurite;
  const open = async () => {
    azurite = await startAzurite(folder);
  };
  const account = () => openStorageAccount({ connection: azurite.connection });
  before(open);
  after(async () => {
    await azurite.stop();
    rmSync(folder, { recursive: true });
  });

  describe('keeps records', () => recordsContract(async () => (await account()).store('patient')));
  describe('keeps nudges', () => jobQueueContract(async () => (await account()).queue('patient')));

  it('knows its own write when the answer was lost, and somebody else’s', async () => {
    const proxy = await startForgetfulProxy(azurite.connection);
    const records = await (await openStorageAccount({ connection: proxy.connection })).store('turn').open('sparring');
    const create = { do: 'create', key: ['lost'], value: { n: 1 } } as const;
    proxy.forgetNext();
    assert.equal(await records.write('kolding', [{ ...create, key: ['lost'] }]), true, 'stored, and answered with 503');
    assert.equal(await records.write('kolding', [{ ...create, key: ['lost'] }]), false);
    const { revision } = (await records.get('kolding', ['lost']))!;
    proxy.forgetNext();
    const update = { do: 'update', key: ['lost'], value: { n: 2 }, revision } as const;
    assert.equal(await records.write('kolding', [{ ...update, key: ['lost'] }]), true);
    assert.equal(await records.write('kolding', [{ ...update, key: ['lost'] }]), false);
    assert.deepEqual((await records.get('kolding', ['lost']))!.value, { n: 2 });
    proxy.server.close();
  });

  it('keeps what was written when the bot is killed, and lets the next start wait for the saving', async () => {
    const installation = { tenantId: 't/1#?', conversationId: 'a:killed', scope: 'personal' } as const;
    const installations = async () => createInstallations(await (await account()).store('turn').open('installations'));
    assert.equal(await (await installations()).create('kolding', installation), true);
    // What a `kill -9` of the bot is to the emulator: its parent is gone from one moment to the next.
    void azurite.stop();
    await open();
    assert.equal(await (await installations()).create('kolding', installation), false);
  });

  it('refuses a second emulator on the same folder', async () => {
    await assert.rejects(startAzurite(folder), /did not start/);
  });

  it('says when it cannot be reached', async () => {
    await (await account()).store('turn').ping();
    const nowhere = azurite.connection.replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:9');
    await assert.rejects((await openStorageAccount({ connection: nowhere })).store('turn').open('roster'));
  });

  it('finds both services of an account', () => {
    for (const given of ['https://x.table.core.windows.net', 'https://x.queue.core.windows.net/']) {
      assert.deepEqual(serviceAddresses(given), {
        table: 'https://x.table.core.windows.net',
        queue: 'https://x.queue.core.windows.net',
      });
    }
  });
});

/** A way to the table service that, when told to, lets a call through and answers 503. */
async function startForgetfulProxy(
  connection: string,
): Promise<{ connection: string; server: Server; forgetNext(): void }> {
  const target = new URL(/TableEndpoint=([^;]+)/.exec(connection)![1]!);
  let forget = false;
  const server = createServer((incoming, answer) => {
    const lost = forget && incoming.method !== 'GET';
    if (lost) forget = false;
    const options = { port: target.port, host: target.hostname, path: incoming.url, method: incoming.method };
    const outgoing = request({ ...options, headers: incoming.headers }, (response) => {
      if (lost) {
        response.resume();
        response.on('end', () => {
          answer.statusCode = 503;
          answer.end();
        });
      } else {
        answer.writeHead(response.statusCode!, response.headers);
        response.pipe(answer);
      }
    });
    incoming.pipe(outgoing);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  return {
    connection: connection.replace(/TableEndpoint=http:\/\/127\.0\.0\.1:\d+/, `TableEndpoint=http://127.0.0.1:${port}`),
    server,
    forgetNext: () => {
      forget = true;
    },
  };
}
