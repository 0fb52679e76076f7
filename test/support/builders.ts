import { randomUUID } from 'node:crypto';

export const tenantId = '00000000-0000-0000-0000-000000000010';

/** A message to the bot in a personal chat, as Teams sends it; fields given replace the defaults. */
export function message(text: string, fields: Record<string, unknown> = {}): Record<string, unknown> {
  return activity({ type: 'message', text, ...fields });
}

export function activity(fields: Record<string, unknown>): Record<string, unknown> {
  return {
    id: randomUUID(),
    channelId: 'msteams',
    from: { id: '29:user-1', name: 'Lærer Et', aadObjectId: '00000000-0000-0000-0000-000000000020' },
    recipient: { id: '28:ssp-bot', name: 'SSP' },
    conversation: { id: 'a:personal-1', conversationType: 'personal', tenantId },
    channelData: { tenant: { id: tenantId } },
    ...fields,
  };
}

/** A press on a card's Action.Execute. */
export function press(
  verb: string,
  data: Record<string, unknown>,
  fields: Record<string, unknown> = {},
): Record<string, unknown> {
  return activity({
    type: 'invoke',
    name: 'adaptiveCard/action',
    value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
    ...fields,
  });
}
