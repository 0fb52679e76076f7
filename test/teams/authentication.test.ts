import { strict as assert } from 'node:assert';
import { createSign, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Azurite, startAzurite } from '../../src/local/azurite.ts';
import { message } from '../support/builders.ts';
import { type RunningBot, startBot } from '../support/running-bot.ts';

const bot = '11111111-2222-3333-4444-555555555555';
const tenant = '99999999-2222-3333-4444-555555555555';
const serviceUrl = 'https://smba.trafficmanager.net/emea/';
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

/** The two documents of Microsoft's token service, on loopback. */
async function startTokenService(): Promise<{ server: Server; url: string }> {
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k1', x5t: 'k1', use: 'sig', endorsements: ['msteams'] };
  const server = createServer((request, response) => {
    const { port } = server.address() as { port: number };
    response.setHeader('content-type', 'application/json');
    const metadata = {
      issuer: 'https://api.botframework.com',
      jwks_uri: `http://127.0.0.1:${port}/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
    };
    response.end(JSON.stringify(request.url === '/openid' ? metadata : { keys: [jwk] }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, url: `http://127.0.0.1:${(server.address() as { port: number }).port}/openid` };
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = () => Math.floor(Date.now() / 1000);

function token(claims: object = {}, { header = {}, key = privateKey } = {}): string {
  const all = {
    iss: 'https://api.botframework.com',
    aud: bot,
    serviceurl: serviceUrl,
    iat: now(),
    nbf: now() - 10,
    exp: now() + 3600,
    ...claims,
  };
  const signed = `${encode({ alg: 'RS256', typ: 'JWT', kid: 'k1', ...header })}.${encode(all)}`;
  return `Bearer ${signed}.${createSign('RSA-SHA256').update(signed).sign(key).toString('base64url')}`;
}

describe('with a bot identity', () => {
  let running: RunningBot;
  let service: { server: Server; url: string };
  let azurite: Azurite;
  const folder = mkdtempSync(join(tmpdir(), 'ssp-auth-'));

  before(async () => {
    service = await startTokenService();
    azurite = await startAzurite(folder);
    const env = {
      BOT_ID: bot,
      BOT_TYPE: 'SingleTenant',
      BOT_TENANT_ID: tenant,
      BOT_PASSWORD: 'p',
      SSP_TENANTS: `${tenant}=kolding`,
      SSP_SECRET: 's'.repeat(32),
      SSP_STORAGE_CONNECTION: azurite.connection,
    };
    const authentication = {
      ToBotFromChannelOpenIdMetadataUrl: service.url,
      ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
      ToChannelFromBotLoginUrl: `https://login.microsoftonline.com/${tenant}`,
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      ToBotFromEmulatorOpenIdMetadataUrl: service.url,
      OAuthUrl: 'https://token.botframework.com',
      CallerId: '',
      ValidateAuthority: 'false',
    };
    running = await startBot(env, { authentication });
  });
  after(async () => {
    await running.stop();
    await azurite.stop();
    rmSync(folder, { recursive: true });
    service.server.close();
  });

  // No message route sends anything for an event of an unknown type, so 200 means: authenticated and run.
  const event = (fields: object = {}) => ({
    ...message(''),
    type: 'event',
    serviceUrl,
    conversation: { id: 'a:1', conversationType: 'personal', tenantId: tenant },
    ...fields,
  });
  const statusFor = async (authorization: string | undefined, fields: object = {}) => {
    const { status, body } = await running.post(event(fields), authorization ? { authorization } : {});
    assert.equal(body, '');
    return status;
  };

  it('takes what Teams signed', async () => assert.equal(await statusFor(token()), 200));

  const entra = { iss: `https://login.microsoftonline.com/${tenant}/v2.0`, tid: tenant, azp: bot, ver: '2.0' };
  for (const [what, authorization, fields, status] of [
    ['no token', undefined, {}, 401],
    ['rubbish', 'Bearer abc', {}, 401],
    ['basic authentication', 'Basic dTpw', {}, 401],
    ['no signature', () => `${token().split('.').slice(0, 2).join('.')}.`, {}, 401],
    ['a stranger’s signature', () => token({}, { key: stranger }), {}, 401],
    ['the algorithm "none"', () => token({}, { header: { alg: 'none' } }), {}, 401],
    ['a symmetric algorithm', () => token({}, { header: { alg: 'HS256' } }), {}, 401],
    ['an unknown key', () => token({}, { header: { kid: 'k2' } }), {}, 401],
    ['another audience', () => token({ aud: 'other' }), {}, 401],
    ['another issuer', () => token({ iss: 'https://evil.example' }), {}, 401],
    ['a token that has run out', () => token({ exp: now() - 4000, nbf: now() - 8000 }), {}, 401],
    ['the emulator’s path: an Entra token of the own tenant', () => token(entra), {}, 401],
    [
      'the same of a foreign tenant',
      () => token({ ...entra, iss: 'https://sts.windows.net/foreign/', tid: 'foreign', appid: bot, ver: '1.0' }),
      {},
      401,
    ],
    ['a token for another service URL', () => token({ serviceurl: 'https://smba.trafficmanager.net/amer/' }), {}, 401],
    ['a token of 9 KB', () => token({ filler: 'x'.repeat(9_000) }), {}, 401],
    [
      'a service URL off the list',
      () => token({ serviceurl: 'https://evil.example/' }),
      { serviceUrl: 'https://evil.example/' },
      403,
    ],
    [
      'loopback as the service URL',
      () => token({ serviceurl: 'http://127.0.0.1:1/' }),
      { serviceUrl: 'http://127.0.0.1:1/' },
      403,
    ],
    [
      'a tenant that is not served',
      () => token(),
      { conversation: { id: 'a:1', tenantId: 'foreign' }, channelData: {} },
      403,
    ],
    ['no tenant at all', () => token(), { conversation: { id: 'a:1' }, channelData: {} }, 403],
    ['another channel', () => token(), { channelId: 'emulator' }, 400],
    ['the AseChannel', () => token(), { channelId: 'AseChannel' }, 400],
  ] as const) {
    it(`turns away ${what} with ${status} and no word`, async () => {
      assert.equal(
        await statusFor(typeof authorization === 'function' ? authorization() : authorization, fields),
        status,
      );
    });
  }

  it('answers a repeated id to nobody who is not authenticated', async () => {
    assert.equal(await statusFor(token(), { id: 'same' }), 200);
    assert.equal(await statusFor(token({}, { key: stranger }), { id: 'same' }), 401);
  });
});
