import { maskCpr } from './privacy/personal-data.ts';

/** Fields that a log line may hold. Nothing that a person wrote, no names, no addresses: only codes, ids and figures. */
export interface LogFields {
  code?: string;
  /** Text of an error of ours or of the platform; never of a message. */
  reason?: string;
  status?: number;
  port?: number;
  part?: string;
  kommune?: string;
  /** Entra object id of an administrator who changed something for all. */
  person?: string;
  count?: number;
}

export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

const allowed = new Set<string>([
  'code',
  'reason',
  'status',
  'port',
  'part',
  'kommune',
  'person',
  'count',
] satisfies (keyof LogFields)[]);
const longestReason = 300;

/** A log of one JSON object a line; fields outside the allow-list are dropped, whatever the caller's types say. */
export function createLog(write: (line: string) => void): Log {
  const line =
    (level: string) =>
    (event: string, fields: LogFields = {}) => {
      const kept = Object.entries(fields).filter(([key]) => allowed.has(key));
      const entry = { at: new Date().toISOString(), level, event, ...Object.fromEntries(kept) } as { reason?: string };
      if (entry.reason) entry.reason = maskCpr(entry.reason).slice(0, longestReason);
      write(`${JSON.stringify(entry)}\n`);
    };
  return { info: line('info'), warn: line('warn'), error: line('error') };
}
