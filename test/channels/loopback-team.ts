import { tenantId } from '../support/builders.ts';
import type { ConnectorScript, LoopbackConnector } from '../support/loopback-connector.ts';

/** A team as Teams would tell of it. */
export interface LoopbackTeam {
  id: string;
  name: string;
  channels: { id: string; name?: string | null; type?: string }[];
  /** Of the team, and by id of those channels that have members of their own. */
  members?: Record<string, object[]>;
}

const membersInPage = 2;

/** Answers what is asked about these teams, and everything else as usual. Members come in pages of two. */
export function answerTeams(connector: LoopbackConnector, ...teams: LoopbackTeam[]): void {
  const script: ConnectorScript = ({ method, path }) => {
    if (method !== 'GET') return undefined;
    const { pathname, searchParams } = new URL(path, 'http://connector');
    const [, , kind, id = '', what] = pathname.split('/').map(decodeURIComponent);
    const team = teams.find((t) => t.id === id || t.channels.some((c) => c.id === id));
    if (kind === 'conversations' && what === 'pagedmembers') {
      const page = Number(searchParams.get('continuationToken') ?? '0');
      return pageOf(team?.members?.[id], page);
    }
    if (kind !== 'teams') return undefined;
    if (team?.id !== id) return { status: 404, body: {} };
    return { status: 200, body: what ? { conversations: team.channels } : { id, name: team.name } };
  };
  connector.script(script);
}

function pageOf(members: object[] | undefined, page: number) {
  if (!members) return { status: 404, body: {} };
  const start = page * membersInPage;
  const more = members.length > start + membersInPage && { continuationToken: String(page + 1) };
  return { status: 200, body: { members: members.slice(start, start + membersInPage), ...more } };
}

/** What the bot asked about teams. */
export function askedAboutTeams({ calls }: LoopbackConnector): string[] {
  return calls.filter((c) => c.path.startsWith('/v3/teams/')).map((c) => decodeURIComponent(c.path));
}

/** Somebody of the tenant, or with other fields somebody who is not. */
export function member(n: number, fields: object = {}): object {
  return { id: `29:member-${n}`, tenantId, userRole: 'user', userPrincipalName: `u${n}@kommune.example`, ...fields };
}
