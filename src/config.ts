import { CodedError } from './errors.ts';
import { readSender } from './mail/address.ts';
import { readSmtpServer } from './mail/smtp-server.ts';
import { type Role, roles } from './roster/roster.ts';

export type BotType = 'SingleTenant' | 'UserAssignedMSI';

export interface BotIdentity {
  id: string;
  type: BotType;
  tenantId: string;
  /** Empty for a managed identity. */
  password: string;
}

/** All settings, read once at start. See env/.env.example for what each means. */
export interface Config {
  port: number;
  /** Undefined is local mode: no identity, 127.0.0.1 only. */
  identity?: BotIdentity;
  /** Tenant id to municipality. In local mode every tenant is `kommune`. */
  tenants: Map<string, string>;
  kommune: string;
  structureDir?: string;
  dataDir: string;
  storage: { url: string } | { connection: string } | 'own-azurite';
  playground: boolean;
  /** File of the roster that is read at start when the store has none. */
  rosterFile?: string;
  /** The least role that everyone has; with an identity that is `laerer`. */
  leastRole: Role;
  /** How forms open. */
  forms: 'dialog' | 'chat';
  /** How long a request waits before the reminder, and again before the deputy. */
  answerMinutes: number;
  retentionDays: number;
  /** Where the bot can be reached from outside, without a slash at the end. */
  publicUrl?: string;
  /** The mail server, and whom mail comes from; without it local mode writes mail into its data folder. */
  mail?: { smtpUrl: string; from: string };
  /** Entra object id of the account on whose behalf the bot makes Teams meetings; off when it is not given. */
  meetingOrganiser?: string;
  /** The tenants' own SharePoint and OneDrive hosts: files sent in the chat are fetched from there only. */
  fileHosts: Set<string>;
  /** Signs card presses; undefined: made anew in the data folder (local mode only). */
  secret?: string;
  /** Connection string of Application Insights; undefined: neither traces nor figures. */
  insights?: string;
}

type Environment = Record<string, string | undefined>;

const shortestSecret = 32;
const connectionPattern = /^(?=.*AccountName=[^;]+)(?=.*AccountKey=[^;]+)/;
// Without an endpoint of its own the exporter would send to one outside the EU.
const insightsPattern =
  /^(?=.*InstrumentationKey=[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=.*IngestionEndpoint=(https:\/\/|http:\/\/127\.0\.0\.1))/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Reads the settings. `municipalitiesIn` answers which municipalities the structure holds, with the further folder laid
 * beside it. Throws one CodedError('config') that names every fault and what is allowed.
 */
export function readConfig(env: Environment, municipalitiesIn: (structureDir?: string) => Iterable<string>): Config {
  const faults: string[] = [];
  const value = (name: string) => env[name]?.trim() || undefined;
  const fault = (name: string, allowed: string) => {
    // A secret is never repeated, not even a wrong one.
    const given = /PASSWORD|SECRET|CONNECTION|SMTP_URL/.test(name) ? '' : `, not "${value(name) ?? ''}"`;
    const line = `${name}: ${allowed}${given}`;
    if (!faults.includes(line)) faults.push(line);
  };

  const port = Number(value('PORT') ?? 3978);
  if (!/^\d+$/.test(value('PORT') ?? '0') || port > 65_535) fault('PORT', 'a whole number from 0 to 65535');
  const identity = readIdentity(value, fault);
  const tenants = readTenants(value, fault, identity !== undefined);
  const storage = readStorage(value, fault, identity !== undefined);
  const secret = value('SSP_SECRET');
  if (secret !== undefined && secret.length < shortestSecret)
    fault('SSP_SECRET', `at least ${shortestSecret} characters`);
  if (identity && secret === undefined)
    fault('SSP_SECRET', `at least ${shortestSecret} characters, needed with a bot identity`);
  const insights = value('APPLICATIONINSIGHTS_CONNECTION_STRING');
  if (insights !== undefined && !insightsPattern.test(insights))
    fault('APPLICATIONINSIGHTS_CONNECTION_STRING', 'a connection string with InstrumentationKey and IngestionEndpoint');
  const playground = value('SSP_PLAYGROUND') ?? 'on';
  if (!['on', 'off'].includes(playground)) fault('SSP_PLAYGROUND', 'on or off');
  const people = readPeopleSettings(value, fault, identity !== undefined);
  const outside = readOutside(value, fault, people.publicUrl, identity !== undefined);
  const structureDir = value('SSP_STRUCTURE_DIR');
  const kommune = value('SSP_KOMMUNE') ?? 'vordingborg';
  const known = [...municipalitiesIn(structureDir)];
  if (!known.includes(kommune)) fault('SSP_KOMMUNE', `one of ${known.join(', ')}`);
  for (const served of tenants.values()) {
    if (!known.includes(served)) fault('SSP_TENANTS', `municipalities out of ${known.join(', ')}`);
  }
  if (faults.length > 0) throw new CodedError('config', `Settings that cannot be used:\n- ${faults.join('\n- ')}`);
  return {
    port,
    ...(identity && { identity }),
    tenants,
    kommune,
    ...(structureDir && { structureDir }),
    dataDir: value('SSP_DATA_DIR') ?? '.data',
    storage,
    playground: playground === 'on' && !identity,
    ...people,
    ...outside,
    ...(secret && { secret }),
    ...(insights && { insights }),
  };
}

type Value = (name: string) => string | undefined;
type AddFault = (name: string, allowed: string) => void;

function readIdentity(value: Value, fault: AddFault): BotIdentity | undefined {
  const names = ['BOT_ID', 'BOT_TYPE', 'BOT_TENANT_ID', 'BOT_PASSWORD'];
  if (names.every((name) => value(name) === undefined)) return undefined;
  // Half an identity would switch authentication off in the SDK: it is refused.
  const [id = '', type = '', tenantId = '', password = ''] = names.map(value);
  if (!uuid.test(id)) fault('BOT_ID', 'the app id of the bot, a UUID');
  if (!uuid.test(tenantId)) fault('BOT_TENANT_ID', 'the Entra tenant of the bot, a UUID');
  if (type !== 'SingleTenant' && type !== 'UserAssignedMSI') fault('BOT_TYPE', 'SingleTenant or UserAssignedMSI');
  if (type === 'SingleTenant' && password === '') fault('BOT_PASSWORD', 'needed with SingleTenant');
  if (type === 'UserAssignedMSI' && password !== '') fault('BOT_PASSWORD', 'must be empty with UserAssignedMSI');
  return { id, type: type as BotType, tenantId, password };
}

function readTenants(value: Value, fault: AddFault, needed: boolean): Map<string, string> {
  const tenants = new Map<string, string>();
  const allowed = 'pairs "tenant id=kommune", separated by commas';
  for (const pair of (value('SSP_TENANTS') ?? '').split(',').filter((p) => p.trim() !== '')) {
    const [tenant = '', kommune = '', ...rest] = pair.split('=').map((p) => p.trim());
    if (tenant === '' || kommune === '' || rest.length > 0 || tenants.has(tenant.toLowerCase()))
      fault('SSP_TENANTS', `${allowed}, each tenant once`);
    tenants.set(tenant.toLowerCase(), kommune);
  }
  if (needed && tenants.size === 0) fault('SSP_TENANTS', `${allowed}, needed with a bot identity`);
  return tenants;
}

type PeopleSettings = Pick<
  Config,
  'rosterFile' | 'leastRole' | 'forms' | 'answerMinutes' | 'retentionDays' | 'publicUrl' | 'fileHosts'
>;

function readPeopleSettings(value: Value, fault: AddFault, hasIdentity: boolean): PeopleSettings {
  const leastRole = value('SSP_LOCAL_ROLE') ?? (hasIdentity ? 'laerer' : 'koordinator');
  if (hasIdentity && value('SSP_LOCAL_ROLE')) fault('SSP_LOCAL_ROLE', 'must be empty with a bot identity');
  if (!roles.includes(leastRole as Role)) fault('SSP_LOCAL_ROLE', roles.join(', '));
  const forms = value('SSP_FORMS') ?? (hasIdentity ? 'dialog' : 'chat');
  if (forms !== 'dialog' && forms !== 'chat') fault('SSP_FORMS', 'dialog or chat');
  const number = (name: string, preset: number, most: number) => {
    const given = Number(value(name) ?? preset);
    if (!(given > 0 && given <= most)) fault(name, `a number above 0, at most ${most}`);
    return given;
  };
  const publicUrl = value('SSP_PUBLIC_URL')?.replace(/\/+$/, '');
  if (
    publicUrl &&
    !/^https:\/\/[^/\s]+/.test(publicUrl) &&
    !/^http:\/\/(127\.0\.0\.1|localhost)(:|\/|$)/.test(publicUrl)
  )
    fault('SSP_PUBLIC_URL', 'an https address');
  const fileHosts = (value('SSP_FILE_HOSTS') ?? '').split(',').map((host) => host.trim().toLowerCase());
  if (!fileHosts.every((host) => host === '' || /^[a-z0-9-]+\.sharepoint\.com$/.test(host)))
    fault('SSP_FILE_HOSTS', 'hosts like kommune.sharepoint.com and kommune-my.sharepoint.com, separated by commas');
  const rosterFile = value('SSP_ROSTER');
  return {
    ...(rosterFile && { rosterFile }),
    leastRole: leastRole as Role,
    forms: forms as Config['forms'],
    answerMinutes: number('SSP_ANSWER_MINUTES', 15, 7 * 24 * 60),
    retentionDays: number('SSP_RETENTION_DAYS', 180, 3_650),
    ...(publicUrl && { publicUrl }),
    fileHosts: new Set(fileHosts.filter(Boolean)),
  };
}

/** Mail and meetings: what reaches people outside the tenant. */
function readOutside(
  value: Value,
  fault: AddFault,
  publicUrl: string | undefined,
  hasIdentity: boolean,
): Pick<Config, 'mail' | 'meetingOrganiser'> {
  const [smtpUrl, from, organiser] = ['SSP_SMTP_URL', 'SSP_MAIL_FROM', 'SSP_MEETING_ORGANISER'].map(value);
  if (smtpUrl && !isReadable(() => readSmtpServer(smtpUrl)))
    fault('SSP_SMTP_URL', 'an address like smtps://user:password@mail.kommune.dk:465');
  if (smtpUrl && !from) fault('SSP_MAIL_FROM', 'needed with SSP_SMTP_URL');
  if (from && !isReadable(() => readSender(from))) fault('SSP_MAIL_FROM', 'like SSP <ssp@kommune.dk>');
  if (smtpUrl && hasIdentity && !publicUrl)
    fault('SSP_PUBLIC_URL', 'needed with SSP_SMTP_URL: mails hold answer links');
  if (organiser && !uuid.test(organiser)) fault('SSP_MEETING_ORGANISER', 'an Entra object id, a UUID');
  if (organiser && !hasIdentity) fault('SSP_MEETING_ORGANISER', 'must be empty without a bot identity');
  return {
    ...(smtpUrl && from && { mail: { smtpUrl, from } }),
    ...(organiser && { meetingOrganiser: organiser }),
  };
}

function isReadable(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof CodedError) return false;
    throw error;
  }
}

function readStorage(value: Value, fault: AddFault, needed: boolean): Config['storage'] {
  const url = value('SSP_STORAGE_URL');
  const connection = value('SSP_STORAGE_CONNECTION');
  if (url && connection) fault('SSP_STORAGE_URL', 'this or SSP_STORAGE_CONNECTION, not both');
  if (url && !/^https:\/\/[^/]+/.test(url)) fault('SSP_STORAGE_URL', 'an https address of a storage account');
  if (connection && !connectionPattern.test(connection)) {
    fault('SSP_STORAGE_CONNECTION', 'a connection string of a storage account, with AccountName and AccountKey');
  }
  if (needed && !url && !connection)
    fault('SSP_STORAGE_URL', 'this or SSP_STORAGE_CONNECTION is needed with a bot identity');
  if (url) return { url };
  return connection ? { connection } : 'own-azurite';
}
