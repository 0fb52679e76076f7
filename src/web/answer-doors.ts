import type { IncomingMessage } from 'node:http';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../ports.ts';
import {
  type AnswerChoice,
  type AnswerTrouble,
  type AnswerView,
  answerChoices,
  answerPage,
  answerTroublePage,
} from './answer-page.ts';
import { plainPageHeaders } from './plain-page.ts';
import { readForm } from './read-body.ts';
import type { Reply } from './server.ts';

/** The invitation behind a signed link; undefined when the link is none, or too old. */
export interface Answers {
  /** Changes nothing: mail scanners follow links too. */
  show(token: string): Promise<AnswerView | undefined>;
  /** Safe to repeat. A choice that is not open leaves everything as it is; the page then says how it stands. */
  take(token: string, choice: AnswerChoice): Promise<AnswerView | undefined>;
}

export interface AnswerDoors {
  /** GET and HEAD. */
  show(token: string): Promise<Reply>;
  /** POST of a form with `svar`, a choice. Answers with the way back, so that a reload posts nothing. */
  take(token: string, request: IncomingMessage): Promise<Reply>;
}

// Nobody changes their mind more often; a program that answers for somebody would fill the event log.
const mostAnswersAnHour = 30;
const hourMilliseconds = 3_600_000;
const mostKept = 10_000;

/** The doors for people who have nothing but the link: whatever goes wrong, a page in Danish says what to do. */
export function createAnswerDoors(answers: Answers, log: Log, clock: Clock = () => new Date()): AnswerDoors {
  const mayAnswer = createLimit(clock);
  const failed = (error: unknown, trouble: AnswerTrouble): Reply => {
    log.error('answer-failed', { reason: messageOf(error) });
    return troubled(503, trouble);
  };
  return {
    async show(token) {
      try {
        const view = await answers.show(token);
        return view ? paged(200, answerPage(view)) : troubled(404, 'lost');
      } catch (error) {
        return failed(error, 'later');
      }
    },
    async take(token, request) {
      const read = await readForm(request);
      if ('status' in read) return troubled(read.status, 'unread');
      const choice = choiceIn(read.form);
      if (!choice) return troubled(400, 'unread');
      if (!mayAnswer(token)) return troubled(429, 'often');
      try {
        return (await answers.take(token, choice)) ? backTo(token) : troubled(404, 'lost');
      } catch (error) {
        return failed(error, 'not-sure');
      }
    },
  };
}

/** Counts the answers of each link in the last hour; of this process, which is enough to keep a program out. */
function createLimit(clock: Clock): (token: string) => boolean {
  const answered = new Map<string, number[]>();
  return (token) => {
    const now = clock().getTime();
    const recent = (answered.get(token) ?? []).filter((at) => at > now - hourMilliseconds);
    if (recent.length >= mostAnswersAnHour) return false;
    if (answered.size >= mostKept) answered.clear();
    answered.set(token, [...recent, now]);
    return true;
  };
}

function choiceIn(form: URLSearchParams): AnswerChoice | undefined {
  const [given, ...more] = form.getAll('svar');
  return more.length > 0 ? undefined : answerChoices.find((choice) => choice === given);
}

function paged(status: number, page: string): Reply {
  return { status, page, headers: plainPageHeaders };
}

function troubled(status: number, trouble: AnswerTrouble): Reply {
  return paged(status, answerTroublePage(trouble));
}

/** See other (RFC 9110, 15.4.4), relative: the address that was posted to, under whatever path the bot stands. */
function backTo(token: string): Reply {
  return { status: 303, headers: { ...plainPageHeaders, location: encodeURIComponent(token) } };
}
