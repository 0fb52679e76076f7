import { strict as assert } from 'node:assert';
import { createAddressBook } from '../../src/delivery/addresses.ts';
import type { Records } from '../../src/ports.ts';
import { memoryStore } from '../support/memory-store.ts';

const kommune = 'vejen';
const person = { objectId: 'o', tenantId: 't-1', serviceUrl: 'https://x', botId: '28:bot', conversationId: 'a:1' };

async function world() {
  const records = await memoryStore().open('addresses');
  const counts = { list: 0 };
  let broken = false;
  const counted: Records = {
    ...records,
    async list<T>(where: string, below: string[]) {
      counts.list++;
      if (broken) throw new Error('status 503');
      return records.list<T>(where, below);
    },
  };
  return {
    ...{ counts, records, book: createAddressBook(counted) },
    breakStore: (how: boolean) => {
      broken = how;
    },
  };
}

describe('the tenants of a municipality', () => {
  it('are read once for many posts, and again when there is a new one', async () => {
    const { book, counts } = await world();
    await book.remember(kommune, person);
    await Promise.all(Array.from({ length: 50 }, () => book.tenants(kommune)));
    assert.equal((await book.tenants(kommune)).length, 1);
    assert.equal(counts.list, 1);
    await book.remember(kommune, { ...person, tenantId: 't-2' });
    assert.equal((await book.tenants(kommune)).length, 2);
  });

  it('are asked for again when there was none, or when they could not be had', async () => {
    const { book, records, breakStore } = await world();
    assert.deepEqual(await book.tenants(kommune), []);
    // Another process was called.
    await createAddressBook(records).remember(kommune, person);
    breakStore(true);
    await assert.rejects(book.tenants(kommune), /503/);
    breakStore(false);
    assert.equal((await book.tenants(kommune)).length, 1);
  });
});
