import { startApp, startFailure } from './app.ts';
import { readConfig } from './config.ts';
import { createLog } from './log.ts';
import { municipalitiesIn } from './structure/load-structures.ts';

const log = createLog((line) => process.stdout.write(line));

try {
  const config = readConfig(process.env, municipalitiesIn);
  const app = await startApp(config, log);
  log.info('listening', { port: app.port });
  if (app.playground) process.stdout.write(`\nTry the bot in a browser: ${app.playground}\n\n`);
  let stopping = false;
  const stop = async (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    log.info('stopping', { part: signal });
    try {
      await app.stop();
      process.exit(0);
    } catch (error) {
      log.error('stop-failed', { reason: startFailure(error) });
      process.exit(1);
    }
  };
  process.on('SIGINT', (signal) => void stop(signal));
  process.on('SIGTERM', (signal) => void stop(signal));
} catch (error) {
  process.stderr.write(`${startFailure(error)}\n`);
  process.exit(1);
}
