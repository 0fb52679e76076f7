/** What the inside needs of the world. Each has an adapter, a fake, and one contract suite that runs on both. */

/** Where the bot is installed. `create` answers false when the row is there already: an install is welcomed once. */
export interface InstallationStore {
  create(installation: Installation): Promise<boolean>;
  delete(conversation: Pick<Installation, 'tenantId' | 'conversationId'>): Promise<void>;
  /** Resolves when the store answers, rejects when it does not. */
  ping(): Promise<void>;
}

export interface Installation {
  tenantId: string;
  conversationId: string;
  scope: 'personal' | 'groupChat' | 'channel';
  kommune: string;
}

/** A card to send: the template's name in cards/, what fills it, and the one plain line that says the same. */
export interface CardMessage {
  template: string;
  data: Record<string, unknown>;
  /** Notifications and screen readers use it. */
  summary: string;
}
