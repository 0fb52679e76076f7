import { strict as assert } from 'node:assert';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { createLog } from '../../src/log.ts';
import { createAnswerDoors } from '../../src/web/answer-doors.ts';
import { fakeAnswers, goodToken } from './fake-answers.ts';

function posted(choice: string): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  const body = `svar=${choice}`;
  request.headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(body.length),
  };
  request.push(body);
  request.push(null);
  return request;
}

describe('an answer link', () => {
  it('answers thirty times an hour at most, and can be looked at all the time', async () => {
    let now = Date.parse('2026-11-24T09:30:00Z');
    const answers = fakeAnswers();
    const doors = createAnswerDoors(
      answers,
      createLog(() => undefined),
      () => new Date(now),
    );
    const post = async () => (await doors.take(goodToken, posted('deltager'))).status;
    for (let i = 0; i < 30; i++) assert.equal(await post(), 303);
    const refused = await doors.take(goodToken, posted('kan-ikke'));
    assert.equal(refused.status, 429);
    assert.match(refused.page!, /For mange svar/);
    assert.equal((await doors.show(goodToken)).status, 200);
    assert.equal((await doors.take('another', posted('deltager'))).status, 404, 'others are not held up');
    now += 3_600_001;
    assert.equal(await post(), 303);
  });
});
