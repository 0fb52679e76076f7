import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { stringify } from 'yaml';

export interface Playground {
  url: string;
  stop(): Promise<void>;
}

const preferredPort = 56150;
const startTimeoutMilliseconds = 30_000;

/** Starts the Microsoft 365 Agents Playground against the bot, as a child process that only loopback reaches. */
export async function startPlayground(botPort: number, dataDir: string): Promise<Playground> {
  const folder = resolve(join(dataDir, 'playground'));
  mkdirSync(folder, { recursive: true });
  const configPath = join(folder, '.m365agentsplayground.yml');
  writeFileSync(configPath, stringify(playgroundConfig()));
  const port = await freePort(preferredPort);
  const url = `http://127.0.0.1:${port}`;
  const cli = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/cli.js');
  const child = spawn(
    process.execPath,
    [
      ...['--require', join(import.meta.dirname, 'playground-preload.cjs'), cli, 'start'],
      ...['-e', `http://127.0.0.1:${botPort}/api/messages`, '-c', 'msteams', '-p', String(port)],
      ...['--service-url', `${url}/_connector`, '--disable-telemetry'],
    ],
    {
      cwd: folder,
      // The channel says when the bot is gone, however it went; see playground-preload.cjs.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: {
        ...process.env,
        TEAMSAPPTESTER_BROWSER: 'none',
        BROWSER: 'none',
        M365_AGENTS_PLAYGROUND_CONFIG_PATH: configPath,
      },
    },
  );
  const exited = once(child, 'exit');
  await Promise.race([
    answers(url),
    exited.then(() => {
      throw new Error(`the playground did not start; see ${join(folder, 'devTools')}`);
    }),
  ]);
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** People and places of the playground. Every start is a new chat, so that its welcome is seen. */
function playgroundConfig() {
  const id = (n: number) => `00000000-0000-0000-0000-0000000000${n}`;
  const person = (n: number, name: string, surname: string) => ({
    // The Entra id: a colleague whom the bot has never seen is written to by it.
    id: id(20 + n),
    name: `${name} ${surname}`,
    userPrincipleName: `u${n}@kommune.example`,
    aadObjectId: id(20 + n),
    givenName: name,
    surname,
    email: `u${n}@kommune.example`,
  });
  const start = Date.now().toString(36);
  return {
    version: '0.1.1',
    tenantId: id(10),
    bot: { id: '28:ssp-bot', name: 'SSP' },
    currentUser: person(0, 'Koordinator', 'Et'),
    users: [
      person(1, 'Lærer', 'Et'),
      person(2, 'Lærer', 'To'),
      person(3, 'Konsulent', 'Et'),
      person(4, 'Leder', 'Et'),
      person(5, 'Coach', 'Et'),
    ],
    personalChat: { id: `a:personal-${start}` },
    groupChat: { id: `19:group-${start}@thread.v2`, name: 'Gruppe' },
    team: {
      id: `19:team-${start}@thread.tacv2`,
      name: 'SSP',
      aadGroupId: id(31),
      channels: [{ id: `19:channel-${start}@thread.tacv2`, name: 'Lokalråd' }],
    },
  };
}

async function freePort(preferred: number): Promise<number> {
  for (const port of [preferred, 0]) {
    const server = createServer();
    const listening = await new Promise<boolean>((done) => {
      server.once('error', () => done(false));
      server.listen(port, '127.0.0.1', () => done(true));
    });
    if (!listening) continue;
    const { port: free } = server.address() as { port: number };
    server.close();
    await once(server, 'close');
    return free;
  }
  throw new Error('no free port for the playground');
}

async function answers(url: string): Promise<void> {
  const until = Date.now() + startTimeoutMilliseconds;
  while (Date.now() < until) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await delay(200);
  }
  throw new Error(`the playground did not answer at ${url}`);
}
