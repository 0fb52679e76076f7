// Teams with their channels as the Bot Connector would have them: what stands in each, and what goes wrong on the way there.
import type { ConnectorCall, ConnectorScript } from '../support/loopback-connector.ts';

export interface Team {
  id: string;
  name: string;
  channels: { id: string; name: string | null }[];
}

/** So many teams of so many channels, the default one among them. Ids are as long as those of Teams. */
export function makeTeams(teams: number, channelsEach: number): Team[] {
  return Array.from({ length: teams }, (_, t) => {
    const idOf = (c: number) => `19:${String(t * channelsEach + c).padStart(32, 'a')}@thread.tacv2`;
    const channels = Array.from({ length: channelsEach }, (_, c) => ({
      id: idOf(c),
      name: c ? `Kanal ${c + 1}` : null,
    }));
    return { id: idOf(0), name: `Skole ${t + 1}`, channels };
  });
}

/** `taken`: it stands there, but the answer says that nobody knows. The other two came to nothing. */
export type Trouble = 'throttled' | 'unavailable' | 'taken';

/** Every twentieth call has the next of these: half of them are turned away for a second, the other half end unknown. */
const troubles: Trouble[] = ['throttled', 'unavailable', 'throttled', 'taken'];
const everySoMany = 20;
const retryAfterSeconds = 1;

/** A call that posts in a channel or changes what stands there. */
export interface ChannelCall {
  channel: string;
  kind: 'post' | 'change';
  /** Epoch milliseconds. */
  at: number;
  trouble?: Trouble;
}

export interface Channels {
  script: ConnectorScript;
  calls: ChannelCall[];
  /** The posts of a channel, each with the texts that it had, one after the other. */
  posts: Map<string, string[][]>;
  /** Told of each call. */
  onCall: () => void;
}

export function makeChannels(teams: Team[]): Channels {
  const byPost = new Map<string, string[]>();
  let count = 0;
  const channels: Channels = {
    calls: [],
    posts: new Map(teams.flatMap((t) => t.channels.map(({ id }) => [id, []]))),
    onCall: () => undefined,
    script(call) {
      if (call.method === 'GET') return { status: 200, body: lookedUp(teams, call.path) };
      const to = targetOf(call);
      if (!to || !channels.posts.has(to.channel)) return undefined;
      const number = ++count;
      const trouble = number % everySoMany === 0 ? troubles[(number / everySoMany) % troubles.length] : undefined;
      channels.calls.push({ channel: to.channel, kind: to.kind, at: call.at, ...(trouble && { trouble }) });
      const id = to.post ?? `${number}`;
      if (!trouble || trouble === 'taken') {
        const texts = byPost.get(id) ?? [];
        if (texts.length === 0) channels.posts.get(to.channel)!.push(texts);
        byPost.set(id, texts);
        texts.push(JSON.stringify(call.body));
      }
      channels.onCall();
      return answerTo(trouble, to.channel, id);
    },
  };
  return channels;
}

function answerTo(trouble: Trouble | undefined, channel: string, id: string) {
  switch (trouble) {
    case undefined:
      return { body: { id: `${channel};messageid=${id}`, activityId: id } };
    case 'throttled':
      return { status: 429, headers: { 'retry-after': String(retryAfterSeconds) } };
    case 'unavailable':
      return { status: 503 };
    case 'taken':
      return { status: 504 };
    default:
      return trouble satisfies never;
  }
}

/** Teams asks are answered: the channels of a team, and who is in it. */
function lookedUp(teams: Team[], path: string): object {
  const [, teamId] = /^\/v3\/teams\/([^/]+)\/conversations/.exec(path) ?? [];
  const team = teams.find((t) => t.id === decodeURIComponent(teamId ?? ''));
  return { conversations: team?.channels ?? [], members: [{ id: '29:somebody', userRole: 'user' }] };
}

function targetOf({ method, path, body }: Pick<ConnectorCall, 'method' | 'path' | 'body'>) {
  const made = (body as { channelData?: { channel?: { id?: string } } }).channelData?.channel?.id;
  if (method === 'POST' && path === '/v3/conversations' && made) return { channel: made, kind: 'post' as const };
  const [, conversation = '', post] = /^\/v3\/conversations\/([^/]+)\/activities\/([^/]+)$/.exec(path) ?? [];
  const [channel = ''] = decodeURIComponent(conversation).split(';messageid=');
  return method === 'PUT' && post ? { channel, kind: 'change' as const, post } : undefined;
}
