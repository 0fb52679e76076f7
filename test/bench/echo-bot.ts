// The thing to compare with: an echo bot on the SDK's adapter and restify as they come, and nothing else.
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import restify from 'restify';
import { serveMeasured } from './measured-child.ts';

await serveMeasured(async () => {
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  const server = restify.createServer();
  server.use(restify.plugins.bodyParser());
  server.post('/api/messages', async (request, response) => {
    await adapter.process(request, response, async (context) => {
      await context.sendActivity(`Echo: ${context.activity.text}`);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: server.address().port,
    async stop() {
      server.server.closeAllConnections();
      await new Promise<void>((closed) => server.close(closed));
    },
  };
});
