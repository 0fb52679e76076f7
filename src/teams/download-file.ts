import type { Activity } from 'botbuilder';

const fileType = 'application/vnd.microsoft.teams.file.download.info';
const loopbackHosts = /^(127\.0\.0\.1|localhost|\[::1\])$/;
const timeoutMilliseconds = 8_000;

export type Downloaded = { bytes: Uint8Array } | { refused: 'host' | 'failed' | 'too-large' };

/** Addresses of the files that a message carries. */
export function filesIn({ attachments }: Activity): string[] {
  const files = (attachments ?? []).filter((a) => a?.contentType === fileType);
  return files.map((a) => String((a.content as { downloadUrl?: unknown } | undefined)?.downloadUrl ?? ''));
}

/**
 * Fetches a file from one of these hosts (the tenant's own SharePoint and OneDrive), in local mode from loopback only.
 * Carries no token of the bot's, follows no redirect, and stops reading at the limit.
 */
export async function downloadFile(
  address: string,
  hosts: ReadonlySet<string> | 'loopback',
  largestBytes: number,
): Promise<Downloaded> {
  if (!isAllowed(address, hosts)) return { refused: 'host' };
  try {
    const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(timeoutMilliseconds) });
    if (!response.ok || !response.body) return { refused: 'failed' };
    if (Number(response.headers.get('content-length') ?? 0) > largestBytes) return { refused: 'too-large' };
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of response.body) {
      bytes += chunk.length;
      if (bytes > largestBytes) return { refused: 'too-large' };
      chunks.push(chunk);
    }
    return { bytes: Buffer.concat(chunks) };
  } catch {
    // Whatever went wrong on the way: the person can only send it again.
    return { refused: 'failed' };
  }
}

function isAllowed(address: string, hosts: ReadonlySet<string> | 'loopback'): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  if (hosts === 'loopback') return /^https?:$/.test(protocol) && loopbackHosts.test(hostname);
  return protocol === 'https:' && port === '' && hosts.has(hostname.toLowerCase());
}
