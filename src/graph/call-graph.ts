import { CodedError } from '../errors.ts';
import { MeetingFailed, type MeetingFailure } from './meeting-failed.ts';

export interface GraphSettings {
  /** Without a slash at the end. */
  baseUrl: string;
  /** A token for Graph, asked for anew with every call. */
  token(): Promise<string>;
  /** For the token and the call together. */
  timeoutMilliseconds: number;
}

/**
 * One JSON call to Microsoft Graph: one try, no redirect followed (the token goes with it), and nothing of a body in an
 * error. Resolves with the parsed body of a 2xx. Fails with a MeetingFailed.
 */
export async function callGraph(settings: GraphSettings, call: GraphRequest): Promise<unknown> {
  const signal = AbortSignal.timeout(settings.timeoutMilliseconds);
  const token = await tokenFrom(settings, signal);
  const { response, text } = await answerTo(settings, call, token, signal);
  if (!response.ok) throw failureOf(call, response);
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    throw new MeetingFailed('later', `${call.name}: status ${response.status}, and the body is no JSON`);
  }
}

export interface GraphRequest {
  /** For the log. */
  name: string;
  method: 'POST' | 'PATCH';
  /** From the version on, every part encoded. */
  path: string;
  body: object;
}

async function tokenFrom({ token }: GraphSettings, signal: AbortSignal): Promise<string> {
  try {
    return await Promise.race([token(), rejectedBy(signal)]);
  } catch (error) {
    if (error instanceof CodedError) throw new MeetingFailed('not-allowed', error.message);
    throw new MeetingFailed('later', `no token for Graph: ${reasonIn(error)}`);
  }
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

async function answerTo(
  { baseUrl }: GraphSettings,
  { name, method, path, body }: GraphRequest,
  token: string,
  signal: AbortSignal,
): Promise<{ response: Response; text: string }> {
  try {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal,
    });
    return { response, text: await response.text() };
  } catch (error) {
    throw new MeetingFailed('later', `${name}: no answer: ${reasonIn(error)}`);
  }
}

/** The code or the name of an error. Never its text: that of fetch can repeat a header, and so the token. */
function reasonIn(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  if (typeof cause?.code === 'string') return cause.code;
  return error instanceof Error ? error.name : 'unknown';
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function failureOf({ name, method }: GraphRequest, { status, headers }: Response): MeetingFailed {
  // What Microsoft's support asks for.
  const id = headers.get('request-id') ?? '';
  const message = `${name}: status ${status}${uuid.test(id) ? `, request ${id}` : ''}`;
  const [seconds] = /^\d{1,6}$/.exec(headers.get('retry-after') ?? '') ?? [];
  return new MeetingFailed(kindOf(status, method), message, seconds ? { retryAfterSeconds: Number(seconds) } : {});
}

/** Graph's statuses (learn.microsoft.com/graph/errors). 404 to a POST: the organiser is unknown; else the meeting is. */
function kindOf(status: number, method: GraphRequest['method']): MeetingFailure {
  if (status === 401 || status === 403 || (status === 404 && method === 'POST')) return 'not-allowed';
  return [408, 409, 423, 429, 500, 502, 503, 504, 509].includes(status) ? 'later' : 'refused';
}
