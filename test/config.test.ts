import { strict as assert } from 'node:assert';
import { type Config, readConfig as read } from '../src/config.ts';

const identity = {
  BOT_ID: '11111111-2222-3333-4444-555555555555',
  BOT_TYPE: 'SingleTenant',
  BOT_TENANT_ID: '99999999-2222-3333-4444-555555555555',
  BOT_PASSWORD: 'p',
  SSP_TENANTS: 't1=vordingborg, t2=kolding',
  SSP_STORAGE_URL: 'https://account.table.core.windows.net',
  SSP_SECRET: 's'.repeat(32),
};
const readConfig = (env: Record<string, string>): Config => read(env, () => ['vordingborg', 'kolding']);
const faultsOf = (env: Record<string, string>) => {
  try {
    readConfig(env);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('settings', () => {
  it('need nothing in local mode', () => {
    const { identity: none, port, kommune, dataDir, playground, storage } = readConfig({});
    assert.deepEqual(
      [none, port, kommune, dataDir, playground, storage],
      [undefined, 3978, 'vordingborg', '.data', true, 'own-azurite'],
    );
  });

  it('name every fault at once, with what is allowed', () => {
    const faults = faultsOf({ PORT: 'http', SSP_PLAYGROUND: 'maybe', SSP_TENANTS: 'a=b=c', SSP_SECRET: 'short' });
    for (const name of ['PORT', 'SSP_PLAYGROUND', 'SSP_TENANTS', 'SSP_SECRET'])
      assert.match(faults, new RegExp(`- ${name}: `));
    assert.match(faults, /PORT: a whole number from 0 to 65535, not "http"/);
  });

  it('serve several municipalities by tenant, without the playground, when there is an identity', () => {
    const config = readConfig(identity);
    assert.deepEqual(
      [...config.tenants],
      [
        ['t1', 'vordingborg'],
        ['t2', 'kolding'],
      ],
    );
    assert.equal(config.playground, false);
  });

  for (const [what, change, fault] of [
    ['half an identity', { BOT_PASSWORD: '' }, /BOT_PASSWORD: needed/],
    ['a misspelt type', { BOT_TYPE: 'SingelTenant' }, /BOT_TYPE: SingleTenant or UserAssignedMSI, not "SingelTenant"/],
    ['a password beside a managed identity', { BOT_TYPE: 'UserAssignedMSI' }, /BOT_PASSWORD: must be empty/],
    ['an identity without a key', { SSP_SECRET: '' }, /SSP_SECRET: .*needed/],
    ['an identity without tenants', { SSP_TENANTS: '' }, /SSP_TENANTS: .*needed/],
  ] as const) {
    it(`refuse ${what}`, () => assert.match(faultsOf({ ...identity, ...change }), fault));
  }

  it('never repeat a secret', () => assert.ok(!faultsOf({ SSP_SECRET: 'hunter2' }).includes('hunter2')));

  it('of people and their time have presets that fit where the bot runs', () => {
    const { forms, leastRole, answerMinutes, retentionDays } = readConfig({ SSP_ANSWER_MINUTES: '0.5' });
    assert.deepEqual([forms, leastRole, answerMinutes, retentionDays], ['chat', 'koordinator', 0.5, 180]);
    const real = readConfig({ ...identity, SSP_FILE_HOSTS: 'K.sharepoint.com, k-my.sharepoint.com' });
    assert.deepEqual([real.forms, real.leastRole], ['dialog', 'laerer']);
    assert.deepEqual([...real.fileHosts], ['k.sharepoint.com', 'k-my.sharepoint.com']);
  });

  it('of people and their time are refused when they are wrong', () => {
    const wrong = {
      SSP_LOCAL_ROLE: 'chef',
      SSP_FORMS: 'papir',
      SSP_ANSWER_MINUTES: '0',
      SSP_RETENTION_DAYS: 'evigt',
      SSP_PUBLIC_URL: 'http://elsewhere.example',
      SSP_FILE_HOSTS: 'evil.example',
    };
    const faults = faultsOf(wrong);
    for (const name of Object.keys(wrong)) assert.match(faults, new RegExp(`- ${name}: `));
    assert.match(faultsOf({ ...identity, SSP_LOCAL_ROLE: 'laerer' }), /SSP_LOCAL_ROLE: must be empty/);
  });

  it('refuse a municipality that the structure does not hold', () => {
    const faults = faultsOf({ SSP_KOMMUNE: 'atlantis', SSP_TENANTS: 't=mu' });
    assert.match(faults, /SSP_KOMMUNE: one of vordingborg, kolding, not "atlantis"/);
    assert.match(faults, /SSP_TENANTS: municipalities out of vordingborg, kolding, not "t=mu"/);
  });
});
