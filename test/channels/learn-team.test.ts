import { strict as assert } from 'node:assert';
import sinon from 'sinon';
import { createChannelBook } from '../../src/channels/channel-book.ts';
import { type ChannelEvent, createTeamLearner, type TeamLookup } from '../../src/channels/learn-team.ts';
import { createLog } from '../../src/log.ts';
import { tenantId } from '../support/builders.ts';
import { memoryStore } from '../support/memory-store.ts';

const team = { id: '19:team', name: 'SSP' };
const event = (id = '19:a'): ChannelEvent => ({
  ...{ kommune: 'kolding', serviceUrl: 'http://127.0.0.1:9', at: new Date().toISOString() },
  channel: { id, team, tenantId },
});

describe('learning a team from what is heard of it', () => {
  afterEach(() => sinon.restore());
  const setUp = async (teamOf: TeamLookup) => {
    const asked = sinon.spy(teamOf);
    const lines: string[] = [];
    const book = createChannelBook(await memoryStore().open('channels'));
    const deps = { book, teamOf: asked, log: createLog((line) => lines.push(line)) };
    return { book, asked, lines, learner: createTeamLearner(deps) };
  };
  const listing = async () => ({ name: 'SSP', channels: [{ id: '19:team' }, { id: '19:a', name: 'A' }] });

  it('never fails for a message, and tries again at the next one', async () => {
    const { book, learner, lines } = await setUp(listing);
    const failing = sinon.stub(book, 'keepTeam').rejects(new Error('no store'));
    await learner.notice(event());
    assert.match(lines.join(''), /channel-not-kept.*no store/);
    failing.restore();
    await learner.notice(event());
    assert.equal((await book.list('kolding')).length, 2);
  });

  it('asks Teams again a day later, for an event may have been lost', async () => {
    const { asked, learner } = await setUp(listing);
    const clock = sinon.useFakeTimers({ now: Date.now(), toFake: ['Date'] });
    for (const hours of [0, 1, 22]) {
      clock.tick(hours * 3600_000);
      await learner.notice(event());
    }
    assert.equal(asked.callCount, 1);
    clock.tick(2 * 3600_000);
    await learner.notice(event());
    assert.equal(asked.callCount, 2);
  });

  it('asks again as long as Teams has not told the team’s name', async () => {
    const { asked, learner } = await setUp(async () => ({ name: '', channels: [] }));
    await learner.notice(event());
    await learner.notice(event());
    assert.equal(asked.callCount, 2);
  });
});
