import { CodedError, type ErrorCode } from '../errors.ts';

/** Fields that a trace or a figure may hold. Nothing that a person wrote, no names, no ids of people or chats. */
export interface Fields {
  /** Of a log line: what happened. */
  event?: string;
  level?: string;
  code?: string;
  /** Of a turn: type of the activity, or name of the invoke. */
  kind?: string;
  method?: string;
  part?: string;
  kommune?: string;
  outcome?: string;
  status?: number;
}

const errorCodes: Record<ErrorCode, true> = {
  config: true,
  structure: true,
  roster: true,
  connector: true,
  storage: true,
  'not-authenticated': true,
  undelivered: true,
  meeting: true,
};
const outcomes = ['ok', 'failed', 'unreachable', 'later', 'refused', 'busy'];

/** What the log warns of. A new event belongs here and into the table of docs/drift.md (test/telemetry/events.test.ts). */
export const events = [
  'answer-failed',
  'apology-failed',
  'daily-failed',
  'file-refused',
  'job-buried',
  'job-failed',
  'meeting-failed',
  'membership-unknown',
  'not-asked',
  'not-counted',
  'nudge-lost',
  'picture-failed',
  'request-failed',
  'roster-stale',
  'roster-without-administrator',
  'stop-failed',
  'storage-lost',
  'telemetry-lost',
  'turn-failed',
  'turned-away',
  'unhealthy',
  'unpaced',
  'work-failed',
];

/**
 * The words that each field may hold. An allow-list of keys would not do: a name can stand under any key. What is not
 * here is told as `other`. `kommune` has the municipalities that the process serves.
 */
const words: Record<Exclude<keyof Fields, 'status' | 'kommune'>, ReadonlySet<string>> = {
  event: new Set(events),
  level: new Set(['warn', 'error']),
  // Of errors; of a turn that failed; of a file or a message that was not taken.
  code: new Set([...Object.keys(errorCodes), 'turn', 'host', 'too-large', 'not-allowed', 'unexpected', ...outcomes]),
  kind: new Set([
    'message',
    'conversationUpdate',
    'installationUpdate',
    'messageReaction',
    'messageUpdate',
    'messageDelete',
    'event',
    'adaptiveCard/action',
    'task/fetch',
    'task/submit',
    'composeExtension/query',
    'composeExtension/fetchTask',
    'composeExtension/submitAction',
    'fileConsent/invoke',
  ]),
  method: new Set(['GET', 'POST', 'PUT', 'DELETE']),
  part: new Set([
    ...['sparring', 'beredskab', 'beredskab-mail', 'series', 'agenda', 'agenda-mail'],
    ...['retention', 'confirm', 'agenda-drafts', 'tables', 'queue', 'sweep', 'chat', 'mail', 'meeting'],
  ]),
  outcome: new Set(outcomes),
};

export type Attributes = Record<string, string | number>;

/** Lets through what may be told, whatever the caller's types say. */
export function createFilter(kommuner: Iterable<string>): (fields: Fields) => Attributes {
  const known: Record<string, ReadonlySet<string>> = { ...words, kommune: new Set(kommuner) };
  return (fields) => {
    const kept: Attributes = {};
    for (const [key, value] of Object.entries(fields)) {
      if (value === undefined) continue;
      if (key === 'status') {
        if (Number.isInteger(value) && value >= 100 && value <= 599) kept.status = value;
      } else if (Object.hasOwn(known, key)) {
        kept[key] = known[key]!.has(value) ? value : 'other';
      }
    }
    return kept;
  };
}

/** Of an error only its code and status: its text can hold what somebody wrote. */
export function fieldsOf(error: unknown): Fields {
  if (!(error instanceof CodedError)) return {};
  return { code: error.code, ...('status' in error && typeof error.status === 'number' && { status: error.status }) };
}
