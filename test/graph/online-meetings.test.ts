import { strict as assert } from 'node:assert';
import { createServer } from 'node:http';
import { CodedError } from '../../src/errors.ts';
import { MeetingFailed } from '../../src/graph/meeting-failed.ts';
import { createMeetings, type OnlineMeetingsSettings } from '../../src/graph/online-meetings.ts';
import {
  graphError,
  graphToken,
  type LoopbackGraph,
  organiser,
  startLoopbackGraph,
  withoutPolicy,
} from '../support/loopback-graph.ts';

const start = new Date('2026-11-27T13:30:00Z');
const end = new Date('2026-11-27T14:30:00Z');
const meeting = { subject: 'SSP-beredskab B-10423', start, end };
const secretText = 'Mikkel Hansen 010101-1234';

describe('online meetings over Graph', () => {
  let graph: LoopbackGraph;
  before(async () => {
    graph = await startLoopbackGraph();
  });
  beforeEach(() => {
    graph.calls.length = 0;
    graph.meetings.length = 0;
  });
  after(() => graph.close());

  const open = (given: Partial<OnlineMeetingsSettings> = {}) =>
    createMeetings({ baseUrl: graph.url, organiser, token: async () => graphToken, ...given });
  const failureOf = async (attempt: Promise<unknown>): Promise<MeetingFailed> => {
    const error = await attempt.then(() => undefined).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof MeetingFailed, String(error));
    assert.equal(error.code, 'meeting');
    const all = `${error.stack}${JSON.stringify(error)}${String(error.cause)}`;
    assert.ok(!all.includes(secretText) && !all.includes(graphToken), all);
    return error;
  };

  it('are made with the documented call', async () => {
    const made = await open().create('vordingborg/B-10423', meeting);
    assert.deepEqual(made, {
      id: 'MSo4NzE2NzQ1ZC03N2E5*MCoq*1/=',
      joinUrl: 'https://teams.microsoft.com/meet/1?p=x&y',
    });
    const [call] = graph.calls;
    assert.deepEqual([call!.method, call!.path], ['POST', `/v1.0/users/${organiser}/onlineMeetings/createOrGet`]);
    assert.deepEqual(JSON.parse(call!.text), {
      externalId: 'vordingborg/B-10423',
      subject: 'SSP-beredskab B-10423',
      startDateTime: '2026-11-27T13:30:00.000Z',
      endDateTime: '2026-11-27T14:30:00.000Z',
    });
    assert.equal(call!.headers['content-type'], 'application/json');
  });

  it('are one for one key, however often it is asked for, also at the same time', async () => {
    const meetings = open();
    const first = await meetings.create('a', meeting);
    const again = await Promise.all([meetings.create('a', meeting), meetings.create('a', meeting)]);
    assert.deepEqual(again, [first, first]);
    assert.deepEqual(
      graph.calls.map(({ status }) => status),
      [201, 200, 200],
    );
    assert.notDeepEqual(await meetings.create('b', meeting), first);
    assert.equal(graph.meetings.length, 2);
  });

  it('are one also when the first answer was lost', async () => {
    const meetings = open();
    graph.next('cut');
    assert.equal((await failureOf(meetings.create('a', meeting))).kind, 'later');
    await meetings.create('a', meeting);
    assert.deepEqual([graph.calls[1]!.status, graph.meetings.length], [200, 1]);
  });

  it('are moved, with both times', async () => {
    const meetings = open();
    const { id } = await meetings.create('a', meeting);
    await meetings.move(id, { start: new Date('2026-11-28T08:00:00Z'), end: new Date('2026-11-28T09:00:00Z') });
    const call = graph.calls[1]!;
    assert.deepEqual(
      [call.method, call.path],
      ['PATCH', `/v1.0/users/${organiser}/onlineMeetings/${encodeURIComponent(id)}`],
    );
    assert.deepEqual(JSON.parse(call.text), {
      startDateTime: '2026-11-28T08:00:00.000Z',
      endDateTime: '2026-11-28T09:00:00.000Z',
    });
    assert.equal(graph.meetings[0]!.startDateTime, '2026-11-28T08:00:00.000Z');
    // A found one keeps its times: nobody promises more.
    await meetings.create('a', meeting);
    assert.equal(graph.meetings[0]!.startDateTime, '2026-11-28T08:00:00.000Z');
  });

  it('tell what somebody has to set right from what is worth another try', async () => {
    const meetings = open();
    const { id } = await meetings.create('a', meeting);
    const expected = {
      create: { 400: 'refused', 401: 'not-allowed', 403: 'not-allowed', 404: 'not-allowed', 409: 'later' },
      move: { 400: 'refused', 401: 'not-allowed', 403: 'not-allowed', 404: 'refused', 423: 'later' },
      both: { 429: 'later', 500: 'later', 502: 'later', 503: 'later', 504: 'later', 501: 'refused', 302: 'refused' },
    };
    const check = async (kinds: object, attempt: () => Promise<unknown>) => {
      for (const [status, kind] of Object.entries(kinds)) {
        graph.next(graphError(Number(status), 'General', secretText));
        const before = graph.calls.length;
        assert.equal((await failureOf(attempt())).kind, kind, status);
        assert.equal(graph.calls.length, before + 1, 'one try');
      }
    };
    await check({ ...expected.create, ...expected.both }, () => meetings.create('a', meeting));
    await check({ ...expected.move, ...expected.both }, () => meetings.move(id, meeting));
  });

  it('say in the log what was answered, and what Microsoft can look it up by', async () => {
    graph.next(withoutPolicy, { status: 403, headers: { 'request-id': secretText } });
    const { message } = await failureOf(open().create('a', meeting));
    assert.equal(message, 'createOrGet: status 403, request 599d9cb0-56ac-4dc5-b6f8-1456a1414609');
    assert.equal((await failureOf(open().create('a', meeting))).message, 'createOrGet: status 403');
  });

  it('pass on how long Graph asks to be left alone, where it says so in seconds', async () => {
    const given = { 17: 17, 0: 0, '-1': undefined, 'Fri, 27 Nov 2026 13:05:00 GMT': undefined, '': undefined };
    for (const [header, seconds] of Object.entries(given)) {
      graph.next({ status: 429, headers: { 'retry-after': header } });
      assert.equal((await failureOf(open().create('a', meeting))).retryAfterSeconds, seconds, header);
    }
    graph.next({ status: 429 });
    assert.equal((await failureOf(open().create('a', meeting))).retryAfterSeconds, undefined);
  });

  it('wait for an answer so long and no longer', async () => {
    graph.next('hang');
    const began = performance.now();
    const { kind, message } = await failureOf(open({ timeoutMilliseconds: 150 }).create('a', meeting));
    assert.deepEqual([kind, message], ['later', 'createOrGet: no answer: TimeoutError']);
    assert.ok(performance.now() - began < 2_000);
  });

  it('wait for a token no longer either', async () => {
    const token = () => new Promise<string>(() => undefined);
    const { kind, message } = await failureOf(open({ token, timeoutMilliseconds: 150 }).create('a', meeting));
    assert.deepEqual([kind, message], ['later', 'no token for Graph: TimeoutError']);
    assert.deepEqual(graph.calls, []);
  });

  it('are tried later when nobody answers at all', async () => {
    const closed = await startLoopbackGraph();
    await closed.close();
    const { kind, message } = await failureOf(open({ baseUrl: closed.url }).create('a', meeting));
    assert.deepEqual([kind, message], ['later', 'createOrGet: no answer: ECONNREFUSED']);
  });

  it('believe no answer that is none', async () => {
    const id = 'MSo4NzE2';
    const joinWebUrl = 'https://teams.microsoft.com/meet/1';
    const garbage: [object | string, string][] = [
      ['<html>', 'later'],
      ['', 'refused'],
      ['null', 'refused'],
      ['[]', 'refused'],
      [{ id }, 'refused'],
      [{ joinWebUrl }, 'refused'],
      [{ id: 7, joinWebUrl }, 'refused'],
      [{ id: '..', joinWebUrl }, 'refused'],
      [{ id, joinWebUrl: null }, 'refused'],
    ];
    for (const [body, kind] of garbage) {
      graph.next({ status: 201, body });
      assert.equal((await failureOf(open().create('a', meeting))).kind, kind, JSON.stringify(body));
    }
  });

  it('hand out links to Teams only', async () => {
    const joined = (joinWebUrl: string) => {
      graph.next({ status: 201, body: { id: 'MSo4NzE2', joinWebUrl } });
      return open().create('a', meeting);
    };
    for (const host of ['teams.microsoft.com', 'teams.live.com', 'teams.cloud.microsoft'])
      assert.equal((await joined(`https://${host}/meet/1`)).joinUrl, `https://${host}/meet/1`);
    for (const foreign of [
      'https://teams.microsoft.com.evil.example/meet/1',
      'https://evil.example/teams.microsoft.com',
      'https://evil.teams.microsoft.com/meet/1',
      'https://teams.microsoft.com@evil.example/',
      'https://a:b@teams.microsoft.com/meet/1',
      'https://teams.microsoft.com:8443/meet/1',
      'http://teams.microsoft.com/meet/1',
      'javascript:alert(1)',
      'teams.microsoft.com/meet/1',
    ])
      assert.equal((await failureOf(joined(foreign))).kind, 'refused', foreign);
  });

  it('show the token to Graph only: in the header, and where no redirect leads', async () => {
    const seen: string[] = [];
    const elsewhere = createServer((request, response) => {
      seen.push(`${request.url} ${JSON.stringify(request.headers)}`);
      response.end('{}');
    });
    await new Promise<void>((listening) => elsewhere.listen(0, '127.0.0.1', listening));
    const { port } = elsewhere.address() as { port: number };
    for (const status of [301, 302, 307, 308]) {
      graph.next({ status, headers: { location: `http://127.0.0.1:${port}/` } });
      assert.equal((await failureOf(open().create('a', meeting))).kind, 'refused');
    }
    elsewhere.close();
    assert.deepEqual(seen, []);
    for (const { path, headers, text } of graph.calls) {
      const { authorization, ...others } = headers;
      assert.equal(authorization, `Bearer ${graphToken}`);
      assert.ok(!`${path}${JSON.stringify(others)}${text}`.includes(graphToken));
    }
  });

  it('repeat no token in an error, not even one that fits in no header', async () => {
    const token = async () => `${graphToken}\n${secretText}`;
    assert.equal((await failureOf(open({ token }).create('a', meeting))).kind, 'later');
  });

  it('ask for a token with every call, and tell a refused one from one that did not come', async () => {
    let asked = 0;
    const meetings = open({ token: async () => `${graphToken}${asked++ > 0 ? 'x' : ''}` });
    await meetings.create('a', meeting);
    assert.equal((await failureOf(meetings.create('a', meeting))).kind, 'not-allowed');
    const refused = async () => {
      throw new CodedError('not-authenticated', 'no token for Graph: Entra refuses the bot, AADSTS7000222');
    };
    const { kind, message } = await failureOf(open({ token: refused }).create('a', meeting));
    assert.deepEqual([kind, message], ['not-allowed', 'no token for Graph: Entra refuses the bot, AADSTS7000222']);
    const offline = async () => {
      throw Object.assign(new Error(secretText), { name: 'CredentialUnavailableError' });
    };
    assert.equal(
      (await failureOf(open({ token: offline }).create('a', meeting))).message,
      'no token for Graph: CredentialUnavailableError',
    );
  });

  it('take an organiser that is no id for a part of the path and nothing else', async () => {
    const { kind } = await failureOf(open({ organiser: '../me?x=' }).create('a', meeting));
    assert.equal(kind, 'not-allowed');
    assert.equal(graph.calls[0]!.path, '/v1.0/users/..%2Fme%3Fx%3D/onlineMeetings/createOrGet');
  });
});
