import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, type Overrides, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { municipalitiesIn } from '../../src/structure/load-structures.ts';
import { type LoopbackConnector, startLoopbackConnector } from './loopback-connector.ts';

export interface RunningBot {
  app: App;
  connector: LoopbackConnector;
  /** Every line that the bot logged. */
  log: string[];
  dataDir: string;
  /** Posts to /api/messages; the service URL is the loopback connector's unless the activity says otherwise. */
  post(activity: object, headers?: Record<string, string>): Promise<{ status: number; body: string }>;
  postRaw(body: string, headers?: Record<string, string>): Promise<{ status: number; body: string }>;
  /** Ends the bot and starts it again on the same data. */
  restart(overrides?: Overrides): Promise<void>;
  stop(): Promise<void>;
}

/** The whole bot with real storage emulator and a loopback connector, as production wires it. */
export async function startBot(env: Record<string, string> = {}, overrides: Overrides = {}): Promise<RunningBot> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ssp-test-'));
  const connector = await startLoopbackConnector();
  const log: string[] = [];
  const config = readConfig({ PORT: '0', SSP_PLAYGROUND: 'off', SSP_DATA_DIR: dataDir, ...env }, municipalitiesIn);
  const start = (given: Overrides) =>
    startApp(
      config,
      createLog((line) => log.push(line)),
      given,
    );
  const forget = async () => {
    await connector.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  let app = await start(overrides).catch(async (error: unknown) => {
    await forget();
    throw error;
  });
  const postRaw: RunningBot['postRaw'] = async (body, headers = {}) => {
    const response = await fetch(`http://127.0.0.1:${app.port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    return { status: response.status, body: await response.text() };
  };
  return {
    get app() {
      return app;
    },
    connector,
    log,
    dataDir,
    postRaw,
    post: (activity, headers) => postRaw(JSON.stringify({ serviceUrl: connector.url, ...activity }), headers),
    async restart(next = overrides) {
      await app.stop();
      app = await start(next);
    },
    async stop() {
      await app.stop();
      await forget();
    },
  };
}
