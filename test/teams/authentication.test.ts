import { strict as assert } from 'node:assert';
import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
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

function token(
  claims: object = {},
  { header = {}, key = privateKey }: { header?: object; key?: KeyObject } = {},
): string {
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
    ['directline', () => token(), { channelId: 'directline' }, 400],
    ['an empty audience', () => token({ aud: '' }), {}, 401],
    ['a list of audiences', () => token({ aud: [bot, 'other'] }), {}, 401],
    ['no issuer', () => token({ iss: undefined }), {}, 401],
    ['the issuer with a slash', () => token({ iss: 'https://api.botframework.com/' }), {}, 401],
    ['the issuer in capitals', () => token({ iss: 'HTTPS://API.BOTFRAMEWORK.COM' }), {}, 401],
    ['no claim of the service URL', () => token({ serviceurl: undefined }), {}, 401],
    ['a token of tomorrow', () => token({ nbf: now() + 86_400, exp: now() + 90_000 }), {}, 401],
    ['no end of life', () => token({ exp: undefined }), {}, 401],
    ['the algorithm in small letters', () => token({}, { header: { alg: 'rs256' } }), {}, 401],
    ['no algorithm', () => token({}, { header: { alg: undefined } }), {}, 401],
    ['a list of algorithms', () => token({}, { header: { alg: ['RS256'] } }), {}, 401],
    ['a key of its own in the header', () => token({}, { header: { jwk: {}, kid: 'own' }, key: stranger }), {}, 401],
    [
      'a key address in the header',
      () => token({}, { header: { jku: 'https://evil.example/keys', kid: 'own' }, key: stranger }),
      {},
      401,
    ],
    ['two tokens', () => `${token()} ${token()}`, {}, 401],
    ['four parts', () => `${token()}.x`, {}, 401],
    ['claims that are a list', `Bearer ${encode({ alg: 'RS256', kid: 'k1' })}.${encode([])}.AAAA`, {}, 401],
    ['claims that are null', `Bearer ${encode({ alg: 'RS256', kid: 'k1' })}.bnVsbA.AAAA`, {}, 401],
    ['a skill’s token', () => token({ aud: '22222222-2222-3333-4444-555555555555', appid: bot, ver: '1.0' }), {}, 401],
    ['the government’s issuer', () => token({ iss: 'https://api.botframework.us' }), {}, 401],
    [
      'a service URL with a user in it',
      () => token({ serviceurl: 'https://smba.trafficmanager.net@evil.example/' }),
      { serviceUrl: 'https://smba.trafficmanager.net@evil.example/' },
      403,
    ],
    [
      'a service URL without TLS',
      () => token({ serviceurl: 'http://smba.trafficmanager.net/' }),
      { serviceUrl: 'http://smba.trafficmanager.net/' },
      403,
    ],
    [
      'a service URL that only looks right',
      () => token({ serviceurl: 'https://smba.trafficmanager.net.evil.example/' }),
      { serviceUrl: 'https://smba.trafficmanager.net.evil.example/' },
      403,
    ],
    [
      'another tenant in the body than in the conversation',
      () => token(),
      { conversation: { id: 'a:1', tenantId: 'foreign' } },
      403,
    ],
    ['an invoke of no kind', () => token(), { type: 'invoke', name: 'evil/invoke', value: {} }, 501],
  ] as const) {
    it(`turns away ${what} with ${status} and no word`, async () => {
      assert.equal(
        await statusFor(typeof authorization === 'function' ? authorization() : authorization, fields),
        status,
      );
    });
  }

  it('grows by nothing from 2,000 forged tokens, each of another tenant', async () => {
    // The list of issuers that the SDK would add each of them to (4.23.3).
    const { ToBotFromEmulatorTokenValidationParameters: known } = createRequire(import.meta.url)(
      'botframework-connector',
    ).EmulatorValidation as { ToBotFromEmulatorTokenValidationParameters: { issuer: string[] } };
    const before = known.issuer.length;
    for (let i = 0; i < 2_000; i += 50) {
      const forged = Array.from({ length: 50 }, (_, k) =>
        token({ iss: 'https://evil.example', tid: `tid-${i + k}` }, { key: stranger }),
      );
      const statuses = await Promise.all(forged.map((authorization) => statusFor(authorization)));
      assert.ok(statuses.every((status) => status === 401));
    }
    assert.equal(known.issuer.length, before);
  });

  it('slows down a caller who is no person, and nobody else', async () => {
    const from = { id: '29:program', name: 'x' };
    const statuses = await Promise.all(Array.from({ length: 80 }, () => statusFor(token(), { from })));
    assert.equal(statuses.filter((s) => s === 200).length, 60);
    assert.equal(statuses.filter((s) => s === 429).length, 20);
    assert.equal(await statusFor(token(), { from: { id: '29:person', name: 'y' } }), 200);
  });

  it('answers a repeated id to nobody who is not authenticated', async () => {
    assert.equal(await statusFor(token(), { id: 'same' }), 200);
    assert.equal(await statusFor(token({}, { key: stranger }), { id: 'same' }), 401);
  });
});
