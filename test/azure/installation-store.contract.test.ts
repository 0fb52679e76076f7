import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInstallationStore } from '../../src/azure/installation-store.ts';
import { tableOpener } from '../../src/azure/table-client.ts';
import { type Azurite, startAzurite } from '../../src/local/azurite.ts';
import type { InstallationStore } from '../../src/ports.ts';

describe('the installation store, on the real emulator', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ssp-azurite-'));
  const row = {
    tenantId: 't/1#?',
    conversationId: '19:æøå@thread.tacv2;messageid=1',
    scope: 'channel',
    kommune: 'kolding',
  } as const;
  let azurite: Azurite;
  let store: InstallationStore;
  const open = async () => {
    azurite = await startAzurite(folder);
    store = await openInstallationStore(await tableOpener({ connection: azurite.connection }));
  };
  before(open);
  after(async () => {
    await azurite.stop();
    rmSync(folder, { recursive: true });
  });

  it('takes a row once, also from two at the same time', async () => {
    const made = await Promise.all([store.create(row), store.create(row), store.create(row)]);
    assert.deepEqual(made.sort(), [false, false, true]);
  });

  it('keeps it over a restart', async () => {
    await azurite.stop();
    await open();
    assert.equal(await store.create(row), false);
  });

  it('keeps it when the bot is killed, and lets the next start wait for the saving', async () => {
    const killed = { ...row, conversationId: 'a:killed' };
    assert.equal(await store.create(killed), true);
    // What a `kill -9` of the bot is to the emulator: its parent is gone from one moment to the next.
    void azurite.stop();
    await open();
    assert.equal(await store.create(killed), false);
  });

  it('refuses a second emulator on the same folder', async () => {
    await assert.rejects(startAzurite(folder), /did not start/);
  });

  it('forgets it, also when it is not there', async () => {
    await store.delete(row);
    await store.delete(row);
    assert.equal(await store.create(row), true);
  });

  it('says when it cannot be reached', async () => {
    await store.ping();
    const nowhere = await tableOpener({ connection: azurite.connection.replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:9') });
    await assert.rejects(openInstallationStore(nowhere));
  });
});
