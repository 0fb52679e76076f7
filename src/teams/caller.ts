import type { Activity } from 'botbuilder';
import type { Language } from '../structure/structure.ts';
import { tenantOf } from './inbound-guard.ts';
import type { Scope } from './routes.ts';

/** Who writes or presses, as Teams says it. Names are for people to read; ids decide. */
export interface Caller {
  kommune: string;
  tenantId: string;
  /** Entra object id, in lower case; missing for anonymous people. */
  objectId?: string;
  userId: string;
  name: string;
  /** True for guests, anonymous people and people of other tenants, as far as the message tells. */
  guest: boolean;
  scope: Scope;
  /** The language of their Teams, where it tells. */
  language?: Language;
}

interface TeamsAccount {
  aadObjectId?: unknown;
  tenantId?: unknown;
  userRole?: unknown;
  userPrincipalName?: unknown;
}

export function callerOf(activity: Activity, kommune: string): Caller {
  const from = (activity.from ?? {}) as TeamsAccount & { id?: string; name?: string };
  const tenantId = tenantOf(activity);
  const objectId = typeof from.aadObjectId === 'string' ? from.aadObjectId.toLowerCase() : undefined;
  const language = languageOfClient(activity);
  return {
    kommune,
    tenantId,
    ...(objectId && { objectId }),
    userId: String(from.id ?? ''),
    name: String(from.name ?? ''),
    guest: objectId === undefined || !isInsider(from, tenantId),
    scope: scopeOf(activity),
    ...(language && { language }),
  };
}

/** False when an account says that it is a guest's, nobody's, or of another tenant (facts A8, D2). */
export function isInsider({ tenantId, userRole, userPrincipalName }: TeamsAccount, ownTenant: string): boolean {
  if (typeof userRole === 'string' && userRole.toLowerCase() !== 'user') return false;
  if (typeof tenantId === 'string' && tenantId !== '' && tenantId.toLowerCase() !== ownTenant) return false;
  return !(typeof userPrincipalName === 'string' && userPrincipalName.includes('#EXT#'));
}

export function scopeOf({ conversation }: Activity): Scope {
  if (conversation.conversationType === 'channel') return 'channel';
  return conversation.conversationType === 'groupChat' || conversation.isGroup ? 'groupChat' : 'personal';
}

/** The language of the person's Teams, when it is told; Danish is the default. */
export function languageOfClient({ locale }: Activity): Language | undefined {
  if (!locale) return undefined;
  return locale.toLowerCase().startsWith('en') ? 'en' : 'da';
}
