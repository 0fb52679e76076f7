import { strict as assert } from 'node:assert';
import type { TurnContext } from 'botbuilder';
import { createMembers } from '../../src/teams/members.ts';
import { tenantId } from '../support/builders.ts';

describe('what Teams tells of people', () => {
  const contextOf = (n: number) =>
    ({
      activity: {
        from: { id: `29:${n}` },
        conversation: { id: `a:${n}`, tenantId },
        channelData: { tenant: { id: tenantId } },
        serviceUrl: 'https://teams.example/',
      },
    }) as unknown as TurnContext;

  it('is asked once for each, and in a rush the name that only adds a button is left out', async () => {
    const asked: string[] = [];
    const getMember = async (_chat: string, id: string) => {
      asked.push(id);
      return { id, userPrincipalName: `${id.slice(3)}@k.example` };
    };
    const members = createMembers(async () => ({ conversations: { getMember } }) as never);
    const names = await Promise.all([1, 2, 3, 4, 5].map((n) => members.signInNameOf(contextOf(n))));
    assert.deepEqual(names, ['1@k.example', undefined, undefined, undefined, undefined]);
    assert.equal(await members.signInNameOf(contextOf(1)), '1@k.example');
    assert.equal(await members.isInsider(contextOf(5)), true, 'who somebody is, is asked all the same');
    assert.deepEqual(asked, ['29:1', '29:5']);
  });
});
