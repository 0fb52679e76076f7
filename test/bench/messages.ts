import { message } from '../support/builders.ts';
import { readQuestions } from './questions.ts';

export interface BenchMessage {
  id: string;
  body: Buffer;
}

const questions = readQuestions();

/** So many different messages as Teams sends them: the questions over and over, each time with a new id. */
export function makeMessages(count: number, serviceUrl: string): BenchMessage[] {
  return Array.from({ length: count }, (_, i) => {
    const now = new Date().toISOString();
    const activity = message(questions[i % questions.length]!, {
      serviceUrl,
      timestamp: now,
      localTimestamp: now,
      locale: 'da-DK',
      textFormat: 'plain',
      entities: [
        { type: 'clientInfo', locale: 'da-DK', country: 'DK', platform: 'Web', timezone: 'Europe/Copenhagen' },
      ],
    });
    return { id: String(activity.id), body: Buffer.from(JSON.stringify(activity)) };
  });
}
