// Whoever writes the agenda of the benchmark, with the commands and presses that a person would use.

import { channelKey } from '../../src/agenda/channel-inputs.ts';
import { activity, tenantId } from '../support/builders.ts';
import { cardIn, personIn, type SentCard, until } from '../support/flow.ts';
import type { LoopbackConnector } from '../support/loopback-connector.ts';
import type { RunningBot } from '../support/running-bot.ts';
import type { Team } from './agenda-channels.ts';

const text = (card: object) => JSON.stringify(card);
const draft = 'agenda-1';
const longestMilliseconds = 20_000;

export interface Author {
  /** The bot that the next words go to. */
  port: number;
  /** A bot that is put into a team tells of it, and learns the channels. */
  install(teams: Team[]): Promise<void>;
  /** Writes an agenda and chooses the channels; answers its preview's press, which posts it. */
  write(channels: string[]): Promise<() => Promise<void>>;
  /** Words one item anew; answers the press that updates the posts. */
  reword(title: string): Promise<() => Promise<void>>;
  /** The delivery report as it is shown. */
  report(): Promise<string>;
}

export function makeAuthor(connector: LoopbackConnector, firstPort: number): Author {
  const post = async (sent: object) => {
    const response = await fetch(`http://127.0.0.1:${author.port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ serviceUrl: connector.url, ...sent }),
    });
    return { status: response.status, body: await response.text() };
  };
  const anna = personIn({ connector, post } as RunningBot, 'anna');
  /** The card as it stands in the chat: what the last change made of it. */
  const shown = () =>
    cardIn(connector.calls.findLast(({ method, path }) => method === 'PUT' && path.endsWith(`/${draft}`)));
  /** A form comes as a message of its own, or in the place of the card. */
  const opens = async (card: SentCard, title: string, at = draft): Promise<SentCard> => {
    const before = connector.calls.length;
    const answered = await anna.presses(card, title, {}, at);
    if (answered.card) return answered.card;
    const isForm = ({ method, body }: (typeof connector.calls)[number]) => method === 'POST' && body.attachments;
    return cardIn(await until(() => connector.calls.slice(before).find(isForm), title, longestMilliseconds));
  };
  const presses = async (card: SentCard, title: string, inputs: object = {}): Promise<SentCard> => {
    const answered = await anna.presses(card, title, inputs, 'form-1');
    if (!answered.card) throw new Error(`${title}: ${answered.text}`);
    return answered.card;
  };
  const item = { type: 'orientering', minutes: '5', links: '', closed: 'false' };
  const author: Author = {
    port: firstPort,
    async install(teams) {
      for (const { id, name } of teams)
        await post(
          activity({
            type: 'installationUpdate',
            action: 'add',
            channelData: { team: { id, name }, channel: { id }, tenant: { id: tenantId } },
            conversation: { id, conversationType: 'channel', isGroup: true, tenantId },
          }),
        );
    },
    async write(channels) {
      const [asked] = await anna.writes('ny dagsorden lokalrådet 12/3 kl. 9 på rådhuset');
      const facts = { body: 'lokalraad', date: '12/3', start: '9', end: '', place: 'Rådhuset', online: 'false' };
      const { card: made } = await anna.presses(cardIn(asked), 'Opret', facts, draft);
      const form = await opens(made!, 'Tilføj punkt');
      await presses(form, 'Gem', { ...item, title: 'Punkt i udgave nul' });
      const chosen = channels.map(channelKey).join(',');
      const publish = await opens(made!, 'Udgiv');
      const preview = await presses(publish, 'Se før udgivelse', { channels: chosen, when: '', keep: 'false' });
      return async () => void (await presses(preview, 'Udgiv nu'));
    },
    async reword(title) {
      const menu = await opens(await opens(shown(), 'Ret og opdater'), 'Ret', 'form-1');
      const [, id = ''] = /"title":"\d+\. Punkt i udgave [^"]*","value":"([^"]+)"/.exec(text(menu)) ?? [];
      const form = await presses(menu, 'Ret punktet', { item: id });
      const changed = await presses(form, 'Gem', { ...item, title });
      return async () => void (await presses(changed, 'Opdater opslagene'));
    },
    async report() {
      return text(await opens(shown(), 'Leveringsrapport'));
    },
  };
  return author;
}
