import { strict as assert } from 'node:assert';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { activity, message, tenantId } from '../support/builders.ts';
import { personIn } from '../support/flow.ts';
import { type RunningBot, startBot } from '../support/running-bot.ts';
import { answerTeams, askedAboutTeams, type LoopbackTeam } from './loopback-team.ts';

let lastTeam = 0;
let bot: RunningBot;

/** A team of its own for each test, and what Teams sends from it. */
function newTeam() {
  const n = ++lastTeam;
  const id = `19:team-${n}@thread.tacv2`;
  const council = { id: `19:council-${n}@thread.tacv2`, name: 'Lokalråd' };
  const team: LoopbackTeam = { id, name: `SSP ${n}`, channels: [{ id, name: null }, council] };
  const send = async (fields: object, channelId = id) => {
    const conversation = { id: channelId, conversationType: 'channel', isGroup: true, tenantId };
    const { status } = await bot.post(activity({ type: 'conversationUpdate', conversation, ...fields }));
    assert.equal(status, 200);
  };
  const data = (eventType: string, more: object = {}) => ({
    channelData: { team: { id }, tenant: { id: tenantId }, eventType, ...more },
  });
  const named = { team: { id, name: team.name } };
  return {
    ...{ id, team, council, send },
    event: (eventType: string, more?: object, extra: object = {}) => send({ ...data(eventType, more), ...extra }),
    install: () =>
      send(
        { type: 'installationUpdate', action: 'add', channelData: { ...named, channel: { id: council.id } } },
        council.id,
      ),
    botAdded: () => send({ membersAdded: [{ id: '28:ssp-bot' }], ...data('teamMemberAdded', named) }, council.id),
    uninstall: (extra: object = {}) =>
      send({ type: 'installationUpdate', action: 'remove', channelData: { ...named, channel: { id } }, ...extra }),
    botRemoved: () => send({ membersRemoved: [{ id: '28:ssp-bot' }], ...data('teamMemberRemoved', named) }),
    /** As Teams sends it: ids, no names. */
    message: (channelId = council.id) =>
      send({ type: 'message', text: 'hash', channelData: { team: { id }, channel: { id: channelId } } }, channelId),
  };
}

/** The channels of a team that beredskab offers to choose from, in order. */
async function offered({ team }: { team: { name: string } }): Promise<string[]> {
  const [form] = await personIn(bot, 'bo').writes('indkald beredskab nu');
  const choices = [...JSON.stringify(form!.body).matchAll(/"title":"([^"]+ › [^"]+)","value"/g)].map(([, t]) => t!);
  return choices.filter((title) => title.startsWith(`${team.name} › `)).map((title) => title.split(' › ')[1]!);
}

describe('channels, as Teams tells of them', () => {
  before(async () => {
    bot = await startBot({ SSP_LOCAL_ROLE: 'koordinator' });
  });
  after(() => bot.stop());
  beforeEach(() => {
    bot.connector.calls.splice(0);
    bot.connector.script(undefined);
  });

  it('are known by name from the install on, the default channel first', async () => {
    const t = newTeam();
    answerTeams(bot.connector, t.team);
    await t.install();
    assert.deepEqual(await offered(t), ['Generelt', 'Lokalråd']);
    assert.deepEqual(askedAboutTeams(bot.connector), [`/v3/teams/${t.id}/conversations`], 'the name came along');
  });

  it('are the same when Teams tells of the install in two ways at once, and again', async () => {
    const t = newTeam();
    answerTeams(bot.connector, t.team);
    await Promise.all([t.install(), t.botAdded()]);
    await t.install();
    assert.deepEqual(await offered(t), ['Generelt', 'Lokalråd']);
  });

  it('are made, renamed, deleted and restored, each once for an event that comes twice', async () => {
    const t = newTeam();
    answerTeams(bot.connector, t.team);
    await t.install();
    bot.connector.calls.splice(0);
    const channel = { id: '19:new@thread.tacv2', name: 'Nyt' };
    const twice = async (eventType: string, fields: object) => {
      await t.event(eventType, { channel: fields });
      await t.event(eventType, { channel: fields });
    };
    await twice('channelCreated', channel);
    assert.deepEqual(await offered(t), ['Generelt', 'Lokalråd', 'Nyt']);
    await twice('channelRenamed', { ...channel, name: 'Kredsråd' });
    assert.deepEqual(await offered(t), ['Generelt', 'Kredsråd', 'Lokalråd']);
    await twice('channelDeleted', { ...channel, name: 'Kredsråd' });
    assert.deepEqual(await offered(t), ['Generelt', 'Lokalråd']);
    await twice('channelRestored', { ...channel, name: 'Kredsråd' });
    assert.deepEqual(await offered(t), ['Generelt', 'Kredsråd', 'Lokalråd']);
    assert.deepEqual(askedAboutTeams(bot.connector), [], 'the events say it all');
  });

  it('keep their id when they are renamed: what was chosen before still means the same one', async () => {
    const t = newTeam();
    answerTeams(bot.connector, t.team);
    await t.install();
    const channelOf = async () => {
      const [form] = await personIn(bot, 'bo').writes('indkald beredskab nu');
      return new RegExp(`"title":"${t.team.name} › (Lokalråd(?:et)?)","value":"([^"]+)"`).exec(
        JSON.stringify(form!.body),
      )!;
    };
    const [, before, id] = await channelOf();
    await t.event('channelRenamed', { channel: { id: t.council.id, name: 'Lokalrådet' } });
    const [, after, sameId] = await channelOf();
    assert.deepEqual([before, after, sameId], ['Lokalråd', 'Lokalrådet', id]);
    assert.equal(id, t.council.id);
  });

  it('are not brought back or renamed by what comes late', async () => {
    const t = newTeam();
    answerTeams(bot.connector, t.team);
    await t.install();
    const later = (seconds: number) => ({ timestamp: new Date(Date.now() + seconds * 1000).toISOString() });
    const channel = { id: '19:late@thread.tacv2', name: 'Sent' };
    await t.event('channelDeleted', { channel }, later(30));
    await t.event('channelCreated', { channel }, later(10));
    await t.event('channelRenamed', { channel: { ...t.council, name: 'Nyest' } }, later(30));
    await t.event('channelRenamed', { channel: { ...t.council, name: 'Ældre' } }, later(20));
    assert.deepEqual(await offered(t), ['Generelt', 'Nyest']);
    await t.uninstall(later(60));
    await t.event('channelRenamed', { channel: { ...t.council, name: 'For sent' } }, later(50));
    await t.event('teamMemberAdded', { team: { id: t.id, name: t.team.name } }, later(70));
    assert.deepEqual(await offered(t), []);
  });

  it('are gone with the bot, whichever way Teams tells of it, and back when it is', async () => {
    const t = newTeam();
    answerTeams(bot.connector, t.team);
    for (const goes of [t.uninstall, t.botRemoved]) {
      await t.install();
      assert.equal((await offered(t)).length, 2);
      await goes();
      await goes();
      assert.deepEqual(await offered(t), []);
    }
  });

  it('follow their team: renamed, archived, deleted and back', async () => {
    const t = newTeam();
    answerTeams(bot.connector, t.team);
    await t.install();
    t.team.name = `Nyt navn ${lastTeam}`;
    const named = { team: { id: t.id, name: t.team.name } };
    await t.event('teamRenamed', named);
    assert.deepEqual(await offered(t), ['Generelt', 'Lokalråd']);
    for (const [goes, comes] of [
      ['teamArchived', 'teamUnarchived'],
      ['teamDeleted', 'teamRestored'],
    ] as const) {
      await t.event(goes, named);
      await t.event('teamMemberRemoved', named);
      assert.deepEqual(await offered(t), [], goes);
      await t.event(comes, named);
      assert.deepEqual(await offered(t), ['Generelt', 'Lokalråd'], comes);
    }
    await t.event('teamHardDeleted', named);
    assert.deepEqual(await offered(t), []);
  });

  it('are as the event says when Teams cannot be asked, and complete at the next event of the team', async () => {
    const t = newTeam();
    answerTeams(bot.connector, t.team);
    bot.connector.script(({ path }) => (path.startsWith('/v3/teams/') ? { status: 503 } : undefined));
    await t.install();
    await t.event('channelRenamed', { team: { id: t.id, name: t.team.name }, channel: t.council });
    assert.deepEqual(await offered(t), ['Lokalråd']);
    answerTeams(bot.connector, t.team);
    await t.message();
    assert.deepEqual(await offered(t), ['Generelt', 'Lokalråd']);
    assert.ok(bot.log.some((line) => line.includes('team-not-told')));
  });

  it('are kept without waiting long for a connector that does not answer', async () => {
    const t = newTeam();
    bot.connector.hang(/^\/v3\/teams\//);
    const begun = Date.now();
    await t.install();
    assert.ok(Date.now() - begun < 4_000);
    bot.connector.hang(undefined);
    assert.deepEqual(await offered(t), ['Kanal uden kendt navn']);
  });

  it('are left alone by events that say nothing of them, and by those that nobody knows yet', async () => {
    const t = newTeam();
    answerTeams(bot.connector, t.team);
    const channel = { id: '19:shared@thread.tacv2', name: 'Delt', type: 'shared' };
    for (const eventType of ['channelShared', 'channelUnshared', 'somethingNew', 'constructor'])
      await t.event(eventType, { channel });
    await t.send({ channelData: null });
    await t.send({ channelData: { team: 'x', channel: [], eventType: {} } });
    await t.event('channelCreated', { team: { id: 7 }, channel: { id: 'x'.repeat(1_000) } });
    assert.deepEqual(await offered(t), []);
    assert.deepEqual(askedAboutTeams(bot.connector), []);
  });

  it('are those the bot was let into, where they are shared: each by itself', async () => {
    const t = newTeam();
    answerTeams(bot.connector, t.team);
    await t.install();
    const channel = { id: `19:shared-${lastTeam}@thread.tacv2`, name: 'Delt', type: 'shared' };
    await t.event('channelCreated', { channel });
    assert.deepEqual(await offered(t), ['Generelt', 'Lokalråd'], 'made, but not for the bot');
    const more = { channel, eventType: 'channelMemberAdded' };
    await t.event('channelMemberAdded', more, { membersAdded: [{ id: '28:ssp-bot' }] });
    assert.deepEqual(await offered(t), ['Generelt', 'Delt', 'Lokalråd']);
    await t.event('channelMemberRemoved', { channel }, { membersRemoved: [{ id: '28:ssp-bot' }] });
    assert.deepEqual(await offered(t), ['Generelt', 'Lokalråd'], 'still in the team');
  });
});

describe('a team where the bot was installed before it knew of channels', () => {
  beforeEach(async () => {
    bot = await startBot({ SSP_LOCAL_ROLE: 'koordinator' });
  });
  afterEach(() => bot.stop());

  it('is learned from the first message, with its name, and then not asked about again', async () => {
    const t = newTeam();
    answerTeams(bot.connector, t.team);
    for (let i = 0; i < 3; i++) await t.message();
    assert.deepEqual(await offered(t), ['Generelt', 'Lokalråd']);
    assert.deepEqual(askedAboutTeams(bot.connector).sort(), [`/v3/teams/${t.id}`, `/v3/teams/${t.id}/conversations`]);
  });

  it('is learned from the first event, and so is what was missed while the bot was down', async () => {
    const t = newTeam();
    answerTeams(bot.connector, t.team);
    await t.event('teamMemberAdded', {}, { membersAdded: [{ id: '29:somebody' }] });
    assert.deepEqual(await offered(t), ['Generelt', 'Lokalråd']);
    t.team.channels.splice(1, 1, { id: '19:made-meanwhile@thread.tacv2', name: 'Nyt' });
    await bot.restart();
    await t.message(t.id);
    assert.deepEqual(await offered(t), ['Generelt', 'Nyt']);
  });

  it('gives its answer in a channel even when the channel cannot be kept', async () => {
    const t = newTeam();
    bot.connector.script(({ path }) => (path.startsWith('/v3/teams/') ? { status: 403 } : undefined));
    await t.message();
    assert.match(bot.connector.calls[0]!.body.summary!, /^SSP-konsulent/, 'the answer comes first');
  });

  it('keeps of a private channel what is written there, whatever the list says', async () => {
    const t = newTeam();
    answerTeams(bot.connector, t.team);
    await t.message('19:private@thread.tacv2');
    await bot.restart();
    await t.message();
    assert.deepEqual(await offered(t), ['Generelt', 'Kanal uden kendt navn', 'Lokalråd']);
  });
});

describe('a contact question', () => {
  const looked: string[] = [];
  const onRequest = (event: unknown) => {
    const { path } = (event as { request: ClientRequest }).request;
    if (path.includes('/channels(')) looked.push(path);
  };
  before(async () => {
    bot = await startBot();
    subscribe('http.client.request.start', onRequest);
  });
  after(async () => {
    unsubscribe('http.client.request.start', onRequest);
    await bot.stop();
  });

  it('in a personal chat asks neither Teams nor the store about channels', async () => {
    await bot.post(message('hash'));
    assert.deepEqual(
      bot.connector.calls.map((c) => c.method),
      ['POST'],
    );
    assert.deepEqual(looked, []);
  });

  it('in a channel asks the store once', async () => {
    const t = newTeam();
    answerTeams(bot.connector, t.team);
    await t.message();
    assert.ok(looked.splice(0).length > 0, 'it would be seen');
    await t.message();
    await t.message(t.id);
    assert.deepEqual(looked, []);
  });
});
