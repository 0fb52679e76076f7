import { strict as assert } from 'node:assert';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { message, press, tenantId } from './builders.ts';
import type { ConnectorCall } from './loopback-connector.ts';
import { file, idOf, line } from './roster-builders.ts';
import type { RunningBot } from './running-bot.ts';

/** People of the tests' municipality, by number of their Entra object id. */
export const people = { teacher: 20, anna: 1, bo: 2, carla: 3, admin: 4 } as const;
export type PersonName = keyof typeof people;

export const rosterLines = [
  line({
    navn: 'Anna Holm',
    områder: 'Præstø',
    'e-mail': 'anna@k.example',
    'teams-id': idOf(1),
    stedfortræder: 'bo@k.example',
    rolle: 'konsulent',
  }),
  line({
    navn: 'Bo Friis',
    kontaktpunkt: 'ssp-leder',
    'e-mail': 'bo@k.example',
    'teams-id': idOf(2),
    rolle: 'koordinator',
  }),
  line({ navn: 'Carla Dam', områder: 'Stege', 'e-mail': 'carla@k.example', 'teams-id': idOf(3) }),
  line({
    navn: 'Dan Lund',
    kontaktpunkt: 'boern-og-familie',
    instans: 'social',
    'e-mail': 'dan@k.example',
    'teams-id': idOf(4),
    rolle: 'administrator',
  }),
];

/** Writes a roster file and answers its path, for SSP_ROSTER. */
export function rosterFile(...lines: string[]): string {
  const path = join(mkdtempSync(join(tmpdir(), 'ssp-roster-')), 'liste.csv');
  writeFileSync(path, file(...(lines.length > 0 ? lines : rosterLines)));
  return path;
}

interface CardAction {
  title: string;
  url?: string;
  verb?: string;
  data?: { press: string; verb: string };
}
export interface SentCard {
  body: unknown[];
  actions?: CardAction[];
}

/** Somebody who writes to the bot and presses its buttons. */
export function personIn(bot: RunningBot, who: PersonName | number, more: { scope?: 'channel'; from?: object } = {}) {
  const number = typeof who === 'number' ? who : people[who];
  const objectId = idOf(number);
  const conversation =
    more.scope === 'channel'
      ? { id: '19:channel@thread.tacv2;messageid=1', conversationType: 'channel', isGroup: true, tenantId }
      : { id: `a:chat-${number}`, conversationType: 'personal', tenantId };
  const from = { id: `29:user-${number}`, name: `Person ${number}`, aadObjectId: objectId, ...more.from };
  const fields = { conversation, from };
  return {
    objectId,
    /** Writes, and answers what the bot sent to this conversation and to the person's own chat meanwhile. */
    async writes(text: string, extra: object = {}): Promise<ConnectorCall[]> {
      const at = bot.connector.calls.length;
      const { status } = await bot.post(message(text, { ...fields, ...extra }));
      assert.equal(status, 200);
      const places = [conversation.id, `a:chat-${number}`].map((id) => `/${encodeURIComponent(id)}/`);
      const sent = bot.connector.calls.slice(at).filter((c) => c.method === 'POST');
      return sent.filter((c) => places.some((place) => c.path.includes(place)));
    },
    /** Presses a button of a card; answers the card that replaces it, or the words. */
    async presses(card: SentCard, title: string, inputs: object = {}, activityId = 'card-1') {
      const action = card.actions?.find((a) => a.title === title);
      assert.ok(action?.verb, `no button ${title} among ${card.actions?.map((a) => a.title)}`);
      return this.sends(action.verb, { ...action.data, ...inputs }, activityId);
    },
    async sends(verb: string, data: object, activityId = 'card-1') {
      const { body, status } = await bot.post(press(verb, data as never, { ...fields, replyToId: activityId }));
      assert.equal(status, 200, body);
      const { type, value } = JSON.parse(body);
      return type === 'application/vnd.microsoft.card.adaptive'
        ? { card: value as SentCard, text: undefined }
        : { card: undefined, text: value as string };
    },
  };
}

export function cardIn(call: ConnectorCall | undefined): SentCard {
  assert.ok(call?.body.attachments, 'no card was sent');
  return call.body.attachments[0]!.content as SentCard;
}

/** Waits until something is true; the worker does its part in its own time. */
export async function until<T>(look: () => T | undefined | false, what: string, milliseconds = 8_000): Promise<T> {
  const end = Date.now() + milliseconds;
  while (Date.now() < end) {
    const found = look();
    if (found) return found;
    await delay(25);
  }
  throw new Error(`waited in vain for ${what}`);
}
