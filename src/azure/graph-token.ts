import type { TokenCredential, TokenCredentialOptions } from '@azure/identity';
import type { BotIdentity } from '../config.ts';
import { CodedError, messageOf } from '../errors.ts';

const scope = 'https://graph.microsoft.com/.default';
// OAuth 2.0 (RFC 6749, 5.2): the client itself is refused, and stays so until somebody changes its registration.
const refused = /\b(invalid_client|unauthorized_client)\b/;

/**
 * Tokens for Microsoft Graph by the bot's own identity, for the bot's own tenant; the library keeps and renews them. A
 * permission that is granted later is in the next token only: with a managed identity that can take a day.
 * Fails with a CodedError('not-authenticated') when Entra refuses the bot, else with the library's own error.
 */
export function createGraphToken(identity: BotIdentity, options: TokenCredentialOptions = {}): () => Promise<string> {
  let opened: Promise<TokenCredential> | undefined;
  return async () => {
    opened ??= credentialOf(identity, options);
    try {
      const { token } = (await (await opened).getToken(scope))!;
      return token;
    } catch (error) {
      if (!refused.test(messageOf(error))) throw error;
      // Entra's code says what is wrong: AADSTS7000222 is a secret that has expired.
      const [code = 'no code'] = /AADSTS\d+/.exec(messageOf(error)) ?? [];
      throw new CodedError('not-authenticated', `no token for Graph: Entra refuses the bot, ${code}`);
    }
  };
}

/** Loaded only here: a bot without online meetings never needs the identity library. */
async function credentialOf(identity: BotIdentity, options: TokenCredentialOptions): Promise<TokenCredential> {
  const { ClientSecretCredential, ManagedIdentityCredential } = await import('@azure/identity');
  const { id, type, tenantId, password } = identity;
  switch (type) {
    case 'SingleTenant':
      return new ClientSecretCredential(tenantId, id, password, options);
    case 'UserAssignedMSI':
      return new ManagedIdentityCredential({ ...options, clientId: id });
    default:
      return type satisfies never;
  }
}
