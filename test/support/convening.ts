import { strict as assert } from 'node:assert';
import { cardIn, personIn, type SentCard } from './flow.ts';
import type { ConnectorCall, LoopbackConnector, ScriptedAnswer } from './loopback-connector.ts';
import type { RunningBot } from './running-bot.ts';

/** A bot as whoever writes to it sees it: its connector, and the way in. */
export type BotDoor = Pick<RunningBot, 'connector' | 'post'>;

/** The bot that listens on a port: of a process of its own. */
export function botAt(port: number, connector: LoopbackConnector): BotDoor {
  return {
    connector,
    async post(activity) {
      const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ serviceUrl: connector.url, ...activity }),
      });
      return { status: response.status, body: await response.text() };
    },
  };
}

/** Somebody at such a bot, by number. */
export const personAt = (bot: BotDoor, number: number) => personIn(bot as RunningBot, number);

export interface Convened {
  reference: string;
  /** The co-ordinator's number, and the message in which their card stands. */
  coordinator: number;
  message: string;
  status: SentCard;
}

const form = {
  ...{ kind: 'ssp-beredskab/gruppekonflikt', area: 'Præstø', when: 'nu', place: 'Rådhuset', meeting: 'false' },
  ...{ exercise: 'false', reason: 'Uro mellem to grupper ved havnen' },
};

/**
 * Writes the command, chooses these people by name, looks at the preview and convenes. `message`: where the form
 * stands, and the status card after it.
 */
export async function convene(
  bot: BotDoor,
  coordinator: number,
  names: string[],
  message = `form-${coordinator}`,
): Promise<Convened> {
  const person = personAt(bot, coordinator);
  const sent = await person.writes('indkald beredskab i Præstø om gruppekonflikt nu på rådhuset');
  const asked = sent.find((c) => JSON.stringify(c.body).includes('Se hvem der kaldes'));
  assert.ok(asked, `no form, but ${sent.map((c) => c.body.text ?? c.body.summary)}`);
  const proposed = await person.presses(cardIn(asked), 'Se hvem der kaldes', form, message);
  const edit = await person.presses(proposed.card!, 'Ret', {}, message);
  const people = choicesOf(edit.card!, names).join(',');
  const preview = await person.presses(edit.card!, 'Se hvem der kaldes', { ...form, people }, message);
  const { card } = await person.presses(preview.card!, 'Indkald nu', {}, message);
  const [reference] = /B-\d{5}/.exec(JSON.stringify(card)) ?? [];
  assert.ok(card && reference, 'convened, and told so');
  return { reference, coordinator, message, status: card };
}

/** What stands for these people in the list to choose from. */
function choicesOf(card: SentCard, names: string[]): string[] {
  const choices = [...JSON.stringify(card).matchAll(/"title":"([^",]+),[^"]*","value":"([^"]+)"/g)];
  return names.map((name) => {
    const found = choices.find(([, title]) => title === name);
    assert.ok(found, `${name} cannot be chosen`);
    return found[2]!;
  });
}

const ownChat = (number: number) => `a:chat-${number}`;

/** Answers as Teams does: a person has one chat with the bot, however often it is made. */
export function madeChat({ method, path, body }: Pick<ConnectorCall, 'method' | 'path' | 'body'>) {
  if (method !== 'POST' || path !== '/v3/conversations') return undefined;
  const number = Number(/\d+$/.exec(body.members![0]!.id)![0]);
  return { body: { id: ownChat(number) } } satisfies ScriptedAnswer;
}

/** Whose chat a call goes to, by number; undefined for all other calls. */
export function chatOf({ path }: Pick<ConnectorCall, 'path'>): number | undefined {
  const number = /^\/v3\/conversations\/a:chat-(\d+)\/activities/.exec(decodeURIComponent(path))?.[1];
  return number === undefined ? undefined : Number(number);
}

/** New messages to somebody's chat about a beredskab, whatever they were answered with. */
export function messagesTo(connector: LoopbackConnector, number: number, reference: string): ConnectorCall[] {
  return connector.calls.filter(
    (c) => c.method === 'POST' && chatOf(c) === number && c.body.summary?.startsWith(`${reference}: `),
  );
}

/** Those that call somebody, and neither remind nor tell anything else. */
export function callsTo(connector: LoopbackConnector, number: number, reference: string): ConnectorCall[] {
  return messagesTo(connector, number, reference).filter((c) => c.body.summary!.startsWith(`${reference}: Du kaldes`));
}

/** The co-ordinator's card as it stands in their chat now: what the last change made of it. */
export function statusOf(connector: LoopbackConnector, { coordinator, message }: Convened): SentCard | undefined {
  const changes = connector.calls.filter(
    (c) => c.method === 'PUT' && c.status === 201 && chatOf(c) === coordinator && c.path.endsWith(`/${message}`),
  );
  return changes.length > 0 ? cardIn(changes.at(-1)) : undefined;
}

/** The line of each person on the co-ordinator's card, by name: "(SSP-konsulent): deltager, 14.05". */
export function linesOf(status: SentCard | undefined): Map<string, string> {
  const lines = [...JSON.stringify(status ?? {}).matchAll(/"text":"• \*\*([^*]+)\*\*([^"]*)"/g)];
  return new Map(lines.map(([, name, line]) => [name!, line!]));
}
