import { strict as assert } from 'node:assert';
import { createServer, type Server } from 'node:http';
import type { TokenCredentialOptions } from '@azure/identity';
import { createGraphToken } from '../../src/azure/graph-token.ts';
import type { BotIdentity } from '../../src/config.ts';
import { CodedError } from '../../src/errors.ts';

type HttpClient = NonNullable<TokenCredentialOptions['httpClient']>;

const identity: BotIdentity = {
  id: 'd39597bf-8407-40ca-92ef-1ec26b885b7b',
  type: 'SingleTenant',
  tenantId: '0823831b-1f1b-424b-b90a-1caa345a742a',
  password: 'the~secret',
};

/** Entra as the library sees it: answers every request for a token so, and remembers what was asked. */
function entra(
  status: number,
  body: object,
): { asked: { url: string; body: string }[]; options: TokenCredentialOptions } {
  const asked: { url: string; body: string }[] = [];
  const httpClient: HttpClient = {
    async sendRequest(request) {
      if (request.method !== 'GET') asked.push({ url: request.url, body: String(request.body) });
      const answer = request.method === 'GET' ? {} : body;
      return { request, status, headers: request.headers, bodyAsText: JSON.stringify(answer) };
    },
  };
  return { asked, options: { httpClient, retryOptions: { maxRetries: 0 } } };
}

describe('the token for Graph', () => {
  it('comes by the bot’s secret, from its own tenant, and is kept', async () => {
    const { asked, options } = entra(200, { token_type: 'Bearer', expires_in: 3600, access_token: 'graph-token' });
    const token = createGraphToken(identity, options);
    assert.deepEqual([await token(), await token()], ['graph-token', 'graph-token']);
    assert.equal(asked.length, 1);
    assert.equal(new URL(asked[0]!.url).pathname, `/${identity.tenantId}/oauth2/v2.0/token`);
    const form = new URLSearchParams(asked[0]!.body);
    assert.match(form.get('scope')!, /^https:\/\/graph\.microsoft\.com\/\.default\b/);
    assert.deepEqual(
      [form.get('client_id'), form.get('client_secret'), form.get('grant_type')],
      [identity.id, identity.password, 'client_credentials'],
    );
  });

  it('says which fault Entra names when it refuses the bot, and nothing else', async () => {
    const { options } = entra(401, {
      error: 'invalid_client',
      error_description: `AADSTS7000222: The provided client secret keys for app '${identity.id}' are expired.`,
      error_codes: [7000222],
    });
    await assert.rejects(createGraphToken(identity, options)(), (error: unknown) => {
      assert.ok(error instanceof CodedError);
      assert.deepEqual(
        [error.code, error.message],
        ['not-authenticated', 'no token for Graph: Entra refuses the bot, AADSTS7000222'],
      );
      return true;
    });
  });

  it('fails otherwise when Entra only has no time', async () => {
    const { options } = entra(503, { error: 'temporarily_unavailable', error_description: 'AADSTS90033: later' });
    await assert.rejects(createGraphToken(identity, options)(), (error: unknown) => !(error instanceof CodedError));
  });

  describe('of a managed identity', () => {
    const kept = { ...process.env };
    const paths: string[] = [];
    let server: Server;
    before(async () => {
      server = createServer((request, response) => {
        paths.push(request.url!);
        const expires = String(Math.floor(Date.now() / 1000) + 3600);
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ access_token: 'msi-token', expires_on: expires, token_type: 'Bearer' }));
      });
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      const { port } = server.address() as { port: number };
      // What App Service gives to an app with an identity.
      Object.assign(process.env, { IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/msi/token`, IDENTITY_HEADER: 'x' });
    });
    after(() => {
      for (const name of ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER'] as const) {
        if (kept[name] === undefined) delete process.env[name];
        else process.env[name] = kept[name];
      }
      server.close();
    });

    it('comes from App Service, for the identity that is the bot', async () => {
      const token = createGraphToken({ ...identity, type: 'UserAssignedMSI', password: '' });
      assert.equal(await token(), 'msi-token');
      const { searchParams } = new URL(paths[0]!, 'http://localhost');
      assert.equal(searchParams.get('resource'), 'https://graph.microsoft.com');
      assert.equal(searchParams.get('client_id'), identity.id);
    });
  });
});
