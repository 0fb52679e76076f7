import { createLog } from '../../src/log.ts';
import type { Answers } from '../../src/web/answer-doors.ts';
import type { AnswerChoice, AnswerView } from '../../src/web/answer-page.ts';
import { startServer, type WebServer } from '../../src/web/server.ts';

export function answerView(given: Partial<AnswerView> = {}): AnswerView {
  return {
    reference: 'B-10423',
    title: 'SSP-beredskab i Præstø',
    facts: [
      { title: 'Hvornår', value: 'fredag 27. november kl. 14.30-15.30' },
      { title: 'Hvor', value: 'Præstø Skole, Rosagervej 28, mødelokale 2' },
      { title: 'Indkaldt af', value: 'Anna Holm, SSP-konsulent, telefon 55 36 24 10' },
      { title: 'Kort', value: 'Uro blandt unge ved havnen. Hvad gør vi i weekenden?' },
    ],
    choices: [
      { value: 'deltager', label: 'Jeg deltager' },
      { value: 'kan-ikke', label: 'Jeg kan ikke' },
      { value: 'stedfortraeder', label: 'En stedfortræder deltager' },
    ],
    status: 'Du har ikke svaret endnu.',
    joinUrl: 'https://teams.microsoft.com/meet/2931458?p=a&b',
    ...given,
  };
}

export const goodToken = 'eyJiIjoiQi0xMDQyMyJ9.c2lnbmF0dXJl';

const statuses: Record<AnswerChoice, string> = {
  deltager: 'Du deltager. Svaret er taget imod kl. 14.05.',
  'kan-ikke': 'Du deltager ikke. Svaret er taget imod kl. 14.05.',
  stedfortraeder: 'En stedfortræder deltager. Svaret er taget imod kl. 14.05.',
};

export interface FakeAnswers extends Answers {
  /** What is behind the good token. */
  view: AnswerView;
  calls: string[];
  failing: boolean;
}

export function fakeAnswers(): FakeAnswers {
  const reach = (call: string, token: string) => {
    fake.calls.push(call);
    if (fake.failing) throw new Error('the store does not answer');
    return token === goodToken;
  };
  const fake: FakeAnswers = {
    view: answerView(),
    calls: [],
    failing: false,
    async show(token) {
      return reach('show', token) ? fake.view : undefined;
    },
    async take(token, chosen) {
      if (!reach(`take ${chosen}`, token)) return undefined;
      fake.view = { ...fake.view, chosen, status: statuses[chosen] };
      return fake.view;
    },
  };
  return fake;
}

/** The doors alone, on a port of their own. `log`: every line. */
export async function startDoors(answers?: Answers, log: string[] = []): Promise<WebServer> {
  return startServer({
    port: 0,
    local: true,
    log: createLog((line) => log.push(line)),
    doors: {
      messages: async () => ({ status: 501 }),
      health: async () => ({ status: 200 }),
      file: async () => undefined,
      ...(answers && { answers }),
    },
  });
}
