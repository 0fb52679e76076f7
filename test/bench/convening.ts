import { message, press, tenantId } from '../support/builders.ts';
import { cardIn, type SentCard } from '../support/flow.ts';
import { idOf, line } from '../support/roster-builders.ts';
import { type Arrival, chatOf, type TimedConnector } from './timed-connector.ts';

/** A convening to be made: all by numbers of people. The room tells its messages from those of the others. */
export interface Convening {
  room: string;
  coordinator: number;
  people: number[];
}

/** What a press was answered with: the beredskab's card, or something else that was said. */
export interface PressAnswer {
  milliseconds: number;
  reference?: string;
  said: string;
}

/** A convening whose preview is before the co-ordinator. */
export interface Prepared extends Convening {
  confirm(port: number): Promise<PressAnswer>;
}

const longestMilliseconds = 30_000;
const agencies = ['skole', 'social', 'politi'];

/** People of the roster by number; of the three agencies in turn, each with Teams. */
export const rosterLinesOf = (numbers: number[]): string[] =>
  numbers.map((n) => line({ navn: `Person ${n}`, instans: agencies[n % 3]!, 'teams-id': idOf(n) }));

/** Whether this calls somebody, in a message of its own. */
export function isCall({ method, conversation, body }: Arrival): boolean {
  return method === 'POST' && conversation !== undefined && body.summary?.includes(': Du kaldes') === true;
}

/** Command, form and preview, as a co-ordinator goes through them. Throws unless the preview names as many as asked. */
export async function prepareConvening(
  connector: TimedConnector,
  port: number,
  convening: Convening,
): Promise<Prepared> {
  const { room, coordinator, people } = convening;
  const chat = inChatOf(connector, coordinator, `preview-${room}`);
  const sent = await chat.writes(port, 'indkald beredskab nu');
  const preview = await chat.presses(port, sent, 'Se hvem der kaldes', {
    ...{ kind: 'ssp-beredskab/gruppekonflikt', area: '-', when: 'nu', place: room, meeting: 'false' },
    ...{ exercise: 'false', reason: 'Uro mellem to grupper ved havnen', channel: '-' },
    people: people.map(idOf).join(','),
  });
  const card = preview.card;
  if (!card) throw new Error(`no preview: ${preview.said}`);
  const named = new Set(JSON.stringify(card).match(/Person \d+/g));
  if (!people.every((n) => named.has(`Person ${n}`))) throw new Error('the preview does not name everyone');
  return {
    ...convening,
    async confirm(confirmPort) {
      const from = performance.now();
      const { card: status, said } = await chat.presses(confirmPort, card, 'Indkald nu');
      const milliseconds = performance.now() - from;
      const [reference] = /B-\d{5}/.exec(status ? JSON.stringify(status) : '') ?? [];
      return { milliseconds, said, ...(reference && { reference }) };
    },
  };
}

/** Somebody's own chat with the bot, and the message in it that they press on. */
function inChatOf(connector: TimedConnector, number: number, activityId: string) {
  const conversation = { id: chatOf(number), conversationType: 'personal', tenantId };
  const from = { id: `29:user-${number}`, name: `Person ${number}`, aadObjectId: idOf(number) };
  const fields = { conversation, from, serviceUrl: connector.url };
  return {
    async writes(port: number, text: string): Promise<SentCard> {
      const activity = message(text, fields);
      await post(port, activity);
      const reply = connector.arrivals.findLast(({ path }) => path.endsWith(`/${activity.id}`));
      return cardIn(reply as never);
    },
    async presses(port: number, card: SentCard, title: string, inputs: object = {}) {
      const action = card.actions?.find((a) => a.title === title);
      if (!action?.verb) throw new Error(`no button ${title}`);
      const activity = press(action.verb, { ...action.data, ...inputs }, { ...fields, replyToId: activityId });
      const said = await post(port, activity);
      const { type, value } = said.startsWith('{') ? JSON.parse(said) : {};
      const answered = type === 'application/vnd.microsoft.card.adaptive' ? (value as SentCard) : undefined;
      return { card: answered, said };
    },
  };
}

/** What the bot answered; also what went wrong, in words: a co-ordinator would see it and press again. */
async function post(port: number, activity: object): Promise<string> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity),
      signal: AbortSignal.timeout(longestMilliseconds),
    });
    const body = await response.text();
    return response.status === 200 ? body : `status ${response.status}`;
  } catch (error) {
    return String(error);
  }
}
