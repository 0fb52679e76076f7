import { Ajv } from 'ajv';
import type { Meetings } from '../ports.ts';
import { callGraph, type GraphSettings } from './call-graph.ts';
import { MeetingFailed } from './meeting-failed.ts';

export interface OnlineMeetingsSettings extends Partial<Omit<GraphSettings, 'token'>>, Pick<GraphSettings, 'token'> {
  /** Entra object id of the account that organises; a sign-in name is not taken. Licensed for Teams, no guest. */
  organiser: string;
}

/**
 * Online meetings over Microsoft Graph v1.0, by the app itself, on behalf of one organiser.
 *
 * Needs the application permission OnlineMeetings.ReadWrite.All, and an application access policy that is granted to the
 * organiser and names the app (New-CsApplicationAccessPolicy, Grant-CsApplicationAccessPolicy; up to 30 minutes until it
 * works). Without it: 403, "No application access policy found for this app".
 *
 * A meeting is known by tenant, organiser and `externalId`, so `create` may be repeated with its key: 201 made, 200 found.
 * A found meeting is given as it is: that its times become those of the call is nowhere promised (docs-contrib issue 465),
 * so call `move` when they have changed. It stands in nobody's calendar; the invitation is the caller's. `subject` and key
 * are kept by Microsoft and shown to everyone who joins: no names, no CPR numbers, nothing about a child; the caller's duty.
 * A running meeting does not take new times. The link expires (60 days after the end, Message Center MC772556).
 *
 * Sources: learn.microsoft.com/graph/api/onlinemeeting-createorget and onlinemeeting-update,
 * learn.microsoft.com/graph/cloud-communication-online-meeting-application-access-policy, learn.microsoft.com/graph/errors,
 * learn.microsoft.com/graph/throttling (Retry-After comes with many 429, not with all).
 */
export function createMeetings(settings: OnlineMeetingsSettings): Meetings {
  const { organiser, token, baseUrl = 'https://graph.microsoft.com', timeoutMilliseconds = 8_000 } = settings;
  const graph = { baseUrl, token, timeoutMilliseconds };
  const meetings = `/v1.0/users/${encodeURIComponent(organiser)}/onlineMeetings`;
  return {
    async create(key, { subject, ...times }) {
      const body = { externalId: key, subject, ...asDateTimes(times) };
      const path = `${meetings}/createOrGet`;
      return meetingIn(await callGraph(graph, { name: 'createOrGet', method: 'POST', path, body }));
    },
    async move(id, times) {
      const path = `${meetings}/${encodeURIComponent(id)}`;
      await callGraph(graph, { name: 'update', method: 'PATCH', path, body: asDateTimes(times) });
    },
  };
}

/** Graph takes both or none. */
function asDateTimes({ start, end }: { start: Date; end: Date }) {
  return { startDateTime: start.toISOString(), endDateTime: end.toISOString() };
}

const isMeeting = new Ajv().compile<{ id: string; joinWebUrl: string }>({
  type: 'object',
  required: ['id', 'joinWebUrl'],
  // An id of one or two points would lead elsewhere as part of a path.
  properties: {
    id: { type: 'string', minLength: 3, maxLength: 1_000 },
    joinWebUrl: { type: 'string', maxLength: 2_000 },
  },
});
const joinHosts = new Set(['teams.microsoft.com', 'teams.live.com', 'teams.cloud.microsoft']);

function meetingIn(body: unknown): { id: string; joinUrl: string } {
  if (!isMeeting(body)) throw new MeetingFailed('refused', 'createOrGet: the answer is no meeting');
  if (!isJoinUrl(body.joinWebUrl)) throw new MeetingFailed('refused', 'createOrGet: the join link leads elsewhere');
  return { id: body.id, joinUrl: body.joinWebUrl };
}

/** The link goes out to people as it is: it leads to Teams and nowhere else. */
function isJoinUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, host, username, password } = new URL(text);
  return protocol === 'https:' && joinHosts.has(host) && username === '' && password === '';
}
