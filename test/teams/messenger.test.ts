import { strict as assert } from 'node:assert';
import { createAddressBook } from '../../src/delivery/addresses.ts';
import { noticeCard } from '../../src/notice-card.ts';
import { createConnector } from '../../src/teams/connector.ts';
import { createMessenger } from '../../src/teams/messenger.ts';
import { messengerContract } from '../contracts/messenger.contract.ts';
import { type LoopbackConnector, startLoopbackConnector } from '../support/loopback-connector.ts';
import { memoryMessenger } from '../support/memory-messenger.ts';
import { memoryStore } from '../support/memory-store.ts';
import { unpaced } from '../support/unpaced.ts';

const tenantId = 'tenant-1';
const card = noticeCard({ title: 'Hej' }, 'da');

async function openMessenger(connector: LoopbackConnector) {
  const store = memoryStore();
  const addresses = createAddressBook(await store.open('addresses'));
  const connectorFor = async (serviceUrl: string) => createConnector(serviceUrl, async () => undefined);
  const messenger = createMessenger({ connectorFor, addresses, pace: unpaced });
  const address = { tenantId, serviceUrl: connector.url, botId: '28:bot' };
  return { messenger, addresses, address };
}

describe('the messenger', () => {
  let connector: LoopbackConnector;
  before(async () => {
    connector = await startLoopbackConnector();
  });
  beforeEach(() => connector.calls.splice(0));
  after(() => connector.close());

  describe('in Teams', () =>
    messengerContract(async () => {
      const own = await startLoopbackConnector();
      after(() => own.close());
      const { messenger, addresses, address } = await openMessenger(own);
      await addresses.remember('kolding', {
        ...address,
        serviceUrl: own.url,
        objectId: 'person-1',
        conversationId: 'a:1',
      });
      return {
        messenger,
        failNext: own.failNext,
        said: () => {
          const said = new Map<string, string>();
          for (const [i, { method, path, body, status }] of own.calls.entries()) {
            if (status === 201)
              said.set(
                method === 'PUT' ? path.split('/').at(-1)! : `activity-${i + 1}`,
                (body.summary ?? body.activity?.summary)!,
              );
          }
          return [...said.values()];
        },
      };
    }));

  describe('in memory', () =>
    messengerContract(async () => {
      const messenger = memoryMessenger();
      const said = () => messenger.messages.map((m) => m.cards.at(-1)!.summary);
      return { messenger, failNext: messenger.failNext, said };
    }));

  it('makes the chat once for somebody who was never seen, by their object id in a tenant that called', async () => {
    const { messenger, addresses, address } = await openMessenger(connector);
    await addresses.remember('kolding', { ...address, objectId: 'somebody-else', conversationId: 'a:2' });
    await messenger.send('kolding', 'never-seen', card);
    await messenger.send('kolding', 'never-seen', card);
    const made = connector.calls.filter((c) => c.path === '/v3/conversations');
    assert.equal(made.length, 1);
    assert.deepEqual(made[0]!.body.members, [{ id: 'never-seen' }]);
    assert.equal(connector.calls.filter((c) => c.path.endsWith('/activities')).length, 2);
  });

  it('cannot reach anybody before a tenant has called', async () => {
    const { messenger } = await openMessenger(connector);
    await assert.rejects(messenger.send('kolding', 'never-seen', card), { name: 'Undelivered', kind: 'unreachable' });
  });
});
