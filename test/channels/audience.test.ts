import { strict as assert } from 'node:assert';
import type { Channel } from '../../src/channels/channel.ts';
import { createConnector } from '../../src/teams/connector.ts';
import { createAudience } from '../../src/teams/team-roster.ts';
import { tenantId } from '../support/builders.ts';
import { type LoopbackConnector, startLoopbackConnector } from '../support/loopback-connector.ts';
import { answerTeams, member } from './loopback-team.ts';

const team = { id: '19:team@thread.tacv2', name: 'SSP' };
const council: Channel = { id: '19:council@thread.tacv2', name: 'Lokalråd', team, tenantId };
const shared: Channel = { id: '19:shared@thread.tacv2', name: 'Delt', team, tenantId, type: 'shared' };
const elsewhere = '00000000-0000-0000-0000-000000000099';

describe('how many can see a channel', () => {
  let connector: LoopbackConnector;
  let audienceOf: ReturnType<typeof createAudience>;
  beforeEach(async () => {
    connector = await startLoopbackConnector();
    const made = createConnector(connector.url, async () => undefined);
    const tenant = { tenantId, serviceUrl: connector.url, botId: '28:ssp-bot' };
    audienceOf = createAudience(
      async () => made,
      async (kommune) => (kommune === 'kolding' ? [tenant] : []),
    );
  });
  afterEach(() => connector.close());
  const answers = (members: object[], more: Record<string, object[]> = {}) =>
    answerTeams(connector, { ...team, channels: [council, shared], members: { [team.id]: members, ...more } });

  it('is counted over all pages, guests and people from elsewhere apart', async () => {
    answers([
      ...[1, 2, 3, 4].map((n) => member(n)),
      member(5, { userRole: 'guest' }),
      member(6, { userRole: 'anonymous' }),
      member(7, { tenantId: elsewhere }),
      member(8, { userPrincipalName: 'x_y.dk#EXT#@kommune.example' }),
      member(9, { userRole: undefined, tenantId: undefined, userPrincipalName: undefined }),
    ]);
    assert.deepEqual(await audienceOf('kolding', council), { members: 9, guests: 4 });
    assert.equal(connector.calls.length, 5);
    assert.ok(connector.calls.every((c) => c.path.includes('pageSize=500')));
  });

  it('is asked once in ten minutes for all channels of a team, also at the same time', async () => {
    answers([member(1)]);
    const channels = [council, { ...council, id: team.id }, council];
    await Promise.all(channels.map((channel) => audienceOf('kolding', channel)));
    assert.deepEqual(await audienceOf('kolding', council), { members: 1, guests: 0 });
    assert.equal(connector.calls.length, 1);
  });

  it('is of a shared channel those who are in it, each once however they came there', async () => {
    answers([member(1)], { [shared.id]: [member(1), member(2, { tenantId: elsewhere }), member(1)] });
    assert.deepEqual(await audienceOf('kolding', shared), { members: 2, guests: 1 });
  });

  it('is not known when Teams does not say, and asked for again the next time', async () => {
    for (const body of [{}, { members: 7 }]) {
      connector.script(() => ({ status: 200, body }));
      assert.equal(await audienceOf('kolding', council), undefined);
    }
    connector.script(() => ({ status: 403, body: {} }));
    assert.equal(await audienceOf('kolding', council), undefined);
    answers([member(1)]);
    assert.deepEqual(await audienceOf('kolding', council), { members: 1, guests: 0 });
  });

  it('is waited for two seconds, and no longer', async () => {
    connector.hang(/pagedmembers/);
    const begun = Date.now();
    assert.equal(await audienceOf('kolding', council), undefined);
    assert.ok(Date.now() - begun < 3_000);
  });

  it('is not known of more than twenty pages: a figure that is too low would mislead', async () => {
    const body = { members: [member(1)], continuationToken: 'more' };
    connector.script(() => ({ status: 200, body }));
    assert.equal(await audienceOf('kolding', council), undefined);
    assert.equal(connector.calls.length, 20);
  });

  it('is not known of a tenant that never called, or of another municipality’s', async () => {
    answers([member(1)]);
    assert.equal(await audienceOf('vejen', council), undefined);
    assert.equal(await audienceOf('kolding', { ...council, tenantId: elsewhere }), undefined);
    assert.equal(connector.calls.length, 0);
  });
});
