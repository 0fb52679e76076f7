import { ConfigurationBotFrameworkAuthentication, ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import type { AuthenticateRequestResult, ConnectorFactory, UserTokenClient } from 'botframework-connector';
import type { BotIdentity } from '../config.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { type Authorize, createConnector } from './connector.ts';
import { isAllowedServiceUrl } from './service-url.ts';

/** Settings of the SDK's authentication that a test points to a local server; the SDK's own in production. */
export type AuthenticationOverrides = Record<string, string>;

/**
 * The SDK's authentication of inbound requests, with connectors of ours: kept between turns, over one pool, and only to
 * hosts on the list, because the bot's token goes with every call. Without an identity the SDK's authentication is off;
 * config.ts sees to it that this happens on 127.0.0.1 only.
 */
export function createAuthentication(
  identity: BotIdentity | undefined,
  overrides: AuthenticationOverrides = {},
  telemetry?: Telemetry,
) {
  const settings = identity
    ? {
        MicrosoftAppId: identity.id,
        MicrosoftAppType: identity.type,
        MicrosoftAppTenantId: identity.tenantId,
        MicrosoftAppPassword: identity.password,
        ...overrides,
      }
    : {};
  const credentials = new ConfigurationServiceClientCredentialFactory(settings as never);
  return new ReusingAuthentication(settings, credentials, authorizer(identity, credentials), telemetry);
}

const tokenAudience = 'https://api.botframework.com';

/** The bot's bearer token for outbound calls; the SDK's credentials cache and renew it. */
function authorizer(
  identity: BotIdentity | undefined,
  factory: ConfigurationServiceClientCredentialFactory,
): Authorize {
  if (!identity) return async () => undefined;
  const login = `https://login.microsoftonline.com/${identity.tenantId}`;
  const credentials = factory.createCredentials(identity.id, tokenAudience, login, true);
  return async () => {
    const headers = new Map<string, string>();
    const request = { headers: { set: (name: string, value: string) => headers.set(name.toLowerCase(), value) } };
    await (await credentials).signRequest(request as never);
    return headers.get('authorization');
  };
}

class ReusingAuthentication extends ConfigurationBotFrameworkAuthentication {
  readonly #factory: ConnectorFactory;

  constructor(
    settings: object,
    credentials: ConfigurationServiceClientCredentialFactory,
    authorize: Authorize,
    telemetry?: Telemetry,
  ) {
    super(settings as never, credentials);
    this.#factory = connectorFactory(settings, authorize, telemetry);
  }

  override async authenticateRequest(
    ...request: Parameters<ConfigurationBotFrameworkAuthentication['authenticateRequest']>
  ) {
    const result: AuthenticateRequestResult = await super.authenticateRequest(...request);
    result.connectorFactory = this.#factory;
    return result;
  }

  /** The connector of a service URL, for messages outside a turn. */
  readonly connectorFor = async (serviceUrl: string): Promise<ReturnType<typeof createConnector>> =>
    (await this.#factory.create(serviceUrl, '')) as never;

  override createConnectorFactory(): ConnectorFactory {
    return this.#factory;
  }

  // The bot signs nobody in; building this client costs a tenth of a turn.
  override async createUserTokenClient(): Promise<UserTokenClient> {
    return undefined as never;
  }
}

const mostConnectors = 50;

function connectorFactory(settings: object, authorize: Authorize, telemetry?: Telemetry): ConnectorFactory {
  const kept = new Map<string, ReturnType<typeof createConnector>>();
  const local = !('MicrosoftAppId' in settings);
  return {
    async create(serviceUrl: string) {
      if (!isAllowedServiceUrl(serviceUrl, local)) throw new Error('service URL is not on the list');
      let connector = kept.get(serviceUrl);
      if (!connector) {
        if (kept.size >= mostConnectors) kept.clear();
        connector = createConnector(serviceUrl, authorize, telemetry);
        kept.set(serviceUrl, connector);
      }
      return connector as never;
    },
  } as ConnectorFactory;
}
